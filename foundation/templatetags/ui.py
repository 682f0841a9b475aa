"""What every page draws with: icons, states, rings, dates, numbers, fields, and whose turn the language is."""

import datetime as dt
import math
import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, PasswordInput, RadioSelect
from django.templatetags.static import static
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from foundation import sentences
from foundation.chat_apps import ChatApp, chat_app_of

register = template.Library()

CHINESE = "zh-hans"
DATE_FORMATS = {
    "day": {CHINESE: "Y年n月j日", "en": "j M Y"},
    "day_of_year": {CHINESE: "n月j日", "en": "j M"},
    "weekday": {CHINESE: "Y年n月j日 l", "en": "l, j F Y"},
    "moment": {CHINESE: "Y年n月j日 H:i", "en": "j M Y, H:i"},
    "clock": {CHINESE: "H:i", "en": "H:i"},
}
BEFORE_A_QUOTE = re.compile("([，。；：？！、])(?=“)")
RING_LENGTH = 2 * math.pi * 20
THEMES = {"light", "dark"}


def language() -> str:
    """Never None: outside a request it is Chinese."""
    return "en" if (get_language() or "").startswith("en") else CHINESE


# Language and theme of the page


@register.simple_tag
def html_lang(code: str = "") -> str:
    """As HTML writes a language: the page's, unless another one is meant."""
    return "en" if (code or language()) == "en" else "zh-Hans"


@register.simple_tag
def other_language() -> dict[str, str]:
    """The language to switch to, with its own words for itself."""
    if language() == "en":
        return {"code": CHINESE, "lang": "zh-Hans", "name": "中文", "short": "中", "label": "换成中文"}
    return {"code": "en", "lang": "en", "name": "English", "short": "EN", "label": "EN: switch to English"}


@register.simple_tag
def gap() -> str:
    """Stands between two sentences without other white space."""
    return sentences.gap()


@register.simple_tag(takes_context=True)
def data_theme(context: template.Context) -> str:
    """The theme that this browser was told to keep; nothing follows the system's."""
    request = context.get("request")
    theme = request.COOKIES.get("theme") if request else None
    return format_html(' data-theme="{}"', theme) if theme in THEMES else ""


@register.simple_tag(takes_context=True)
def chat_app(context: template.Context) -> ChatApp | None:
    """In whose own browser the page is read; the view varies on User-Agent."""
    request = context.get("request")
    return chat_app_of(request.headers.get("User-Agent", "")) if request else None


@register.simple_tag(takes_context=True)
def here(context: template.Context, *places: str) -> str:
    """`aria-current` for a link to the first place, if this page is that place or below any of them. What is kept
    for many pages is told where it stands: `stands_at`."""
    request = context.get("request")
    path = context.get("stands_at") or (request.path if request else "")
    if path == places[0]:
        return SafeString(' aria-current="page"')
    is_below = any(place != "/" and path.startswith(place) for place in places)
    return SafeString(' aria-current="true"') if is_below else ""


@register.filter
def section(found: ResolverMatch | None) -> str:
    """/learn/ of itself, /learn/… of all below: as much as links of the navigation want to know. Goes by our own
    patterns, not by what visitors write: an address of nothing is no section."""
    if not found:
        return ""
    first, slash, more = found.route.partition("/")
    return f"/{first}/…" if more else f"/{first}{slash}"


@register.filter
def named(thing: Any) -> str:
    """A person's or an organisation's name in the language of the page."""
    return thing.name_in(language())


@register.filter
def titled(thing: Any) -> str:
    """What something is called in the language of the page."""
    return thing.title_in(language())


@register.filter
def dotted(text: str) -> str:
    """“A · B” as a line that may become two: then the dot is not left hanging at the end of the first."""
    first, dot, second = text.partition(" · ")
    return format_html('{}<span class="line-dot">{}</span>{}', first, dot, second) if dot else text


@register.filter
def together(text: object) -> str:
    """Never broken over two lines, as a date."""
    return format_html('<span class="nowrap">{}</span>', text)


@register.filter
def breaking_at_marks(text: str) -> str:
    """For a heading, which breaks after its marks only: browsers find no place between a comma and what it quotes."""
    return SafeString(BEFORE_A_QUOTE.sub(r"\1<wbr>", conditional_escape(text)))


# Drawings


@lru_cache(maxsize=1024)
def _icon(name: str, css: str, label: str, sheet: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}#{}"/></svg>', css, label, sheet, name
        )
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', css, sheet, name)


@register.simple_tag
def icon(name: str, css: str = "icon", label: str = "") -> SafeString:
    """A file of static/icons. Without a label it is decoration beside words."""
    return _icon(name, css, str(label), static("icons.svg"))


@register.simple_tag
def state(name: str, label: str) -> SafeString:
    """The circle of the outline: todo, half, done or locked, with its words."""
    return icon(f"state-{name}", f"state state-{name}", label)


@register.simple_tag
def ring(done: int, total: int, label: str, size: str = "", *, is_done: bool | None = None) -> SafeString:
    """How many of how many, round; `size` is "" or "large". With a tick when all are done, unless `is_done` says no."""
    is_done = 0 < total <= done if is_done is None else is_done
    css = " ".join(part for part in ("ring", f"ring-{size}" if size else "", "ring-done" if is_done else "") if part)
    share = min(done / total, 1) if total else 0
    value = format_html(
        '<circle class="ring-value" cx="24" cy="24" r="20" transform="rotate(-90 24 24)" stroke-dasharray="{} {}"/>',
        f"{RING_LENGTH * share:.1f}",
        f"{RING_LENGTH:.1f}",
    )
    tick = SafeString('<path class="ring-tick" d="m17 24.5 5 5 9.5-11"/>')
    words = format_html('<text class="ring-text" x="24" y="24.5">{}/{}</text>', done, total)
    return format_html(
        '<svg class="{}" viewBox="0 0 48 48" role="img" aria-label="{}">'
        '<circle class="ring-track" cx="24" cy="24" r="20"/>{}{}</svg>',
        css,
        label,
        value if share else "",
        tick if is_done else words,
    )


@register.simple_tag
def qr(text: str, label: str) -> SafeString:
    """A QR code of the kind that certificates carry: dark on white, with its margin."""
    drawn = segno.make_qr(text, error="m", boost_error=False).svg_inline(
        border=4, omitsize=True, dark="#000", light="#fff"
    )
    return format_html('<div role="img" aria-label="{}">{}</div>', label, SafeString(drawn))


@register.simple_tag
def bar(percent: float, label: str) -> SafeString:
    return format_html(
        '<svg class="bar" role="img" aria-label="{}" preserveAspectRatio="none">'
        '<rect class="bar-track" width="100%" height="100%" rx="3"/>'
        '<rect class="bar-value" width="{}%" height="100%" rx="3"/></svg>',
        label,
        f"{max(0, min(percent, 100)):g}",
    )


# Dates, durations, numbers


def _dated(value: dt.date | dt.time | None, name: str) -> str:
    if not value:
        return ""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return date_format(value, DATE_FORMATS[name][language()])  # type: ignore[arg-type]  # it takes times too


@register.filter
def day(value: dt.date | None) -> str:
    """2026年11月21日 · 21 Nov 2026"""
    return _dated(value, "day")


@register.filter
def day_of_year(value: dt.date | None) -> str:
    """11月21日 · 21 Nov"""
    return _dated(value, "day_of_year")


@register.filter
def weekday(value: dt.date | None) -> str:
    """2026年11月24日 星期二 · Tuesday, 24 November 2026"""
    return _dated(value, "weekday")


@register.filter
def moment(value: dt.datetime | None) -> str:
    """2026年11月24日 10:05 · 24 Nov 2026, 10:05"""
    return _dated(value, "moment")


@register.filter
def clock(value: dt.datetime | dt.time | None) -> str:
    """09:41"""
    return _dated(value, "clock")


@register.filter
def lately(value: dt.datetime) -> str:
    """09:41 today, then “yesterday”, then the day; with its year, if that is another one."""
    local, today = timezone.localtime(value).date(), timezone.localdate()
    if local == today:
        return clock(value)
    if local == today - dt.timedelta(days=1):
        return gettext("yesterday")
    return day_of_year(value) if local.year == today.year else day(value)


@register.filter
def minutes(value: float) -> str:
    """8 分钟 · 8 minutes; what is begun counts as a whole minute."""
    whole = math.ceil(value)
    return ngettext("%(count)s minute", "%(count)s minutes", whole) % {"count": whole}


@register.filter
def number(value: float | Decimal | str | None) -> str:
    """1,640 · −55,680 · 118.4: grouped by thousands, a true minus, no needless zeros."""
    if value is None or value == "":
        return ""
    text = f"{Decimal(str(value)):,f}"
    whole, point, rest = text.partition(".")
    rest = rest.rstrip("0")
    return (whole + (point + rest if rest else "")).replace("-", "−")


# Forms


def _kind_of(widget: object) -> str:
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, PasswordInput):
        return "password"
    return "tick" if isinstance(widget, CheckboxInput) else "input"


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, unit: str = "", **attributes: str) -> dict[str, object]:
    """A form's field with label, help, what was filled in, and its errors. Attributes: `inputmode="decimal"` …"""
    kind = _kind_of(bound.field.widget)
    attrs: dict[str, str | bool] = {name.replace("_", "-"): value for name, value in attributes.items()}
    if kind in {"input", "password"}:
        attrs = {"class": "input", **attrs}
    return {
        "field": bound,
        "kind": kind,
        "unit": unit,
        "control": bound.as_widget(attrs=attrs),
    }
