"""Prints a certificate from its paper: sizes the lines, fills the page, draws it as a tagged PDF/UA-1."""

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import weasyprint
from django.template import Context, Engine
from weasyprint.text.fonts import FontConfiguration

from certificates.paper import Paper

from .fonts import Ruler
from .layouts import CERTIFICATE, PLAQUE, Layout, Wish, layout_of
from .lines import Line, fit_line, is_latin
from .plates import Dress, draw_plate
from .tokens import fill_tokens
from .weasyprint_inside import Code, NothingToFetch, Page, Plate

HERE = Path(__file__).parent
PLATE_OF_KIND = {
    "COURSE": "course",
    "CURRICULUM": "course",
    "ATTENDANCE": "attendance",
    "COACHING": "coaching",
    "PLAQUE": "bronze",
}
LATIN_FIRST = "Cert Latin,Cert Serif,Cert Serif Two"
PLATES_KEPT = 12  # each about 60 kB: every kind, in the dress of today and in one of before


def plate_name_of(paper: Paper) -> str:
    """A plaque has its tier's colour; without one it is of bronze."""
    return paper.plaque_colour.lower() or PLATE_OF_KIND[paper.kind]


def dress_of(paper: Paper, drawings: Mapping[str, bytes]) -> Dress:
    """Raises KeyError for a drawing that is not there: a certificate is never printed with another."""
    return Dress(
        name=paper.house.first,
        name_en=paper.house.second,
        emblem=drawings[paper.emblem] if paper.emblem else None,
        signatures=tuple(drawings[digest] if digest else None for digest in paper.signatures),
    )


class Press:
    """What all prints of a process share. Sharing the font configuration keeps memory from growing."""

    def __init__(self) -> None:
        self.fonts, self.fetcher = FontConfiguration(), NothingToFetch()
        engine = Engine(dirs=[str(HERE)])
        self.pages = {layout: engine.get_template(f"{layout.name}.html") for layout in (CERTIFICATE, PLAQUE)}
        self.styles = {layout: self._style_of(layout) for layout in self.pages}
        self.plate_of = lru_cache(PLATES_KEPT)(
            lambda name, dress, has_tier: Plate(draw_plate(name, dress, has_tier=has_tier))
        )
        self.serif, self.latin = Ruler("CertSerif-SemiBold.ttf"), Ruler("CertLatin-Medium.ttf")

    def _style_of(self, layout: Layout) -> weasyprint.CSS:
        style = fill_tokens((HERE / f"{layout.name}.css").read_text("utf-8"))
        return weasyprint.CSS(string=style, font_config=self.fonts, url_fetcher=self.fetcher)

    def print(self, paper: Paper, drawings: Mapping[str, bytes]) -> bytes:
        layout = layout_of(paper)
        facts = {"paper": paper, "signers": self._signers_of(paper, layout), **self._lines_of(paper, layout)}
        plate = self.plate_of(plate_name_of(paper), dress_of(paper, drawings), paper.tier is not None)
        images: dict[str, Any] = {"plate:": plate, f"qr:{paper.verify_url}": Code(paper.verify_url)}
        page = Page(self.pages[layout].render(Context(facts)), self.fetcher)
        return page.write_pdf(
            stylesheets=[self.styles[layout]],
            font_config=self.fonts,
            cache=images,
            pdf_variant="pdf/ua-1",
            pdf_tags=True,
        )

    def _lines_of(self, paper: Paper, layout: Layout) -> dict[str, Line]:
        """Each line that may be long, by the name it has in the page; what is empty is left out."""
        return {name: self._fit(wish) for name, wish in layout.wishes(paper).items() if wish.text}

    def _signers_of(self, paper: Paper, layout: Layout) -> list[tuple[Line, Line]]:
        """Office and its English, to stand under the lines that are signed on."""
        size, size_en, width = layout.office
        return [
            (
                self._fit(Wish(signer.first, size, smallest=5.5, width=width)),
                self._fit(Wish(signer.second, size_en, smallest=5.5, width=width)),
            )
            for signer in paper.signers
        ]

    def _fit(self, wish: Wish) -> Line:
        if not wish.text:
            return Line("", "")
        is_latin_alone = is_latin(wish.text)
        ruler, spread = (self.latin, wish.spread * wish.text.isupper()) if is_latin_alone else (self.serif, wish.spread)
        line = fit_line(wish.text, ruler, width=wish.width, size=wish.size, smallest=wish.smallest, spread=spread)
        return Line(line.text, f"{line.style};font-family:{LATIN_FIRST}") if is_latin_alone else line


@cache
def press() -> Press:
    return Press()
