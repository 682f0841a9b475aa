"""Journeys in Chromium on the real site: a server in a thread, a database in which commits are real."""

import os
import shutil
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.db import connection, connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.collected import copy_collected
from tests.demo import FOLDERS, copy_demo, write_down
from tests.scenes import session_of_person
from tests.screenshots import chromium, serving

PHONE = {"width": 390, "height": 844}
# A page stays for a second: compiling its scripts for speed takes longer than they run.
OPTIONS = ["--no-sandbox", "--js-flags=--no-opt,--no-maglev,--single-threaded-gc"]
# Once colours have changed over. What passes stays in the browser: handing it over takes as long as finding it.
PROBLEMS = """async (within) => {
  document.getAnimations().forEach((one) => one.finish());
  const { violations } = await axe.run(within, { resultTypes: ["violations"] });
  const serious = violations.filter((found) => ["serious", "critical"].includes(found.impact));
  const told = serious.map((found) => [found.id, found.nodes.map((node) => node.target)]);
  return document.documentElement.scrollWidth > innerWidth ? [...told, "hangs over the side"] : told;
}"""


@pytest.fixture(scope="package")
def playwright():
    """For all tests of this folder, which come one after another. As long as it runs it keeps an event loop in this
    thread, which Django minds."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        yield started
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def launch(playwright, executable=None, **options):
    # Printing certificates points this process at the fonts of the paper; the browser keeps the machine's own.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("FONTCONFIG")}
    return playwright.chromium.launch(
        executable_path=executable or chromium(), args=OPTIONS, env=environment, **options
    )


@pytest.fixture(scope="package")
def browser(playwright):
    with launch(playwright) as started:
        yield started


@pytest.fixture
def site(committed_db):
    """The address of the site. The database is empty but for what the test makes."""
    server = LiveServerThread("127.0.0.1", KeptFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    connections.close_all()


@pytest.fixture
def demo(site, database_copies):
    """The address of the site with the demo in it."""
    if connection.vendor != "sqlite":
        pytest.skip("The demo is copied as a file.")
    copy_demo(Path(database_copies.copy), settings.VAR_DIR)
    return site


@pytest.fixture
def served_demo(demo, database_copies, tmp_path, monkeypatch, settings):
    """Makes the address at which the demo, as it is now, is served as to everybody: by granian, static files collected
    and compressed. Without workers: each program that starts takes seconds."""
    settings.WEB_WORKERS = 1
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    with ExitStack() as servers:

        def serve():
            write_down()
            shutil.copyfile(database_copies.copy, tmp_path / "db.sqlite3")
            shutil.copyfile(settings.VAR_DIR / "secret_key", tmp_path / "secret_key")
            for folder in FOLDERS:
                shutil.copytree(settings.VAR_DIR / folder, tmp_path / folder)
            copy_collected(tmp_path)
            return servers.enter_context(serving(tmp_path, has_workers=False))

        yield serve


class KeptFilesHandler(StaticFilesHandler):
    """As the real server does: browsers keep static files, so that thousands of pages need not ask for them again."""

    def serve(self, request):
        response = super().serve(request)
        response["Cache-Control"] = "max-age=3600"
        return response


class Phone:
    """A browser of its own. `problems` gathers what its console complains of: scripts, policies, missing files."""

    def __init__(
        self, browser, address, *, language="zh-hans", person=None, session="", has_scripts=True, viewport=PHONE
    ):
        self.address = address
        self.context = browser.new_context(viewport=viewport, java_script_enabled=has_scripts, base_url=address)
        self.hand_to(session_of_person(person) if person else session, language)
        self.problems = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.is_expecting_trouble = self.has_axe = False

    def hand_to(self, session, language):
        cookies = {"django_language": language} | ({"sessionid": session} if session else {})
        self.context.clear_cookies()
        self.context.add_cookies(
            [{"name": name, "value": value, "url": self.address} for name, value in cookies.items()]
        )

    def _note(self, message):
        if message.type == "error" and not self.is_expecting_trouble:
            self.problems.append(f"{self.page.url}: {message.text}")

    def open(self, path):
        return self.page.goto(path)

    @contextmanager
    def without_line(self):
        self.is_expecting_trouble = True
        self.context.set_offline(True)
        yield
        self.context.set_offline(False)
        self.is_expecting_trouble = False

    def look(self, within="html"):
        """The page, or a part of it, passes axe, and nothing hangs over its side."""
        if not self.has_axe:
            self.context.add_init_script(Axe().axe_script)  # handed over once, where each page would take it anew
            self.page.evaluate(Axe().axe_script)
            self.has_axe = True
        assert self.page.evaluate(PROBLEMS, within) == [], self.page.url


@pytest.fixture
def phone(browser):
    """Makes phones. At the end none of them may have had anything to complain of."""
    phones = []

    def make(address, **options):
        phones.append(Phone(browser, address, **options))
        return phones[-1]

    yield make
    problems = [problem for one in phones for problem in one.problems]
    for one in phones:
        one.context.close()
    assert problems == []
