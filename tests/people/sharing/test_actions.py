"""One link to one thing, however many ask for it at once."""

import uuid
from threading import Barrier

import pytest
from django.db import connection

from people.joining.codes import LETTERS
from people.joining.codes import new_code as random_code
from people.models import ShortLink
from people.sharing import actions
from people.sharing.actions import link_to
from people.sharing.kinds import Subject, share_kind_named
from tests.databases import on_postgresql
from tests.races import run_at_once

THING = Subject(uuid.uuid4())


def learn():
    return share_kind_named("learn")


@pytest.mark.django_db
class TestLink:
    def test_is_made_once_and_asked_for_ever_after(self):
        assert link_to(learn(), THING) == link_to(learn(), THING)

        assert ShortLink.objects.count() == 1

    def test_is_another_for_another_part_of_the_thing(self):
        whole, part = link_to(learn(), THING), link_to(learn(), THING._replace(part="b1"))

        assert whole.code != part.code
        assert part.part == "b1"

    def test_is_short_and_nobody_guesses_it(self):
        code = link_to(learn(), THING).code

        assert len(LETTERS) ** len(code) > 2**49
        assert link_to(learn(), THING).get_absolute_url() == f"/s/{code}"

    def test_takes_another_code_where_one_comes_twice(self, monkeypatch):
        taken = link_to(learn(), THING).code
        codes = iter([taken, "23456789AB"])
        monkeypatch.setattr(actions, "new_code", lambda _length: next(codes))

        assert link_to(learn(), Subject(uuid.uuid4())).code == "23456789AB"


@pytest.fixture
def both_have_looked(monkeypatch):
    """Two find no link before either makes one."""
    barrier = Barrier(2, timeout=10)

    def code(length):
        barrier.wait()
        return random_code(length)

    monkeypatch.setattr(actions, "new_code", code)


@on_postgresql
@pytest.mark.usefixtures("committed_db", "both_have_looked")
@pytest.mark.database
class TestRace:
    def test_two_who_share_at_once_hand_on_one_link(self):
        found = run_at_once(2, lambda _number: link_to(learn(), THING).code)

        assert ShortLink.objects.get().code == found[0] == found[1]

    def test_without_the_constraint_there_are_two_links(self):
        with connection.schema_editor() as editor:
            editor.remove_constraint(ShortLink, ShortLink._meta.constraints[0])

        run_at_once(2, lambda _number: link_to(learn(), THING).code)

        assert ShortLink.objects.count() == 2
