"""Why something waits is kept so that it can be read in any language; whether there is a review is a setting."""

from django.db import migrations, models


def keep_old_sentences(apps, schema_editor):
    """They stay in the language they were written in."""
    Publication = apps.get_model("cms", "Publication")
    for publication in Publication.objects.exclude(sentence=""):
        publication.reasons = [{"says": publication.sentence, "facts": {}}]
        publication.save(update_fields=["reasons"])


def make_setting(apps, schema_editor):
    apps.get_model("cms", "PublishingSettings").objects.create()


def let_platform_admins_change_it(apps, schema_editor):
    ContentType, Permission = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    setting = ContentType.objects.get_or_create(app_label="cms", model="publishingsettings")[0]
    codename = "change_publishingsettings"
    permission = Permission.objects.get_or_create(
        content_type=setting, codename=codename, defaults={"name": "Can change publishing"}
    )[0]
    for group in apps.get_model("auth", "Group").objects.filter(name="Platform admins"):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_site_and_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="publication",
            name="reasons",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.RunPython(keep_old_sentences, migrations.RunPython.noop),
        migrations.RemoveField(model_name="publication", name="sentence"),
        migrations.CreateModel(
            name="PublishingSettings",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "is_reviewed",
                    models.BooleanField(
                        default=True,
                        help_text="Author, then a subject expert, then release. Without it whoever writes may also"
                        " publish: for small teams. When you switch it off, what is under review goes back to its"
                        " authors as a draft, and they are told.",
                        verbose_name="a subject expert reviews before publication",
                    ),
                ),
            ],
            options={"verbose_name": "publishing"},
        ),
        migrations.RunPython(make_setting, migrations.RunPython.noop),
        migrations.RunPython(let_platform_admins_change_it, migrations.RunPython.noop),
    ]
