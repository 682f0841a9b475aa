"""Changes what the site shows of the manufacturer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from cms import queries
from cms.logos import logo_png
from cms.models import Logo, SiteSettings, VerificationFile
from foundation import audit
from foundation.colours import HEX
from foundation.pictures import NotAPicture
from people.api import Person

TEXTS = ("brand", "icp_number", "police_number")
LOGOS = ("logo", "logo_in_dark")
FILE = "verification_file"
ICP = re.compile(r"[\u4e00-\u9fff]ICP[备证][0-9]{5,10}号(-[0-9]{1,3})?")
POLICE = re.compile(r"[\u4e00-\u9fff]公网安备 ?[0-9]{13,14}号")
# Names that WeChat, WeCom, Google and Baidu give such files. None can stand where a page of ours does.
VERIFICATION_NAME = re.compile(
    r"(MP_verify_[A-Za-z0-9]{8,40}|WW_verify_[A-Za-z0-9]{8,40}|[0-9a-f]{32})\.txt"
    r"|(google[0-9a-f]{16}|baidu_verify_(code-|codeva-)?[A-Za-z0-9]{8,40})\.html"
)
CONTENT = re.compile(r"[\x20-\x7e]{1,200}")


class SiteSettingsNotAccepted(Exception):
    """A sentence that says what to write instead; `field` says where."""

    def __init__(self, sentence: str, *, field: str) -> None:
        super().__init__(sentence)
        self.field = field


@transaction.atomic
def change_site_settings(
    *,
    texts: Mapping[str, str] | None = None,
    logos: Mapping[str, bytes | None] | None = None,
    files: Mapping[str, bytes | None] | None = None,
    by: Person | None = None,
) -> SiteSettings:
    """`texts`: some or all of TEXTS; `logos`: some of LOGOS as uploaded, None to have none; `files`: verification files
    by name, None to take one away. Pages show it at once in this process, within half a minute in the others.

    Raises SiteSettingsNotAccepted, and changes nothing.
    """
    SiteSettings.objects.get_or_create(pk=SiteSettings.ONLY)
    settings = SiteSettings.objects.select_for_update().get(pk=SiteSettings.ONLY)  # nobody else's until this is over
    before = _values_of(settings)
    for name, text in (texts or {}).items():
        setattr(settings, name, _accepted(name, text.strip()))
    for name, content in (logos or {}).items():
        setattr(settings, name, _kept(name, content) if content else None)
    changed = sorted(name for name, value in _values_of(settings).items() if value != before[name])
    added = sorted(name for name, content in (files or {}).items() if content and _keep_file(name, content))
    removed = sorted(name for name, content in (files or {}).items() if not content and _remove_file(name))
    if changed or added or removed:
        settings.save()
        audit.record("change_site_settings", obj=settings, actor=by, changed=changed, added=added, removed=removed)
        transaction.on_commit(queries.forget_site_look)
    return settings


def _values_of(settings: SiteSettings) -> dict[str, str | None]:
    drawn = {name: getattr(settings, f"{name}_id") for name in LOGOS}
    return {name: getattr(settings, name) for name in TEXTS} | drawn


def _accepted(name: str, text: str) -> str:
    if name == "brand":
        text = text.lower()
    pattern, wanted = {
        "brand": (HEX, _("Write the colour as # and six digits, such as #0a6470.")),
        "icp_number": (ICP, _("Write it as the ministry does, such as 京ICP备12345678号-1.")),
        "police_number": (POLICE, _("Write it as the police do, such as 京公网安备11010502030143号.")),
    }[name]
    if text and not pattern.fullmatch(text):
        raise SiteSettingsNotAccepted(wanted, field=name)
    return text


def _kept(name: str, content: bytes) -> Logo:
    try:
        png, width, height = logo_png(content)
    except NotAPicture as error:
        raise SiteSettingsNotAccepted(str(error), field=name) from error
    digest = sha256(png).hexdigest()
    return Logo.objects.get_or_create(digest=digest, defaults={"png": png, "width": width, "height": height})[0]


def _keep_file(name: str, content: bytes) -> bool:
    """Whether there is anything new. Takes the place of an earlier one of this name."""
    if not VERIFICATION_NAME.fullmatch(name):
        sentence = _(
            "“%(name)s” is not the name of such a file. Upload it as you got it: MP_verify_….txt or WW_verify_….txt"
            " (WeChat), google….html, baidu_verify_….html."
        )
        raise SiteSettingsNotAccepted(sentence % {"name": name}, field=FILE)
    text = content.decode("ascii", errors="replace").strip()
    if not CONTENT.fullmatch(text):
        sentence = _("Such a file is one short line of letters and digits; this one is not. Fetch it once more.")
        raise SiteSettingsNotAccepted(sentence, field=FILE)
    is_there = VerificationFile.objects.filter(name=name, content=text).exists()
    VerificationFile.objects.update_or_create(name=name, defaults={"content": text})
    return not is_there


def _remove_file(name: str) -> bool:
    return bool(VerificationFile.objects.filter(name=name).delete()[0])
