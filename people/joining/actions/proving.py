"""Who joins with a code shows first that phone or e-mail is theirs; who is new is entered by showing it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from people.actions.persons import PersonNotAccepted, add_person
from people.enums import SecurityEventKind
from people.joining import kinds, queries
from people.messaging.actions.sending import send_secret
from people.models import Person, SignInCode
from people.signing_in import actions as signing_in
from people.signing_in import codes
from people.signing_in.devices import Origin


@dataclass(frozen=True)
class Proven:
    """`is_new`: entered just now."""

    person: Person
    code: SignInCode
    is_new: bool


@transaction.atomic
def send_joining_code(address: str, *, language: str) -> SignInCode:
    """To an e-mail address or a phone in E.164, known or not: the same work, and the same words to everybody."""
    code = SignInCode.objects.create(address=address, person=queries.person_at(address))
    variables = {"code": codes.digits_of(code.uuid), "minutes": str(codes.LIFE.seconds // 60)}
    send_secret(kinds.JOINING_CODE, address=address, language=language, variables=variables)
    return code


def prove_address(code: str, *, typed: str, full_name: str, language: str, origin: Origin) -> Proven:
    """Raises CodeNotAccepted of signing in, and PersonNotAccepted for a name that cannot be printed."""
    waiting = SignInCode.objects.filter(uuid=code, person__isnull=True).first()
    if waiting is None or queries.person_at(waiting.address):
        _let_known_in(waiting)
        used = signing_in.use_code(code, typed=typed, origin=origin)
        return Proven(used.person, used, is_new=False)  # type: ignore[arg-type]
    found = signing_in.count_try(code)
    if found is None:
        raise signing_in.CodeNoLongerWorks(
            _("This code no longer works: it was used, or five minutes are over. Send a new one.")
        )
    if not codes.are_right(found.uuid, typed):
        signing_in.log_event(SecurityEventKind.REFUSED, person=None, method=signing_in.method_of(found), origin=origin)
        raise signing_in.refusal(found)
    return _enter(found, full_name=full_name, language=language)


def _let_known_in(waiting: SignInCode | None) -> None:
    """Somebody entered them after the code was sent: it is theirs as well."""
    if waiting is not None:
        SignInCode.objects.filter(pk=waiting.pk).update(person=queries.person_at(waiting.address))


@transaction.atomic
def _enter(code: SignInCode, *, full_name: str, language: str) -> Proven:
    field = "email" if "@" in code.address else "phone"
    try:
        person = add_person(full_name, language=language, **{field: code.address})  # type: ignore[arg-type]
        is_new = True
    except PersonNotAccepted:
        known = queries.person_at(code.address)  # a second tab was faster
        if known is None:
            raise
        person, is_new = known, False
    signing_in.prove_number(person)
    code.person, code.used_at = person, timezone.now()
    code.save(update_fields=["person", "used_at"])
    return Proven(person, code, is_new=is_new)
