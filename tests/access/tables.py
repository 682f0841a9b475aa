"""Reads the table of who gets what where, outside the admin: table.txt, which says what its codes mean."""

from pathlib import Path

from tests.access.cast import EVERYBODY


def read(table: str) -> dict[tuple[str, str], dict[str, str]]:
    """{(method, name): {who: code}}."""
    found = {}
    for line in table.splitlines():
        method, _, rest = line.partition(" ")
        if method in {"GET", "POST"}:
            start, *cells = rest.split("|")
            *name, first = start.split()
            codes = [first, *" ".join(cells).split()]
            found[method, " ".join(name)] = dict(zip(EVERYBODY, codes, strict=True))
    return found


ACCESS = read((Path(__file__).parent / "table.txt").read_text())
