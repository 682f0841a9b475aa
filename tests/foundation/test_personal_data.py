import pytest
from django.apps import apps
from django.db import models

from foundation import personal_data
from people.models import Organisation, Person

APPS = ["people", "certificates", "learning", "courses", "mfa", "usersessions", "socialaccount", "wagtailusers"]
OWNERS = {"person", "holder_person", "user"}
FREE = (models.TextField, models.JSONField, models.FileField, models.CharField)


def related(model):
    return [field for field in model._meta.get_fields() if field.many_to_one or (field.one_to_one and field.concrete)]


def models_beside_people():
    """Those that point at a person, and those that point at rows which belong to one."""
    candidates = [model for app in APPS for model in apps.get_app_config(app).get_models() if model is not Person]
    owned: set[type[models.Model]] = set()
    while found := {
        model
        for model in candidates
        if model not in owned
        and any((f.related_model is Person and f.name in OWNERS) or f.related_model in owned for f in related(model))
    }:
        owned |= found
    return owned | {model for model in candidates if any(f.related_model is Person for f in related(model))}


def fields_that_may_be_personal(model):
    """All of a person; elsewhere what holds free text, JSON or a file. Choices are no free text, keys say nothing."""
    for field in model._meta.concrete_fields:
        is_free = isinstance(field, FREE) and not field.choices
        is_key = field.primary_key or field.name == "uuid"
        if not is_key and (is_free or model is Person):
            yield field.name


@pytest.mark.parametrize("model", sorted({Person, *models_beside_people()}, key=str), ids=lambda model: model.__name__)
def test_every_field_beside_a_person_is_spoken_for(model):
    silent = [field for field in fields_that_may_be_personal(model) if not personal_data.is_spoken_for(model, field)]

    assert not silent, (
        f"In {model._meta.app_label}/apps.py personal_data.register({model.__name__}, …) each of these,"
        " or declare_not_personal(…, reason=…)."
    )


def test_every_model_with_a_personal_field_says_whose_rows_it_has():
    whose = {rows.model for rows in personal_data.registered_rows()}

    assert {entry.model for entry in personal_data.registered_fields()} <= whose


def test_registered_field_says_what_for_and_what_erasing_does():
    for entry in personal_data.registered_fields():
        assert entry.purpose
        assert isinstance(entry.on_erase, personal_data.OnErase)


def test_registering_a_field_that_is_not_there_fails():
    with pytest.raises(Exception, match="has no field named 'shoe_size'"):
        personal_data.register(Person, "shoe_size", purpose="none", on_erase="CLEAR")


def test_registering_without_a_purpose_fails():
    with pytest.raises(ValueError, match="Say what"):
        personal_data.register(Person, "full_name", purpose="", on_erase="CLEAR")


def test_registering_an_unknown_way_of_erasing_fails():
    with pytest.raises(ValueError, match="'SHRED' is not a valid OnErase"):
        personal_data.register(Person, "full_name", purpose="Who it is.", on_erase="SHRED")


def test_declaring_not_personal_without_a_reason_fails():
    with pytest.raises(ValueError, match="Say why"):
        personal_data.declare_not_personal(Organisation, "name", reason="")
