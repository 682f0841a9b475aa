import pytest
from django.urls import reverse

from cms.models import CataloguePage
from tests.factories import courses as released
from tests.factories.cms import publish
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db
URL = reverse("cms:catalogue")


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
