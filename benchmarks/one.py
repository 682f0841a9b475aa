"""Measures figures one after the other: run by `benchmarks.__main__`, on a copy of the site."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django

from .figures import FIGURES


def main(output: str, *rest: str) -> None:
    """Writes {name: reading}."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    is_tiny = "--tiny" in rest
    readings = {figure.name: asdict(figure.measure(is_tiny=is_tiny)) for figure in FIGURES if figure.name in rest}
    Path(output).write_text(json.dumps(readings))


if __name__ == "__main__":
    main(*sys.argv[1:])
