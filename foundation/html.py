"""The one door for HTML that people wrote: what comes out holds only what is listed here."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner

BLOCKS = frozenset({"blockquote", "h2", "h3", "h4", "hr", "li", "ol", "p", "ul"})
TAGS = BLOCKS | {"a", "b", "br", "code", "em", "i", "strong", "sub", "sup"}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
DROPPED_WITH_CONTENT = frozenset({"script", "style"})
IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def sanitize(html: str) -> str:
    """Keep the listed tags, drop scripts and styles with their content, unwrap all else. Safe to render as it is."""
    # A cleaner is not safe to share among threads.
    cleaner = Cleaner(
        tags=TAGS | DROPPED_WITH_CONTENT,
        attributes=_is_attribute_allowed,
        protocols=SCHEMES,
        strip=True,
        filters=[_DropScripts],
    )
    return cleaner.clean(html)


def is_safe_link(address: str) -> bool:
    """Whether a browser that opens it stays on http, mail or phone. Relative addresses are; `//host` is not."""
    bare = IGNORED_BY_BROWSERS.sub("", address).replace("\\", "/")
    if bare.startswith("//"):
        return False
    before, colon, _ = bare.partition(":")
    if not colon or re.search(r"[/?#]", before):
        return True
    if before.lower() not in SCHEMES:
        return False
    try:
        return before.lower() in {"mailto", "tel"} or bool(urlsplit(bare).netloc)
    except ValueError:
        return False


def _is_attribute_allowed(tag: str, name: str, value: str) -> bool:
    """bleach takes `javascript:1` for a host and a port, so links are checked again; it hands values over undecoded."""
    return (tag, name) == ("a", "href") and is_safe_link(unescape(value))


class _DropScripts(Filter):
    """bleach unwraps what it removes: the text of a script would stay as text."""

    def __iter__(self) -> Iterator[dict[str, Any]]:
        inside = 0
        for token in super().__iter__():
            if token["type"] in {"StartTag", "EmptyTag", "EndTag"} and token["name"] in DROPPED_WITH_CONTENT:
                inside += {"StartTag": 1, "EmptyTag": 0, "EndTag": -1}[token["type"]]
            elif not inside:
                yield token
