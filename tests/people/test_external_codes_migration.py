"""Codes in other systems lose nothing on their way from JSON into rows and back."""

from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("committed_db")]
migration = import_module("people.migrations.0003_external_codes")


@pytest.fixture
def before():
    """The models as they were while the codes stood in JSON; the column is put back for the length of the test."""
    apps = MigrationLoader(connection).project_state([("people", "0002_organisations")]).apps
    model = apps.get_model("people", "Organisation")
    with connection.schema_editor() as editor:
        editor.add_field(model, model._meta.get_field("external_codes_json"))
    return apps


def test_codes_move_into_rows_and_back_and_doubles_are_named(before):
    model = before.get_model("people", "Organisation")
    model.objects.create(code="D1", name="城关", external_codes_json={"ERP": 10023, "CRM": " A-7 ", "": "x", "OLD": ""})
    model.objects.create(code="D2", name="东关", external_codes_json={})

    migration.into_rows(before, None)

    rows = before.get_model("people", "ExternalCode").objects
    assert set(rows.values_list("organisation__code", "system", "code")) == {
        ("D1", "ERP", "10023"),
        ("D1", "CRM", "A-7"),
    }
    model.objects.update(external_codes_json={})
    migration.into_json(before, None)
    assert model.objects.get(code="D1").external_codes_json == {"ERP": "10023", "CRM": "A-7"}
    rows.all().delete()
    model.objects.filter(code="D2").update(external_codes_json={"ERP": "10023"})
    with pytest.raises(ValueError, match="ERP: 10023"):
        migration.into_rows(before, None)
