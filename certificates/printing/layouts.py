"""How lines stand on each paper: which there are, how large they may be, how small and how spread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from certificates.paper import Pair, Paper

from .lines import name_spread
from .tokens import TOKENS

SIZES = TOKENS["type"]
WIDE, BESIDE_THE_CODE = 222, 170  # mm, of a certificate: between the frame's rules, between the QR code and the seal
WIDE_ON_A_PLAQUE, IN_THE_SEAL = 330, 44  # mm


@dataclass(frozen=True)
class Wish:
    """A line as it would like to be: sizes in pt, spread in em, width in mm."""

    text: str
    size: float
    smallest: float = 8
    spread: float = 0
    width: float = WIDE


@dataclass(frozen=True)
class Layout:
    """`name`: of its page and style sheet. `wishes`: its lines by the names that they have in the page."""

    name: str
    wishes: Callable[[Paper], dict[str, Wish]]
    office: tuple[float, float, float]  # of those who sign: size, size in English, width


def layout_of(paper: Paper) -> Layout:
    return PLAQUE if paper.kind == "PLAQUE" else CERTIFICATE


def _wishes_of_certificate(paper: Paper) -> dict[str, Wish]:
    dealer, note = paper.organisation or Pair(""), SIZES["note"]
    return {
        "house": Wish(paper.house.first, SIZES["text"], spread=0.42),
        "title": Wish(paper.title.first, SIZES["title"], smallest=24, spread=0.42),
        "title_en": Wish(paper.title.second.upper(), 12, spread=0.36),
        "name": Wish(paper.holder, SIZES["name"], smallest=SIZES["course"], spread=name_spread(paper.holder)),
        "latin": Wish(paper.latin_name, 13),
        "dealer": Wish(dealer.first, SIZES["lead"], smallest=note),
        "dealer_en": Wish(dealer.second, 11, smallest=note),
        "did": Wish(paper.did.first, SIZES["text"], smallest=note),
        "did_en": Wish(paper.did.second, 11, smallest=note),
        "what": Wish(paper.what.first, SIZES["course"], smallest=12, spread=0.12, width=BESIDE_THE_CODE),
        "what_en": Wish(paper.what.second, SIZES["lead"], width=BESIDE_THE_CODE),
    }


def _wishes_of_plaque(paper: Paper) -> dict[str, Wish]:
    tier, wide = paper.tier or Pair(""), WIDE_ON_A_PLAQUE
    return {
        "house": Wish(paper.house.first, 17, spread=0.6, width=wide),
        "house_en": Wish(paper.house.second, 11, width=wide),
        "title": Wish(paper.title.first, 15, spread=0.42, width=wide),
        "title_en": Wish(paper.title.second.upper(), 10, spread=0.3, width=wide),
        "name": Wish(paper.holder, 34, smallest=17, width=wide),
        "latin": Wish(paper.latin_name, 16, smallest=10, width=wide),
        "did": Wish(paper.did.first, 16, smallest=11, width=wide),
        "did_en": Wish(paper.did.second, 15, smallest=10, width=wide),
        "what": Wish(paper.what.first, 84, smallest=36, width=wide),
        "what_en": Wish(paper.what.second.upper(), 21, smallest=12, spread=0.26, width=wide),
        "tier": Wish(tier.first, 44, smallest=15, spread=0.1, width=IN_THE_SEAL),
        "tier_en": Wish(tier.second.upper(), 15, smallest=7, spread=0.1, width=IN_THE_SEAL),
    }


CERTIFICATE = Layout("certificate", _wishes_of_certificate, office=(SIZES["note"], 9.5, 50))
PLAQUE = Layout("plaque", _wishes_of_plaque, office=(13, 13, 60))
