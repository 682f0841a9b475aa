import pytest

from people.sharing import kinds
from people.sharing.kinds import ShareKind


def offers_nothing(_person, _subject):
    return None


def test_a_kind_is_registered_once_and_found_by_its_name(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kind = ShareKind(name="session", offer=offers_nothing)

    kinds.register_share_kind(kind)
    kinds.register_share_kind(ShareKind(name="session", offer=offers_nothing))

    assert kinds.share_kind_named("session") == kind
    assert kinds.share_kind_named("policy") is None


def test_two_kinds_of_one_name_are_refused(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    kinds.register_share_kind(ShareKind(name="session", offer=offers_nothing))

    with pytest.raises(ValueError, match="“session” is registered twice"):
        kinds.register_share_kind(ShareKind(name="session", offer=lambda person, subject: None))
