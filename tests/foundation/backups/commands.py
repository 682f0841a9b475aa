"""Runs the commands, and looks at what is in folders."""

import io

from django.core.management import call_command


def run(name, *arguments, **options):
    """What a command said. It fails with CommandError."""
    out = io.StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def files_now(stores):
    return {name: contents(stores / name) for name in ("uploads", "private")}
