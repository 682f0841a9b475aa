import pytest
from django.utils import translation

from people.messaging import kinds as message_kinds
from people.messaging.kinds import MessageKind


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are matched in English; requests choose their language themselves."""
    with translation.override("en"):
        yield


READY = MessageKind(
    "tests.ready", title="Ready: %(title)s", text="Valid for two years.", variables=("title",), label="Certificates"
)
SWITCHED = MessageKind("tests.moved", title="The appointment of %(day)s has moved", text="", variables=("day",))
URGENT = MessageKind("tests.urgent", title="Somebody signed in", text="Was it you?", urgent=True, switchable=False)
CODE = MessageKind("tests.code", title="%(code)s is your code", text="Valid for five minutes.", variables=("code",))


@pytest.fixture
def kinds(monkeypatch):
    """Kinds of message that no app has, in place of those that there are; the digest stays."""
    digest = message_kinds.kind_named("people.digest")
    own = {kind.name: kind for kind in (digest, READY, SWITCHED, URGENT, CODE)}
    monkeypatch.setattr(message_kinds, "_kinds", own)
    return own
