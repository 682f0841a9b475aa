"""Fails when WeasyPrint changes: then read weasyprint_inside.py against the new sources, and look at a print."""

import inspect
import io
import re
import zlib

import pytest
import segno
import weasyprint
from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.images import SVGImage, get_image_from_uri
from weasyprint.pdf.stream import Stream
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from certificates.printing import WEASYPRINT
from certificates.printing.press import dress_of, press
from certificates.printing.tokens import TOKENS
from certificates.printing.weasyprint_inside import Code, NothingToFetch, Page, Plate
from tests.certificates.papers import make_paper

SIGNATURES = {
    HTML.__init__: "(self, guess=None, filename=None, url=None, file_obj=None, string=None, encoding=None,"
    " base_url=None, url_fetcher=None, media_type='print')",
    HTML._ua_stylesheets: "(self, forms=False)",
    HTML._ph_stylesheets: "(self)",
    SVGImage.__init__: "(self, tree, base_url, url_fetcher, context)",
    SVGImage.get_intrinsic_size: "(self, image_resolution, font_size)",
    SVGImage.draw: "(self, stream, concrete_width, concrete_height, _style)",
    Stream.add_group: "(self, x, y, width, height)",
    Stream.draw_x_object: "(self, reference)",
    URLFetcher.fetch: "(self, url, headers=None)",
    get_image_from_uri: "(cache, url_fetcher, options, url, forced_mime_type=None, context=None,"
    " orientation='from-image')",
}


def test_weasyprint_is_the_version_that_this_module_was_read_against():
    assert weasyprint.__version__ == WEASYPRINT
    assert f'"weasyprint=={WEASYPRINT}"' in (settings.BASE_DIR / "pyproject.toml").read_text()


@pytest.mark.parametrize("function", SIGNATURES, ids=lambda function: function.__qualname__)
def test_inner_function_takes_what_it_took(function):
    assert str(inspect.signature(function)) == SIGNATURES[function]


def test_page_sets_every_attribute_that_html_sets():
    page = Page("<html><body><p>库存</p></body></html>", NothingToFetch())

    assert set(vars(page)) == set(vars(HTML(string="<p>库存</p>", url_fetcher=NothingToFetch())))


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:9/a.png", "https://example.org/a.png", "file:///etc/passwd", "data:image/png;base64,AAAA",
     "ftp://127.0.0.1/a", "plate:unknown"],
)  # fmt: skip
def test_nothing_is_fetched(url):
    with pytest.raises(ValueError, match="A print fetches nothing"):
        NothingToFetch().fetch(url)
    with pytest.raises(ValueError, match="A print fetches nothing"):
        NothingToFetch()(url)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<link rel="attachment" href="{url}"/>', ""),
        ("", '<img src="{url}"/>'),
        ("", '<p style="background: url({url})">a</p>'),
    ],
)
def test_page_that_names_a_file_is_not_printed(tmp_path, head, body):
    secret = tmp_path / "secret.png"
    secret.write_text("the secret")
    source = f"<html><head>{head}</head><body>{body}<p>库存</p></body></html>".replace("{url}", secret.as_uri())

    with pytest.raises(FatalURLFetchingError):
        Page(source, NothingToFetch()).write_pdf(stylesheets=[CSS(string="p { color: red }")])


@pytest.mark.parametrize("name", TOKENS["accent"])
def test_plate_is_plain_strokes_and_fills_and_is_packed_once(name):
    paper = make_paper()
    plate = press().plate_of(name, dress_of(paper, {}), paper.tier is not None)  # as all tests of this process print it
    source = '<html><body><p><img src="plate:a" alt="a"/></p></body></html>'

    prints = [Page(source, NothingToFetch()).write_pdf(cache={"plate:a": plate}) for _ in range(2)]

    assert len(zlib.decompress(plate.packed)) > 50_000
    assert all(plate.packed in printed for printed in prints)


def test_plate_with_more_than_strokes_and_fills_is_refused():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" opacity=".5"/></svg>'
    plate = Plate(svg)

    with pytest.raises(ValueError, match="plain strokes and fills"):
        Page('<html><body><img src="p:a"/></body></html>', NothingToFetch()).write_pdf(cache={"p:a": plate})


def test_code_draws_the_matrix_that_encodes_the_text():
    text = "https://learn.example.org/verify/K7QXM2PDW8RSVT3YZ4HJ/"

    code = Code(text)

    drawn = [bytearray(code.side) for _ in range(code.side)]
    for x, y, length in code.runs:
        drawn[y][x : x + length] = b"\x01" * length
    assert tuple(drawn) == segno.make_qr(text, error="m", boost_error=False).matrix


def test_code_is_one_filled_path_of_its_runs():
    code = Code("https://learn.example.org/verify/K7QXM2PDW8RSVT3YZ4HJ/")
    source = '<html><body><img src="qr:a" alt="a"/></body></html>'

    printed = Page(source, NothingToFetch()).write_pdf(cache={"qr:a": code}, uncompressed_pdf=True)

    found = re.findall(rb"(\d+) (\d+) (\d+) 1 re", io.BytesIO(printed).read())
    assert [tuple(map(int, run)) for run in found] == code.runs
