"""A lesson by keyboard, and its video: loaded when somebody presses play, in pieces, with subtitles."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from courses.actions import store_lesson_file
from courses.plans import plan_of
from courses.views import files
from tests.factories import courses as make

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 800}
SAMPLE = Path(__file__).with_name("sample.webm")  # six seconds of changing colours, VP8
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:06.000\n货能卖几天？\n"
PIECE = 1500  # bytes; the sample is longer


def kept(content, name, content_type):
    stored = store_lesson_file(BytesIO(content), name=name, content_type=content_type)
    return {"url": stored.get_absolute_url(), "name": name, "size": len(content), "content_type": content_type}


def poster():
    written = BytesIO()
    Image.new("RGB", (64, 36), "teal").save(written, "PNG")
    return kept(written.getvalue(), "poster.png", "image/png") | {"width": 64, "height": 36}


def video_block():
    value = {
        "file": kept(SAMPLE.read_bytes(), "lesson.webm", "video/webm") | {"width": 64, "height": 36},
        "poster": poster(),
        "captions": kept(CAPTIONS.encode(), "captions.vtt", "text/vtt"),
        "caption": "盘点怎么做",
        "seconds": 6,
    }
    return {"id": "film", "type": "video", "value": value}


@pytest.fixture
def enrolment(site):
    """Four parts: the owner's question, a text with the video, a checklist, a check question."""
    key = make.uuid.uuid4()
    check = make.single_check(key)
    owner, text, _own, tomorrow = make.reading_blocks()
    blocks = (owner, text, video_block(), tomorrow, make.check_block(check))
    lesson = make.compiled_lesson(key, title="第一课", blocks=blocks, checks=(check,))
    return make.enrolled(course=make.released(lessons=(lesson,), questions=()))


@pytest.fixture
def reading(site, phone, enrolment):
    """The lesson at a desk. `asked` are the requests for files, as (path, Range)."""
    desk = phone(site, person=enrolment.person, viewport=DESK)
    desk.asked, desk.answered = [], []
    desk.page.on("request", lambda sent: desk.asked.append((sent.url, sent.headers.get("range"))))
    desk.page.on("response", lambda got: desk.answered.append((got.url, got.status)))
    (key,) = plan_of(enrolment.structure).lessons
    desk.open(f"/learn/courses/{enrolment.course.uuid}/lessons/{key}/")
    desk.page.locator("lesson-reader").wait_for()
    return desk


def part(page):
    """Number of the part being read, from 1."""
    return page.locator("#segments li").evaluate_all("all => all.findIndex((one) => one.matches('.is-now')) + 1")


def until(page, truth):
    """The page's policy lets nobody evaluate text, so it is asked again and again from here."""
    for _again in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    raise AssertionError(truth)


def press(page, key):
    page.keyboard.press(key)
    page.wait_for_timeout(100)


def go_to_video(page):
    wanted = page.locator(".lesson-part").evaluate_all("all => all.findIndex((one) => one.querySelector('video')) + 1")
    while part(page) < wanted:
        press(page, "ArrowRight")


def playing(page):
    return page.locator("video").evaluate("video => !video.paused")


def test_arrows_go_from_part_to_part_and_stay_at_the_ends(reading):
    page = reading.page
    count = page.locator(".lesson-part").count()
    assert count > 2

    for _press in range(count + 1):
        press(page, "ArrowRight")
    assert part(page) == count
    for now in range(count - 1, 0, -1):
        press(page, "ArrowLeft")
        assert part(page) == now
    press(page, "ArrowLeft")

    assert part(page) == 1
    assert page.evaluate("document.activeElement.matches('.lesson-part')"), "the keyboard goes where the eye goes"


PARTS_SHOWN_FOR_A_SECOND = """async () => {
  const seen = new Set(), until = performance.now() + 1000;
  while (performance.now() < until) {
    seen.add([...document.querySelectorAll("#segments li")].findIndex((one) => one.matches(".is-now")) + 1);
    await new Promise(requestAnimationFrame);
  }
  return [...seen];
}"""


def test_parts_passed_on_the_way_are_not_taken_for_read(reading):
    """However late the second press comes; nor does the end of the page hold whoever leaves it."""
    page = reading.page
    page.set_viewport_size({"width": 390, "height": 360})
    press(page, "ArrowRight")
    at = part(page)
    page.wait_for_timeout(1300)

    press(page, "ArrowRight")
    assert page.evaluate(PARTS_SHOWN_FOR_A_SECOND) == [at + 1]
    page.set_viewport_size(DESK)
    press(page, "End")
    last = page.locator(".lesson-part").count()
    page.wait_for_timeout(2000)
    assert part(page) == last
    for to in (last - 1, last, last - 1):
        page.keyboard.press("ArrowLeft" if to < last else "ArrowRight")
        assert page.evaluate(PARTS_SHOWN_FOR_A_SECOND) == [to]


def test_video_waits_for_play_then_comes_in_pieces_with_subtitles(reading, monkeypatch):
    monkeypatch.setattr(files, "LONGEST_PIECE", PIECE)
    page = reading.page
    video = page.locator("video")
    source = video.locator("source").get_attribute("src")
    go_to_video(page)
    video.scroll_into_view_if_needed()
    page.wait_for_timeout(500)

    assert not playing(page)
    assert video.get_attribute("autoplay") is None
    assert any(video.get_attribute("poster") in url for url, _range in reading.asked), "the still picture is there"
    assert not any(source in url for url, _range in reading.asked), "and no byte of the video"
    assert "4.2 KB" in page.locator("figure figcaption").inner_text().replace("\xa0", " ")

    press(page, " ")
    until(page, "document.querySelector('video').currentTime > 0.5")

    ranges = [asked for url, asked in reading.asked if source in url]
    assert len(ranges) > 1
    assert all(asked and asked.startswith("bytes=") for asked in ranges)
    assert {status for url, status in reading.answered if source in url} == {206}
    assert video.evaluate("video => [video.videoWidth, video.videoHeight]") == [64, 36]
    until(page, "document.querySelector('video').textTracks[0].activeCues?.length === 1")
    assert video.evaluate("video => video.textTracks[0].activeCues[0].text") == "货能卖几天？"


def test_video_plays_to_its_end(reading):
    go_to_video(reading.page)

    press(reading.page, " ")

    until(reading.page, "document.querySelector('video').ended")
    assert reading.page.locator("video").evaluate("video => video.error") is None


def test_space_plays_and_stops_and_c_shows_and_hides_subtitles(reading):
    page = reading.page
    go_to_video(page)
    mode = "document.querySelector('video').textTracks[0].mode"

    press(page, " ")
    until(page, "!document.querySelector('video').paused")
    press(page, " ")
    assert not playing(page)
    assert page.evaluate(mode) == "showing"
    press(page, "c")
    assert page.evaluate(mode) == "hidden"
    press(page, "C")
    assert page.evaluate(mode) == "showing"


def test_space_is_left_to_the_browser_where_there_is_no_video(reading):
    page = reading.page
    go_to_video(page)
    is_left = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true, cancelable: true }))"

    assert page.evaluate(is_left) is False
    press(page, "ArrowRight")
    assert page.evaluate(is_left) is True


def test_keys_mean_what_they_always_mean_where_one_types_or_presses_a_button(reading):
    page = reading.page
    go_to_video(page)
    page.locator(".lesson-foot [data-step=on]").focus()
    press(page, " ")
    page.wait_for_timeout(500)
    assert not playing(page), "space was for the link"

    at = part(page)
    page.locator("tick-list input[type=checkbox]").first.focus()
    press(page, "ArrowRight")
    press(page, "?")

    assert part(page) == at
    assert not page.locator("#keys").is_visible()


@pytest.mark.parametrize("key", ["?", "？"])
def test_question_mark_lists_the_keys_and_escape_closes_the_list(reading, key):
    page = reading.page
    at = part(page)

    page.evaluate("key => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))", key)
    page.locator("#keys").wait_for()
    listed = page.locator("#keys kbd").all_inner_texts()
    reading.look()
    press(page, "ArrowRight")
    assert part(page) == at, "the lesson behind stays where it is"
    press(page, "Escape")

    assert listed == ["←", "→", "空格", "c", "?"]
    assert not page.locator("#keys").is_visible()


def test_keys_can_be_turned_off_and_stay_off_but_for_the_help(reading):
    page = reading.page
    page.locator(".keys-open").click()
    page.locator("#keys input[type=checkbox]").uncheck()
    page.locator("#keys button").click()

    page.reload()
    page.locator("lesson-reader").wait_for()
    at = part(page)
    press(page, "ArrowRight")
    assert part(page) == at
    press(page, "?")
    page.locator("#keys").wait_for()
    page.locator("#keys input[type=checkbox]").check()
    press(page, "Escape")
    press(page, "ArrowRight")

    assert part(page) == at + 1
