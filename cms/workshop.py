"""What blocks are compiled with: rich text made safe, files copied to where they never change."""

from __future__ import annotations

import hashlib
import io
import mimetypes
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePath
from typing import IO, Any

from django.utils.translation import gettext_noop as _
from wagtail.blocks.list_block import ListValue
from wagtail.images.image_operations import FilterOperation
from wagtail.rich_text import expand_db_html

from courses import api as courses
from foundation.html import sanitize
from foundation.sentences import Sentence
from foundation.uploads import is_of_full_disk

PICTURE = "max-1280x1600|jpegquality-82|untold"
TOLD = ("exif", "xmp", "comment", "photoshop")  # what a camera writes beside the picture, as Pillow calls it
CAPTIONS, CAPTIONS_TYPE = "captions.vtt", "text/vtt"

type Json = Any


class Untold(FilterOperation):
    """Learners see the picture, not where it was taken, when, and with whose phone."""

    def construct(self) -> None:
        pass

    def run(self, willow: Any, image: Any, env: dict[str, Any]) -> None:  # noqa: ARG002 - as Wagtail calls it
        for name in TOLD:
            willow.get_pillow_image().info.pop(name, None)


class CannotCompile(Exception):
    """What was published cannot be shown to learners; `sentence` says why, to the editor."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass
class Workshop:
    """`keep_files=False` is for previews: nothing is stored, files are shown from where they lie, ids may be missing.

    `file_hashes` gathers what the compiled blocks depend on beside their own words.
    """

    keep_files: bool = True
    file_hashes: list[str] = field(default_factory=list)

    def html(self, source: str) -> str:
        return sanitize(expand_db_html(source))

    def item_id(self, item: ListValue.ListChild) -> str:
        """Answers and notes hang on these ids, so an item that would get a new one at every load is refused."""
        if self.keep_files and not item.original_id:
            sentence = _("A list was saved without ids for its items. Open the page and save it again.")
            raise CannotCompile(Sentence(sentence))
        return str(item.id)

    def picture(self, image: Any) -> Json:
        if image is None:
            return None
        self.file_hashes.append(f"{image.file_hash} {PICTURE}")
        rendition = self._rendition(image)
        content_type = mimetypes.guess_type(rendition.file.name)[0] or "application/octet-stream"
        shown = {"name": PurePath(image.filename).name, "width": rendition.width, "height": rendition.height}
        return self._file(rendition.file, content_type) | shown

    def _rendition(self, image: Any) -> Any:
        try:
            return image.get_rendition(PICTURE)
        except OSError as error:
            if not is_of_full_disk(error):
                raise
            if self.keep_files:
                raise CannotCompile(courses.FileNotKept(image.filename).sentence) from error
            return image  # a preview shows what was uploaded

    def document(self, document: Any) -> Json:
        if document is None:
            return None
        self.file_hashes.append(document.get_file_hash())
        return self._file(document.file, document.content_type) | {"name": document.filename}

    def video(self, media: Any) -> Json:
        if media is None:
            return None
        content_type = mimetypes.guess_type(media.filename)[0] or "video/mp4"
        self.file_hashes.append(_hash_of_video(media.file.storage, media.file.name, media.file.size))
        shown = {"name": media.filename, "width": media.width, "height": media.height}
        return self._file(media.file, content_type) | shown

    def captions(self, text: str) -> Json:
        if not text:
            return None
        content = text.encode()
        url = _kept(io.BytesIO(content), CAPTIONS, CAPTIONS_TYPE) if self.keep_files else ""
        return _described(url, CAPTIONS, len(content), CAPTIONS_TYPE)

    def _file(self, stored: Any, content_type: str) -> dict[str, Json]:
        name = PurePath(stored.name).name
        if not self.keep_files:
            return _described(stored.url, name, stored.size, content_type)
        with stored.open("rb") as opened:
            return _described(_kept(opened, name, content_type), name, stored.size, content_type)


def _kept(content: IO[bytes], name: str, content_type: str) -> str:
    """The address for learners."""
    try:
        return courses.store_lesson_file(content, name=name, content_type=content_type).get_absolute_url()
    except courses.FileNotKept as error:
        raise CannotCompile(error.sentence) from error


def _described(url: str, name: str, size: int, content_type: str) -> dict[str, Json]:
    return {"url": url, "name": name, "size": size, "content_type": content_type, "width": None, "height": None}


@lru_cache(maxsize=256)
def _hash_of_video(storage: Any, name: str, size: int) -> str:  # noqa: ARG001 a file of another size is another file
    """Stored files never change under a name, and videos are large: read once a process."""
    with storage.open(name, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
