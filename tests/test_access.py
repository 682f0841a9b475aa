"""The tables of tests/access, held to the site: every URL, every method, every role, two dealers."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access import admin
from tests.access.addresses import ADDRESSES, MISSING, body_of
from tests.access.cast import ANONYMOUS, EVERYBODY, GROUPS, assemble
from tests.access.knocking import knock, missing_pages_left_blank, papers_left_blank
from tests.access.routes import all_routes
from tests.access.tables import ACCESS
from tests.undoing import undone

pytestmark = pytest.mark.slow
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
REFUSED = {"in", "no", "403", "405"}
OURS = [route for route in all_routes() if not route.is_admin]
NOT_SIGNED_IN = (ANONYMOUS, "closed")
# One of each kind of reader, for what the table does not tell one by one.
ONE_OF_EACH = (ANONYMOUS, "learner", "other_owner", "rep", "editor", "superuser", "closed")
SECRETS = (b"CANARY why", b"CANARY overlooks", b"CANARY explains")
# Wagtail's pages and documents answer any method as they answer GET.
ANY_METHOD = {"wagtail_serve", "wagtaildocs_serve", "wagtailcore_login"}


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone():
        yield assemble()


def methods_of(name):
    return {method for method, row_name in ACCESS if row_name == name}


def test_every_url_has_a_row():
    with_rows = {name.partition("@")[0] for _, name in ACCESS}

    assert {route.name for route in OURS} == with_rows
    assert set(ADDRESSES) == {name for _, name in ACCESS}


def test_every_admin_url_has_a_row():
    assert [route.name for route in all_routes() if route.is_admin and admin.row_of(route.name) is None] == []


@pytest.mark.parametrize(("method", "name"), sorted(ACCESS))
def test_everybody_gets_what_the_table_says(cast, method, name):
    address, body = ADDRESSES[name](cast), body_of(name, cast) if method == "POST" else None

    with missing_pages_left_blank(), papers_left_blank():
        answers = {who: knock(cast, who, method, address, body) for who in EVERYBODY}

    assert {who: answer.code for who, answer in answers.items()} == ACCESS[method, name]
    assert {who: answer.writes for who, answer in answers.items() if answer.code in REFUSED and answer.writes} == {}


@pytest.mark.parametrize(
    ("who", "path"), [(who, "/no/such/") for who in EVERYBODY] + [(who, "/admin/no/such/") for who in GROUPS]
)
def test_what_is_not_there_has_a_page_for_everybody(cast, who, path):
    answer = knock(cast, who, "GET", path)

    assert answer.code == "no"
    assert b"</main>" in answer.response.content
    assert answer.writes == []


@pytest.mark.parametrize("name", sorted(name for name in ADDRESSES if name not in ANY_METHOD and "@" not in name))
def test_methods_without_a_row_are_refused_and_write_nothing(cast, name):
    address, listed = ADDRESSES[name](cast), methods_of(name)
    told_apart = {tuple(ACCESS[method, name][who] for method in sorted(listed)): who for who in ONE_OF_EACH}

    for method in set(METHODS) - listed - ({"HEAD"} if "GET" in listed else set()):
        for who in told_apart.values():
            answer = knock(cast, who, method, address)
            is_empty_offer = method == "OPTIONS" and answer.status == 200 and not answer.response.content
            # Allauth takes any method for a form.
            is_allauth = name.startswith(("account_", "mfa_")) and answer.code in {"ok", "->"}
            assert is_empty_offer or is_allauth or answer.code in REFUSED, (method, who, answer.code)
            assert answer.writes == [], (method, who)


@pytest.mark.parametrize("name", sorted(name for method, name in ACCESS if method == "GET" and "@" not in name))
def test_head_answers_as_get(cast, name):
    address = ADDRESSES[name](cast)
    wanted = {who: ACCESS["GET", name][who] for who in ONE_OF_EACH}
    first_inside = next((who for who, code in wanted.items() if code == "ok"), None)

    for who, code in wanted.items():
        if code != "ok" or who == first_inside:  # the page is drawn for a HEAD, too: once will do
            assert knock(cast, who, "HEAD", address).code == code, who


@pytest.mark.parametrize("route", [route for route in OURS if "uuid" in "".join(route.arguments)], ids=lambda r: r.name)
def test_foreign_and_missing_look_the_same(cast, route):
    method = "GET" if ("GET", route.name) in ACCESS else "POST"
    row = ACCESS[method, route.name]
    values = {"block_id": "own", "lesson_key": cast.checked_lesson_key, "kind": "learn"}
    missing = reverse(route.name, kwargs={name: values.get(name, MISSING) for name in route.arguments})

    for who in ONE_OF_EACH:
        of_missing = knock(cast, who, method, missing, body_of(route.name, cast))
        assert of_missing.code == ("in" if who in NOT_SIGNED_IN else "no")
        if row[who] == "no":
            of_foreign = knock(cast, who, method, ADDRESSES[route.name](cast), body_of(route.name, cast))
            assert of_foreign.words == of_missing.words, who


@pytest.mark.parametrize("name", sorted(name for method, name in ACCESS if method == "POST" and "@" not in name))
def test_post_without_a_token_is_refused(cast, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.learner)

    response = client.post(ADDRESSES[name](cast), body_of(name, cast))

    assert response.status_code == 403


def test_no_page_tells_who_sits_an_exam_or_leads_looks_after_or_works_beside_them(cast):
    """Keys, feedback and explanations of the cast's course say CANARY. The learner has answered all check questions;
    that their explanations are found shows that the net catches them."""
    with_courses = ("courses:", "cms:", "dashboards:", "certificates:", "people:share", "people:open_link")
    named = [name for method, name in ACCESS if method == "GET" and name.startswith(with_courses)]
    searches = [f"{reverse('courses:search')}?q={word}" for word in ("CANARY", "overlooks")]

    def told_to(who):
        paths = [ADDRESSES[name](cast) for name in named if ACCESS["GET", name][who] != "no"] + searches
        everything = b"".join(knock(cast, who, "GET", path).all_bytes for path in paths)
        return {secret for secret in SECRETS if secret in everything}

    assert told_to("learner") == {b"CANARY explains"}
    assert [told_to(who) for who in ("colleague", "owner", "rep")] == [set(), set(), set()]


def test_sign_in_leads_back_to_where_one_wanted_to_go(cast):
    address = ADDRESSES["courses:course_detail"](cast)

    response = knock(cast, ANONYMOUS, "GET", address).response

    assert response["Location"] == f"/accounts/login/?next={address}"


def test_documents_of_private_collections_and_pages_never_ask_for_a_shared_password():
    assert not [route for route in all_routes() if re.search("authenticate_with_password", route.name)]


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/accounts/email/", "/accounts/confirm-email/", "/accounts/phone/change/"]
)
def test_nobody_signs_up_by_themselves(cast, path):
    assert {knock(cast, who, "GET", path).code for who in (ANONYMOUS, "learner")} == {"no"}
