from importlib import import_module

import pytest
from django.apps import apps

from courses.actions import rebuild_search
from courses.actions.searching import index_words
from courses.models import SearchEntry
from courses.queries import broken_invariants
from courses.queries.searching import contents_due
from tests.factories.courses import compiled_course, released, short_course

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def contents():
    rows = SearchEntry.objects.order_by("structure", "lesson_key", "language")
    return [(row.structure_id, row.lesson_key, row.language, row.content) for row in rows]


def test_release_leaves_nothing_for_a_rebuild_to_mend():
    released(compiled_course())
    released(short_course())
    before = contents()

    assert rebuild_search() == 0
    assert contents() == before
    assert len(before) == (3 + 1) * 2 + (1 + 1) * 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda entries: entries.filter(lesson_key=None).delete(),
        lambda entries: entries.update(text=" wnothing "),
        lambda entries: entries.create(structure=entries.first().structure, language="fr", title=" wold "),
    ],
)
def test_damage_is_noticed_and_mended(damage):
    released(compiled_course())
    before = contents()
    damage(SearchEntry.objects)

    assert broken_invariants() == {"structures that search knows wrongly": 1}
    assert rebuild_search() == 1
    assert contents() == before
    assert broken_invariants() == {}


def test_equal_words_are_left_alone():
    structure = released(compiled_course()).structure
    before = list(SearchEntry.objects.values_list("pk", flat=True))

    assert not index_words(structure)
    assert list(SearchEntry.objects.values_list("pk", flat=True)) == before


def test_structure_without_words_has_no_entries():
    structure = released(short_course()).structure
    structure.version = None

    assert contents_due(structure) == {}


def test_migration_fills_in_what_was_released_before():
    released(compiled_course())
    before = contents()
    SearchEntry.objects.all().delete()

    import_module("courses.migrations.0003_search").fill(apps, None)

    assert contents() == before
