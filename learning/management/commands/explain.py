from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from learning import api
from people import api as people


class Command(BaseCommand):
    help = "Says why a person is done with an activity, or is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="e-mail, phone or UUID")
        parser.add_argument("activity", help="UUID or key, e.g. of a course")
        parser.add_argument("--language", default=people.Language.CHINESE, choices=people.Language.values)

    def handle(self, *args: Any, person: str, activity: str, language: str, **options: Any) -> None:
        found_person, found_activity = people.person_named(person), api.activity_named(activity)
        if found_person is None:
            raise CommandError(f"Nobody has “{person}” as e-mail, phone or UUID.")
        if found_activity is None:
            raise CommandError(f"No activity has “{activity}” as UUID or key.")
        with translation.override(language):
            explanation = api.explain(found_person, found_activity)
            self.stdout.write(f"{found_person.name_in(language)} · {found_activity.title_in(language)}")
            for reason in explanation.reasons:
                self.stdout.write(f"- {reason}")
        for name, value in explanation.facts.items():
            self.stdout.write(f"  {name}: {value}")
