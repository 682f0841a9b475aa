"""Platform admins keep outlets, tiers and product lines as they keep organisations."""

from django.db import migrations

KEPT = ("outlet", "tier", "productline")
VERBS = ("view", "add", "change")


def let_platform_admins_keep_them(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    granted = []
    for model in KEPT:
        kind = ContentType.objects.get_or_create(app_label="people", model=model)[0]
        granted += [
            Permission.objects.get_or_create(
                content_type=kind, codename=f"{verb}_{model}", defaults={"name": f"Can {verb} {model}"}
            )[0]
            for verb in VERBS
        ]
    for group in apps.get_model("auth", "Group").objects.filter(name="Platform admins"):
        group.permissions.add(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0003_reasons_and_review"),
        ("people", "0002_organisations"),
    ]

    operations = [migrations.RunPython(let_platform_admins_keep_them, migrations.RunPython.noop)]
