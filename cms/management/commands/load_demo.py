import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from cms.demo.courses import load_course, load_site
from cms.demo.files import DemoFileError
from cms.demo.learners import load_learning
from cms.demo.network import Network
from cms.demo.pages import Desk, Staff
from cms.demo.signing_in import sign_in_table
from courses.api import course_of_key
from people.api import StaffGroup


@contextmanager
def quiet_logs() -> Iterator[None]:
    """Publishing logs a line for each page, search entry and reference."""
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(logging.NOTSET)


class Command(BaseCommand):
    help = "Bring in the demo, or what changed in its files since. Nothing is made twice."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "demo", help="where the files are")
        parser.add_argument("--print-sign-in", action="store_true", help="only print whom to sign in as")

    def handle(self, *args: Any, folder: Path, print_sign_in: bool, **options: Any) -> None:
        started = time.monotonic()
        try:
            network = Network(folder / "network.toml")
            if not print_sign_in:
                with translation.override("zh-hans"), quiet_logs():
                    self.load(folder, network)
                self.stdout.write(f"Loaded in {time.monotonic() - started:.0f} s.\n\n")
            self.stdout.write(sign_in_table(network))
        except DemoFileError as error:
            raise CommandError(str(error)) from error

    def load(self, folder: Path, network: Network) -> None:
        network.load()
        self.stdout.write(f"{len(network.organisations)} organisations, {len(network.people)} people")
        staff = (StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.CURRICULUM_ADMINS)
        desk = Desk(Staff(*map(network.first_in_group, staff)))
        load_site(desk, folder / "site.toml")
        courses = {}
        for path in sorted(folder.glob("courses/*/course.toml")):
            page = load_course(desk, path.parent)
            courses[path.parent.name] = course_of_key(page.translation_key)
        self.stdout.write(f"{len(courses)} courses, {desk.changed} pages and questions published")
        count = load_learning(network, courses)
        self.stdout.write(f"{count} learners")
