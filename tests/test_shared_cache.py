"""A caching proxy in front of the site never shows one person's page to another, and serves what is everybody's."""

import http.client
import re
from http.cookies import SimpleCookie
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connections
from django.test.testcases import LiveServerThread
from django.urls import reverse

from cms.models import Logo
from courses.actions import start_attempt, store_lesson_file
from courses.plans import plan_of
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import do_lessons, enrolled, released, sit_exam
from tests.factories.people import LearnerFactory
from tests.factories.sharing import ShortLinkFactory
from tests.scenes import session_of_person
from tests.shared_cache import Answer, SharedCache

pytestmark = pytest.mark.slow

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]*)"')
STYLES = "/static/css/base.css"


class Visitor:
    """Somebody's browser, without a cache of its own. `cookies` as it keeps them."""

    def __init__(self, address, *, person=None, language="zh-CN", **cookies):
        self.address = address
        self.cookies = cookies | ({"sessionid": session_of_person(person)} if person else {})
        self.language = language

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection(self.address, timeout=30)
        sent = {"Accept-Language": self.language, "Host": "localhost", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheaders(), response.read())
        connection.close()
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                for cookie in SimpleCookie(value).values():
                    self.cookies[cookie.key] = cookie.value
        return answer

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, **data):
        token = TOKEN.search(self.get("/accounts/login/" if "sessionid" not in self.cookies else "/me/").body)[1]
        body = urlencode({"csrfmiddlewaretoken": token.decode(), **data})
        return self.ask("POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"})


@pytest.fixture
def origin(committed_db):
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"127.0.0.1:{server.port}"
    server.terminate()
    connections.close_all()


@pytest.fixture
def cache(origin):
    cache = SharedCache(origin)
    yield cache
    cache.close()


@pytest.fixture
def careless(origin):
    """The same cache, to which the site's words on caching do not get through."""
    cache = SharedCache(origin, deaf_to=("Cache-Control", "Vary", "Expires"))
    yield cache
    cache.close()


class Two:
    """Two people in one course, each as far as the other."""

    def __init__(self):
        self.course = released()
        self.file = store_lesson_file(BytesIO(b"%PDF"), name="table.pdf", content_type="application/pdf")
        self.file.courses.add(self.course)
        self.link = ShortLinkFactory(object_uuid=self.course.key)
        self.people = [LearnerFactory(full_name=name) for name in ("甲独角", "乙麒麟")]
        self.attempts, self.handed_in, self.certificates = {}, {}, {}
        for person in self.people:
            enrolment = do_lessons(enrolled(person, self.course))
            self.handed_in[person] = sit_exam(enrolment, wrong=4)
            self.attempts[person] = start_attempt(enrolment)
            self.certificates[person] = CertificateFactory(holder=person, is_printed=True)

    def pages_all_may_ask_for(self):
        course, lesson = self.course.uuid, next(iter(plan_of(self.course.structure).lessons))
        return [
            "/",
            "/me/",
            "/learn/",
            "/learn/search/?q=%E5%BA%93",
            self.course.get_absolute_url(),
            reverse("courses:lesson_detail", args=[course, lesson]),
            reverse("courses:exam_detail", args=[course]),
            reverse("courses:go", args=[self.course.key]),
            reverse("people:share", args=["learn", self.course.key]),
            self.link.get_absolute_url(),
            reverse("people:link_poster", args=[self.link.code]),
            self.file.get_absolute_url(),
            "/accounts/password/change/",
            "/no-such-page/",
            "/zh-hans/",
            "/zh-hans/no-such-page/",
            "/verify/",
        ]

    def pages_of(self, person):
        certificate = self.certificates[person].uuid
        return [
            reverse("courses:attempt_detail", args=[self.attempts[person].uuid]),
            reverse("courses:submit_attempt", args=[self.attempts[person].uuid]),
            reverse("courses:attempt_result", args=[self.handed_in[person].uuid]),
            reverse("certificates:certificate_detail", args=[certificate]),
            reverse("certificates:certificate_pdf", args=[certificate]),
        ]


@pytest.fixture
def two(origin):
    return Two()


def named_in(answer, two):
    return [person.full_name for person in two.people if person.full_name in answer.body.decode(errors="ignore")]


def test_nobody_gets_what_was_made_for_another(cache, two):
    first, second = two.people
    pages = [*two.pages_all_may_ask_for(), *two.pages_of(first), *two.pages_of(second)]
    one, other, stranger = (
        Visitor(cache.address, person=first),
        Visitor(cache.address, person=second),
        Visitor(cache.address),
    )

    wrong = {}
    for path in [*pages, *pages]:
        for visitor, stranger_to in ((one, second), (other, first), (stranger, first), (one, second)):
            answer = visitor.get(path)
            if stranger_to.full_name in named_in(answer, two):
                wrong[path] = answer.status

    assert wrong == {}
    assert cache.served == []
    assert named_in(one.get("/me/"), two) == [first.full_name]
    assert [one.get(path).status for path in two.pages_of(first)] == [200] * 5
    assert [other.get(path).status for path in two.pages_of(first)] == [404] * 5
    assert [stranger.get(path).status for path in two.pages_of(first)] == [302] * 5


def test_cache_would_show_them_if_the_site_did_not_say(careless, two):
    first, second = two.people
    one, other = Visitor(careless.address, person=first), Visitor(careless.address, person=second)

    one.get("/me/")

    assert named_in(other.get("/me/"), two) == [first.full_name]
    assert careless.served == ["/me/"]


def test_cache_keeps_what_is_everybodys(cache):
    logo = Logo.objects.create(digest="a" * 64, png=b"x", width=1, height=1).get_absolute_url()
    for path in (STYLES, STYLES, logo, logo):
        assert Visitor(cache.address).get(path).status == 200

    assert cache.served == [STYLES, logo]


def test_signing_in_and_out_changes_what_the_same_browser_gets(cache, two):
    person = two.people[0]
    person.set_password("warm-water-and-good-sums")
    person.save()
    visitor = Visitor(cache.address)
    assert visitor.get("/").header("Location") == "/zh-hans/"

    visitor.post("/accounts/login/", login=person.email or person.phone, password="warm-water-and-good-sums")
    signed_in = [visitor.get("/"), visitor.get("/me/")]
    sign_out = visitor.post("/accounts/logout/")

    assert [named_in(answer, two) for answer in signed_in] == [[person.full_name]] * 2
    assert sign_out.header("Clear-Site-Data") == '"cache"'
    assert [visitor.get(path).status for path in ("/", "/me/")] == [302, 302]


def test_page_to_sign_out_on_takes_nothing_from_the_browser(cache, two):
    visitor = Visitor(cache.address, person=two.people[0])

    assert visitor.get("/accounts/logout/").header("Clear-Site-Data") == ""


@pytest.mark.parametrize("path", ["/accounts/login/", "/verify/", "/no-such-page/"])
def test_everybody_gets_the_page_in_their_own_language(cache, path):
    visitors = {
        "zh-hans": Visitor(cache.address, language="zh-CN"),
        "en": Visitor(cache.address, language="en-GB"),
    }
    switched = {
        "en": Visitor(cache.address, language="zh-CN", django_language="en"),
        "zh-hans": Visitor(cache.address, language="en-GB", django_language="zh-hans"),
    }

    for group in (visitors, switched, visitors):
        for language, visitor in group.items():
            assert visitor.get(path).header("Content-Language") == language


def test_front_page_leads_each_to_their_own_language(cache):
    assert Visitor(cache.address, language="zh-CN").get("/").header("Location") == "/zh-hans/"
    assert Visitor(cache.address, language="en-GB").get("/").header("Location") == "/en/"
    assert (
        Visitor(cache.address, language="en-GB", django_language="zh-hans").get("/").header("Location") == "/zh-hans/"
    )


def test_language_is_another_one_right_after_the_switch(cache):
    visitor = Visitor(cache.address)
    visitor.get("/verify/")

    visitor.post("/language/", language="en", next="/verify/")

    assert visitor.get("/verify/").header("Content-Language") == "en"


def test_forms_of_a_page_that_came_through_work_for_each_visitor(cache):
    """With another's token in it, or none in the cookie, the second form would be refused."""
    visitors = [Visitor(cache.address), Visitor(cache.address)]

    answers = [visitor.post("/language/", language="en", next="/verify/") for visitor in visitors]

    assert [answer.status for answer in answers] == [302, 302]
    assert visitors[0].cookies["csrftoken"] != visitors[1].cookies["csrftoken"]


def test_lesson_is_answered_with_304_to_its_own_reader_only(cache, two):
    first, second = two.people
    path = two.pages_all_may_ask_for()[5]
    one, other = Visitor(cache.address, person=first), Visitor(cache.address, person=second)
    one.get(path)  # the page has a token from now on
    etag = one.get(path).header("ETag")

    assert one.get(path, **{"If-None-Match": etag}).status == 304
    assert other.get(path, **{"If-None-Match": etag}).status == 200
