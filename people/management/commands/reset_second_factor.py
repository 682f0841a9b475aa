from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from people.queries import person_named
from people.signing_in.actions import reset_second_factor


class Command(BaseCommand):
    help = "Takes passkeys, authenticator app and recovery codes away from somebody who lost them, and signs them out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="e-mail address, phone number or UUID")
        parser.add_argument("--reason", required=True, help="for the audit: how you know that it is they")

    def handle(self, *args: Any, person: str, reason: str, **options: Any) -> None:
        found = person_named(person)
        if found is None:
            raise CommandError(f"Nobody signs in with “{person}”.")
        count = reset_second_factor(found, reason=reason)
        self.stdout.write(
            f"{count} taken away from {found.full_name}, and signed out everywhere. The next sign-in asks"
        )
        self.stdout.write("for none; if their work needs a second factor, it asks to set one up.")
