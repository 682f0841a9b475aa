"""The same words in several languages, as {language: words}: kept as JSON, whose order databases do not keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.translation import get_language


def in_order(languages: Iterable[str]) -> list[str]:
    """As the site lists them, Chinese first."""
    listed = [language for language, _name in settings.LANGUAGES]
    return sorted(languages, key=lambda language: listed.index(language) if language in listed else len(listed))


def words_in(language: str | None, words: Mapping[str, str]) -> str:
    """In that language, else in the reader's, else in the first that there is; "" if there are none."""
    wanted = [language or "", get_language() or "", *in_order(words)]
    return next((words[one] for one in wanted if words.get(one)), "")
