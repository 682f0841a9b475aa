"""The printed pieces' colours, lines and sizes, read from `tokens.toml`."""

import tomllib
from pathlib import Path
from string import Template
from typing import Any

TOKENS: dict[str, dict[str, Any]] = tomllib.loads(Path(__file__).with_name("tokens.toml").read_text("utf-8"))
UNITS = {"line": "mm", "space": "mm", "type": "pt"}


class StyleTemplate(Template):
    """A style sheet in which `$section-key` stands for a token."""

    idpattern = r"[a-z]+-[a-z]+"


def fill_tokens(style: str) -> str:
    """Raises KeyError for a token that is not in the table."""
    values = {
        f"{section}-{key}": f"{value}{UNITS.get(section, '')}"
        for section, table in TOKENS.items()
        for key, value in table.items()
    }
    return StyleTemplate(style).substitute(values)
