import pytest
from django.db import models
from django.db.migrations import AlterField, AlterModelOptions
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from foundation.migrating import Rename

NAMES = [
    AlterField("shop", "city", models.CharField(max_length=20, verbose_name="town")),
    AlterModelOptions("shop", {"verbose_name": "store"}),
]


def state_of_a_shop():
    state = ProjectState()
    state.add_model(ModelState("shops", "Shop", [("city", models.CharField(max_length=20))]))
    return state


def described(field):
    """What a database keeps of it."""
    _, path, given, named = field.deconstruct()
    return path, given, {name: value for name, value in named.items() if name not in field.non_db_attrs}


def test_names_are_what_they_would_be_one_by_one():
    at_once, one_by_one = state_of_a_shop(), state_of_a_shop()
    assert at_once.apps.get_model("shops", "Shop")._meta.verbose_name == "shop"

    Rename(state_operations=NAMES).state_forwards("shops", at_once)

    for operation in NAMES:
        operation.state_forwards("shops", one_by_one)
    shop = at_once.apps.get_model("shops", "Shop")
    assert (shop._meta.verbose_name, shop._meta.get_field("city").verbose_name) == ("store", "town")
    assert at_once == one_by_one


def test_models_are_not_drawn_up_for_each_name():
    state = state_of_a_shop()
    before = state.apps

    Rename(state_operations=NAMES).state_forwards("shops", state)

    assert "apps" not in vars(state)
    assert before.get_model("shops", "Shop")._meta.verbose_name == "shop"


@pytest.mark.django_db  # a migration of wagtail-localize asks it when it is imported
def test_nothing_that_a_database_keeps_is_called_a_name():
    loader = MigrationLoader(None)
    named = [
        (key, operation)
        for key, migration in loader.disk_migrations.items()
        for operation in migration.operations
        if isinstance(operation, Rename)
    ]
    assert {"courses", "learning"} <= {app for (app, _), _ in named}

    for key, operation in named:
        before = loader.project_state(key, at_end=False).models
        for one in operation.state_operations:
            if isinstance(one, AlterField):
                field = before[key[0], one.model_name].fields[one.name]
                assert described(field) == described(one.field), (key, one.model_name, one.name)
            else:
                assert isinstance(one, AlterModelOptions)
                assert set(one.options) <= {"verbose_name", "verbose_name_plural"}
