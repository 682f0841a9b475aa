"""What leans on WeasyPrint's inner classes. Everything else uses its public ones.

`tests/certificates/printing/test_weasyprint_inside.py` fails when WeasyPrint changes: read its new sources against this
module then, look at a print, and write the new version there. What it buys: a print in a fifth of the time.
"""

import re
import zlib
from typing import Any
from xml.etree import ElementTree

import cssselect2
import segno
import weasyprint
from weasyprint.images import SVGImage
from weasyprint.urls import URLFetcher

PLAIN_STYLE = weasyprint.CSS(
    string="html, body, p, h1 { display: block } p { white-space: pre-line } head, head * { display: none }"
)


class NothingToFetch(URLFetcher):
    """All that a print shows is in memory."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ARG002 - WeasyPrint's signature
        raise ValueError(f"A print fetches nothing: {url}")


class Page(weasyprint.HTML):
    """A well-formed page, read by the C parser and without a browser's default style sheet."""

    def __init__(self, source: str, fetcher: URLFetcher) -> None:
        self.base_url, self.url_fetcher, self.media_type = "print:/", fetcher, "print"
        tree = ElementTree.fromstring(source)  # noqa: S314 - our own template, its values escaped
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[weasyprint.CSS]:  # noqa: ARG002, FBT001, FBT002 - WeasyPrint's
        return [PLAIN_STYLE]

    def _ph_stylesheets(self) -> list[weasyprint.CSS]:
        return []


class Plate:
    """An image that WeasyPrint draws once from SVG; afterwards its PDF operators are replayed, compressed already."""

    def __init__(self, svg: str) -> None:
        self.image = SVGImage(ElementTree.fromstring(svg), None, None, None)  # noqa: S314 - drawn by plates.py
        self.packed: bytes | None = None

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        return self.image.get_intrinsic_size(resolution, font_size)

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        group = stream.add_group(0, 0, width, height)
        if self.packed is None:
            self.image.draw(group, width, height, style)
            self.packed = self._pack(b"\n".join(group.stream))
        group.stream, group.compress = [self.packed], False
        group.extra["Filter"] = "/FlateDecode"
        stream.draw_x_object(group.id)

    @staticmethod
    def _pack(operators: bytes) -> bytes:
        operators = re.sub(rb"/[aA]1(\.0)? gs\n", b"", operators)  # full opacity is the default
        if re.search(rb" (gs|Do|Tf|sh|scn)\b", operators):
            raise ValueError(
                "A plate uses plain strokes and fills only: what else it names lies outside its operators."
            )
        return zlib.compress(operators, 9)


class Code:
    """A QR code as an image: one filled path of runs along its rows."""

    def __init__(self, text: str) -> None:
        rows = segno.make_qr(text, error="m", boost_error=False).matrix
        self.side = len(rows)
        self.runs = [
            (run.start(), y, run.end() - run.start())
            for y, row in enumerate(rows)
            for run in re.finditer(b"\x01+", bytes(row))
        ]

    def get_intrinsic_size(self, _resolution: float, _font_size: float) -> tuple[float, float, float]:
        return self.side, self.side, 1

    def draw(self, stream: Any, width: float, height: float, _style: Any) -> None:
        rectangles = "\n".join(f"{x} {y} {length} 1 re" for x, y, length in self.runs)
        stream.stream.append(f"{width / self.side:.4f} 0 0 {height / self.side:.4f} 0 0 cm 0 g".encode())
        stream.stream.append(f"{rectangles}\nf".encode())
