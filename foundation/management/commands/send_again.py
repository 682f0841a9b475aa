from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from foundation import outbox


class Command(BaseCommand):
    help = "Lists the jobs that failed for good; given keys, or --all, tries them again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("keys", nargs="*", metavar="KEY", help="as listed")
        parser.add_argument("--all", action="store_true", help="everything that is listed")

    def handle(self, *_args: Any, keys: list[str], **options: Any) -> None:
        failed = list(outbox.messages_given_up())
        if not keys and not options["all"]:
            self._list(failed)
            return
        if unknown := set(keys) - {message.key for message in failed}:
            names = ", ".join(sorted(unknown))
            raise CommandError(f"Not among the failed jobs: {names}. Without a key they are listed.")
        chosen = [message for message in failed if options["all"] or message.key in keys]
        for message in chosen:
            outbox.send_again(message, by=None)
        self.stdout.write(f"{len(chosen)} will be tried again.")

    def _list(self, failed: list[Any]) -> None:
        for message in failed:
            self.stdout.write(f"{message.gave_up_at:%Y-%m-%d %H:%M}  {message.key}  {message.last_error}")
        if not failed:
            self.stdout.write("No job has failed for good.")
