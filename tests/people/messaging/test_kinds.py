from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from people.messaging import kinds as message_kinds
from people.messaging.kinds import MessageKind, all_kinds, kind_named, register_kind, switchable_kinds

ICONS = Path(settings.BASE_DIR) / "static" / "icons"
LANGUAGES = ["zh-hans", "en"]


@pytest.fixture
def _own_registry(monkeypatch):
    monkeypatch.setattr(message_kinds, "_kinds", {})


@pytest.mark.usefixtures("_own_registry")
def test_registering_the_same_again_changes_nothing():
    kind = MessageKind("tests.a", title="A", text="")

    register_kind(kind)
    register_kind(MessageKind("tests.a", title="A", text=""))

    assert all_kinds() == [kind]


@pytest.mark.usefixtures("_own_registry")
def test_two_kinds_of_one_name_are_refused():
    register_kind(MessageKind("tests.a", title="A", text=""))

    with pytest.raises(ValueError, match="registered twice"):
        register_kind(MessageKind("tests.a", title="B", text=""))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_words_of_every_kind_name_its_variables_only_and_are_there_in_both_languages(kind, language):
    variables = {name: f"«{name}»" for name in kind.variables}

    with translation.override(language):
        title, words = kind.title_with(variables), f"{kind.title_with(variables)} {kind.text_with(variables)}"
        called = kind.called

    assert title
    assert "«" not in called
    assert all(f"«{name}»" in words for name in kind.variables)
    assert any("一" <= character <= "鿿" for character in title + called) is (language == "zh-hans")


@pytest.mark.parametrize("kind", all_kinds(), ids=lambda kind: kind.name)
def test_every_kind_has_an_icon_that_there_is(kind):
    assert (ICONS / f"{kind.icon}.svg").is_file()


def test_kind_without_a_label_is_called_by_its_title():
    kind = MessageKind("tests.moved", title="The appointment of %(day)s has moved", text="", variables=("day",))

    assert kind.called == "The appointment of … has moved"


def test_variable_that_an_old_row_lacks_is_left_out():
    kind = MessageKind("tests.moved", title="Moved to %(day)s", text="", variables=("day",))

    assert kind.title_with({}) == "Moved to "


def test_only_switchable_kinds_are_offered(kinds):
    assert [kind.name for kind in switchable_kinds()] == ["tests.ready", "tests.moved", "tests.code"]
    assert kind_named("tests.urgent") not in switchable_kinds()
