"""The catalogue with one course and with many, on phones and desks: whole rows, nothing cut off."""

import pytest

from courses.models import Course
from tests.factories.courses import EN, WORDS, ZH, released, short_course
from tests.factories.people import LearnerFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LONG = {
    ZH: {"title": "财务管理", "ask": "账上赚了钱，兜里怎么没钱？下个月的工资从哪里来？", "cover": "61 天"},
    EN: {
        "title": "Financial Management",
        "ask": "The books say I made money. So where is it, and what pays the wages next month?",
        "cover": "304 yuan",
    },
}
ROWS = """() => {
  const list = document.querySelector(".courses").getBoundingClientRect();
  const rows = new Map();
  for (const card of document.querySelectorAll(".course")) {
    const box = card.getBoundingClientRect();
    rows.set(box.top, [...(rows.get(box.top) ?? []), box]);
  }
  const isFull = (row) => Math.abs(row.at(-1).right - list.right) < 1 && Math.abs(row[0].left - list.left) < 1;
  const isLevel = (row) => row.every((box) => Math.abs(box.height - row[0].height) < 1);
  return [...rows.values()].map((row) => (isFull(row) && isLevel(row) ? row.length : "a hole"));
}"""
CUT_COVERS = """() => [...document.querySelectorAll(".course-cover")]
  .filter((cover) => cover.scrollWidth > cover.clientWidth || cover.querySelector("b").offsetHeight > 60)
  .map((cover) => cover.textContent)"""


def open_courses(numbers):
    for number in numbers:
        long = {language: words | (LONG[language] if number % 2 else {}) for language, words in WORDS.items()}
        released(short_course(words=long))


WIDE = {1: [1], 2: [2], 3: [1, 2], 5: [1, 2, 2], 7: [1, 2, 2, 2]}  # courses a row, from 768 px on


def test_rows_of_the_catalogue_are_whole(site, phone):
    person = LearnerFactory()
    phones = [phone(site, language=language, person=person) for language in (ZH, EN)]

    for count, wide in WIDE.items():
        open_courses(range(Course.objects.count(), count))
        for mine in phones:
            mine.open("/learn/")
            for width in (360, 390, 768, 1280):
                mine.page.set_viewport_size({"width": width, "height": 900})
                assert mine.page.evaluate(ROWS) == (wide if width >= 768 else [1] * count)
                assert mine.page.evaluate(CUT_COVERS) == []
    for mine in phones:
        mine.page.emulate_media(color_scheme="dark")
        mine.look()
