"""What a learner does with a thumb."""

import re

from courses.models import Attempt
from courses.plans import plan_of
from tests.factories.courses import right_answer, wrong_answer

LESSON = re.compile(r"/lessons/([0-9a-f-]+)/")


def give(item, question, given):
    """Fill in or choose an answer, inside an exam's or a lesson's question."""
    if question.kind == "NUMERIC":
        item.locator("input[name=given]").fill(str(given))
        item.locator("input[name=given]").blur()
        return
    if question.kind == "MULTIPLE":
        for choice in item.locator("input[name=given]").all():
            choice.set_checked(choice.get_attribute("value") in given)
        return
    value = str(given).lower() if isinstance(given, bool) else given
    item.locator(f"input[name=given][value='{value}']").check()


def answer_checks(page, plan):
    """Every check question of the lesson that is open, right."""
    for check in plan.lessons[LESSON.search(page.url)[1]]:
        question = page.locator(f"[id='check-{check.key.partition(':')[2]}']")
        give(question, check, right_answer(check))
        question.locator("form button").click()
        question.locator(".notice-positive:focus").wait_for()  # the keyboard goes on from there


def answer_exam(page, *, is_right, skip=()):
    """The open attempt, from its first question to its last; numbers in `skip` stay without an answer."""
    attempt = Attempt.objects.get(uuid=page.url.split("/attempts/")[1][:36])
    exam = plan_of(attempt.version.structure).exam
    count = page.locator(".exam-item").count()
    for number in range(1, count + 1):
        item = page.locator(".exam-item:visible")
        question = exam[item.get_attribute("data-question")]
        if number not in skip:
            give(item, question, right_answer(question) if is_right else wrong_answer(question))
        if number < count:
            page.locator(".lesson-foot [data-go='1']").click()


def hand_in(page):
    """On the page that asks, whatever is still open."""
    if page.locator("input[name=sure]").count():
        page.locator("input[name=sure]").check()
    page.locator("main form button").click()
    page.wait_for_url("**/result/")
