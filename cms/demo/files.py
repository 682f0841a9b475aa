"""Reading demo files, so that a mistake in one is a sentence with file, line and field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LANGUAGES = {"zh-hans": "zh", "en": "en"}


class DemoFileError(Exception):
    """A demo file that cannot be used. Its text says where and what is wrong."""


class Node:
    """A table of a demo file. Each getter says where it looked if what it wants is not there."""

    def __init__(self, path: Path, data: dict[str, Any], place: str = "", line: int | None = None) -> None:
        self.path, self.data, self.place, self.line = path, data, place, line
        self.seen: set[str] = set()

    def error(self, sentence: str, field: str = "") -> DemoFileError:
        where = [str(self.path)]
        where += [f"line {self.line}"] if self.line else []
        where += [self.place] if self.place else []
        where += [f"field “{field}”"] if field else []
        return DemoFileError(f"{', '.join(where)}: {sentence}")

    def has(self, name: str) -> bool:
        return name in self.data

    def get(self, name: str, kind: type | tuple[type, ...], default: Any = ...) -> Any:
        self.seen.add(name)
        if name not in self.data:
            if default is ...:
                raise self.error("is missing.", name)
            return default
        value = self.data[name]
        is_bool_for_number = isinstance(value, bool) and kind is not bool
        if not isinstance(value, kind) or is_bool_for_number:
            raise self.error(f"{value!r} is not what belongs there.", name)
        return value

    def text(self, name: str, default: Any = ...) -> dict[str, str]:
        """{language: text}. A plain string is the same in all languages."""
        value = self.get(name, (str, dict), default)
        return self.words(value, name)

    def words(self, value: Any, name: str) -> dict[str, str]:
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value.strip())
        if not isinstance(value, dict) or set(value) != set(LANGUAGES.values()):
            raise self.error('must be { zh = "…", en = "…" }.', name)
        words = {language: str(value[short]).strip() for language, short in LANGUAGES.items()}
        if bool(words["zh-hans"]) != bool(words["en"]):
            raise self.error("is written in one language only.", name)
        return words

    def table(self, name: str) -> Node:
        return self._child(self.get(name, dict), name)

    def tables(self, name: str) -> list[Node]:
        """The tables of a list, `[[name]]`."""
        found = self.get(name, list, [])
        lines = list(_lines_of(self.path, name)) if self.line is None else []
        nodes = []
        for index, data in enumerate(found):
            if not isinstance(data, dict):
                raise self.error(f"its entry {index + 1} is not a table.", name)
            label = data.get("key") or data.get("type")
            node = self._child(data, f"{name} {index + 1}{f' ({label})' if label else ''}")
            node.line = lines[index] if index < len(lines) else self.line
            nodes.append(node)
        return nodes

    def _child(self, data: dict[str, Any], name: str) -> Node:
        return Node(self.path, data, f"{self.place}, {name}".strip(", "), self.line)

    def refuse_unknown(self) -> None:
        """To be called when everything was read: what is left over was misspelt."""
        unknown = sorted(set(self.data) - self.seen)
        if unknown:
            raise self.error(f"does not exist here. There are: {', '.join(sorted(self.seen))}.", unknown[0])


def read(path: Path) -> Node:
    try:
        return Node(path, tomllib.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError as error:
        raise DemoFileError(f"{path} is missing.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DemoFileError(f"{path} cannot be read: {error}.") from error


def _lines_of(path: Path, name: str) -> Iterator[int]:
    """Where `[[name]]` stands in the file: TOML itself forgets lines."""
    heading = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]")
    with path.open(encoding="utf-8") as opened:
        for number, line in enumerate(opened, start=1):
            if heading.match(line):
                yield number
