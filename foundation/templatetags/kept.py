"""Fragments of pages that are drawn once per process and language, and kept."""

import secrets
from collections.abc import Hashable, Mapping
from typing import Any

from django import template
from django.template import Context, Engine
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from foundation.kept import Kept

register = template.Library()

# Where a kept fragment leaves room for what each request has its own of. Random, so that no author can write it.
CSRF_HOLE = f"csrf-{secrets.token_hex(16)}"
ADDRESS_HOLE = f"address-{secrets.token_hex(16)}"

_fragments: Kept[tuple[Hashable, ...], str] = Kept(most=6000)


@register.simple_tag(takes_context=True)
def kept(context: Context, template_name: str, **values: Any) -> SafeString:
    """`{% kept "courses/parts/lesson_foot.html" state=lesson.state next=lesson.next %}`

    Draws the template for these values and the active language, the first time only. It sees nothing else, neither
    request nor person, so what is kept cannot be another person's; and no value may be a row that changes, so it
    cannot be out of date. Values are hashable: texts, numbers, UUIDs, frozen dataclasses. Forms in it have the CSRF
    token of the page that they stand in, and `{{ address }}` is that page's, or the `next` that it was given: what any
    visitor can write into an address is no value, or it would fill what is kept.
    """
    # Types belong to the key: 1 and True are equal, and so are a safe text and an unsafe one, but drawn differently.
    key = tuple((name, type(value), value) for name, value in values.items())
    return with_own(kept_fragment(template_name, key, values), context)


def kept_fragment(template_name: str, key: Hashable, values: Mapping[str, Any]) -> str:
    """The same for values of which a `key` stands for the content. It has holes: see `with_own`."""
    return _fragments.get((template_name, get_language(), key), lambda: _draw(template_name, values))


def with_own(fragment: str, context: Context) -> SafeString:
    """With what the request has its own of: its CSRF token and address. Error pages may be drawn without a request."""
    if CSRF_HOLE in fragment:
        fragment = fragment.replace(CSRF_HOLE, str(context.get("csrf_token", "")))
    if ADDRESS_HOLE in fragment:
        fragment = fragment.replace(ADDRESS_HOLE, conditional_escape(_address(context)))
    return mark_safe(fragment)  # noqa: S308 - the output of a template


def _address(context: Context) -> str:
    request = context.get("request")
    return str(context.get("next") or (request.get_full_path() if request else ""))


def _draw(template_name: str, values: Mapping[str, Any]) -> str:
    holes = {"csrf_token": CSRF_HOLE, "address": ADDRESS_HOLE}
    return Engine.get_default().get_template(template_name).render(Context({**values, **holes}))
