"""Which of a person's fields are personal, what for, and what erasing does to them."""

from foundation.personal_data import OnErase, declare_not_personal, register

from .models import Membership, Person, Territory
from .models_messages import Message, MessageWishes


def register_personal_fields() -> None:
    register(Person, "full_name", purpose="Called by it, and printed on certificates.", on_erase=OnErase.REPLACE)
    register(Person, "latin_name", purpose="Printed on certificates in English.", on_erase=OnErase.CLEAR)
    register(Person, "email", purpose="Signs in with it and is written to.", on_erase=OnErase.CLEAR)
    register(Person, "phone", purpose="Signs in with it and is called.", on_erase=OnErase.CLEAR)
    register(Person, "password", purpose="Proves who signs in, as an argon2 hash.", on_erase=OnErase.CLEAR)
    register(Person, "last_login", purpose="Shows whether an account is in use.", on_erase=OnErase.CLEAR)
    register(Person, "language", purpose="Is written to in it.", on_erase=OnErase.CLEAR)
    declare_not_personal(
        Person,
        "is_active",
        "is_superuser",
        "is_staff",
        "joined_at",
        "erased_at",
        reason="They say what an account may do and since when, not who it is.",
    )
    register(Membership, "person", purpose="Where someone works: dealers' records need it.", on_erase=OnErase.KEEP)
    register(Territory, "people", purpose="Says who looks after which dealers.", on_erase=OnErase.DELETE_ROW)
    _register_messages()


def _register_messages() -> None:
    gone = OnErase.DELETE_ROW
    register(Message, "person", purpose="Whose inbox it stands in.", on_erase=gone)
    register(Message, "kind", purpose="Says what somebody was told of.", on_erase=gone)
    register(Message, "cause", purpose="Keeps them from being told twice.", on_erase=gone)
    register(Message, "variables", purpose="Completes the words of what they are told.", on_erase=gone)
    register(Message, "path", purpose="Leads to what they are told of.", on_erase=gone)
    register(Message, "channel", purpose="Answers why somebody got a message there, or none.", on_erase=gone)
    register(MessageWishes, "person", purpose="Whose wishes they are.", on_erase=gone)
    register(MessageWishes, "channel", purpose="Writes to them where they want it.", on_erase=gone)
    register(MessageWishes, "switched_off", purpose="Leaves in the inbox what they do not want sent.", on_erase=gone)
