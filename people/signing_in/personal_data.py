"""What the way in keeps of people. All of it goes with them; until then codes stay a day, the log SECURITY_LOG_DAYS."""

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.db.models import Q

from foundation.personal_data import OnErase, declare_not_personal, register, register_rows
from people.models import ProvenNumber, SecurityEvent, SignInCode


def register_personal_fields() -> None:
    gone = OnErase.DELETE_ROW
    register_rows(
        SignInCode, of=lambda person: Q(person=person) | Q(address__in=[person.phone or "", person.email or ""])
    )
    register_rows(ProvenNumber, of="person")
    register_rows(SecurityEvent, of="person")
    register_rows(Authenticator, of="user")
    register_rows(UserSession, of="user")
    register_rows(SocialAccount, of="user")
    register(SignInCode, "address", purpose="A code for signing in was sent to it; kept for a day.", on_erase=gone)
    register(ProvenNumber, "phone", purpose="Which number the person last showed to be theirs.", on_erase=gone)
    register(SecurityEvent, "person", purpose="Who came in or was refused; the law asks for such a log.", on_erase=gone)
    register(SecurityEvent, "ip", purpose="From where somebody came in or tried to.", on_erase=gone)
    register(SecurityEvent, "device", purpose="Shows people a device that is not theirs.", on_erase=gone)
    declare_not_personal(SecurityEvent, "request_id", reason="Names a line of the technical log.")
    register(
        Authenticator,
        "data",
        purpose="Public keys, and sealed secrets that prove who signs in.",
        on_erase=gone,
        is_secret=True,
    )
    register(UserSession, "ip", purpose="Shows people where they are signed in.", on_erase=gone)
    register(UserSession, "user_agent", purpose="Shows people on which devices they are signed in.", on_erase=gone)
    register(
        UserSession,
        "session_key",
        purpose="Ends the session on a device that is not theirs.",
        on_erase=gone,
        is_secret=True,
    )
    declare_not_personal(UserSession, "data", reason="Always empty here.")
    register(SocialAccount, "provider", purpose="Where the account is that signs them in here.", on_erase=gone)
    register(SocialAccount, "uid", purpose="Recognises the account elsewhere.", on_erase=gone)
    declare_not_personal(
        SocialToken, "token", "token_secret", reason="None is kept: SOCIALACCOUNT_STORE_TOKENS is off."
    )
    register(SocialAccount, "extra_data", purpose="What the provider said when it was last used.", on_erase=gone)
