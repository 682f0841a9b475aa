"""The Wagtail admin: who has no business there gets nothing, and each group gets its own part only."""

from collections import defaultdict
from itertools import product

import pytest
from django.urls import NoReverseMatch, reverse

from tests.access import admin
from tests.access.cast import ANONYMOUS, AT_OTHER, EVERYBODY, GROUPS, assemble
from tests.access.knocking import knock, menus_put_together_once, missing_pages_left_blank
from tests.access.routes import all_routes
from tests.undoing import undone

pytestmark = pytest.mark.slow
OTHER_METHODS = ("POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE")
OUTSIDERS = [who for who in EVERYBODY if who not in GROUPS and who != "superuser"]
# One gate stands before all of the admin. It asks for a permission, never for a dealer or a method: those of the other
# dealer would ask the same as those of the first, so they bring the other methods.
ALL_KNOCKS = [
    *(("GET", who) for who in OUTSIDERS if who not in AT_OTHER),
    *zip(OTHER_METHODS, AT_OTHER, strict=True),
    ("POST", ANONYMOUS),
]
SOME_KNOCKS = [("GET", ANONYMOUS), ("GET", "learner"), ("GET", "owner"), ("POST", ANONYMOUS), ("POST", "rep")]
MIGHTIEST_FIRST = ("platform", "curriculum", "editor", "expert", "instructor")
ROUTES = [route for route in all_routes() if route.is_admin and route.name not in admin.PUBLIC]
INDEXES = [route for route in ROUTES if not route.arguments]
VIEWS_OF_ONE = (":edit", ":inspect", ":history")
MADE_UP = ("999999", "video", "live", "made-up")


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), undone(), missing_pages_left_blank(), menus_put_together_once():
        yield assemble()


def by_area(routes):
    """Those of one area in one test: pytest takes longer for a test than most doors take to stay closed."""
    areas = defaultdict(list)
    for route in routes:
        areas[area_of(route)].append(route)
    return pytest.mark.parametrize("routes", areas.values(), ids=areas)


def area_of(route):
    return route.name.partition(":")[0]


def address_of(route, cast):
    """As it stands; else with something of ours behind it, where there is, or with made-up arguments."""
    if not route.arguments:
        return "/" + route.pattern.replace("^", "").replace(".*/$", "no-such-page/")
    make = admin.OBJECTS.get(area_of(route))
    is_of_one = make and len(route.arguments) == 1
    return reverse(route.name, args=[make(cast).pk]) if is_of_one else made_up_address(route)


def made_up_address(route):
    for values in product(MADE_UP, repeat=len(route.arguments)):
        is_named = not route.arguments[0].startswith("$")
        given = {"kwargs": dict(zip(route.arguments, values, strict=True))} if is_named else {"args": values}
        try:
            return reverse(route.name, **given)
        except NoReverseMatch:
            continue
    raise AssertionError(f"{route.name}: add an argument that fits {route.pattern} to MADE_UP")


def knocks_of_those_without_a_row(route):
    row = admin.row_of(route.name)
    groups = [who for who in MIGHTIEST_FIRST if who not in row and route.name not in admin.FAILS_ON_PURPOSE]
    return [
        *(SOME_KNOCKS if route.arguments else ALL_KNOCKS),
        *(("GET", who) for who in groups),
        *(("POST", who) for who in (groups[:1] if route.arguments else groups)),
    ]


@by_area(ROUTES)
def test_whoever_has_no_row_gets_nothing_by_any_method(cast, routes):
    for route in routes:
        address = address_of(route, cast)
        for method, who in knocks_of_those_without_a_row(route):
            answer = knock(cast, who, method, address)
            assert answer.code in {"in", "no", "->", "403", "405"}, (who, method, address)
            assert answer.writes == [], (who, method, address)


@by_area(INDEXES)
def test_groups_with_a_row_get_the_page(cast, routes):
    for route in routes:
        address, wanted = address_of(route, cast), admin.ANSWERS.get(route.name, 200)
        for who in admin.row_of(route.name):
            assert knock(cast, who, "GET", address).status == wanted, (who, address)


@by_area(route for route in ROUTES if admin.row_of(route.name))
def test_an_empty_form_of_those_with_a_row_is_no_server_error(cast, routes):
    for route in routes:
        address, is_known = address_of(route, cast), route.name in admin.FAILS_WHEN_EMPTY
        answer = knock(cast, admin.row_of(route.name)[-1], "POST", address)
        assert (answer.status >= 500) is is_known, address


@by_area(route for route in ROUTES if route.arguments)
def test_made_up_arguments_are_no_server_error(cast, routes):
    for route in routes:
        address = made_up_address(route)
        for who in [*admin.row_of(route.name), "superuser"]:
            assert knock(cast, who, "GET", address).status in {200, 302, 400, 404, 405}, (who, address)


@by_area(route for route in ROUTES if area_of(route) in admin.OBJECTS and route.name.endswith(VIEWS_OF_ONE))
def test_groups_with_a_row_get_what_is_there(cast, routes):
    for route in routes:
        address = address_of(route, cast)
        for who in admin.row_of(route.name):
            assert knock(cast, who, "GET", address).status == 200, (who, address)
