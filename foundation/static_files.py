"""One stylesheet and one sheet of icons for the browser, many small files for us."""

import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCE = Path(settings.STATICFILES_DIRS[0])
BUNDLES = Path(settings.VAR_DIR) / "bundles"
SYMBOL = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Hashed names inside JavaScript imports too."""

    support_js_module_import_aggregation = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None, force: bool = False) -> str:  # noqa: FBT001, FBT002 - Django's signature
        """Remembered: a process serves one set of files, and a page names two dozen of them."""
        if name is None or settings.DEBUG:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]


def site_css() -> str:
    """Tokens, base, then the components by name."""
    css = SOURCE / "css"
    files = [css / "tokens.css", css / "base.css", *sorted((css / "components").glob("*.css"))]
    return "\n".join(file.read_text("utf-8") for file in files)


def icons_svg() -> str:
    """Each file of static/icons as a symbol: house.svg is `icons.svg#house`."""
    symbols = []
    for file in sorted((SOURCE / "icons").glob("*.svg")):
        drawing = SYMBOL.search(file.read_text("utf-8"))
        if not drawing:
            raise ValueError(f"{file} is not an SVG with a viewBox.")
        symbols.append(f'<symbol id="{file.stem}" viewBox="{drawing[1]}">{drawing[2].strip()}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


MAKERS: dict[str, Callable[[], str]] = {"css/site.css": site_css, "icons.svg": icons_svg}


def write_bundle(name: str) -> Path:
    """Written whole or not at all, and only when it changed, so that several processes may do it at once."""
    target, content = BUNDLES / name, MAKERS[name]()
    if not target.exists() or target.read_text("utf-8") != content:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=BUNDLES, delete=False) as unfinished:
            unfinished.write(content)
        Path(unfinished.name).chmod(0o644)
        Path(unfinished.name).replace(target)
    return target


class BundleFinder(finders.FileSystemFinder):
    """Makes the bundles for `collectstatic`, and for servers without it."""

    def __init__(self, *args: object, **kwargs: object) -> None:  # noqa: ARG002 - Django's signature
        self.locations = [("", str(BUNDLES))]
        self.storages = {str(BUNDLES): FileSystemStorage(location=BUNDLES)}

    def find_location(self, root: str, path: str, prefix: str | None = None) -> str | None:
        if path in MAKERS:
            write_bundle(path)
        return super().find_location(root, path, prefix)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for name in MAKERS:
            write_bundle(name)
        return super().list(ignore_patterns)
