"""Codes in other systems move from JSON into rows, of which the database minds that none is given twice."""

from collections import Counter
from typing import Any

from django.db import migrations


def into_rows(apps: Any, _schema: Any) -> None:
    organisations = apps.get_model("people", "Organisation").objects.exclude(external_codes_json={}).order_by("pk")
    codes = [
        (organisation, str(system).strip(), str(code).strip())
        for organisation in organisations
        for system, code in organisation.external_codes_json.items()
    ]
    codes = [(organisation, system, code) for organisation, system, code in codes if system and code]
    given = Counter((system, code) for _organisation, system, code in codes)
    if twice := sorted(f"{system}: {code}" for (system, code), times in given.items() if times > 1):
        raise ValueError(
            f"Several organisations have the same code in another system ({', '.join(twice)}). Give each its own with"
            " the version that runs now, then migrate again."
        )
    row = apps.get_model("people", "ExternalCode")
    row.objects.bulk_create(row(organisation=one, system=system, code=code) for one, system, code in codes)


def into_json(apps: Any, _schema: Any) -> None:
    for organisation in apps.get_model("people", "Organisation").objects.filter(external_codes__isnull=False).distinct():
        organisation.external_codes_json = dict(organisation.external_codes.values_list("system", "code"))
        organisation.save(update_fields=["external_codes_json"])


class Migration(migrations.Migration):
    dependencies = [("people", "0002_organisations")]
    operations = [migrations.RunPython(into_rows, into_json)]
