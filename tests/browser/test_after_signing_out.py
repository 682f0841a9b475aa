"""The next person at the same browser presses Back."""

import pytest

from tests import scenes
from tests.browser.conftest import launch
from tests.screenshots import WHOLE, chromium

pytestmark = [pytest.mark.browser, pytest.mark.slow]


A_MOMENT = 1500  # milliseconds, to draw the page


@pytest.fixture(scope="module")
def browser(playwright):
    """Keeps whole pages for its back button, as people's browsers do; the headless shell keeps none that is private."""
    with launch(playwright, chromium(WHOLE), ignore_default_args=["--disable-back-forward-cache"]) as started:
        yield started


@pytest.fixture
def person(demo):
    return scenes.person_called(scenes.PASSED)


@pytest.fixture
def mine(phone, demo, person):
    """A phone on which that person looked at some pages."""
    mine = phone(demo, person=person)
    for path in ("/me/", "/", "/learn/"):
        mine.open(path)
    return mine


def seen_going_back(mine, steps):
    """Asks the browser itself: Playwright waits for pages to load, and one that was kept whole does not."""
    browser = mine.context.new_cdp_session(mine.page)
    history = browser.send("Page.getNavigationHistory")
    seen = []
    for entry in reversed(history["entries"][history["currentIndex"] - steps : history["currentIndex"]]):
        browser.send("Page.navigateToHistoryEntry", {"entryId": entry["id"]})
        mine.page.wait_for_timeout(A_MOMENT)
        body = browser.send("Runtime.evaluate", {"expression": "document.body.innerText"})
        seen.append(body["result"]["value"])
    return seen


def names_in(pages, person):
    return [person.full_name in page for page in pages]


def test_nothing_private_is_left_behind_the_back_button(mine, person):
    mine.open("/accounts/logout/")
    mine.page.locator("main form button").click()
    mine.page.wait_for_url("**/zh-hans/")

    assert not any(names_in(seen_going_back(mine, 4), person))


def test_without_signing_out_it_is_all_still_there(mine, person):
    """What the back button finds if nobody tells the browser to forget: the test above would notice."""
    mine.context.clear_cookies()
    mine.open("/verify/")

    assert any(names_in(seen_going_back(mine, 3), person))
