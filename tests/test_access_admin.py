"""The Wagtail admin: who has no business there gets nothing, and each group gets its own part only."""

from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse

from tests.access import admin
from tests.access.cast import EVERYBODY, GROUPS, assemble
from tests.access.knocking import knock, missing_pages_left_blank
from tests.access.routes import all_routes
from tests.undoing import undone

pytestmark = pytest.mark.slow
RARE_METHODS = ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
OUTSIDERS = [who for who in EVERYBODY if who not in GROUPS and who != "superuser"]
SOME_OUTSIDERS = ["anonymous", "learner", "owner", "rep"]
ROUTES = [route for route in all_routes() if route.is_admin and route.name not in admin.PUBLIC]
INDEXES = [route for route in ROUTES if not route.arguments]
VIEWS_OF_ONE = ("edit", "inspect", "history")
MADE_UP = ("999999", "video", "live", "made-up")


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone(), missing_pages_left_blank():
        yield assemble()


def addresses_of(route, cast):
    """As it stands; else with something of ours behind it, where there is, or with made-up arguments."""
    if not route.arguments:
        return ["/" + route.pattern.replace("^", "").replace(".*/$", "no-such-page/")]
    make = admin.OBJECTS.get(route.name.partition(":")[0])
    is_of_one = make and len(route.arguments) == 1
    return [reverse(route.name, args=[make(cast).pk]) if is_of_one else made_up_address(route)]


def made_up_address(route):
    for values in product(MADE_UP, repeat=len(route.arguments)):
        is_named = not route.arguments[0].startswith("$")
        given = {"kwargs": dict(zip(route.arguments, values, strict=True))} if is_named else {"args": values}
        try:
            return reverse(route.name, **given)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{route.name}: add an argument that fits {route.pattern} to MADE_UP")


def ids(route):
    return f"{route.name} {len(route.arguments)}"


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_outsiders_get_nothing_by_any_method(cast, route):
    rare, outsiders = (RARE_METHODS, OUTSIDERS) if not route.arguments else ((), SOME_OUTSIDERS)
    knocks = [*product(["GET"], outsiders), *product(["POST"], SOME_OUTSIDERS), *product(rare, ["owner"])]

    for address, (method, who) in product(addresses_of(route, cast), knocks):
        answer = knock(cast, who, method, address)
        assert answer.code in {"in", "no", "->", "403", "405"}, (who, method, address)
        assert answer.writes == [], (who, method, address)


@pytest.mark.parametrize("route", ROUTES, ids=ids)
def test_groups_without_a_row_get_nothing(cast, route):
    for address in addresses_of(route, cast):
        for method, who in product(("GET", "POST"), set(GROUPS) - set(admin.row_of(route.name))):
            answer = knock(cast, who, method, address)
            if route.name not in admin.FAILS_ON_PURPOSE:
                assert answer.code in {"in", "no", "->", "403", "405"}, (who, method, address)
                assert answer.writes == [], (who, method, address)


@pytest.mark.parametrize("route", INDEXES, ids=ids)
def test_groups_with_a_row_get_the_page(cast, route):
    wanted = admin.ANSWERS.get(route.name, 200)

    for address, who in product(addresses_of(route, cast), admin.row_of(route.name)):
        assert knock(cast, who, "GET", address).status == wanted, who


@pytest.mark.parametrize("route", [route for route in ROUTES if admin.row_of(route.name)], ids=ids)
def test_an_empty_form_of_those_with_a_row_is_no_server_error(cast, route):
    is_known = route.name in admin.FAILS_WHEN_EMPTY

    for address in addresses_of(route, cast):
        answer = knock(cast, admin.row_of(route.name)[-1], "POST", address)
        assert (answer.status >= 500) is is_known, address


@pytest.mark.parametrize("route", [route for route in ROUTES if route.arguments], ids=ids)
def test_made_up_arguments_are_no_server_error(cast, route):
    for who in [*admin.row_of(route.name), "superuser"]:
        assert knock(cast, who, "GET", made_up_address(route)).status in {200, 302, 400, 404, 405}, who


@pytest.mark.parametrize("name", [f"{area}:{view}" for area in admin.OBJECTS for view in VIEWS_OF_ONE])
def test_groups_with_a_row_get_what_is_there(cast, name):
    if name not in {route.name for route in ROUTES}:
        pytest.skip("has no such view")
    address = reverse(name, args=[admin.OBJECTS[name.partition(":")[0]](cast).pk])

    for who in admin.row_of(name):
        assert knock(cast, who, "GET", address).status == 200, who
