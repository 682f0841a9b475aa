"""The video of the demo, in the browser: it plays, and its subtitles are those of the reader's language."""

import pytest

from courses.plans import plan_of
from tests.scenes import HOLDER, course_called, person_called

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LAST_WORDS = {"zh-hans": "留在店里的，是 304 元", "en": "What stays in the shop is 304 yuan"}
PLAY = """video => new Promise((resolve, reject) => {
  const track = video.textTracks[0];
  track.mode = "showing";
  video.onerror = () => reject(video.error.message);
  video.ontimeupdate = () => {
    if (video.currentTime > 0.2 && track.cues?.length)
      resolve([Math.round(video.duration), video.videoWidth, track.cues.length, [...track.cues].at(-1).text]);
  };
  video.muted = true;
  video.play().catch(reject);
})"""


@pytest.mark.parametrize("language", LAST_WORDS)
def test_video_plays_with_subtitles(demo, phone, language):
    course = course_called("profitability")
    first = next(iter(plan_of(course.structure).lessons))
    mine = phone(demo, language=language, person=person_called(HOLDER))

    mine.open(f"/learn/courses/{course.uuid}/lessons/{first}/")
    seen = mine.page.locator("video").evaluate(PLAY)

    assert seen == [17, 960, 7, LAST_WORDS[language]]
