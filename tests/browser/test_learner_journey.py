"""From the home page to a certificate that a stranger verifies, on the demo as it is loaded."""

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from courses.models import Attempt
from courses.plans import plan_of
from foundation.outbox import deliver_due
from people.models import Person
from tests.browser.learners import answer_checks, answer_exam, hand_in
from tests.scenes import course_called

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEWCOMER = "郭小丽"  # of demo/network.toml: a course is open to her, and she has begun nothing
PASSWORD = "warm-water-and-good-sums"
TITLES = {"inventory": ("库存管理", "InventoryManagement"), "profitability": ("盈利能力", "Profitability")}
WORDS = {
    "zh-hans": {"start": "开始", "exam": "开始考试", "again": "再考一次", "pdf": "下载 PDF", "valid": "有效"},
    "en": {
        "start": "Start",
        "exam": "Start the exam",
        "again": "Try again now",
        "pdf": "Download the PDF",
        "valid": "Valid",
    },
}


def sign_in(mine, person):
    mine.open("/accounts/login/?password")
    mine.look()
    mine.page.locator("input[name=login]").fill(person.email or person.phone)
    mine.page.locator("input[name=password]").fill(PASSWORD)
    mine.page.locator("input[name=password]").press("Enter")
    mine.page.wait_for_url(f"{mine.address}/")


def begin_course(mine, course, words):
    mine.look()
    mine.page.locator(f"main a[href*='/learn/courses/{course.uuid}/']").first.click()
    mine.look()
    mine.page.get_by_role("button", name=words["start"]).click()
    mine.page.wait_for_url("**/lessons/**")


def take_lessons(mine, plan):
    page = mine.page
    for left in range(len(plan.lessons), 0, -1):
        mine.look()
        answer_checks(page, plan)
        page.locator("#lesson-end .notice-positive").wait_for()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.locator(".lesson-foot [data-end=on]").click()
        page.wait_for_url("**/lessons/**" if left > 1 else "**/exam/")


def fail_exam(mine, words):
    page = mine.page
    mine.look()
    page.get_by_role("button", name=words["exam"]).click()
    mine.look()
    answer_exam(page, is_right=False, skip=(3,))
    page.locator(".lesson-foot [data-hand-in]").click()
    page.wait_for_url("**/submit/")
    mine.look()
    hand_in(page)
    mine.look()


def pass_exam(mine, words):
    mine.page.get_by_role("button", name=words["again"]).click()
    answer_exam(mine.page, is_right=True)
    mine.page.locator(".lesson-foot [data-hand-in]").click()
    mine.page.wait_for_url("**/submit/")
    mine.look()
    hand_in(mine.page)
    mine.look()


def text_of_paper(mine, words):
    """What a machine reads in the PDF, once the outbox has had it printed; letters set wide have no spaces between."""
    deliver_due()
    with mine.page.expect_download() as download:
        mine.page.get_by_role("link", name=words["pdf"]).click()
    text = PdfReader(BytesIO(Path(download.value.path()).read_bytes())).pages[0].extract_text()
    return "".join(text.split())


@pytest.mark.parametrize(
    ("language", "theme", "key"), [("zh-hans", "dark", "inventory"), ("en", "light", "profitability")]
)
def test_newcomer_becomes_a_holder_whom_a_stranger_can_verify(demo, phone, language, theme, key):
    words, person, course = WORDS[language], Person.objects.get(full_name=NEWCOMER), course_called(key)
    Person.objects.filter(pk=person.pk).update(language=language)
    mine, stranger = phone(demo, language=language), phone(demo, language=language)
    mine.page.emulate_media(color_scheme=theme)

    sign_in(mine, person)
    begin_course(mine, course, words)
    take_lessons(mine, plan_of(course.structure))
    fail_exam(mine, words)
    pass_exam(mine, words)
    certificate = person.certificates.get()
    paper = text_of_paper(mine, words)
    mine.open(course.get_absolute_url())
    mine.look()
    stranger.open(f"/verify/{certificate.code}/")
    stranger.look()

    assert [attempt.is_passed for attempt in Attempt.objects.filter(enrolment__person=person).order_by("number")] == [
        False,
        True,
    ]
    assert [line for line in (certificate.number, person.full_name, *TITLES[key]) if line not in paper] == []
    seen = stranger.page.locator("main").inner_text()
    assert words["valid"] in seen
    assert person.full_name in seen
