"""Settings of a worker that can be stopped in the middle of writing a file."""

from tests.serving.settings import *  # noqa: F403
from tests.serving.settings import STORAGES

STORAGES = STORAGES | {"private": STORAGES["private"] | {"BACKEND": "tests.certificates.slow_storage.SlowStorage"}}
