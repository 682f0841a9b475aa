"""What `cms` hands in when something is published: plain, immutable, and without a trace of Wagtail.

A lesson and a question come once per language; languages of one thing share its key. What a learner must do (the
*structure*) is read from the first language given for a key, which therefore is the language it was written in; a
translation whose structure differs is out of date and is left out until it is published anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from .enums import Feedback, QuestionKind

type Json = Any
type Answer = str | bool | Sequence[str] | Mapping[str, str]


def digest_of(content: Json) -> str:
    """SHA-256 of the content as canonical JSON. Keys are sorted, so only what it says counts."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, kw_only=True)
class CompiledCheck:
    """The part of a check question that decides: never shown, never in a block.

    `key` is "<lesson key>:<block id>". `choices` are the choice keys in order (SINGLE, MULTIPLE), else empty.
    `answer` by kind: SINGLE the right choice key · MULTIPLE the right choice keys · TRUE_FALSE True or False ·
    NUMERIC {"value": "60", "tolerance": "0.5"}, both decimals as text.
    """

    key: str
    kind: QuestionKind
    choices: tuple[str, ...] = ()
    answer: Answer


@dataclass(frozen=True, kw_only=True)
class CompiledLesson:
    """One lesson in one language.

    `key`: the page's translation key. `unit`: the unit's title if it begins one, else "". `blocks`:
    ({"id", "type", "value"}, …) as learners get them; a check_question block's value is {"key", "kind", "prompt",
    "choices": [{"key", "text"}], "unit"} and nothing that gives the answer away. `checks`: one CompiledCheck for each
    check_question block, in order. `feedback`: {check key: {"explanation": text, "choices": {choice key: text}}}; for
    TRUE_FALSE the choice keys are "true" and "false". `digest`: hex of the source (title, StreamField JSON, file
    hashes, compiler number); left empty, the compiled content is digested instead.
    """

    key: UUID
    language: str
    title: str
    unit: str = ""
    minutes: int = 0
    sum: str = ""
    sum_note: str = ""
    blocks: tuple[Mapping[str, Json], ...] = ()
    checks: tuple[CompiledCheck, ...] = ()
    feedback: Mapping[str, Json] = field(default_factory=dict)
    digest: str = ""

    @property
    def body(self) -> dict[str, Json]:
        return {
            "title": self.title,
            "unit": self.unit,
            "minutes": self.minutes,
            "sum": self.sum,
            "sum_note": self.sum_note,
            "blocks": [dict(block) for block in self.blocks],
        }

    @property
    def source_digest(self) -> str:
        return self.digest or digest_of([self.body, self.feedback])


@dataclass(frozen=True, kw_only=True)
class CompiledQuestion:
    """One exam question in one language.

    `key`: the snippet's translation key. `lesson`: key of the lesson that teaches it, or None (also when the course
    has no such lesson). `choices`: ((choice key, text), …) in order, SINGLE and MULTIPLE only. `answer` as in
    CompiledCheck. `unit`: what a NUMERIC answer is measured in. `feedback`: {"explanation": text, "choices":
    {choice key: text}}. `digest` as in CompiledLesson.
    """

    key: UUID
    language: str
    kind: QuestionKind
    prompt: str
    answer: Answer
    choices: tuple[tuple[str, str], ...] = ()
    unit: str = ""
    lesson: UUID | None = None
    feedback: Mapping[str, Json] = field(default_factory=dict)
    digest: str = ""

    @property
    def check(self) -> CompiledCheck:
        return CompiledCheck(
            key=str(self.key), kind=self.kind, choices=tuple(key for key, _text in self.choices), answer=self.answer
        )

    @property
    def body(self) -> dict[str, Json]:
        return {"prompt": self.prompt, "unit": self.unit, "choices": dict(self.choices)}

    @property
    def source_digest(self) -> str:
        return self.digest or digest_of([self.body, self.feedback])


@dataclass(frozen=True, kw_only=True)
class ExamRules:
    """How an exam goes. `pass_mark` in per cent, 1 to 100; `attempts_allowed` 0: any number; `minutes` 0: no limit;
    `grace_seconds`: how long after the deadline an answer still counts (for slow lines)."""

    pass_mark: int = 80
    attempts_allowed: int = 3
    minutes: int = 0
    grace_seconds: int = 30
    shuffle_questions: bool = True
    shuffle_choices: bool = True
    feedback: Feedback = Feedback.AFTER_PASS


@dataclass(frozen=True, kw_only=True)
class CompiledCertificate:
    """That completing the course earns a certificate. `valid_months` None: for ever."""

    valid_months: int | None = None


@dataclass(frozen=True, kw_only=True)
class CompiledCourse:
    """A course with all that is published of it, in every language there is.

    `key`: the course page's translation key. `words`: {language: {"title", "ask", "introduction", "cover",
    "cover_note", "outcome"}}, the language it was written in first. `positions`: for whom (people.Position values);
    empty is everyone. `is_open_to_joiners`: who works nowhere yet may take it too. `lessons` and `questions`: in
    order of the course; the languages of one lesson or question follow each other, the written one first. No
    questions: no exam, `rules` are not looked at. `revisions`: {page id: revision id} of all it was compiled from.
    """

    key: UUID
    words: Mapping[str, Mapping[str, str]]
    lessons: tuple[CompiledLesson, ...]
    questions: tuple[CompiledQuestion, ...] = ()
    rules: ExamRules = field(default_factory=ExamRules)
    positions: tuple[str, ...] = ()
    is_open_to_joiners: bool = False
    certificate: CompiledCertificate | None = None
    revisions: Mapping[int | str, int] = field(default_factory=dict)
