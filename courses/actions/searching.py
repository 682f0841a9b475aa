"""Keeping the index of search what the newest words make it."""

from __future__ import annotations

from django.db import transaction

from courses.models import SearchEntry, Structure
from courses.queries.searching import contents_due, structures_with_words
from courses.searching.full_text import rebuild_index


def index_words(structure: Structure) -> bool:
    """Let search find the structure's newest words, and no others. Whether anything had to change.

    Belongs into the transaction of whoever changed the words.
    """
    due, wrong = contents_due(structure), []
    for entry in structure.search_entries.all():
        key = entry.lesson_key, entry.language
        if due.get(key) == entry.content:
            del due[key]
        else:
            wrong.append(entry.pk)
    SearchEntry.objects.filter(pk__in=wrong).delete()
    SearchEntry.objects.bulk_create(
        SearchEntry(structure=structure, lesson_key=lesson, language=language, **content._asdict())
        for (lesson, language), content in due.items()
    )
    return bool(wrong or due)


@transaction.atomic
def rebuild_search() -> int:
    """Of how many structures the entries were wrong."""
    mended = sum(index_words(structure) for structure in structures_with_words().iterator())
    rebuild_index()
    return mended
