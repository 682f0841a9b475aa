"""The poster that invites to something: with the house's name and emblem, whoever's thing it is."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from functools import partial
from hashlib import sha256

from django.utils.translation import get_language

from people.api import SharedPoster

from .printing import POSTER_EDITION, draw_poster
from .queries import issuing_house


@dataclass(frozen=True, kw_only=True)
class PosterWords:
    """In the language of whoever asks for it. `above` stands above the title, `figure` and its note may be empty;
    `call` says what to do with the code, `facts` what it costs and brings."""

    house: str
    above: str
    title: str
    question: str
    figure: str
    figure_note: str
    call: str
    facts: str
    address: str


def house_poster(*, accent: str, **words: str) -> SharedPoster:
    """`words` are those of PosterWords but the house. Drawn when it is needed, in a tenth of a second."""
    house = issuing_house()
    is_english = (get_language() or "").startswith("en")
    name = (house.name_en or house.name) if is_english else house.name
    emblem = bytes(house.emblem.png) if house.emblem else None
    said = PosterWords(house=name, **words)
    drawn = repr((POSTER_EDITION, astuple(said), house.emblem_id, accent))
    draw = partial(draw_poster, said, emblem=emblem, accent=accent)
    return SharedPoster(digest=sha256(drawn.encode()).hexdigest(), draw=draw)
