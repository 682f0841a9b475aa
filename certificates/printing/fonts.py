"""The fonts that everything is printed with: where they are, and which characters they have."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).with_name("fonts")
FONTCONFIG = FONTS / "fonts.conf"
MEDIUM = tuple(FONTS / f"CertSerif{part}-Medium.ttf" for part in ("", "Two"))
LATIN, ITALIC = (FONTS / f"CertLatin-{style}.ttf" for style in ("Medium", "Italic"))
SERIF = tuple(FONTS / f"CertSerif{part}-SemiBold.ttf" for part in ("", "Two", "Three"))  # common, rarer, rare
FONT_FILES = (*MEDIUM, *SERIF, LATIN, ITALIC, FONTCONFIG)


@cache
def printable_characters() -> frozenset[int]:
    """Code points that at least one font has."""
    return frozenset().union(*map(_characters_of, FONTS.glob("*.ttf")))


@cache
def _characters_of(path: Path) -> frozenset[int]:
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


def has_character(path: Path, char: str) -> bool:
    return ord(char) in _characters_of(path)


def unprintable_in(text: str) -> list[str]:
    """The characters of a text that no font has, each once, in their order."""
    return [char for char in dict.fromkeys(text) if ord(char) not in printable_characters()]


class Ruler:
    """Widths of a font's characters, to size a line before it is set."""

    def __init__(self, name: str) -> None:
        with TTFont(FONTS / name, lazy=True) as font:
            unit, advances = font["head"].unitsPerEm, font["hmtx"].metrics
            self.widths = {chr(code): advances[glyph][0] / unit for code, glyph in font.getBestCmap().items()}

    def em(self, text: str) -> float:
        return sum(self.widths.get(char, 1.0) for char in text)
