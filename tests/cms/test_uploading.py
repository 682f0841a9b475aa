"""What editors upload: every field says what it wants, and a video that phones do not play is refused."""

from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ImageFile
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtailmedia.models import Media

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WEBM = Path(__file__).parents[1].joinpath("browser/sample.webm").read_bytes()
MP4 = b"\x00\x00\x00\x18ftypisom" + b"\x00" * 60


@pytest.mark.parametrize(
    ("name", "arguments"), [("wagtailimages:add", []), ("wagtaildocs:add", []), ("wagtailmedia:add", ["video"])]
)
def test_every_field_says_what_it_wants(client, editor, name, arguments):
    fields = client.get(reverse(name, args=arguments)).context["form"].fields

    assert [name for name, field in fields.items() if not field.help_text and not field.widget.is_hidden] == []


def upload(client, name, content):
    form = {"title": "盘点", "file": SimpleUploadedFile(name, content), "tags": "", "width": "", "height": ""}
    return client.post(reverse("wagtailmedia:add", args=["video"]), form)


@pytest.mark.parametrize(("name", "content"), [("a.mp4", MP4), ("a.webm", WEBM)])
def test_video_that_phones_play_is_taken(client, editor, name, content):
    assert upload(client, name, content).status_code == 302

    assert Path(Media.objects.get().file.path).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mp4", b"RIFF\x00\x00\x00\x00AVI LIST"),
        ("a.mp4", MP4.replace(b"isom", b"qt  ")),
        ("a.webm", b"\x1a\x45\xdf\xa3" + b"matroska" * 8),
        ("a.mov", MP4),
        ("盘点", MP4),
    ],
)
def test_video_that_phones_do_not_play_is_refused_and_the_title_stays(client, editor, name, content):
    response = upload(client, name, content)

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "file": ["手机放不了这个文件。请把视频导出成 MP4（H.264 和 AAC），再选一次。"]
    }
    assert 'value="盘点"' in response.content.decode()
    assert not Media.objects.exists()


@pytest.mark.parametrize(
    ("view", "name", "content"),
    [
        ("wagtailimages:add", "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("wagtailimages:add", "a.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("wagtaildocs:add", "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("wagtaildocs:add", "a.html", b"<script>alert(1)</script>"),
    ],
)
def test_what_could_run_in_a_browser_is_refused_with_a_sentence(client, editor, view, name, content):
    form = {"title": "盘点", "file": SimpleUploadedFile(name, content), "tags": "", "description": ""}

    response = client.post(reverse(view), form)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"file"}
    assert not Image.objects.exists()
    assert not Document.objects.exists()


@pytest.mark.parametrize("file_format", ["PNG", "JPEG", "GIF", "WEBP"])
@pytest.mark.parametrize("share", [0.5, 0.02])
def test_picture_that_broke_off_on_its_way_is_refused_with_a_sentence(client, editor, monkeypatch, file_format, share):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does when it is loaded
    whole = BytesIO()
    PIL.Image.effect_noise((200, 200), 90).convert("RGB").save(whole, file_format)
    broken = whole.getvalue()[: int(len(whole.getvalue()) * share)]
    form = {
        "title": "盘点",
        "file": SimpleUploadedFile(f"a.{file_format.lower()}", broken),
        "tags": "",
        "description": "",
    }

    response = client.post(reverse("wagtailimages:add"), form)

    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"file"}
    assert not Image.objects.exists()
