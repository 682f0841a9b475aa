from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from courses.actions import store_lesson_file
from courses.models import LessonFile
from tests.factories import courses as make
from tests.factories.people import LearnerFactory, PersonFactory

pytestmark = pytest.mark.django_db

VIDEO = bytes(range(256)) * 40


@pytest.fixture
def learner(client):
    person = LearnerFactory()
    client.force_login(person)
    return person


def stored(content=VIDEO, name="counting.mp4", content_type="video/mp4"):
    """A file of a released course."""
    file = store_lesson_file(BytesIO(content), name=name, content_type=content_type)
    shown = {"url": file.get_absolute_url(), "name": name, "size": len(content), "content_type": content_type}
    block = {"id": "download", "type": "download", "value": {"title": "x", "description": "", "file": shown}}
    make.released(lessons=(make.compiled_lesson(blocks=(block,)),), questions=())
    return file


def test_file_is_for_those_who_may_take_the_course(client, learner):
    address = stored().get_absolute_url()
    stranger = Client()
    stranger.force_login(PersonFactory())

    assert b"".join(client.get(address)) == VIDEO
    assert stranger.get(address).status_code == 404
    assert client.get(address.replace(address[-10:-2], "deadbeef")).status_code == 404


def test_file_of_no_course_is_for_nobody(client, learner):
    file = store_lesson_file(BytesIO(b"draft"), name="draft.pdf", content_type="application/pdf")

    assert client.get(file.get_absolute_url()).status_code == 404


def test_file_may_be_kept_for_ever_and_never_runs_anything(client, learner):
    response = client.get(stored(b"<script>", "page.html", "text/html").get_absolute_url())

    assert "immutable" in response["Cache-Control"]
    assert response["Content-Disposition"].startswith("attachment")
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    response.close()


def test_unchanged_file_is_not_sent_again(client, learner):
    file = stored()

    assert client.get(file.get_absolute_url(), HTTP_IF_NONE_MATCH=f'"{file.sha256}"').status_code == 304


@pytest.mark.parametrize(
    ("asked", "content", "said"),
    [
        ("bytes=0-1", VIDEO[:2], "bytes 0-1/10240"),
        ("bytes=10000-", VIDEO[10000:], "bytes 10000-10239/10240"),
        ("bytes=-5", VIDEO[-5:], "bytes 10235-10239/10240"),
        ("bytes=10-99999", VIDEO[10:], "bytes 10-10239/10240"),
    ],
)
def test_phones_read_videos_in_pieces(client, learner, asked, content, said):
    response = client.get(stored().get_absolute_url(), HTTP_RANGE=asked)

    assert (response.status_code, response["Content-Range"]) == (206, said)
    assert response.content == content


def test_range_outside_the_file_is_refused_with_its_size(client, learner):
    response = client.get(stored().get_absolute_url(), HTTP_RANGE="bytes=99999-")

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */10240")


@pytest.mark.parametrize(
    "asked", ["bytes=-", "bytes=a-b", "items=0-1", "bytes=0-1,5-6", pytest.param(f"bytes={'9' * 5000}-", id="endless")]
)
def test_ranges_that_are_none_bring_the_whole_file(client, learner, asked):
    response = client.get(stored().get_absolute_url(), HTTP_RANGE=asked)

    assert response.status_code == 200
    assert b"".join(response) == VIDEO


@pytest.mark.database
@pytest.mark.parametrize("name", ["%00", "%C3%9F", "0" * 64, "0" * 5000])
def test_names_that_no_file_has_are_not_there(client, learner, name):
    assert client.get(f"/learn/files/{name}/").status_code == 404


def test_file_that_is_lost_is_not_there(client, learner):
    file = stored()
    LessonFile.objects.get(pk=file.pk).file.storage.delete(file.file.name)

    assert client.get(file.get_absolute_url()).status_code == 404


class TestSentByNginx:
    @pytest.fixture(autouse=True)
    def _behind_nginx(self, settings):
        settings.X_ACCEL_PREFIX = "/private/"

    def test_learner_is_sent_to_the_file_whichever_piece_is_wanted(self, client, learner):
        file = stored(name="盘点 1.mp4")

        for asked in ("", "bytes=0-1"):
            response = client.get(file.get_absolute_url(), HTTP_RANGE=asked)

            assert response.status_code == 200
            assert response["X-Accel-Redirect"] == f"/private/{file.file.name}"
            assert (response["Content-Type"], response.content) == ("video/mp4", b"")

    def test_name_of_a_file_is_written_as_an_address(self, client, learner):
        file = stored()
        lesson_file = LessonFile.objects.get(pk=file.pk)
        name = lesson_file.file.storage.save("lesson-files/盘点 1.mp4", ContentFile(b"x"))
        LessonFile.objects.filter(pk=file.pk).update(file=name)

        response = client.get(file.get_absolute_url())

        assert response["X-Accel-Redirect"].isascii()
        assert unquote(response["X-Accel-Redirect"]) == f"/private/{name}"

    def test_stranger_and_missing_file_are_sent_nowhere(self, client, learner):
        file = stored()
        stranger = Client()
        stranger.force_login(PersonFactory())
        assert stranger.get(file.get_absolute_url()).status_code == 404

        file.file.storage.delete(file.file.name)

        assert client.get(file.get_absolute_url()).status_code == 404
