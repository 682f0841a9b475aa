"""Platform admins bring in lists of organisations, outlets and people."""

from django.db import migrations


def let_platform_admins_import(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    kind = ContentType.objects.get_or_create(app_label="people", model="sheetimport")[0]
    granted = [
        Permission.objects.get_or_create(
            content_type=kind, codename=f"{verb}_sheetimport", defaults={"name": f"Can {verb} sheetimport"}
        )[0]
        for verb in ("view", "add")
    ]
    for group in apps.get_model("auth", "Group").objects.filter(name="Platform admins"):
        group.permissions.add(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0004_who_keeps_the_network"),
        ("people", "0005_sheets"),
    ]

    operations = [migrations.RunPython(let_platform_admins_import, migrations.RunPython.noop)]
