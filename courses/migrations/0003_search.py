import django.db.models.deletion
from django.db import migrations, models

from courses.searching.contents import contents_of
from courses.searching.full_text import drop_index, make_index


def fill(apps, schema_editor):
    """With what was released before there was search."""
    entries = apps.get_model("courses", "SearchEntry").objects
    structures = apps.get_model("courses", "Structure").objects.filter(version__isnull=False)
    for structure in structures.select_related("version").iterator():
        lessons = structure.version.lessons.values_list("lesson_key", "language", "body")
        for (lesson, language), content in contents_of(structure.version.words, lessons).items():
            entries.create(structure=structure, lesson_key=lesson, language=language, **content._asdict())


class Migration(migrations.Migration):
    dependencies = [("courses", "0002_note_changed_at_told")]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("lesson_key", models.UUIDField(null=True)),
                ("language", models.CharField(max_length=10)),
                ("title", models.TextField()),
                ("headings", models.TextField()),
                ("text", models.TextField()),
                (
                    "structure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="courses.structure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("structure", "lesson_key", "language"), name="one_search_entry_per_lesson_and_language"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("lesson_key__isnull", True)),
                        fields=("structure", "language"),
                        name="one_search_entry_per_course_and_language",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_index, drop_index),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
