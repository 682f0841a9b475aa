"""Which characters a name may have: those that the fonts shipped with the project can print."""

import unicodedata
from itertools import chain

from django.core.exceptions import ValidationError
from django.forms import Field
from django.utils.translation import gettext as _

RANGES = (
    (0x20, 0x7E),  # Latin, with all letters of Europe, Vietnam and pinyin
    (0xA0, 0x24F),
    (0x1E00, 0x1EFF),
    (0x410, 0x44F),  # Cyrillic
    (0x2010, 0x2016),
    (0x2018, 0x201A),
    (0x2160, 0x216B),  # Roman numerals
    (0x3000, 0x303F),
    (0x3041, 0x3093),
    (0x30A1, 0x30F6),
    (0x3400, 0x4DBF),  # Chinese: Extension A, and the whole basic block
    (0x4E00, 0x9FFF),
    (0xFF01, 0xFF60),
)
DOTS_IN_NAMES = "•・"
OTHER_LETTERS = "ーЁё№℃™€"
# Of the other blocks, those that China's list of standard characters names.
RARE_CHINESE = (
    "﨎﨏﨑﨓﨔﨟﨡﨣﨤﨧﨨﨩𠂇𠂉𠃌𠅤𠘨𠙶𠳐𡎚𡐓𡗗𢦏𣗋𣲗𣲘𣸣𤇾𤈎𤣩𤧛𤨁𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦥑𦭜𦰡𧢲𧺯𧿹𨐈𨙸𨚕𨟠𨭉𨱇"
    "𨱏𨱑𨱔𨸏𨺙𩙿𩠐𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭"
    "𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙"
    "𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕"
    "𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓𭕄"
)

_PRINTABLE = frozenset(chain(*(range(first, last + 1) for first, last in RANGES))) | frozenset(
    map(ord, DOTS_IN_NAMES + OTHER_LETTERS + RARE_CHINESE)
)


def validate_printable(text: str) -> None:
    """For names: raises a sentence that names the characters nobody can print."""
    missing = "".join(char for char in dict.fromkeys(text) if ord(char) not in _PRINTABLE)
    if any(unicodedata.category(char) == "Co" for char in missing):
        raise ValidationError(
            _(
                "This name has a character from a private set of the device it was typed on; others cannot show it."
                " Type the name again with another input method, or in Latin letters."
            ),
            code="private_character",
        )
    if missing:
        raise ValidationError(
            _("“%(characters)s” cannot be printed. Write the name with other characters, or in Latin letters."),
            code="unprintable",
            params={"characters": missing},
        )


def validate_visible(text: str) -> None:
    """For what people write to each other: raises where there is nothing to be seen in it, as in spaces of no width."""
    if all(unicodedata.category(char)[0] in "CZ" for char in text):
        raise ValidationError(Field.default_error_messages["required"], code="required")


def tidy_name(text: str) -> str:
    """A name as it is kept: composed characters, single spaces. Raises ValidationError as `validate_printable` does."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    validate_printable(name)
    return name
