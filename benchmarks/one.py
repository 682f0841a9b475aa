"""Measures one figure: run by `benchmarks.__main__` in a process of its own, on a copy of the site."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django

from .figures import FIGURES


def main(name: str, output: str, *rest: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    django.setup()
    figure = next(figure for figure in FIGURES if figure.name == name)
    Path(output).write_text(json.dumps(asdict(figure.measure(is_tiny="--tiny" in rest))))


if __name__ == "__main__":
    main(*sys.argv[1:])
