import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import conditional_escape

from people.enums import StaffGroup
from people.models import Consent, Person, PurposeNotice
from people.privacy.actions import NoticeNotAccepted, publish_notice, read_notice, revoke_consent, share_reading
from people.privacy.queries import notice_in_force
from people.templatetags.notice_words import paragraphs_with_leads
from tests.factories.people import PASSWORD, LearnerFactory, StaffFactory
from tests.factories.privacy import NoticeFactory

pytestmark = pytest.mark.django_db
WORDS = {"text": "我们保存姓名。", "text_en": "We keep names."}
ASKED = {"optional": "照片可以用", "optional_en": "Pictures may be used"}
READ = "/privacy/read/"


@pytest.fixture
def admin():
    return StaffFactory(group=StaffGroup.PLATFORM_ADMINS)


@pytest.fixture
def guide(client):
    person = LearnerFactory()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return person


def read(client, notice, following="/me/", **fields):
    return client.post(READ, {"notice": notice.uuid, "next": following} | fields)


def test_a_notice_comes_before_the_next_page_once_and_leads_on(client, guide, admin):
    notice = publish_notice(**WORDS, by=admin)

    asked = client.get("/me/?a=1")
    shown = client.get(asked["Location"]).content.decode()
    sent_on = read(client, notice, "/me/?a=1")

    assert asked["Location"] == f"{READ}?next=%2Fme%2F%3Fa%3D1"
    assert "We keep names." in shown
    assert sent_on["Location"] == "/me/?a=1"
    assert client.get("/me/").status_code == 200
    consent = Consent.objects.get()
    assert (consent.person, consent.notice, consent.language, consent.path) == (guide, notice, "en", READ)
    assert client.get(READ)["Location"] == "/"


def test_a_new_version_asks_again(client, guide, admin):
    read(client, publish_notice(**WORDS, by=admin))

    newer = publish_notice(**WORDS | {"text_en": "We keep more."}, by=admin)

    assert newer.number == 2
    assert client.get("/")["Location"].startswith(READ)


def test_what_was_read_is_the_version_that_was_shown(client, guide, admin):
    shown = publish_notice(**WORDS, by=admin)
    newer = publish_notice(**WORDS | {"text_en": "We keep more."}, by=admin)

    answer = read(client, shown)

    assert "There is a newer version" in answer.content.decode()
    assert str(newer.uuid) in answer.content.decode()
    assert not Consent.objects.exists()


def test_forms_under_way_and_what_scripts_ask_for_go_through(client, guide, admin):
    publish_notice(**WORDS, by=admin)

    posted = client.post(reverse("people:change_message_wishes"), {"channel": ""})
    fetched = client.get("/inbox/", headers={"Sec-Fetch-Dest": "empty"})

    assert not posted["Location"].startswith(READ)
    assert fetched.status_code == 200
    assert client.get(reverse("account_logout")).status_code == 200


def test_whoever_signs_in_for_the_first_time_is_asked(client, admin):
    publish_notice(**WORDS, by=admin)
    person = LearnerFactory()
    assert not person.must_read_notice

    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert client.get("/")["Location"].startswith(READ)


def test_who_read_it_elsewhere_is_not_asked_when_signing_in(client, admin):
    person = LearnerFactory()
    notice = publish_notice(**WORDS, by=admin)
    share_reading([person], notice=notice)

    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    assert client.get("/").status_code == 200


def test_without_a_notice_nobody_is_asked(client, guide):
    assert client.get("/").status_code == 200
    assert "No notice has been published yet" in client.get("/privacy/").content.decode()


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "我们保存姓名。"), ("en", "We keep names.")])
def test_anybody_reads_it_from_the_foot_of_every_page(client, admin, language, words):
    publish_notice(**WORDS, by=admin)
    client.cookies["django_language"] = language

    foot = client.get(reverse("account_login")).content.decode()
    page = client.get("/privacy/").content.decode()

    assert 'class="page-foot"><a href="/privacy/"' in foot
    assert words in page


def test_what_is_optional_is_agreed_to_freely_and_taken_back(client, guide, admin):
    notice = publish_notice(**WORDS, **ASKED, by=admin)
    read(client, notice)
    without = client.get("/me/data/").content.decode()
    client.post(reverse("people:agree"))
    client.post(reverse("people:agree"))
    consent = Consent.objects.get(is_optional=True)
    agreed = client.get("/me/data/").content.decode()

    client.post(reverse("people:revoke_consent", args=[consent.uuid]))

    consent.refresh_from_db()
    assert reverse("people:agree") in without
    assert reverse("people:revoke_consent", args=[consent.uuid]) in agreed
    assert consent.revoked_at
    assert reverse("people:agree") in client.get("/me/data/").content.decode()


def test_the_tick_agrees_while_reading(client, guide, admin):
    read(client, publish_notice(**WORDS, **ASKED, by=admin), agrees="on")

    assert Consent.objects.filter(person=guide, is_optional=True, path=READ).count() == 1


def test_agreeing_to_nothing_says_so(client, guide, admin):
    read(client, publish_notice(**WORDS, by=admin))

    page = client.post(reverse("people:agree"), follow=True).content.decode()

    assert "There is nothing to agree to." in page


def test_having_read_it_is_not_taken_back(client, guide, admin):
    read_notice(guide, notice=publish_notice(**WORDS, by=admin), language="en", path=READ, agrees=False)

    with pytest.raises(NoticeNotAccepted):
        revoke_consent(Consent.objects.get())


def test_it_leads_nowhere_but_into_this_site(client, guide, admin):
    notice = publish_notice(**WORDS, by=admin)

    assert read(client, notice, "https://evil.example/")["Location"] == "/"


@pytest.mark.parametrize(
    "words", [WORDS, WORDS | {"optional": "照片"}], ids=["word for word the same", "asks in one language"]
)
def test_a_version_that_says_nothing_new_or_half_is_refused(admin, words):
    publish_notice(**WORDS, by=admin)

    with pytest.raises(NoticeNotAccepted):
        publish_notice(**words, by=admin)


def test_admins_publish_a_version_from_the_words_that_hold(client, admin):
    publish_notice(**WORDS, by=admin)
    share_reading([admin], notice=notice_in_force())
    client.force_login(admin)
    add = reverse("purposenotice:add")

    listing = client.get(reverse("purposenotice:index")).content.decode()
    form = client.get(add).content.decode()
    refused = client.post(add, WORDS | {"optional": "", "optional_en": ""}).content.decode()
    client.post(add, WORDS | {"text_en": "We keep more.", "optional": "", "optional_en": ""})

    assert "发布新版本" in listing
    assert "We keep names." in form
    assert "We keep names." in refused
    assert [notice.number for notice in PurposeNotice.objects.order_by("number")] == [1, 2]
    assert Person.objects.get(pk=admin.pk).must_read_notice


def test_being_asked_costs_no_query(client, guide):
    NoticeFactory()
    client.get("/me/")
    with CaptureQueriesContext(connection) as asked_nothing:
        client.get("/me/")
    Person.objects.update(must_read_notice=~F("must_read_notice"))
    with CaptureQueriesContext(connection) as asked:
        client.get("/me/")

    assert not [query for query in asked_nothing.captured_queries if "purposenotice" in query["sql"]]
    assert len(asked) == 2


def test_the_words_before_a_colon_lead_their_paragraph_and_nothing_written_is_code():
    first = "Who keeps it: we, at <b>home</b>: here."
    words = f"{first}\r\n\r\n谁看得到：老板。\n第二行\n\nNothing leads where many words come first: none."

    shown = conditional_escape(paragraphs_with_leads(words))  # as a template does

    assert shown == (
        "<p><b>Who keeps it:</b> we, at &lt;b&gt;home&lt;/b&gt;: here.</p>\n\n"
        "<p><b>谁看得到：</b>老板。<br>第二行</p>\n\n"
        "<p>Nothing leads where many words come first: none.</p>"
    )
