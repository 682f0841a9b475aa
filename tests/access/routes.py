"""Every URL that the resolver knows, by its full name."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern

ADMIN = "admin/"


@dataclass(frozen=True)
class Route:
    """`name` has its namespaces, or is the pattern in brackets where a route has no name."""

    name: str
    pattern: str
    arguments: tuple[str, ...]

    @property
    def is_admin(self) -> bool:
        return self.pattern.startswith(ADMIN)


@cache
def all_routes() -> tuple[Route, ...]:
    return tuple(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for entry in patterns:
        own = "zh-hans/" if isinstance(entry.pattern, LocalePrefixPattern) else str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry.url_patterns, prefix + own, inner)
        else:
            pattern = prefix + own
            name = ":".join([*namespaces, entry.name]) if entry.name else f"[{pattern}]"
            groups = entry.pattern.regex.groups
            named = tuple(entry.pattern.regex.groupindex)
            yield Route(name, pattern, named or tuple(f"${number}" for number in range(groups)))
