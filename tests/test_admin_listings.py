"""Listings of our models: as many queries for thirty rows as for one, found by parts of names, sorted, filtered."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from people.enums import StaffGroup
from people.joining.enums import JoinState
from people.models import ErasureRequest, Membership
from tests.factories.certificates import CertificateFactory, CredentialFactory
from tests.factories.courses import enrolled, released, short_course
from tests.factories.helping import ContactFactory, QuestionFactory
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.messages import MessageFactory
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    MembershipFactory,
    OutletFactory,
    OwnerFactory,
    PersonFactory,
    ProductLineFactory,
    RepFactory,
    SecurityEventFactory,
    SpecialistFactory,
    StaffFactory,
    TerritoryFactory,
    TierFactory,
)
from tests.factories.privacy import ConsentFactory, ImpersonationFactory, NoticeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MAKERS = {
    "wagtailusers_users": LearnerFactory,
    "organisation": lambda: DealerFactory(parent=DealerFactory()),
    "outlet": OutletFactory,
    "tier": lambda: DealerFactory(tier=TierFactory()),
    "productline": ProductLineFactory,
    "territory": lambda: TerritoryFactory(dealers=[DealerFactory()], people=[RepFactory()]),
    "membership": MembershipFactory,
    "message": MessageFactory,
    "contact": lambda: ContactFactory(person=SpecialistFactory()),
    "joincode": JoinCodeFactory,
    "joinrequest": lambda: JoinRequestFactory(answered_by=OwnerFactory()),
    "invitation": InvitationFactory,
    "question": lambda: QuestionFactory(answered_by=RepFactory(), answer="找我。", answered_at=timezone.now()),
    "securityevent": SecurityEventFactory,
    "purposenotice": NoticeFactory,
    "consent": ConsentFactory,
    "erasurerequest": lambda: ErasureRequest.objects.create(person=LearnerFactory()),
    "impersonation": ImpersonationFactory,
    "activity": ActivityFactory,
    "learningrecord": lambda: complete(LearnerFactory(), ActivityFactory()),
    "course": lambda: released(short_course()),
    "enrolment": lambda: enrolled(course=released(short_course())),
    "certificate": CertificateFactory,
    "credential": CredentialFactory,
}


@pytest.fixture
def admin(client):
    client.force_login(admin := StaffFactory(group=StaffGroup.PLATFORM_ADMINS, language="en"))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def rows_of(client, name, **query):
    """As a search shows them in the page: without what stands around them, which takes most of the time."""
    return first_cells(client.get(reverse(f"{name}:index_results"), query).content.decode())


def first_cells(body):
    """Their text, row by row."""
    cells = re.findall(r'<td class="title[^"]*">(.*?)</td>', body, re.DOTALL)
    return [re.sub(r"\s+", " ", strip_tags(cell)).strip() for cell in cells]


def is_listed(text, rows):
    return any(text in row for row in rows)


@pytest.mark.parametrize("name", MAKERS)
def test_listing_asks_as_often_for_thirty_rows_as_for_one(client, admin, name):
    def count():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(f"{name}:index")).status_code == 200
        return len(asked)

    MAKERS[name]()
    count()
    few = count()
    for _time in range(29):
        MAKERS[name]()
    if name == "enrolment":
        count()  # reads the plans of the new courses, all in one query

    assert count() == few


@pytest.mark.database
def test_courses_are_filtered_by_whether_they_take_new_enrolments(client, admin):
    MAKERS["course"]()

    assert len(rows_of(client, "course", is_open="true")) == 1
    assert rows_of(client, "course", is_open="false") == []


@pytest.mark.database
@pytest.mark.parametrize("name", ["wagtailusers_users", "membership", "learningrecord", "enrolment"])
def test_people_are_found_by_any_part_of_their_name(client, admin, name):
    course, activity = released(), ActivityFactory()
    for full_name, latin_name in [("欧阳海滨", "Ouyang Haibin"), ("周婷", "Zhou Ting")]:
        person = LearnerFactory(full_name=full_name, latin_name=latin_name)
        enrolled(person, course)
        complete(person, activity)

    for text in ("滨", "阳海", "Ouyang"):
        rows = rows_of(client, name, q=text)

        assert is_listed("欧阳海滨", rows), text
        assert not is_listed("周婷", rows), text


@pytest.mark.database
def test_organisations_are_found_by_name_and_code(client, admin):
    DealerFactory(name="北街暖通", name_en="North Street", code="D77")

    found = {
        text: is_listed("北街暖通", rows_of(client, "organisation", q=text))
        for text in ("街暖", "d77", "North", "南街")
    }

    assert found == {"街暖": True, "d77": True, "North": True, "南街": False}


@pytest.mark.database
@pytest.mark.parametrize("name", ["activity", "course"])
def test_titles_are_found_in_either_language(client, admin, name):
    course = released()
    course.activity.titles = {"zh-hans": "客户管理", "en": "Visitors"}
    course.activity.save()
    released()

    assert len(rows_of(client, name, q="客")) == len(rows_of(client, name, q="Visitors")) == 1


@pytest.mark.database
def test_who_works_there_today_is_told_from_who_left(client, admin):
    staying = MembershipFactory(person=PersonFactory(full_name="周婷"))
    left = MembershipFactory(person=PersonFactory(full_name="赵永刚"))
    Membership.objects.filter(pk=left.pk).update(valid_until=dt.date(2024, 1, 1))

    in_force = rows_of(client, "membership", is_open="open")
    over = rows_of(client, "membership", is_open="over")

    assert is_listed(staying.person.full_name, in_force)
    assert not is_listed("赵永刚", in_force)
    assert over
    assert all("赵永刚" in row for row in over)


@pytest.mark.database
def test_territories_are_found_by_a_dealer_and_still_count_all_theirs(client, admin):
    wanted = TerritoryFactory(dealers=[DealerFactory(name="北街暖通", code="D77"), DealerFactory()])
    TerritoryFactory(dealers=[DealerFactory()])

    for dealer in ("北街", "D77"):
        body = client.get(reverse("territory:index"), {"dealer": dealer}).content.decode()
        (row,) = first_cells(body)
        assert row.startswith(wanted.name)
        assert re.search(r"<td[^>]*>\s*2\s*</td>", body)


@pytest.mark.database
def test_organisations_are_filtered_by_territory(client, admin):
    inside = DealerFactory(name="北街暖通")
    DealerFactory(name="南街电器")

    rows = rows_of(client, "organisation", territory=TerritoryFactory(dealers=[inside]).pk)

    assert [row.split()[0] for row in rows] == ["北街暖通"]


@pytest.mark.database
def test_organisations_and_outlets_are_filtered_by_province_tier_and_what_they_sell(client, admin):
    line = ProductLineFactory()
    inside = DealerFactory(name="北街暖通", county_code="410122", tier=TierFactory())
    inside.product_lines.add(line)
    OutletFactory(dealer=inside, name="人民路店", county_code="410122")
    OutletFactory(name="老店", county_code="340102", open_until=dt.date(2024, 1, 1))

    for query in ({"province": "41"}, {"tier": inside.tier.pk}, {"product_lines": line.pk}):
        assert [row.split()[0] for row in rows_of(client, "organisation", **query)] == ["北街暖通"]
    for query in ({"province": "41"}, {"dealer": "北街"}, {"is_open": "open"}):
        assert [row.split()[0] for row in rows_of(client, "outlet", **query)] == ["人民路店"]
    assert [row.split()[0] for row in rows_of(client, "outlet", is_open="closed")] == ["老店"]


@pytest.mark.database
def test_joining_is_found_by_dealer_and_narrowed_by_what_became_of_it(client, admin):
    dealer = DealerFactory(name="北街暖通")
    code, closed = JoinCodeFactory(dealer=dealer), JoinCodeFactory(closed_at=timezone.now())
    JoinRequestFactory(dealer=dealer, join_code=code, person__full_name="周婷")
    withdrawn = {"state": JoinState.WITHDRAWN, "answered_at": timezone.now()}
    JoinRequestFactory(dealer=closed.dealer, join_code=closed, **withdrawn)
    InvitationFactory(dealer=dealer, name="周婷")
    InvitationFactory(state=JoinState.ACCEPTED, answered_at=timezone.now())
    QuestionFactory(dealer=dealer, text="样机坏了找谁？")
    QuestionFactory(answered_by=RepFactory(), answer="找我。", answered_at=timezone.now())

    for name, narrowed in (
        ("joincode", {"is_open": "true"}),
        ("joinrequest", {"state": "WAITING"}),
        ("invitation", {"state": "WAITING"}),
        ("question", {"is_open": "true"}),
    ):
        assert len(rows_of(client, name)) == 2
        found = rows_of(client, name, dealer="北街")
        assert len(found) == 1
        assert rows_of(client, name, **narrowed) == rows_of(client, name, q="北街") == found


LISTED = """contact joincode joinrequest invitation question
    course enrolment organisation outlet tier productline membership territory learningrecord""".split()


@pytest.mark.database
@pytest.mark.parametrize("name", LISTED)
def test_every_column_that_can_be_sorted_sorts(client, admin, name):
    MAKERS[name]()
    MAKERS[name]()
    body = client.get(reverse(f"{name}:index")).content.decode()
    keys = set(re.findall(r"ordering=-?([a-z_]+)", body))

    rows = sorted(first_cells(body))

    assert keys
    for number, key in enumerate(sorted(keys)):
        assert sorted(rows_of(client, name, ordering=f"-{key}" if number % 2 else key)) == rows


def test_membership_that_ends_next_year_says_the_day(client, admin):
    MembershipFactory(valid_until=dt.date(2099, 3, 31))

    body = client.get(reverse("membership:index")).content.decode()

    assert "31 Mar 2099" in body
    assert "just now" not in body


@pytest.mark.parametrize("name", ["course", "enrolment", "activity", "organisation", "territory", "membership"])
def test_whoever_is_in_no_group_of_theirs_sees_no_listing(client, name):
    client.force_login(StaffFactory(group=StaffGroup.EDITORS))

    assert client.get(reverse(f"{name}:index")).status_code == 302


@pytest.mark.database
def test_instructors_see_courses_and_not_who_takes_them(client):
    client.force_login(StaffFactory(group=StaffGroup.INSTRUCTORS))
    enrolment = enrolled(course=released())

    assert client.get(reverse("course:inspect", args=[enrolment.course_id])).status_code == 200
    assert client.get(reverse("enrolment:inspect", args=[enrolment.pk])).status_code == 404


@pytest.mark.database
def test_enrolment_says_what_is_missing(client, admin):
    enrolment = enrolled(course=released())

    body = strip_tags(client.get(reverse("enrolment:inspect", args=[enrolment.pk])).content.decode())

    assert "What is missing" in body
    assert "0 of 3 lessons" in body


def test_headings_begin_alike_and_names_are_in_the_language_of_the_page(client, admin):
    dealer = DealerFactory(name="北街暖通", name_en="North Street Heating")
    MembershipFactory(organisation=dealer)

    english = client.get(reverse("membership:index"), headers={"Accept-Language": "en"}).content.decode()
    chinese = client.get(reverse("membership:index"), headers={"Accept-Language": "zh-hans"}).content.decode()

    assert "North Street Heating" in english
    assert "北街暖通" in chinese
    headings = re.findall(r"<th[^>]*>\s*(?:<a[^>]*>)?\s*([^<\s][^<]*)", english)
    assert headings
    assert [heading for heading in headings if heading[0].islower()] == []
