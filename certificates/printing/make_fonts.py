#!/usr/bin/env -S uv run
# /// script
# dependencies = ["uharfbuzz", "fonttools"]
# ///
"""Makes the fonts that certificates are printed with. Run by hand, once: its results are kept in `fonts/`.

    npm pack @expo-google-fonts/noto-serif-sc @expo-google-fonts/eb-garamond      # unpack both
    uv run certificates/printing/make_fonts.py NOTO_SERIF_SC EB_GARAMOND certificates/printing/fonts

Noto Serif SC and EB Garamond, static TrueType, are both under the OFL 1.1, which asks for new names. Chinese is cut in
three by how often a character is met, because every print copies the whole of each font it needs: the common third of
GB 2312, its rarer rest, and what else Unicode has up to CJK Extension A, for rare names. The last comes in one weight.
"""

import sys
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

# Horizontal Chinese needs no layout tables; Latin keeps kerning and ligatures.
UNUSED_TABLES = {"GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "STAT", "gasp", "DSIG", "meta"}
LATIN_LAYOUT = {"GSUB", "GPOS", "GDEF"}


def gb2312_rows(first: int, last: int) -> set[int]:
    """The characters of rows first to last, the last one left out."""
    found = set()
    for high in range(first, last):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def is_han(character: int) -> bool:
    return 0x3400 <= character <= 0x9FFF or 0xF900 <= character <= 0xFAFF or character >= 0x20000


SIGNS = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2070), 0x20AC, 0x2122, 0x25CB, 0x25CF}
SIGNS |= {*range(0x3000, 0x3040), *range(0xFF00, 0xFF61)}
COMMON = SIGNS | gb2312_rows(0xB0, 0xD8)
RARER = (gb2312_rows(0xA1, 0xB0) | gb2312_rows(0xD8, 0xF8)) - COMMON
KANA_SIGNS = {0x30FB, 0x30FC}
LATIN = {*range(0x20, 0x250), *range(0x1E00, 0x1F00), *range(0x2010, 0x2040), 0x20AC, 0x2122, 0xB7}


def number_of(tag: str) -> int:
    return int.from_bytes(tag.encode())


def make_font(source: Path, target: Path, *, family: str, style: str, characters: set[int], drop: set[str]) -> None:
    plan = hb.SubsetInput()
    plan.unicode_set.update(characters)
    plan.layout_feature_tag_set.clear()
    plan.layout_feature_tag_set.update(map(number_of, ("kern", "liga", "mark", "ccmp")))
    plan.drop_table_tag_set.update(map(number_of, drop))
    plan.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    target.write_bytes(hb.subset(hb.Face(hb.Blob.from_file_path(str(source))), plan).blob.data)
    rename_font(target, family, style)


def rename_font(path: Path, family: str, style: str) -> None:
    font = TTFont(path, recalcTimestamp=False)
    names = {
        1: family,
        16: family,
        2: style,
        17: style,
        4: f"{family} {style}",
        6: f"{family}-{style}".replace(" ", ""),
    }
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    font.save(path)
    print(path, path.stat().st_size)  # noqa: T201 - a script


def main(chinese: Path, latin: Path, target: Path) -> None:
    for folder, style in (("500Medium", "Medium"), ("600SemiBold", "SemiBold")):
        source = chinese / folder / f"NotoSerifSC_{folder}.ttf"
        for family, characters in (("Cert Serif", COMMON), ("Cert Serif Two", RARER)):
            path = target / f"{family.replace(' ', '')}-{style}.ttf"
            make_font(source, path, family=family, style=style, characters=characters, drop=UNUSED_TABLES)
    whole = set(TTFont(source, lazy=True).getBestCmap())
    rest = {character for character in whole if is_han(character)} | KANA_SIGNS
    rest -= COMMON | RARER
    path = target / "CertSerifThree-SemiBold.ttf"
    make_font(source, path, family="Cert Serif Three", style="SemiBold", characters=rest, drop=UNUSED_TABLES)
    for folder, style in (("500Medium", "Medium"), ("400Regular_Italic", "Italic")):
        source, path = latin / folder / f"EBGaramond_{folder}.ttf", target / f"CertLatin-{style}.ttf"
        drop = UNUSED_TABLES - LATIN_LAYOUT
        make_font(source, path, family="Cert Latin", style=style, characters=LATIN, drop=drop)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
