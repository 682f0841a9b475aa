"""Codes sent and tried, numbers proven, second factors taken away, and what the security log keeps of all that."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation import audit, logs
from foundation.forgetting import prune
from people.enums import Language, SecurityEventKind, SignInMethod
from people.messaging.actions.sending import send_message, send_secret
from people.models import Person, ProvenNumber, SecurityEvent, SignInCode
from people.models.sign_in import CODE_TRIES

from . import codes, queries, rules
from .devices import Origin

CODE_KIND, NEW_DEVICE_KIND, WAY_IN_KIND = "people.sign_in_code", "people.new_device", "people.way_in_changed"
CODES_KEPT_FOR = timedelta(days=1)


class SecondFactorNotReset(Exception):
    """A sentence that says what stands against it."""


class CodeNotAccepted(Exception):
    """A sentence that says what to do."""


class CodeNoLongerWorks(CodeNotAccepted):
    """Used, too old, or tried too often."""


@transaction.atomic
def send_code(address: str) -> SignInCode:
    """To an e-mail address or a phone number in E.164. The same work whether or not anybody has it."""
    person = queries.person_to_reach_at(address)
    code = SignInCode.objects.create(address=address, person=person)
    send_secret(
        CODE_KIND,
        address=address if person else "",
        language=person.language if person else Language.CHINESE,
        variables={"code": codes.digits_of(code.uuid), "minutes": str(codes.LIFE.seconds // 60)},
    )
    return code


@transaction.atomic
def count_try(code: str) -> SignInCode | None:
    """One of five tries is gone, whatever becomes of it; None if there is none left. Apart from what is done with it,
    so that nothing that fails later gives it back."""
    since = timezone.now() - codes.LIFE
    open_codes = SignInCode.objects.filter(uuid=code, used_at__isnull=True, sent_at__gt=since, tries__lt=CODE_TRIES)
    is_open = open_codes.update(tries=F("tries") + 1)
    found = SignInCode.objects.select_related("person").filter(uuid=code).first()
    return found if is_open else None


def use_code(code: str, *, typed: str, origin: Origin) -> SignInCode:
    """The code with its person, who is let in by it, once. Raises CodeNotAccepted and CodeNoLongerWorks."""
    found = count_try(code)
    if found is None:
        raise CodeNoLongerWorks(_("This code no longer works: it was used, or five minutes are over. Send a new one."))
    is_right = codes.are_right(found.uuid, typed)
    if not (is_right and found.person and _is_open(found, found.person)):
        log_event(SecurityEventKind.REFUSED, person=found.person, method=method_of(found), origin=origin)
        raise refusal(found)
    if not SignInCode.objects.filter(pk=found.pk, used_at__isnull=True).update(used_at=timezone.now()):
        raise CodeNoLongerWorks(_("This code was used a moment ago. Send a new one."))
    return found


def method_of(code: SignInCode) -> SignInMethod:
    return SignInMethod.CODE_BY_EMAIL if "@" in code.address else SignInMethod.CODE_BY_PHONE


def _is_open(code: SignInCode, person: Person) -> bool:
    """The address may have been taken away from them, or the account closed, since the code was asked for."""
    return person.is_active and code.address in {person.phone, person.email}


def refusal(code: SignInCode) -> CodeNotAccepted:
    """Of digits that were wrong, after their try was counted."""
    left = CODE_TRIES - code.tries
    if not left:
        return CodeNoLongerWorks(_("That was wrong five times, so this code no longer works. Send a new one."))
    words = ngettext(
        "These are not the digits that we sent. You have %(count)s more try.",
        "These are not the digits that we sent. You have %(count)s more tries.",
        left,
    )
    return CodeNotAccepted(words % {"count": left})


def prove_number(*people: Person) -> None:
    """They have just shown, or an admin has just said, that these are their numbers."""
    now = timezone.now()
    ProvenNumber.objects.bulk_create(
        [ProvenNumber(person=person, phone=person.phone or "", proven_at=now) for person in people],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=["phone", "proven_at"],
    )


def is_second_fact_right(person: Person, *, full_name: str, dealer_code: str) -> bool:
    """What a stranger who was given the number would not know."""
    asked = queries.dealer_codes_asked(person)
    is_name_right = rules.is_same_name(full_name, [person.full_name, person.latin_name])
    return is_name_right and (not asked or rules.is_same_code(dealer_code, asked))


@transaction.atomic
def log_event(kind: str, *, person: Person | None, origin: Origin, method: str = "") -> SecurityEvent:
    return SecurityEvent.objects.create(
        kind=kind,
        person=person,
        method=method,
        ip=origin.ip,
        device=origin.device,
        request_id=logs.current_request_id(),
    )


@transaction.atomic
def log_sign_in(person: Person, *, method: str, origin: Origin) -> SecurityEvent:
    """Tells the person, if they never came in with such a device."""
    is_new = queries.is_device_new(person, origin.device)
    event = log_event(SecurityEventKind.SIGNED_IN, person=person, method=method, origin=origin)
    if is_new:
        send_message(
            NEW_DEVICE_KIND,
            to=person,
            cause=str(event.uuid),
            variables={"device": origin.device or "…"},
            path=reverse("people:devices"),
        )
    return event


@transaction.atomic
def note_way_in(person: Person, *, action: str, **facts: str) -> None:
    """A way in was added or taken away by the person: an audit line, and word to them in case it was not they."""
    line = audit.record(action, obj=person, actor=person, **facts)
    _tell_of_change(person, cause=f"{action}:{line.pk}")


@transaction.atomic
def sign_out_devices(person: Person, *, keys: Collection[int], by: Person | None) -> int:
    """Ends these of the person's sessions, at once. Returns how many there were."""
    sessions = list(UserSession.objects.filter(user=person, pk__in=keys))
    for session in sessions:
        session.end()  # from cache and database
    if sessions:
        audit.record("sign_out_devices", obj=person, actor=by, count=len(sessions))
    return len(sessions)


@transaction.atomic
def reset_second_factor(person: Person, *, by: Person | None = None, reason: str = "") -> int:
    """For whoever lost phone and recovery codes: takes passkeys, authenticator app and recovery codes away, and signs
    them out everywhere. Returns how many there were. Raises SecondFactorNotReset."""
    if by is not None and not rules.can_reset_second_factor(by, person):
        raise SecondFactorNotReset(
            _("Your own are under Ways in; those of whoever may do everything are reset by another of them only.")
        )
    count, _rows = Authenticator.objects.filter(user=person).delete()
    sign_out_devices(person, keys=UserSession.objects.filter(user=person).values_list("pk", flat=True), by=by)
    line = audit.record("reset_second_factor", obj=person, actor=by, count=count, reason=reason)
    _tell_of_change(person, cause=f"reset_second_factor:{line.pk}")
    return count


def _tell_of_change(person: Person, *, cause: str) -> None:
    send_message(WAY_IN_KIND, to=person, cause=cause, path=reverse("people:ways_in"))


def prune_security_log() -> int:
    """What is older than the site keeps: events, codes, and what is known of browsers that signed out."""
    now = timezone.now()
    prune(SignInCode.objects.filter(sent_at__lt=now - CODES_KEPT_FOR))
    alive = Session.objects.filter(expire_date__gt=now).values("session_key")
    prune(UserSession.objects.exclude(session_key__in=alive))
    return prune(SecurityEvent.objects.filter(at__lt=now - timedelta(days=settings.SECURITY_LOG_DAYS)))
