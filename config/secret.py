"""The secret key of an installation that was not given one."""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


def read_or_make_secret_key(path: Path) -> str:
    """Return the key kept in `path`, making the file (readable by its owner only) if it isn't there.

    It appears with its content, so that processes which start at once agree on one key.
    """
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent) as file:  # for its owner only
            file.write(secrets.token_urlsafe(50))
            file.flush()
            with suppress(FileExistsError):  # another process was faster
                os.link(file.name, path)
    return path.read_text().strip()
