"""The project's settings with faster hashing and nothing left behind. Run on PostgreSQL by DATABASE_URL."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

TEST_COPIES_DIR = Path(tempfile.mkdtemp(prefix="dealer-university-tests-"))
atexit.register(shutil.rmtree, TEST_COPIES_DIR, ignore_errors=True)
(TEST_COPIES_DIR / "var").mkdir()
os.environ["VAR_DIR"] = str(TEST_COPIES_DIR / "var")

from config.settings import *  # noqa: E402, F403 - they read VAR_DIR
from config.settings import BASE_DIR, CACHES, STORAGES, WAGTAILSEARCH_BACKENDS  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES = {"default": CACHES["default"] | {"KEY_FUNCTION": "tests.caching.key_of_this_test"}}
WHITENOISE_AUTOREFRESH = True
# Every save of a page would put its words into Wagtail's index, which is asked by tests/cms/test_finding.py only.
WAGTAILSEARCH_BACKENDS = {"default": WAGTAILSEARCH_BACKENDS["default"] | {"AUTO_UPDATE": False}}
CELERY_BROKER_URL = os.environ.get("CELERY_BROKER_URL", "memory://")
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
LOGGING = {"level": "ERROR", "as_json": False}
TEST_DATABASES_DIR = Path(BASE_DIR / "var" / "test-databases")
