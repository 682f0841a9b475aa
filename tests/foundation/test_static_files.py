import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from foundation import static_files
from tests.collected import collect_once

BASE = Path(settings.BASE_DIR)
APPS = ("foundation", "people", "certificates", "learning", "courses", "dashboards", "cms")
ICON_IN_TEMPLATE = re.compile(r"""{% icon ['"]([\w-]+)['"]|sign=['"]([\w-]+)['"]|sign\|default:['"]([\w-]+)['"]""")
STATE_IN_TEMPLATE = re.compile(r"""{% state ['"]([\w-]+)['"]""")
CLASS_IN_CSS = re.compile(r"\.([a-z][\w-]*)(?=[^{}]*{)")
PUT_TOGETHER = re.compile(r"([\w-]+-)\$?{")  # callout-{{ tone }}, f"ring-{size}", `notice-${tone}`


def icons_used_in_templates():
    used = {"state-todo", "state-half", "state-done", "state-locked"}
    for path in (BASE / "templates").rglob("*.html"):
        source = path.read_text("utf-8")
        used |= {name for names in ICON_IN_TEMPLATE.findall(source) for name in names if name}
        used |= {f"state-{name}" for name in STATE_IN_TEMPLATE.findall(source)}
    return used


def test_stylesheet_holds_tokens_then_base_then_every_component():
    css = Path(finders.find("css/site.css")).read_text("utf-8")

    assert css.index("--brand") < css.index("box-sizing") < css.index(".button")
    for component in (BASE / "static/css/components").glob("*.css"):
        assert component.read_text("utf-8") in css


def test_colours_stand_in_tokens_only():
    for path in [BASE / "static/css/base.css", *(BASE / "static/css/components").glob("*.css")]:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|oklch\(", path.read_text("utf-8")), path


def test_every_class_of_the_stylesheet_is_written_somewhere():
    css = Path(finders.find("css/site.css")).read_text("utf-8")
    paths = [*(BASE / "templates").rglob("*.html"), *(BASE / "static/js").rglob("*.js")]
    paths += [path for app in APPS for path in (BASE / app).rglob("*.py")]
    sources = "\n".join(path.read_text("utf-8") for path in paths)
    written = set(re.findall(r"[\w-]+", sources))
    beginnings = set(PUT_TOGETHER.findall(sources))

    unused = set(CLASS_IN_CSS.findall(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))) - written

    assert {name for name in unused if f"{name.rpartition('-')[0]}-" not in beginnings} == set()


def test_every_token_is_used():
    css = Path(finders.find("css/site.css")).read_text("utf-8")

    assert set(re.findall(r"(--[\w-]+):", css)) == set(re.findall(r"var\((--[\w-]+)", css))


def test_every_icon_drawn_is_in_the_sheet():
    sheet = Path(finders.find("icons.svg")).read_text("utf-8")

    assert icons_used_in_templates() <= set(re.findall(r'<symbol id="([\w-]+)"', sheet))


def test_every_icon_of_the_sheet_is_drawn_somewhere():
    sources = [path.read_text("utf-8") for path in (BASE / "templates").rglob("*.html")]
    sources += [path.read_text("utf-8") for path in BASE.glob("*/templatetags/*.py")]
    named = {name for source in sources for name in re.findall(r"""["' ]([a-z0-9-]+)["' ]""", source)}

    assert {path.stem for path in (BASE / "static/icons").glob("*.svg")} - named - icons_used_in_templates() == set()


def test_a_bundle_is_written_once_for_one_content():
    first = static_files.write_bundle("icons.svg").stat().st_mtime_ns

    assert static_files.write_bundle("icons.svg").stat().st_mtime_ns == first


def test_only_bundles_are_found_here():
    finder = static_files.BundleFinder()

    assert finder.find("css/base.css") == []
    assert len(finder.find("css/site.css", find_all=True)) == 1


@pytest.mark.slow
def test_collected_files_have_hashed_names_that_import_each_other(settings):
    collected = settings.STATIC_ROOT = collect_once() / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "foundation.static_files.StaticFilesStorage"}}

    assert re.fullmatch(r"/static/css/site\.\w{12}\.css", static("css/site.css"))
    assert re.fullmatch(r"/static/icons\.\w{12}\.svg", static("icons.svg"))
    assert (collected / static("css/site.css").removeprefix("/static/")).exists()
