import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from courses.searching.words import LONGEST_QUERY
from tests.factories.courses import EN, ZH, compiled_lesson, enrolled, released, without_exam
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(client):
    person = LearnerFactory()
    client.force_login(person)
    return person


@pytest.fixture
def look_for(client, learner):
    def look_for(query, language=ZH, **fields):
        client.cookies["django_language"] = language
        return client.get(reverse("courses:search"), {"q": query, **fields})

    return look_for


def lessons(count, **fields):
    block = {"id": "text", "type": "text", "value": {"html": "<p>独角鲸 &lt;b&gt; unicorn</p>"}}
    return tuple(compiled_lesson(title=f"第{number}课", blocks=(block,), **fields) for number in range(1, count + 1))


def test_catalogue_has_the_field_that_leads_here(client, learner):
    page = client.get(reverse("cms:catalogue")).content.decode()

    assert f'action="{reverse("courses:search")}"' in page
    assert 'name="q"' in page
    assert f'maxlength="{LONGEST_QUERY}"' in page


def test_hit_is_marked_and_everything_else_is_escaped(look_for, learner):
    enrolled(learner, released(without_exam(lessons=lessons(1))))

    page = look_for("独角鲸 unicorn").content.decode()

    assert "<mark>独角鲸</mark> &lt;b&gt; <mark>unicorn</mark>" in page
    assert "第1课" in page


def test_what_was_typed_stands_in_the_field_again(look_for):
    page = look_for('"><script>').content.decode()

    assert 'value="&quot;&gt;&lt;script&gt;"' in page
    assert "<script>" not in page


@pytest.mark.parametrize(("language", "label"), [(ZH, "英文"), (EN, "in Chinese")])
def test_hit_in_the_other_language_says_so(look_for, language, label):
    other = EN if language == ZH else ZH
    released(without_exam(lessons=lessons(1, language=other)))

    page = look_for("独角鲸", language).content.decode()

    assert label in page
    assert f'lang="{"en" if other == EN else "zh-Hans"}"' in page


def test_more_than_a_page_leads_on_and_keeps_the_query(look_for):
    released(without_exam(lessons=lessons(12)))

    first = look_for("独角鲸")
    more = look_for("独角鲸", start=10)

    assert "?q=%E7%8B%AC%E8%A7%92%E9%B2%B8&amp;start=10" in first.content.decode()
    assert len(first.context["found"].hits) == 10
    assert len(more.context["found"].hits) == 2
    assert "start=20" not in more.content.decode()
    assert more.context["more"] == ""


@pytest.mark.parametrize("query", ["独角鲸", "？！"])
def test_nothing_found_says_what_to_do_and_leads_to_all_courses(look_for, query):
    page = look_for(query).content.decode()

    assert page.count('class="button"') == 1
    assert f'<a class="button" href="{reverse("cms:catalogue")}">' in page


def test_nothing_typed_shows_the_field_and_no_reproach(look_for):
    response = look_for("")

    assert 'class="empty"' not in response.content.decode()
    assert response.context["found"].total == 0


@pytest.mark.parametrize("start", ["", "-1", "x", "1e9", "9" * 30, "²"])
def test_page_number_that_is_none_begins_at_the_beginning(look_for, start):
    released(without_exam(lessons=lessons(1)))

    assert len(look_for("独角鲸", start=start).context["found"].hits) == 1


@hypothesis(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=200))
def test_any_query_gets_a_page(look_for, query):
    assert look_for(query).status_code == 200


@pytest.mark.parametrize("count", [1, 30])
def test_queries_are_constant(look_for, django_assert_num_queries, count):
    released(without_exam(lessons=lessons(count)))
    look_for("独角鲸")

    with django_assert_num_queries(7):  # session, person, courses, enrolments, entries, words, lessons
        look_for("独角鲸")
