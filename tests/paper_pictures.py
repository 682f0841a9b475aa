"""Papers with the hardest names, as PDF and as pictures at 100 % and at a quarter, into var/screenshots/papers/.

    python -m tests.paper_pictures [name …]

Pictures of PDFs need `pdftoppm` (Debian: poppler-utils).
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "screenshots" / "papers"
RESOLUTIONS = {"": 96, "-quarter": 24}


def main(wanted):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from certificates.printing import draw_picture, print_paper  # noqa: PLC0415 - when Django is ready
    from certificates.printing.drawings import trace  # noqa: PLC0415
    from tests.certificates.papers import HARDEST, make_paper  # noqa: PLC0415
    from tests.factories.pictures import emblem  # noqa: PLC0415

    own = {"own": trace(emblem())}
    papers = HARDEST | {"own-emblem": make_paper(emblem="own", signatures=["own", None])}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, paper in papers.items():
        if wanted and name not in wanted:
            continue
        pdf = FOLDER / f"{name}.pdf"
        pdf.write_bytes(print_paper(paper, own))
        (FOLDER / f"{name}-to-share.png").write_bytes(draw_picture(paper, own))
        take_pictures(pdf)
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


def take_pictures(pdf):
    if not shutil.which("pdftoppm"):
        print(f"{pdf.name}: no picture of it without pdftoppm (Debian: apt-get install poppler-utils)")
        return
    for suffix, dpi in RESOLUTIONS.items():
        target = pdf.with_name(pdf.stem + suffix)
        subprocess.run(["pdftoppm", "-png", "-singlefile", "-r", str(dpi), pdf, target], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
