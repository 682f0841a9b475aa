"""The settings of the site, with the bare views beside its own."""

from config.settings import *  # noqa: F403 - that is the point
from config.settings import TEMPLATES, VAR_DIR

ROOT_URLCONF = "benchmarks.urls"
BARE_DIR = VAR_DIR / "bare"
TEMPLATES[0]["DIRS"].append(BARE_DIR)  # type: ignore[attr-defined] - a list, though its type does not say so
