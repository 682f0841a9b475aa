import io
import re

import pypdf
import pytest

from certificates.printing import print_paper
from certificates.printing.press import PLATE_OF_KIND, plate_name_of
from tests.certificates.papers import HARDEST, SNAPSHOT, make_paper, named

LONGEST = "买买提江吐尔逊阿卜杜热合曼阿不都克里木艾合买提江努尔麦麦"


def read(paper):
    return pypdf.PdfReader(io.BytesIO(print_paper(paper)))


def text_of(reader):
    return re.sub(r"\s+", "", reader.pages[0].extract_text())


def tight(text):
    return re.sub(r"\s+", "", text)


def every_text(paper):
    pairs = [
        paper.house,
        paper.title,
        paper.did,
        paper.what,
        paper.when,
        paper.organisation,
        paper.tier,
        *paper.signers,
    ]
    texts = [text for pair in pairs if pair for text in (pair.first, pair.second)]
    texts.remove("Dealer University")  # the seal says it, in outlines
    return [*texts, paper.holder, paper.latin_name, paper.number, paper.code, paper.verify_address]


def fonts_of(reader):
    found = {}
    for font in reader.pages[0]["/Resources"]["/Font"].values():
        descendant = font.get_object()["/DescendantFonts"][0].get_object()
        found[str(descendant["/BaseFont"])] = descendant["/FontDescriptor"].get_object()
    return found


def test_paper_says_what_the_snapshot_says_in_both_languages():
    paper = make_paper()

    text = text_of(read(paper)).upper()

    missing = [wanted for wanted in every_text(paper) if tight(wanted).upper() not in text]
    assert missing == []


def test_paper_is_one_page_of_a4_landscape():
    reader = read(make_paper())

    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [842, 595]


@pytest.mark.parametrize("name", ["plaque", "plaque-gold", "plaque-hardest"])
def test_plaque_is_one_page_of_a3_landscape_and_says_all_in_both_languages(name):
    paper = HARDEST[name]

    reader = read(paper)

    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [1191, 842]
    text = text_of(reader).upper()
    assert [wanted for wanted in every_text(paper) if tight(wanted).upper() not in text] == []


def test_paper_is_tagged_and_says_its_language_and_title():
    reader = read(make_paper())

    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "zh-Hans"
    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert "/StructTreeRoot" in catalog
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert re.search(rb"pdfuaid:part[^<]*1", catalog["/Metadata"].get_data())
    assert reader.metadata.title == "结业证书 Certificate of Completion DU-2026-004217"
    assert "欧阳文静" in reader.metadata.subject


def test_fonts_are_embedded_truetype_subsets():
    fonts = fonts_of(read(make_paper()))

    assert {name.partition("+")[2] for name in fonts} == {
        "Cert-Serif-Medium",
        "Cert-Serif-Semi-Bold",
        "Cert-Latin-Medium",
        "Cert-Latin-Italic",
    }
    for name, descriptor in fonts.items():
        assert re.match(r"/[A-Z]{6}\+", name)
        program = descriptor["/FontFile2"].get_object().get_data()
        assert program[:4] in (b"\x00\x01\x00\x00", b"true")
        assert len(program) < 60_000


def test_print_is_small():
    assert len(print_paper(make_paper())) < 80_000


@pytest.mark.parametrize(
    "name",
    [
        "王伟",
        "迪丽热巴·迪力木拉提",
        "王喆堃㛃䶮",
        "龘𬭎𪩘",
        "阿·不·都",
        "Nguyễn Thị Ánh-Đào",
        "Alexandra Montgomery-Featherstonehaugh",
        LONGEST,
        "王" * 60,
    ],
)
def test_names_long_and_rare_are_printed_whole(name):
    reader = read(named(name))

    assert tight(name) in text_of(reader)
    assert len(reader.pages) == 1


def test_longest_name_goes_on_two_lines_inside_the_frame():
    lines = [line for line in read(named(LONGEST)).pages[0].extract_text().splitlines() if line.strip()]

    assert LONGEST[:14] in lines
    assert LONGEST[14:] in lines


@pytest.mark.parametrize("kind", PLATE_OF_KIND)
def test_each_kind_has_its_plate(kind):
    assert len(read(make_paper(kind=kind)).pages) == 1


def test_plaque_has_the_colour_of_its_tier_and_is_of_bronze_without():
    plates = {
        colour: plate_name_of(make_paper(kind="PLAQUE", plaque_colour=colour)) for colour in ("GOLD", "SILVER", "")
    }

    assert plates == {"GOLD": "gold", "SILVER": "silver", "": "bronze"}
    assert plate_name_of(make_paper(kind="COURSE")) == "course"


def test_markup_in_a_name_is_printed_as_it_was_typed():
    name = '<img src="file:///etc/passwd"/> & "b"'

    assert tight(name) in text_of(read(named(name)))


def test_paper_in_english_alone_has_no_empty_lines():
    words = {part: {"en": texts["en"]} for part, texts in SNAPSHOT["words"].items()}

    text = text_of(read(make_paper(words=words, organisation=None)))

    assert "InventoryManagement" in text
    assert "结业" not in text


def test_long_titles_stay_between_the_code_and_the_seal():
    words = SNAPSHOT["words"] | {"what": {"zh-hans": "库存" * 20, "en": "Inventory " * 12}}

    assert tight("库存" * 20) in text_of(read(make_paper(words=words)))


def test_a_line_break_pasted_from_slides_does_not_keep_a_certificate_from_being_printed():
    words = SNAPSHOT["words"] | {"what": {"zh-hans": "库存\x0b管理", "en": "Inventory\x0bManagement"}}

    reader = read(make_paper(words=words))

    assert "库存管理InventoryManagement" in text_of(reader)
