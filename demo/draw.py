#!/usr/bin/env python
"""Draws the pictures and the video that lessons of the demo show, into the courses' `files/`.

    python demo/draw.py            needs Pillow, fonts with the digits (Noto Sans CJK) and ffmpeg

No words in them, only figures: they serve every language.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FILES = Path(__file__).parent / "courses" / "profitability" / "files"
FONTS = Path("/usr/share/fonts/opentype/noto")
PAPER, SURFACE, INK, FAINT, LINE = "#f6f5f2", "#ffffff", "#1c1a17", "#69645b", "#8a8479"
ACCENT, SOFT, PEN = "#0a6470", "#d5e6e8", "#24418a"
SHARP = 2  # drawn so many times larger, then reduced
SIZE = (960, 540)
FRAMES_A_SECOND = 15
PRICE = 1999
STEPS = (
    (3, 1480, "box"),
    (6, 90, "truck"),
    (8, 60, "person"),
    (10, 50, "gift"),
    (12, 15, "coin"),
)  # (second, yuan, icon)
SECONDS = 17
MOVING = 0.6  # seconds that a number takes to its place


class Sheet:
    """A canvas in pixels of the finished picture."""

    def __init__(self, width: int, height: int, paper: str = PAPER) -> None:
        self.size = (width, height)
        self.image = Image.new("RGB", (width * SHARP, height * SHARP), paper)
        self.pencil = ImageDraw.Draw(self.image)

    def finished(self) -> Image.Image:
        return self.image.resize(self.size, Image.Resampling.LANCZOS)

    def box(self, left: float, top: float, width: float, height: float, fill: str, radius: float = 0) -> None:
        area = [value * SHARP for value in (left, top, left + width, top + height)]
        self.pencil.rounded_rectangle(area, radius * SHARP, fill=fill)

    def line(self, points: list[tuple[float, float]], fill: str = INK, width: float = 2) -> None:
        self.pencil.line([(x * SHARP, y * SHARP) for x, y in points], fill, round(width * SHARP), joint="curve")

    def ring(self, x: float, y: float, radius: float, fill: str | None = None, width: float = 3) -> None:
        area = [value * SHARP for value in (x - radius, y - radius, x + radius, y + radius)]
        self.pencil.ellipse(area, fill=fill, outline=INK if fill is None else None, width=round(width * SHARP))

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        self.pencil.polygon([(x * SHARP, y * SHARP) for x, y in points], fill)

    def text(
        self, x: float, y: float, text: str, size: float, fill: str = INK, *, anchor: str = "ls", face: str = "Sans"
    ) -> None:
        font = ImageFont.truetype(FONTS / f"Noto{face}CJK-Bold.ttc", round(size * SHARP))
        self.pencil.text((x * SHARP, y * SHARP), text, fill, font, anchor)


def tag(sheet: Sheet, left: float, top: float, width: float, height: float) -> None:
    """A price tag with its hole on the left."""
    corner = height * 0.28
    right, bottom = left + width, top + height
    outline = [
        (left + corner, top),
        (right, top),
        (right, bottom),
        (left + corner, bottom),
        (left, bottom - corner),
        (left, top + corner),
    ]
    sheet.shape([(x + 5, y + 6) for x, y in outline], "#dcd8cf")
    sheet.shape(outline, SURFACE)
    sheet.line([*outline, outline[0], outline[1]], LINE, 2)
    middle = top + height / 2
    sheet.ring(left + corner * 0.75, middle, 9, PAPER)
    sheet.ring(left + corner * 0.75, middle, 9, width=2)


# Lines of an icon as "x,y x,y …" in a field of 40 × 40, its wheels and rings as (x, y, radius).
ICON_LINES = {
    "box": ("4,12 36,12 36,36 4,36 4,12 10,4 30,4 36,12", "20,4 20,20"),
    "truck": ("2,28 2,10 24,10 24,28 2,28", "24,16 32,16 38,22 38,28 24,28"),
    "person": ("5,37 7,28 13,23 27,23 33,28 35,37",),
    "gift": (
        "3,13 37,13 37,20 3,20 3,13",
        "6,20 6,37 34,37 34,20",
        "20,13 20,37",
        "20,13 11,9 13,3 20,13 27,3 29,9 20,13",
    ),
    "coin": ("20,11 20,20 27,25",),
}
ICON_WHEELS = {"truck": ((11, 30, 5), (30, 30, 5))}
ICON_RINGS = ICON_WHEELS | {"person": ((20, 11, 8),), "coin": ((20, 20, 16),)}


def icon(sheet: Sheet, name: str, x: float, y: float) -> None:
    """Its left upper corner at (x, y)."""
    for line in ICON_LINES[name]:
        points = [point.split(",") for point in line.split()]
        sheet.line([(x + int(right), y + int(down)) for right, down in points], width=3)
    for right, down, radius in ICON_WHEELS.get(name, ()):
        sheet.ring(x + right, y + down, radius, PAPER)
    for right, down, radius in ICON_RINGS.get(name, ()):
        sheet.ring(x + right, y + down, radius)


def eased(moment: float, start: float) -> float:
    """From 0 to 1 within the time of a movement."""
    part = min(max((moment - start) / MOVING, 0), 1)
    return part * part * (3 - 2 * part)


def frame(moment: float) -> Image.Image:
    """The video at a second: the tag on the left, the sum growing on the right. Captions have the lower edge."""
    sheet = Sheet(*SIZE)
    left_over = PRICE - sum(yuan * eased(moment, start) for start, yuan, _icon in STEPS)
    tag(sheet, 60, 130, 330, 170)
    sheet.text(
        245,
        240,
        f"{round(left_over):,}",
        68,
        ACCENT if moment >= STEPS[-1][0] + MOVING else INK,
        anchor="ms",
        face="Serif",
    )

    sheet.text(880, 88, f"{PRICE:,}", 34, anchor="rs")
    for place, (start, yuan, name) in enumerate(STEPS):
        part = eased(moment, start)
        if part:
            y = 112 + place * 52
            shift = (1 - part) * -60
            icon(sheet, name, 520 + shift, y)
            sheet.text(640 + shift, y + 32, "−", 34, FAINT)
            sheet.text(880 + shift, y + 32, f"{yuan:,}", 34, anchor="rs")
    if moment >= STEPS[-1][0] + MOVING:
        sheet.line([(510, 386), (890, 386)], width=2)
        sheet.text(880, 434, f"{round(left_over):,}", 44, ACCENT, anchor="rs", face="Serif")
        for y in (446, 452):
            sheet.line([(510, y), (890, y)], width=2)

    sheet.box(60, 336, 330, 20, SOFT, 4)
    sheet.box(60, 336, max(330 * left_over / PRICE, 8), 20, ACCENT, 4)
    return sheet.finished()


def frames() -> Iterator[bytes]:
    for number in range(SECONDS * FRAMES_A_SECOND):
        yield frame(number / FRAMES_A_SECOND).tobytes()


def draw_video(path: Path) -> None:
    """H.264 without sound, ready to play before all of it has come."""
    source = [
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-s",
        f"{SIZE[0]}x{SIZE[1]}",
        "-r",
        str(FRAMES_A_SECOND),
        "-i",
        "-",
    ]
    target = ["-c:v", "libx264", "-preset", "veryslow", "-crf", "27", "-pix_fmt", "yuv420p", "-movflags", "+faststart"]
    command = ["ffmpeg", "-y", "-loglevel", "error", *source, *target, "-map_metadata", "-1", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as encoder:  # noqa: S603 - our own arguments
        for content in frames():
            encoder.stdin.write(content)
        encoder.stdin.close()


def draw_price_tag() -> Image.Image:
    """Front and back: the price for customers, the sum for one's own people."""
    sheet = Sheet(*SIZE)
    tag(sheet, 60, 70, 400, 190)
    sheet.text(280, 194, f"{PRICE:,}", 84, anchor="ms", face="Serif")
    tag(sheet, 400, 250, 480, 230)
    for y, yuan in ((322, "1,480"), (378, "215")):
        sheet.text(620, y, "−", 44, PEN, face="Serif")
        sheet.text(800, y, yuan, 44, PEN, anchor="rs", face="Serif")
    sheet.text(800, 446, "304", 54, PEN, anchor="rs", face="Serif")
    for y in (392, 457, 464):
        sheet.line([(616, y), (812, y)], PEN, 3)
    sheet.line([(480, 165), (640, 165), (640, 236)], LINE, 3)
    sheet.line([(629, 223), (640, 238), (651, 223)], LINE, 3)
    return sheet.finished()


def save(picture: Image.Image, name: str) -> None:
    picture.quantize(64).save(FILES / name, optimize=True)


if __name__ == "__main__":
    FILES.mkdir(exist_ok=True)
    save(draw_price_tag(), "price-tag.png")
    save(frame(STEPS[3][0] - 0.5), "one-unit-poster.png")
    draw_video(FILES / "one-unit.mp4")
