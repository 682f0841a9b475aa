import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from foundation.templatetags import kept
from people.enums import StaffGroup
from tests.factories.people import LearnerFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload():
    name = default_storage.save("images/掌柜.txt", ContentFile(b"picture"))
    yield default_storage.url(name)
    default_storage.delete(name)


@pytest.fixture
def editor(client):
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))
    return client


def test_editor_gets_an_upload_that_can_run_nothing(editor, upload):
    response = editor.get(upload)

    assert b"".join(response) == b"picture"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]


def test_learner_does_not_see_that_an_upload_is_there(client, upload):
    client.force_login(LearnerFactory())

    assert client.get(upload).status_code == 404


@pytest.mark.parametrize(
    "path", ["/media/missing.txt", "/media/images", "/media/%2e%2e/secret_key", "/media/a%00b", "/media//etc/passwd"]
)
def test_editor_gets_nothing_but_uploads(editor, upload, path):
    assert editor.get(path).status_code == 404


def test_addresses_that_visitors_make_up_fill_nothing_that_is_kept(client, monkeypatch):
    client.force_login(LearnerFactory())
    assert client.get("/nothing/").status_code == 404
    assert client.get("/no-such-file.html").status_code == 404
    monkeypatch.setattr(kept, "_draw", lambda name, values: pytest.fail(f"{name} is drawn again for {values}"))

    assert client.get("/something-else/").status_code == 404
    assert client.get("/another-file.html").status_code == 404
