import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import translation

from cms.demo.courses import CourseFolder, SiteFile
from cms.demo.files import DemoFileError, read, refuse
from cms.demo.learners import check_learning, load_learning
from cms.demo.network import Network
from cms.demo.pages import Desk, Staff
from cms.demo.signing_in import sign_in_table
from people.api import StaffGroup

WRITERS = (StaffGroup.EDITORS, StaffGroup.APPROVERS, StaffGroup.CURRICULUM_ADMINS)  # in the order of `Staff`


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
            if print_sign_in:
                self.stdout.write(self.sign_in(folder))
                return
            with quiet_logs():
                table = self.load(folder)
        except DemoFileError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Loaded in {time.monotonic() - started:.0f} s.\n\n{table}")

    def sign_in(self, folder: Path) -> str:
        problems: list[str] = []
        table = sign_in_table(Network(read(folder / "network.toml", problems)))
        refuse(problems)
        return table

    def load(self, folder: Path) -> str:
        """All files are read and looked through before anything is kept."""
        demo = Demo(folder)
        with translation.override("en"):
            network, staff, table = demo.check_and_load_network()
        self.stdout.write(f"{len(network.organisations)} organisations, {len(network.people)} people")
        with translation.override("zh-hans"):
            desk = Desk(staff)
            demo.site.load(desk)
            courses = {key: course.load(desk) for key, course in demo.courses.items()}
            self.stdout.write(f"{len(courses)} courses, {desk.changed} pages and questions published")
            self.stdout.write(f"{load_learning(network, courses)} learners")
        return table


class Demo:
    """All that is in the folder."""

    def __init__(self, folder: Path) -> None:
        self.problems: list[str] = []
        self.network_file = read(folder / "network.toml", self.problems)
        self.provinces = [read(path, self.problems) for path in sorted(folder.glob("provinces/*.toml"))]
        self.site = SiteFile(folder / "site.toml", self.problems)
        folders = [path.parent for path in sorted(folder.glob("courses/*/course.toml"))]
        self.courses = {path.name: CourseFolder(path, self.problems) for path in folders}

    @transaction.atomic
    def check_and_load_network(self) -> tuple[Network, Staff, str]:
        """The network's own actions judge it, so it is loaded to be looked through; any problem in any file takes it
        back. Raises DemoFileError with all of them."""
        network = Network(self.network_file, self.provinces)
        self.site.check()
        for course in self.courses.values():
            course.check()
        network.load()
        check_learning(network, self.courses)
        table = sign_in_table(network)
        staff = [network.first_in_group(group) for group in WRITERS]
        refuse(self.problems)
        return network, Staff(*(person for person in staff if person)), table
