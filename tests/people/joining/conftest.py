import pytest

from people.models import Message


@pytest.fixture
def told():
    """{(who, kind)} of all messages so far, without the app's name."""

    def messages():
        return {(message.person, message.kind.removeprefix("people.")) for message in Message.objects.all()}

    return messages
