"""Every screen as a picture, into var/screenshots/: 390 and 1280 px wide, Chinese and English, light and dark.

    python -m tests.screenshots [part of a screen's name …]

The site is real: the demo is loaded once (again when demo or migrations change), copied, and served with its workers.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from itertools import product
from pathlib import Path

from tests.servers import free_port

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR_DIR", ROOT / "var"))
PICTURES = VAR / "screenshots"
LOADED = VAR / "screenshots-site"
WIDTHS = {390: 844, 1280: 900}
LANGUAGES = {"zh": "zh-hans", "en": "en"}
THEMES = ["light", "dark"]
WHOLE = ("chromium", "chromium-browser", "google-chrome")
BROWSERS = ("chromium-headless-shell", *WHOLE)  # the first takes half the time
SHEET_COLUMNS, SHEET_WIDTH, SHEET_HEIGHT, GAP = 8, 390, 1200, 10


def digest():
    """Of all that a loaded site depends on."""
    found = hashlib.sha256()
    for pattern in ("demo/**/*.*", "*/migrations/*.py", "cms/demo/*.py", "cms/compiling/*.py", "cms/blocks/*.py"):
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()[:16]


def manage(*arguments, var):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "VAR_DIR": str(var),
        "LOG_LEVEL": "ERROR",
    }
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


def load_site():
    """A folder like var/, with the demo in it."""
    site = LOADED / digest()
    if not site.exists():
        shutil.rmtree(LOADED, ignore_errors=True)
        unfinished = LOADED / "unfinished"
        manage("migrate", "--verbosity", "0", var=unfinished)
        manage("createcachetable", var=unfinished)
        manage("load_demo", var=unfinished)
        unfinished.rename(site)
    return site


@contextlib.contextmanager
def serving(var, *, has_workers=True):
    """Yields the address of the site in this folder, which has its static files collected."""
    port = free_port()
    address = f"http://localhost:{port}"
    environment = os.environ | {"VAR_DIR": str(var), "LOG_LEVEL": "ERROR", "SITE_URL": address}
    command = [sys.executable, "manage.py", "serve", "--port", str(port)] if has_workers else web_server(port)
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(f"{address}/accounts/login/", server)
        yield address
    finally:
        server.terminate()
        server.wait(30)


def web_server(port):
    """As `manage.py serve` starts it."""
    from foundation.management.commands.serve import programs  # noqa: PLC0415 - it asks the settings, as play_scenes

    return programs("127.0.0.1", port)[0].command


def wait_for(address, server):
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(address)  # noqa: S310 - our own server
            return
        time.sleep(0.3)
    sys.exit("The site did not start.")


def chromium(names=BROWSERS):
    """The browser of this machine, if there is one; else the one that Playwright brings."""
    return next((found for name in names if (found := shutil.which(name))), None)


def take(screens, address, sessions):
    """Gives {(theme, language, width): [picture …]}."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the browser is not needed by who imports this

    # The press of certificates has its own fonts; the browser shall have the machine's.
    environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"}
    taken = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"], env=environment)
        for theme, (short, language), (width, height) in product(THEMES, LANGUAGES.items(), WIDTHS.items()):
            look = {"viewport": {"width": width, "height": height}, "color_scheme": theme}
            pages = {
                person: open_page(browser, look, language, session, address) for person, session in sessions.items()
            }
            for screen in screens:
                picture = PICTURES / f"{screen.name}-{width}-{theme}-{short}.png"
                pages[screen.person].set_extra_http_headers(screen.headers)
                show(pages[screen.person], screen, language, address)
                draw(pages[screen.person], width, height, picture)
                taken.setdefault((theme, short, width), []).append(picture)
            for page in pages.values():
                page.context.close()
        browser.close()
    return taken


def show(page, screen, language, address=""):
    if screen.template:
        page_drawn = drawn(screen.template, language)
        page.route(f"**{screen.path}", lambda route: route.fulfill(body=page_drawn, content_type="text/html"))
    page.goto(address + screen.path)
    page.unroute_all()


def drawn(template, language):
    from django.template.loader import render_to_string  # noqa: PLC0415 - as in play_scenes
    from django.utils import translation  # noqa: PLC0415 - as in play_scenes

    with translation.override(language):
        return render_to_string(template)


def draw(page, width, height, picture):
    """As high as the page is, so that bars at the bottom stand at its end."""
    page.set_viewport_size({"width": width, "height": height})
    whole = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, whole)})
    page.screenshot(path=picture)


def open_page(browser, look, language, session, address):
    """A tab that has icons and styles already, so that no picture is taken without them."""
    cookies = {"django_language": language} | ({"sessionid": session} if session else {})
    context = browser.new_context(**look)
    context.add_cookies([{"name": name, "value": value, "url": address} for name, value in cookies.items()])
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    return page


def lay_out(name, pictures):
    """A contact sheet: all pictures of one kind in rows, cut where they are very long."""
    from PIL import Image  # noqa: PLC0415 - as above

    small = []
    for path in pictures:
        with Image.open(path) as picture:
            whole = picture.convert("RGB").resize((SHEET_WIDTH, picture.height * SHEET_WIDTH // picture.width))
        small.append(whole.crop((0, 0, SHEET_WIDTH, min(whole.height, SHEET_HEIGHT))))
    rows = [small[start : start + SHEET_COLUMNS] for start in range(0, len(small), SHEET_COLUMNS)]
    heights = [max(picture.height for picture in row) + GAP for row in rows]
    sheet = Image.new("RGB", ((SHEET_WIDTH + GAP) * min(len(small), SHEET_COLUMNS), sum(heights)), "gray")
    for number, row in enumerate(rows):
        for column, picture in enumerate(row):
            sheet.paste(picture, (column * (SHEET_WIDTH + GAP), sum(heights[:number])))
    sheet.save(PICTURES / f"sheet-{name}.png")


def main():
    wanted = sys.argv[1:]
    PICTURES.mkdir(parents=True, exist_ok=True)
    loaded = load_site()
    with tempfile.TemporaryDirectory(prefix="dealer-university-screenshots-") as folder:
        var = Path(shutil.copytree(loaded, folder, dirs_exist_ok=True))
        os.environ.update({"VAR_DIR": str(var), "DJANGO_SETTINGS_MODULE": "config.settings", "LOG_LEVEL": "ERROR"})
        manage("collectstatic", "--noinput", "--verbosity", "0", var=var)
        screens, sessions = play_scenes(wanted)
        with serving(var) as address:
            taken = take(screens, address, sessions)
    for (theme, language, width), pictures in taken.items():
        lay_out(f"{width}-{theme}-{language}", pictures)
    print(f"{sum(map(len, taken.values()))} pictures in {PICTURES}")


def play_scenes(wanted):
    import django  # noqa: PLC0415 - settings are read from the environment that main() made

    django.setup()
    from tests import scenes, scenes_of_admin  # noqa: PLC0415 - as above

    screens = [
        screen
        for screen in [*scenes.play(), *scenes_of_admin.play_admin()]
        if not wanted or any(part in screen.name for part in wanted)
    ]
    return screens, {name: scenes.session_of(name) if name else "" for name in {screen.person for screen in screens}}


if __name__ == "__main__":
    main()
