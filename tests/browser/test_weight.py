"""What home and a lesson weigh on the line, as the browser's network saw it: headers included, served as in earnest."""

from dataclasses import dataclass, field

import pytest
from django.urls import reverse

from courses.models import Enrolment
from courses.plans import plan_of
from tests import scenes

pytestmark = [pytest.mark.browser, pytest.mark.slow]

KB = 1000
MEDIA = {"Image", "Media"}
BLOCKING = """() => performance.getEntriesByType("resource")
  .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name)"""
TEXT_STANDS = """() => new Promise((done) => new PerformanceObserver((list) => list.getEntries().forEach((entry) =>
  entry.name === "first-contentful-paint" && done(entry.startTime))).observe({ type: "paint", buffered: true }))"""


@dataclass
class Visit:
    """{url: bytes on the line} by the order of arrival; `status`, `kind`, `encoding` and `control` by url."""

    bytes: dict[str, int] = field(default_factory=dict)
    status: dict[str, int] = field(default_factory=dict)
    kind: dict[str, str] = field(default_factory=dict)
    encoding: dict[str, str] = field(default_factory=dict)
    control: dict[str, str] = field(default_factory=dict)
    blocking: list[str] = field(default_factory=list)

    @property
    def before_text(self):
        """The page itself, and what it must not be drawn without."""
        page = next(iter(self.bytes))
        return [page, *self.blocking]

    @property
    def without_media(self):
        return sum(size for url, size in self.bytes.items() if self.kind[url] not in MEDIA or url.endswith(".svg"))

    def sum_of(self, urls):
        return sum(self.bytes[url] for url in urls)


class Network:
    """Listens to what one page asks for."""

    def __init__(self, mine):
        self.page = mine.page
        self.visit = Visit()
        self.urls = {}
        session = mine.context.new_cdp_session(mine.page)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def _answered(self, event):
        response, url = event["response"], event["response"]["url"]
        headers = {name.lower(): value for name, value in response["headers"].items()}
        self.urls[event["requestId"]] = url
        self.visit.kind[url] = event["type"]
        self.visit.status[url] = response["status"]
        self.visit.encoding[url] = headers.get("content-encoding", "")
        self.visit.control[url] = headers.get("cache-control", "")
        is_from_cache = response.get("fromDiskCache") or response.get("fromPrefetchCache")
        self.visit.bytes[url] = 0 if is_from_cache else int(response["encodedDataLength"])

    def _finished(self, event):
        url = self.urls.get(event["requestId"])
        if url and self.visit.bytes[url]:
            self.visit.bytes[url] = int(event["encodedDataLength"])

    def look_at(self, path):
        self.visit, self.urls = Visit(), {}
        self.page.goto(path, wait_until="networkidle")
        self.page.evaluate(TEXT_STANDS)
        self.visit.blocking = self.page.evaluate(BLOCKING)
        return self.visit


@pytest.fixture
def paths(demo):
    enrolment = Enrolment.objects.filter(person=scenes.person_called(scenes.UNDER_WAY)).order_by("pk").first()
    lesson = next(iter(plan_of(enrolment.structure).lessons))
    return {"home": "/", "lesson": reverse("courses:lesson_detail", args=[enrolment.course.uuid, lesson])}


@pytest.fixture
def visits(served_demo, paths, phone):
    """{page: (the first visit, the next one)}, each by a browser that has never been there."""
    person = scenes.person_called(scenes.UNDER_WAY)
    sessions = {name: scenes.session_of_person(person) for name in paths}
    address = served_demo()
    networks = {name: Network(phone(address, session=session)) for name, session in sessions.items()}
    return {name: (network.look_at(paths[name]), network.look_at(paths[name])) for name, network in networks.items()}


def test_home_and_lesson_are_light_at_first_and_lighter_again(visits):
    for name, (first, again) in visits.items():
        assert len(first.before_text) <= 3, name
        assert first.sum_of(first.before_text) <= 60 * KB, name
        assert first.without_media <= 150 * KB, name
        assert again.without_media <= 40 * KB, name
        assert {first.encoding[url] for url in first.before_text} == {"gzip", "br"}, name
        assert_static_files_are_kept(first, again)
    _first, again = visits["lesson"]
    assert next(iter(again.bytes.values())) < KB  # 304: the browser shows what it has
    print({name: sizes(*pair) for name, pair in visits.items()})


def assert_static_files_are_kept(first, again):
    static = [url for url in first.control if "/static/" in url]
    assert {first.control[url] for url in static} == {"max-age=315360000, public, immutable"}
    assert [url for url in static if again.bytes.get(url)] == []


def sizes(first, again):
    return {
        "blocking": len(first.before_text),
        "before text": first.sum_of(first.before_text),
        "first": first.without_media,
        "again": again.without_media,
    }
