"""What a print consists of, as plain data: page, text with place and font, tags, plate, code.

    python -m tests.certificates.printing.as_printed

writes it anew. Look at the prints before: `python -m tests.paper_pictures`.
"""

import hashlib
import io
import json
import os
import re
from pathlib import Path

import pypdf

KEPT = Path(__file__).with_suffix(".json")
PRINTED = (
    "usual",
    "rare",
    "longest",
    "latin",
    "attendance",
    "coaching",
    "plaque",
    "plaque-gold",
    "plaque-silver",
    "plaque-hardest",
    "one-signer",
)
MM = 25.4 / 72


def what_is_printed(pdf):
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    page = reader.pages[0]
    return {
        "pages": len(reader.pages),
        "mm": [round(float(side) * MM, 1) for side in page.mediabox[2:]],
        "fonts": sorted(_name_of(font) for font in page["/Resources"]["/Font"].values()),
        "text": _text_of(page),
        "tags": _tags_of(reader.trailer["/Root"]["/StructTreeRoot"]),
        "drawn": sorted(_digest_of(image) for image in page["/Resources"]["/XObject"].values()),
    }


def _name_of(font):
    return str(font.get_object()["/BaseFont"]).rpartition("+")[2]


def _text_of(page):
    """[text, font, size in pt, x and y of its beginning in mm], in the order of the page."""
    lines = []

    def see(text, cm, tm, font, size):
        if text.strip():
            x = (tm[4] * cm[0] + tm[5] * cm[2] + cm[4]) * MM
            y = (tm[4] * cm[1] + tm[5] * cm[3] + cm[5]) * MM
            lines.append(
                [
                    re.sub(r"\s+", "", text),
                    _name_of(font),
                    round(abs(size * tm[0] * cm[0]), 1),
                    round(x, 1),
                    round(y, 1),
                ]
            )

    page.extract_text(visitor_text=see)
    return lines


def _tags_of(node):
    """Names of the structure tree, each with those below it; alternative texts too."""
    node = node.get_object()
    if not isinstance(node, pypdf.generic.DictionaryObject):
        return None
    below = node.get("/K", [])
    below = below if isinstance(below, list) else [below]
    found = [tags for tags in (_tags_of(child) for child in below if not isinstance(child, int)) if tags]
    name = str(node.get("/S", ""))
    return [name, *([str(node["/Alt"])] if "/Alt" in node else []), *found] if name or found else None


def _digest_of(image):
    return hashlib.sha256(image.get_object().get_data()).hexdigest()[:16]


def print_all():
    from certificates.printing import print_paper  # noqa: PLC0415 - when Django is ready
    from tests.certificates.papers import HARDEST  # noqa: PLC0415

    return {name: what_is_printed(print_paper(HARDEST[name])) for name in PRINTED}


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    lines = (f"{json.dumps(name)}: {json.dumps(it, ensure_ascii=False)}" for name, it in print_all().items())
    KEPT.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")
