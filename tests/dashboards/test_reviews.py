import pytest
from django.urls import reverse

from dashboards.queries import home_of
from people.enums import StaffGroup
from tests.factories.cms import draft_course
from tests.factories.people import LearnerFactory, RepFactory, StaffFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # pages are drafted and sent in by Wagtail


@pytest.fixture
def editor():
    return StaffFactory(full_name="林编辑", latin_name="Bian Lin")


def sent_in(by, count=1):
    """Pages of courses, the oldest first."""
    pages = [draft_course(title=f"渠道管理 {number}") for number in range(count)]
    for page in pages:
        page.save_revision(user=by)
        page.get_workflow().start(page, by)
    return pages


def reviews(person):
    return home_of(person, language="en").reviews


def test_home_of_approvers_leads_to_what_waits_for_them(client, editor):
    (page,) = sent_in(editor)
    client.force_login(StaffFactory(group=StaffGroup.APPROVERS, language="en"))
    client.cookies["django_language"] = "en"

    body = client.get("/").content.decode()

    section = body.partition('id="reviews"')[2].partition("</section>")[0]
    assert "For you to review" in section
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[page.pk])}">渠道管理 0</a>' in section
    assert f'href="{reverse("wagtailadmin_home")}"' in section
    assert "Bian Lin" in section


@pytest.mark.parametrize("make", [LearnerFactory, RepFactory, StaffFactory, SuperuserFactory])
def test_nothing_to_review_is_no_section(client, make):
    client.force_login(make())

    assert 'id="reviews"' not in client.get("/").content.decode()


def test_step_of_others_waits_for_them_alone(editor):
    sent_in(editor)
    admin_of_curriculum = StaffFactory(group=StaffGroup.CURRICULUM_ADMINS)

    assert [len(reviews(StaffFactory(group=StaffGroup.APPROVERS))), len(reviews(SuperuserFactory()))] == [1, 1]
    assert reviews(admin_of_curriculum) == reviews(editor) == reviews(LearnerFactory()) == []


@pytest.mark.parametrize("count", [1, 8])
def test_four_of_the_oldest_cost_one_query_however_many_wait(editor, count, django_assert_max_num_queries):
    sent_in(editor, count)
    approver = StaffFactory(group=StaffGroup.APPROVERS)
    reviews(approver)  # content types are kept

    with django_assert_max_num_queries(8):
        found = reviews(approver)

    assert [row.title for row in found] == ["渠道管理 0", "渠道管理 1", "渠道管理 2", "渠道管理 3"][:count]
