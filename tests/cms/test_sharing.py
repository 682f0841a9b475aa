"""Courses and lessons handed on: what their text says, where their link leads whom, and what strangers read."""

import io
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.urls import reverse
from django.utils import translation
from PIL import Image
from wagtail.models import PageViewRestriction

from cms.models import CoursePage
from config.identities import providers_from
from courses.actions import close_course
from courses.models import Course
from courses.plans import plan_of
from people.models import ShortLink
from tests.factories.cms import publish, released_course
from tests.factories.courses import enrolled
from tests.factories.joining import JoinCodeFactory
from tests.factories.people import PASSWORD, DealerFactory, LearnerFactory, PersonFactory, StaffFactory
from tests.people.signing_in.browsers import PHONE, Browser, newest_digits
from tests.people.signing_in.passkeys import Passkey
from tests.people.signing_in.standins import StandIn, come_back
from tests.undoing import undone

ASK = "这批货该不该压？"


@pytest.fixture(scope="module")
def _released(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone(), translation.override("en"):
        yield released_course(title="库存管理", ask=ASK, cover="60 天", cover_note="够卖多久")


@pytest.fixture(autouse=True)
def course(_released):
    with undone():
        yield Course.objects.get()


@pytest.fixture
def learner():
    return LearnerFactory(phone=PHONE)


@pytest.fixture
def member(client, learner):
    client.force_login(learner)
    return client


@pytest.fixture
def lesson_key(course):
    return next(iter(plan_of(course.structure).lessons))


def share_url(key, part=""):
    return reverse("people:share", args=["learn", key]) + (f"?part={part}" if part else "")


def link_of(member, key, part=""):
    """As it stands on the page from which one shares: without the host."""
    address = member.get(share_url(key, part)).context["address"]
    assert address.startswith("http://localhost:8000/s/")
    return address.removeprefix("http://localhost:8000")


def poster_of(link):
    return f"{link}/poster.png"


class TestWhatIsHandedOn:
    def test_text_asks_the_owners_question_and_ends_in_the_link(self, member, course):
        page = member.get(share_url(course.key))

        lines = page.context["text"].splitlines()
        assert lines[0] == ASK
        assert "《库存管理》" in lines[1]
        assert re.fullmatch(r"2 课，大约 \d+ 分钟，考过有证书。", lines[1].partition("：")[2])
        assert lines[-1] == page.context["address"]
        assert "/poster.png?in=zh-hans" in page.content.decode()

    def test_text_and_poster_speak_the_readers_language(self, member, course):
        page = member.get(share_url(course.key), headers={"accept-language": "en"})

        assert "2 lessons, about" in page.context["text"]
        assert page.context["poster"].endswith("?in=en")

    def test_text_of_a_lesson_names_the_part_at_which_it_opens(self, member, course, lesson_key):
        whole = member.get(share_url(lesson_key))
        part, title = whole.context["offer"].parts[-1]

        chosen = member.get(share_url(lesson_key, part))

        assert "《库存管理》第 1 课" in whole.context["text"]
        assert f"“{title}”" in chosen.context["text"]
        assert chosen.context["address"] != whole.context["address"]

    def test_nobody_shares_what_is_not_there_for_them(self, member, course, lesson_key, client):
        assert member.get(share_url("00000000-0000-4000-8000-000000000000")).status_code == 404
        assert member.get(share_url(lesson_key, "no-such-part")).status_code == 404
        assert member.get(reverse("people:share", args=["unheard-of", course.key])).status_code == 404
        client.force_login(PersonFactory())
        assert client.get(share_url(course.key)).status_code == 404
        assert not ShortLink.objects.exists()

    def test_asking_again_costs_no_write(self, member, course, django_assert_max_num_queries):
        link_of(member, course.key)

        with django_assert_max_num_queries(4) as found:  # the session is one of them, where it is no cache's
            member.get(share_url(course.key))

        assert not [query for query in found.captured_queries if query["sql"].startswith(("INSERT", "UPDATE"))]


class TestPoster:
    def test_is_for_phones_and_kept_by_what_is_drawn(self, member, course):
        path = poster_of(link_of(member, course.key))

        first = member.get(path)

        picture = Image.open(io.BytesIO(first.content))
        assert (first["Content-Type"], picture.size) == ("image/png", (1080, 1440))
        assert member.get(path).content == first.content
        assert member.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
        assert member.get(f"{path}?in=en")["ETag"] != first["ETag"]
        assert member.get(f"{path}?in=klingon")["ETag"] == first["ETag"]

    def test_is_there_for_strangers_only_where_all_on_it_is_public(self, member, course, lesson_key, client):
        of_course, of_lesson = (poster_of(link_of(member, key)) for key in (course.key, lesson_key))
        stranger = Browser()

        assert stranger.get(of_course).status_code == 200
        assert stranger.get(of_lesson).status_code == 404
        assert member.get(of_lesson).status_code == 200
        make_private()
        assert stranger.get(of_course).status_code == 404
        assert member.get(of_course).status_code == 200


def make_private():
    PageViewRestriction.objects.create(page=CoursePage.objects.get(), restriction_type=PageViewRestriction.LOGIN)


class TestFollowing:
    def test_leads_a_member_to_the_exact_place(self, member, course, lesson_key):
        part = member.get(share_url(lesson_key)).context["offer"].parts[-1][0]

        to_course, to_lesson, to_part = (
            member.get(link_of(member, *thing)).url for thing in ((course.key,), (lesson_key,), (lesson_key, part))
        )

        assert to_course == course.get_absolute_url()
        assert to_lesson == reverse("courses:lesson_detail", args=[course.uuid, lesson_key])
        assert to_part == f"{to_lesson}#{part}"

    def test_is_understood_however_it_is_typed(self, member, course):
        link = link_of(member, course.key)

        assert member.get(f"/s/{link.removeprefix('/s/').lower()}").url == course.get_absolute_url()
        assert member.get("/s/NONE").status_code == 404

    def test_shows_strangers_and_chat_apps_what_is_public(self, member, course, lesson_key):
        link = link_of(member, course.key)

        text = Browser().get(link).content.decode()

        assert '<meta property="og:title" content="库存管理">' in text
        assert f'<meta property="og:description" content="{ASK}">' in text
        assert re.search(rf'<meta property="og:image" content="http://localhost:8000{link}/poster.png\?in=\w+', text)
        assert f'href="/accounts/login/?next={link}"' in text
        assert '<b class="number">60 天</b> <small>够卖多久</small>' in text

    def test_says_nothing_of_a_lesson_but_its_course(self, member, course, lesson_key):
        lesson = member.get(share_url(lesson_key)).context["offer"]

        text = Browser().get(link_of(member, lesson_key)).content.decode()

        assert "库存管理" in text
        assert lesson.title not in text
        assert "og:image" not in text

    def test_says_nothing_of_a_private_course(self, member, course):
        link = link_of(member, course.key)
        make_private()

        answer = Browser().get(link)

        text = answer.content.decode()
        assert answer.status_code == 200
        assert not any(word in text for word in ("库存管理", ASK, "og:image"))
        assert member.get(link).url == course.get_absolute_url()

    def test_finds_nothing_that_was_taken_back(self, member, course):
        begun = enrolled(course=course).person
        link = link_of(member, course.key)
        close_course(course.key)

        assert member.get(link).status_code == Browser().get(link).status_code == 404
        member.force_login(begun)
        assert member.get(link).url == course.get_absolute_url()
        assert member.get(poster_of(link)).status_code == 404

    def test_tells_who_belongs_nowhere_yet_how_it_opens(self, member, course):
        link = link_of(member, course.key)
        member.force_login(PersonFactory())

        assert "等经销商让你加入" in member.get(link).content.decode()
        make_private()
        assert member.get(link).status_code == 404


def by_second_factor(browser, person, following, _settings):
    Authenticator.objects.filter(user=person).delete()
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    digits = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return browser.post(browser.come_in(next=following).url, {"code": digits})


def by_passkey(browser, person, following, _settings):
    return Passkey(person).come_in(browser, following)


def by_account_elsewhere(browser, person, following, settings):
    standin = StandIn(sub="u-1", email=person.email, email_verified=True)
    nobody_else = dict.fromkeys(["weixin", "dingtalk", "feishu"], "")
    address = standin.address.replace("://", "://client:secret@")
    settings.SOCIALACCOUNT_PROVIDERS = providers_from(
        oidc=address, oidc_name="Company", oidc_is_trusted=True, **nobody_else
    )
    try:
        return come_back(browser, browser.post("/accounts/with/oidc/", {"next": following}).url)
    finally:
        standin.close()


class TestComingIn:
    """The link stands in the address of the page to sign in, and survives every way in."""

    def test_by_code_and_by_password(self, member, course):
        link = link_of(member, course.key)

        assert Browser().come_in(next=link).url == link
        sent = {"login": PHONE, "password": PASSWORD, "next": link}
        assert Browser().post("/accounts/login/", sent).url == link

    @pytest.mark.parametrize("way", [by_second_factor, by_passkey, by_account_elsewhere])
    def test_by_every_other_way_and_never_to_another_site(self, member, learner, course, lesson_key, way, settings):
        part = member.get(share_url(lesson_key)).context["offer"].parts[-1][0]
        link, browser = link_of(member, lesson_key, part), Browser()

        assert way(browser, learner, link, settings).url == link
        assert browser.get(link).url == f"{reverse('courses:lesson_detail', args=[course.uuid, lesson_key])}#{part}"
        other = Browser()
        assert way(other, learner, "https://evil.example/", settings).url == "/"
        assert other.is_in

    def test_by_joining_a_dealer(self, member, course):
        link, code, browser = link_of(member, course.key), JoinCodeFactory(dealer=DealerFactory()), Browser()
        browser.get("/join/", {"next": link})
        browser.get("/join/", {"next": "https://evil.example/"})
        browser.post(code.get_absolute_url(), {"full_name": "周婷", "login": "139 0000 0077", "position": "SALES"})
        waiting = browser.post("/join/prove/", {"code": newest_digits()}).url

        asked = browser.get(waiting).context["asked"]
        type(asked).objects.filter(pk=asked.pk).update(state="ACCEPTED", answered_at=asked.asked_at)

        assert f'href="{link}"' in browser.get(waiting).content.decode()


def test_links_stand_where_one_has_just_learned(member, learner, course, lesson_key):
    with translation.override("zh-hans"):
        enrolled(learner, course)

    outline = member.get(course.get_absolute_url()).content.decode()
    lesson = member.get(reverse("courses:lesson_detail", args=[course.uuid, lesson_key])).content.decode()

    assert share_url(course.key) in outline
    assert share_url(lesson_key) in lesson


def test_staff_share_too(client, course):
    client.force_login(StaffFactory())

    assert client.get(share_url(course.key)).status_code == 200


def test_words_that_changed_are_on_the_poster_at_once(member, course):
    path = poster_of(link_of(member, course.key))
    first = member.get(path)["ETag"]

    publish(CoursePage.objects.get(), ask="压多少才划算？")

    assert member.get(path)["ETag"] != first
