"""Says what can be earned."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.models import Credential
from certificates.wording import complete_words
from foundation import audit
from people.api import Person


class CredentialNotAccepted(Exception):
    """What is missing, as a sentence."""


@transaction.atomic
def define_credential(
    *,
    key: str,
    kind: str,
    words: Mapping[str, Mapping[str, str]],
    valid_months: int | None,
    by: Person | None = None,
) -> Credential:
    """Create it, or change it for certificates to come. Certificates already issued keep what they say.

    `words` is {language: {"title", "did", "what", "outcome"}}. A part that is left out stays as it was, or gets the
    usual words of its kind. Raises CredentialNotAccepted for a language without `what`, and for no language at all.
    """
    there = Credential.objects.select_for_update().filter(key=key).first()
    completed = complete_words(kind, words, there.words if there else {})
    if not completed or not all(parts["what"] for parts in completed.values()):
        raise CredentialNotAccepted(_("Say what the certificate is about, in each language that it is printed in."))
    if valid_months is not None and valid_months < 1:
        raise CredentialNotAccepted(_("Let it be valid for a month at least, or leave the months empty."))

    fields = {"kind": kind, "words": completed, "valid_months": valid_months}
    credential, is_new = Credential.objects.get_or_create(key=key, defaults=fields)
    changed = sorted(name for name, value in fields.items() if getattr(credential, name) != value)
    if changed:
        Credential.objects.filter(pk=credential.pk).update(**fields)
        credential.refresh_from_db()
    if is_new or changed:
        audit.record("define_credential", obj=credential, actor=by, is_new=is_new, changed=changed)
    return credential
