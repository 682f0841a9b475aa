import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import CataloguePage, FrontPage
from tests.factories import courses as released
from tests.factories.cms import publish
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db
URL = reverse("cms:catalogue")
NOT_ALLOWED = "You may not do this yet"


def words(title):
    return {"zh-hans": {"title": title, "ask": "?", "introduction": "", "cover": "", "cover_note": "", "outcome": ""}}


def release(title, **fields):
    return released.release_course(released.compiled_course(words=words(title), **fields)).course


def test_who_is_not_signed_in_is_asked_to(client):
    response = client.get(URL)

    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_the_catalogue_shows_open_courses_below_its_own_words(client):
    publish(CataloguePage.objects.get(locale__language_code="zh-hans"), introduction="从最头疼的问题开始。")
    release("库存管理")
    client.force_login(LearnerFactory())

    content = client.get(URL).content.decode()

    assert "从最头疼的问题开始。" in content
    assert "库存管理" in content


def test_the_catalogue_speaks_the_language_that_was_chosen(client, settings):
    client.force_login(LearnerFactory())
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    assert "All courses" in client.get(URL).content.decode()


def test_courses_can_be_narrowed_to_a_position(client):
    release("给仓库", positions=("WAREHOUSE",))
    release("给导购", positions=("SHOP_GUIDE",))
    release("给大家")
    client.force_login(LearnerFactory())

    shown = {row.title for row in client.get(URL, {"for": "SHOP_GUIDE"}).context["courses"]}

    assert shown == {"给导购", "给大家"}


def test_an_unknown_position_shows_all(client):
    release("给大家")
    client.force_login(LearnerFactory())

    response = client.get(URL, {"for": "EMPEROR"})

    assert len(response.context["courses"]) == 1
    assert response.context["position"] == ""


@pytest.mark.parametrize("course_count", [1, 30])
def test_catalogue_query_count_is_constant(client, django_assert_num_queries, course_count):
    for number in range(course_count):
        release(f"课程 {number}")
    client.force_login(LearnerFactory())
    client.get(URL)

    with django_assert_num_queries(7):
        response = client.get(URL)

    assert len(response.context["courses"]) == course_count


@pytest.mark.parametrize("number", ["999999", "9" * 5000], ids=["unknown", "endless"])
def test_a_document_that_is_not_there_is_not_there(client, number):
    client.force_login(LearnerFactory())

    assert client.get(f"/documents/{number}/sheet.pdf").status_code == 404


@pytest.fixture
def english(client, settings):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


@pytest.fixture
def page_for_a_group():
    page = FrontPage.objects.get(locale__language_code="en")
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    restriction.groups.add(Group.objects.create(name="Few"))
    return page


def test_a_learner_in_the_admin_reads_that_it_takes_another_role(english):
    english.force_login(LearnerFactory())

    response = english.get(reverse("wagtailadmin_home"), follow=True)

    assert response.status_code == 403
    assert NOT_ALLOWED in response.content.decode()
    assert "permission to access the admin" not in response.content.decode()


def test_a_learner_outside_a_pages_group_reads_the_same(english, page_for_a_group):
    english.force_login(LearnerFactory())

    response = english.get(page_for_a_group.url, follow=True)

    assert response.status_code == 403
    assert NOT_ALLOWED in response.content.decode()


def test_who_is_not_signed_in_comes_back_after_signing_in(client):
    response = client.get(f"{reverse('wagtailadmin_home')}?q=1", follow=True)

    assert response.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/admin/%3Fq%3D1"
