"""Which of a person's fields are personal, what for, and what erasing does to them."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from foundation.personal_data import OnErase, declare_not_personal, register

from .models import Membership, Person, ProvenNumber, SecurityEvent, SignInCode, Territory


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
    _register_way_in()


def _register_way_in() -> None:
    """All of it goes with the person. Until then: codes stay a day, the security log SECURITY_LOG_DAYS."""
    gone = OnErase.DELETE_ROW
    register(SignInCode, "address", purpose="A code for signing in was sent to it; kept for a day.", on_erase=gone)
    register(
        ProvenNumber, "phone", purpose="Which number the person last showed to be theirs, and when.", on_erase=gone
    )
    register(SecurityEvent, "person", purpose="Who came in or was refused; the law asks for such a log.", on_erase=gone)
    register(SecurityEvent, "ip", purpose="From where somebody came in or tried to.", on_erase=gone)
    register(SecurityEvent, "device", purpose="Shows people a device that is not theirs.", on_erase=gone)
    declare_not_personal(SecurityEvent, "request_id", reason="Names a line of the technical log.")
    register(Authenticator, "data", purpose="Public keys, and sealed secrets that prove who signs in.", on_erase=gone)
    register(UserSession, "ip", purpose="Shows people where they are signed in.", on_erase=gone)
    register(UserSession, "user_agent", purpose="Shows people on which devices they are signed in.", on_erase=gone)
    register(UserSession, "session_key", purpose="Ends the session on a device that is not theirs.", on_erase=gone)
    declare_not_personal(UserSession, "data", reason="Always empty here.")
    register(SocialAccount, "provider", purpose="Where the account is that signs them in here.", on_erase=gone)
    register(SocialAccount, "uid", purpose="Recognises the account elsewhere.", on_erase=gone)
    register(SocialAccount, "extra_data", purpose="What the provider said when it was last used.", on_erase=gone)
