"""Bad lines, two devices, no scripts: nothing is lost, and it is said where it is."""

import datetime as dt

import pytest
from django.utils import timezone

from courses.actions import start_attempt
from courses.models import Attempt, CheckAnswer, Note
from courses.plans import plan_of
from tests.browser.learners import give
from tests.factories import courses as make

pytestmark = pytest.mark.browser


def own_numbers():
    """A calculator that calculates."""
    field = {"name": "stock", "label": "库存", "unit": "元", "default": 620000}
    tree = {"op": "/", "of": [{"name": "stock"}, {"number": "10360"}]}
    output = {"name": "days", "label": "能卖", "unit": "天", "tree": tree, "decimals": 0, "is_main": True}
    value = {"title": "用你自己的数", "introduction": "", "impossible": "不行", "note": ""}
    return {"id": "own", "type": "calculator", "value": value | {"fields": [field], "outputs": [output]}}


def course_with_everything():
    key = make.uuid.uuid4()
    check = make.single_check(key)
    blocks = (*make.reading_blocks()[:2], own_numbers(), make.reading_blocks()[3], make.check_block(check))
    first = make.compiled_lesson(key, title="第一课", blocks=blocks, checks=(check,))
    last = make.compiled_lesson(title="第二课", blocks=make.reading_blocks()[:2])
    return make.released(lessons=(first, last), questions=make.compiled_course(lessons=(first,)).questions)


@pytest.fixture
def enrolment(site):
    return make.enrolled(course=course_with_everything())


@pytest.fixture
def attempt(enrolment):
    return start_attempt(make.do_lessons(enrolment))


def lesson_path(enrolment, number=0):
    key = list(plan_of(enrolment.structure).lessons)[number]
    return f"/learn/courses/{enrolment.course.uuid}/lessons/{key}/"


def saved(attempt):
    return {str(answer.question_key): answer.given for answer in attempt.answers.order_by("sequence")}


def test_cut_line_in_an_exam_loses_nothing_and_says_so(site, phone, attempt):
    mine = phone(site, person=attempt.enrolment.person)
    page, questions = mine.page, make.exam_questions(attempt)
    mine.open(f"/learn/attempts/{attempt.uuid}/")
    give(page.locator(".exam-item:visible"), questions[0], make.right_answer(questions[0]))
    page.locator("#exam-saved:visible").wait_for()

    with mine.without_line():
        for question in questions[1:3]:
            page.locator(".lesson-foot [data-go='1']").click()
            give(page.locator(".exam-item:visible"), question, make.right_answer(question))
        page.get_by_text("断网：2 条先记在手机里").wait_for()
        assert "已保存" not in page.locator(".exam-status").inner_text()
        page.locator("a[data-hand-in]").click()
        page.get_by_text("连上网再交卷").wait_for()
        assert len(saved(attempt)) == 1

    page.locator("#exam-saved:visible").wait_for()
    page.locator("#exam-warning").wait_for(state="hidden")
    assert saved(attempt).keys() == {question.key for question in questions[:3]}


def test_answers_survive_closing_the_page_without_a_line(site, phone, attempt):
    mine = phone(site, person=attempt.enrolment.person)
    page, question = mine.page, make.exam_questions(attempt)[0]
    mine.open(f"/learn/attempts/{attempt.uuid}/")
    with mine.without_line():
        give(page.locator(".exam-item:visible"), question, make.right_answer(question))
        page.locator("#exam-waiting:visible").wait_for()
        page.close()

    again = mine.context.new_page()
    again.goto(f"/learn/attempts/{attempt.uuid}/")
    again.locator("#exam-saved:visible").wait_for()

    assert saved(attempt).keys() == {question.key}
    assert again.locator(".exam-map a.is-answered").count() == 1


def test_answers_that_come_after_the_end_are_sent_and_said_not_to_count(site, phone, attempt):
    mine = phone(site, person=attempt.enrolment.person)
    question = make.exam_questions(attempt)[0]
    mine.open(f"/learn/attempts/{attempt.uuid}/")
    with mine.without_line():
        give(mine.page.locator(".exam-item:visible"), question, make.right_answer(question))
        mine.page.locator("#exam-waiting:visible").wait_for()
        make.submit_attempt(attempt, language=make.ZH)
        mine.page.close()

    result = mine.context.new_page()
    result.goto(f"/learn/attempts/{attempt.uuid}/")
    result.locator("exam-leftovers:visible").wait_for()

    assert attempt.answers.get().is_late
    assert Attempt.objects.get().score == 0


def test_second_device_goes_on_where_the_first_stopped(site, phone, attempt):
    first = phone(site, person=attempt.enrolment.person)
    questions = make.exam_questions(attempt)
    first.open(f"/learn/attempts/{attempt.uuid}/")
    give(first.page.locator(".exam-item:visible"), questions[0], make.wrong_answer(questions[0]))
    first.page.locator(".exam-item:visible input[name=is_flagged]").check()
    first.page.locator("#exam-saved:visible").wait_for()
    before = saved(attempt)

    second = phone(site, person=attempt.enrolment.person)
    second.open(f"/learn/attempts/{attempt.uuid}/")
    assert second.page.locator("#exam-at").inner_text() == "2 / 4"
    second.page.locator(".exam-map a").first.click()
    assert second.page.locator(".exam-item:visible input[name=is_flagged]").is_checked()
    give(second.page.locator(".exam-item:visible"), questions[0], make.right_answer(questions[0]))
    second.page.locator("#exam-saved:visible").wait_for()

    assert saved(attempt) != before
    make.submit_attempt(attempt, language=make.ZH)
    assert Attempt.objects.get().marks[questions[0].key] is True


def test_time_is_told_and_warned_of_by_the_servers_clock(site, phone, attempt):
    deadline = timezone.now() + dt.timedelta(minutes=4, seconds=58)
    Attempt.objects.update(deadline_at=deadline, closes_at=deadline + dt.timedelta(seconds=30))
    mine = phone(site, person=attempt.enrolment.person)
    mine.page.clock.install(time="2020-01-01T00:00:00Z")
    mine.open(f"/learn/attempts/{attempt.uuid}/")

    mine.page.get_by_text("没答的还有 4 题，答过的都存好了。").wait_for()
    assert mine.page.locator("#exam-left").inner_text() == "还剩 5 分钟"
    mine.page.clock.fast_forward("04:05")
    assert mine.page.locator("#exam-warning b").inner_text() == "还剩 1 分钟"
    assert "秒" in mine.page.locator("#exam-left").inner_text()
    mine.page.clock.fast_forward("01:00")
    mine.page.wait_for_url("**/result/")

    assert Attempt.objects.get().submitted_at


def test_lesson_remembers_numbers_ticks_and_place(site, phone, enrolment):
    mine = phone(site, person=enrolment.person)
    page = mine.page
    mine.open(lesson_path(enrolment))
    page.locator(".lesson-foot [data-step=on]").click()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(600)
    page.locator("own-numbers input[inputmode]").fill("１０３，６００")
    assert page.locator("own-numbers output").inner_text() == "10"
    page.locator("[data-kept]", has_text="已保存").first.wait_for()
    page.locator("tick-list input[type=checkbox]").first.check()
    page.locator("tick-list [data-kept]", has_text="已保存").wait_for()
    page.wait_for_timeout(1500)

    page.goto(f"/learn/courses/{enrolment.course.uuid}/")
    page.locator(".outline .is-now a").click()
    page.locator("lesson-reader").wait_for()

    assert page.url.endswith("#tomorrow")
    assert page.locator("own-numbers input[inputmode]").input_value() == "１０３，６００"
    assert page.locator("tick-list input[type=checkbox]").first.is_checked()
    assert Note.objects.count() == 2


def test_numbers_typed_without_a_line_are_kept_when_it_is_back(site, phone, enrolment):
    mine = phone(site, person=enrolment.person)
    mine.open(lesson_path(enrolment))
    with mine.without_line():
        mine.page.locator("own-numbers input[inputmode]").fill("500")
        mine.page.get_by_text("还没存上，连上网就补存。").wait_for()

    mine.page.locator("[data-kept]", has_text="已保存").first.wait_for()
    assert Note.objects.get().value == {"stock": "500"}


def test_lesson_works_without_scripts(site, phone, enrolment):
    mine = phone(site, person=enrolment.person, has_scripts=False)
    page, (check, *_others) = mine.page, next(iter(plan_of(enrolment.structure).lessons.values()))
    mine.open(lesson_path(enrolment))

    page.locator("own-numbers input[inputmode]").fill("103600")
    page.locator("own-numbers button").click()
    assert page.locator("own-numbers output").inner_text() == "10"
    page.locator("tick-list input[type=checkbox]").last.check()
    page.locator("tick-list button").click()
    assert page.locator("tick-list input[type=checkbox]").last.is_checked()
    give(page.locator("check-question"), check, make.wrong_answer(check))
    page.locator("check-question form button").click()
    page.get_by_text("还不对。").wait_for()
    give(page.locator("check-question"), check, make.right_answer(check))
    page.locator("check-question form button").click()
    page.get_by_text("对了。").wait_for()
    page.locator(".lesson-foot [data-end=on]").click()
    page.get_by_role("button", name="学完了").click()
    page.locator(".lesson-foot [data-end=on]").click()

    assert page.url.endswith("/exam/")
    assert CheckAnswer.objects.count() == 2


def test_exam_works_without_scripts(site, phone, enrolment):
    exam = plan_of(make.do_lessons(enrolment).structure).exam
    mine = phone(site, person=enrolment.person, has_scripts=False)
    page = mine.page
    mine.open(f"/learn/courses/{enrolment.course.uuid}/exam/")

    page.locator("main form button").click()
    for number in range(1, 5):
        item = page.locator(".exam-item:visible")
        question = exam[item.get_attribute("data-question")]
        if number != 2:
            give(item, question, make.right_answer(question))
        page.locator(".lesson-foot button:visible").last.click()
    page.locator("input[name=sure]").check()
    page.locator("main form button").click()

    assert page.url.endswith("/result/")
    assert Attempt.objects.get().score == 75
