"""Reading demo files. A mistake is a sentence with file, line and field, and all of them are gathered."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LANGUAGES = {"zh-hans": "zh", "en": "en"}
STAND_INS: dict[type, Any] = {str: "", int: 0, bool: False, list: [], dict: {}, dt.date: dt.date.max}


class DemoFileError(Exception):
    """Demo files that cannot be used. Its text says where and what is wrong."""


class Node:
    """A table of a demo file. What is wrong in it is noted in `problems`, which all nodes of a load share, and read on:
    a getter that does not find what it wants gives an empty value. `is_wrong` says so."""

    def __init__(
        self, path: Path, data: dict[str, Any], problems: list[str], *, place: str = "", line: int | None = None
    ) -> None:
        self.path, self.data, self.problems, self.place, self.line = path, data, problems, place, line
        self.seen: set[str] = set()
        self.wrong: set[str] = set()
        self.is_unread = False
        self._children: dict[str, list[Node]] = {}

    @property
    def is_wrong(self) -> bool:
        return self.is_unread or bool(self.wrong)

    def refuse(self, sentence: str, field: str = "") -> None:
        """Note what is wrong; of one field only the first, as the rest follows from it."""
        if self.is_unread or (field and field in self.wrong):
            return
        self.wrong.add(field)
        problem = str(self.error(sentence, field))
        if problem not in self.problems:
            self.problems.append(problem)

    def raise_noted(self) -> None:
        """For what is noted when all was found right before: a file that changed or went meanwhile."""
        if self.problems:
            raise DemoFileError("\n".join(self.problems))

    @contextmanager
    def noting(self, *refusals: type[Exception]) -> Iterator[None]:
        """What an action refuses meanwhile is wrong here."""
        try:
            yield
        except refusals as error:
            self.refuse(str(error))

    def error(self, sentence: str, field: str = "") -> DemoFileError:
        """For what shows only when it is brought in."""
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
                self.refuse("is missing.", name)
                return _stand_in(kind)
            return default
        value = self.data[name]
        is_bool_for_number = isinstance(value, bool) and kind is not bool
        if not isinstance(value, kind) or is_bool_for_number:
            self.refuse(f"{value!r} is not what belongs there.", name)
            return _stand_in(kind)
        return value

    def one_of(self, name: str, allowed: Iterable[str]) -> str:
        value = self.get(name, str)
        if value not in (allowed := list(allowed)):
            self.refuse(f"“{value}” is none of {', '.join(allowed)}.", name)
        return value

    def named[Thing](self, field: str, things: Mapping[str, Thing | None]) -> Thing | None:
        """What is known by the key in this field."""
        return self._named(field, things, self.get(field, str))

    def all_named[Thing](
        self, field: str, things: Mapping[str, Thing | None], default: Any = ...
    ) -> list[Thing | None]:
        """Likewise, of a list of keys."""
        return [self._named(field, things, key) for key in self.get(field, list, default)]

    def _named[Thing](self, field: str, things: Mapping[str, Thing | None], key: str) -> Thing | None:
        if key not in things:
            self.refuse(f"there is no “{key}”.", field)
        return things.get(key)

    def text(self, name: str, default: Any = ...) -> dict[str, str]:
        """{language: text}. A plain string is the same in all languages."""
        value = self.get(name, (str, dict), default)
        return self.words(value, name)

    def words(self, value: Any, name: str) -> dict[str, str]:
        if isinstance(value, str):
            return dict.fromkeys(LANGUAGES, value.strip())
        if not isinstance(value, dict) or set(value) != set(LANGUAGES.values()):
            self.refuse('must be { zh = "…", en = "…" }.', name)
            return dict.fromkeys(LANGUAGES, "")
        words = {language: str(value[short]).strip() for language, short in LANGUAGES.items()}
        if bool(words["zh-hans"]) != bool(words["en"]):
            self.refuse("is written in one language only.", name)
        return words

    def table(self, name: str) -> Node:
        if name not in self._children:
            self._children[name] = [self._child(self.get(name, dict), name)]
        return self._children[name][0]

    def tables(self, name: str) -> list[Node]:
        """The tables of a list, `[[name]]`."""
        if name not in self._children:
            self._children[name] = self._read_tables(name)
        return self._children[name]

    def _read_tables(self, name: str) -> list[Node]:
        found = self.get(name, list, [])
        if self.is_unread:
            return []
        lines = list(_lines_of(self.path, name)) if self.line is None else []
        nodes = []
        for index, data in enumerate(found):
            if not isinstance(data, dict):
                self.refuse(f"its entry {index + 1} is not a table.", name)
                continue
            label = data.get("key") or data.get("type")
            node = self._child(data, f"{name} {index + 1}{f' ({label})' if label else ''}")
            node.line = lines[index] if index < len(lines) else self.line
            nodes.append(node)
        return nodes

    def _child(self, data: dict[str, Any], name: str) -> Node:
        child = Node(self.path, data, self.problems, place=f"{self.place}, {name}".strip(", "), line=self.line)
        child.is_unread = self.is_unread
        return child

    def refuse_unknown(self) -> None:
        """To be called when everything was read: what is left over was misspelt."""
        for unknown in sorted(set(self.data) - self.seen):
            self.refuse(f"does not exist here. There are: {', '.join(sorted(self.seen))}.", unknown)


def read(path: Path, problems: list[str]) -> Node:
    """The whole file. One that cannot be read is one problem, and nothing is missed in it."""
    try:
        return Node(path, tomllib.loads(path.read_text(encoding="utf-8")), problems)
    except FileNotFoundError:
        problems.append(f"{path} is missing.")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(f"{path} cannot be read: {error}.")
    unread = Node(path, {}, problems)
    unread.is_unread = True
    return unread


def refuse(problems: list[str]) -> None:
    """Raises DemoFileError with all of them, if there are any."""
    if problems:
        listed = "\n".join(f"- {problem}" for problem in problems)
        raise DemoFileError(f"Nothing was brought in. Mend this, then load again:\n{listed}")


def refuse_doubles(nodes: list[Node], field: str = "key") -> None:
    counts = Counter(node.data.get(field) for node in nodes)
    for node in nodes:
        value = node.data.get(field)
        if value is not None and counts[value] > 1:
            node.refuse(f"“{value}” is there {counts[value]} times.", field)


def _stand_in(kind: type | tuple[type, ...]) -> Any:
    first = kind[0] if isinstance(kind, tuple) else kind
    return STAND_INS[first]


def _lines_of(path: Path, name: str) -> Iterator[int]:
    """Where `[[name]]` stands in the file: TOML itself forgets lines."""
    heading = re.compile(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]")
    with path.open(encoding="utf-8") as opened:
        for number, line in enumerate(opened, start=1):
            if heading.match(line):
                yield number
