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
from .lines import Line, fit_line, is_latin, name_spread
from .plates import Dress, draw_plate
from .tokens import TOKENS, fill_tokens
from .weasyprint_inside import Code, NothingToFetch, Page, Plate

HERE = Path(__file__).parent
SIZES = TOKENS["type"]
PLATE_OF_KIND = {
    "COURSE": "course",
    "CURRICULUM": "course",
    "ATTENDANCE": "attendance",
    "COACHING": "coaching",
    "PLAQUE": "bronze",
}
LATIN_FIRST = "Cert Latin,Cert Serif,Cert Serif Two"
WIDE, BESIDE_THE_CODE = 222, 170  # mm: between the frame's rules, and between the QR code and the seal
UNDER_A_SIGNATURE = 50  # mm
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
        self.page = Engine(dirs=[str(HERE)]).get_template("certificate.html")
        style = fill_tokens((HERE / "certificate.css").read_text("utf-8"))
        self.style = weasyprint.CSS(string=style, font_config=self.fonts, url_fetcher=self.fetcher)
        self.plate_of = lru_cache(PLATES_KEPT)(lambda name, dress: Plate(draw_plate(name, dress)))
        self.serif, self.latin = Ruler("CertSerif-SemiBold.ttf"), Ruler("CertLatin-Medium.ttf")

    def print(self, paper: Paper, drawings: Mapping[str, bytes]) -> bytes:
        facts = {"paper": paper, "signers": self._signers_of(paper), **self._lines_of(paper)}
        plate = self.plate_of(plate_name_of(paper), dress_of(paper, drawings))
        images: dict[str, Any] = {"plate:": plate, f"qr:{paper.verify_url}": Code(paper.verify_url)}
        page = Page(self.page.render(Context(facts)), self.fetcher)
        return page.write_pdf(
            stylesheets=[self.style], font_config=self.fonts, cache=images, pdf_variant="pdf/ua-1", pdf_tags=True
        )

    def _lines_of(self, paper: Paper) -> dict[str, Line]:
        """Each line that may be long, by the name it has in the template; what is empty is left out."""
        name, dealer, note = paper.holder, paper.organisation, SIZES["note"]
        lines = {
            "house": self._fit(paper.house.first, SIZES["text"], spread=0.42),
            "title": self._fit(paper.title.first, SIZES["title"], smallest=24, spread=0.42),
            "title_en": self._fit(paper.title.second.upper(), 12, spread=0.36),
            "name": self._fit(name, SIZES["name"], smallest=SIZES["course"], spread=name_spread(name)),
            "latin": self._fit(paper.latin_name, 13),
            "dealer": self._fit(dealer.first if dealer else "", SIZES["lead"], smallest=note),
            "dealer_en": self._fit(dealer.second if dealer else "", 11, smallest=note),
            "did": self._fit(paper.did.first, SIZES["text"], smallest=note),
            "did_en": self._fit(paper.did.second, 11, smallest=note),
            "what": self._fit(paper.what.first, SIZES["course"], width=BESIDE_THE_CODE, smallest=12, spread=0.12),
            "what_en": self._fit(paper.what.second, SIZES["lead"], width=BESIDE_THE_CODE, smallest=8),
        }
        return {name: line for name, line in lines.items() if line.text}

    def _signers_of(self, paper: Paper) -> list[tuple[Line, Line]]:
        """Office and its English, to stand under the lines that are signed on."""
        return [
            (
                self._fit(signer.first, SIZES["note"], width=UNDER_A_SIGNATURE, smallest=5.5),
                self._fit(signer.second, 9.5, width=UNDER_A_SIGNATURE, smallest=5.5),
            )
            for signer in paper.signers
        ]

    def _fit(self, text: str, size: float, *, width: float = WIDE, smallest: float = 8, spread: float = 0) -> Line:
        if not text:
            return Line("", "")
        if not is_latin(text):
            return fit_line(text, self.serif, width=width, size=size, smallest=smallest, spread=spread)
        line = fit_line(text, self.latin, width=width, size=size, smallest=smallest, spread=spread * text.isupper())
        return Line(line.text, f"{line.style};font-family:{LATIN_FIRST}")


@cache
def press() -> Press:
    return Press()
