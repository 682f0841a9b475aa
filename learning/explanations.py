"""Why somebody is done with an activity, or is not: every status can be explained from its facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from foundation.templatetags.ui import day
from people import api as people

from .enums import Manner
from .models import Activity, Cycle, LearningRecord
from .queries import current_cycle, cycle_opened_for, records_in_cycle

Explainer = Callable[[people.Person, Activity, int], list[str]]
_explainers: dict[str, Explainer] = {}


@dataclass(frozen=True)
class Explanation:
    """`reasons` are sentences in the active language; `facts` name the rows that they rest on."""

    is_done: bool
    reasons: list[str]
    facts: dict[str, Any] = field(default_factory=dict)


def register_explainer(kind: str, function: Explainer) -> None:
    """Called from `AppConfig.ready`: `function(person, activity, cycle)` says in sentences what is missing."""
    if _explainers.get(kind, function) is not function:
        raise ValueError(f"Activities of kind {kind} are explained twice.")
    _explainers[kind] = function


def explain(person: people.Person, activity: Activity) -> Explanation:
    cycle = current_cycle(person, activity)
    records = records_in_cycle(person, activity, cycle)
    facts: dict[str, Any] = {"cycle": cycle}
    if record := next((one for one in records if not one.is_voided), None):
        return Explanation(
            is_done=True,
            reasons=_reasons_done(record),
            facts=facts | {"record": record.uuid, "completed_at": record.completed_at, "source": record.source},
        )
    reasons = _reasons_opened(cycle_opened_for(person, activity))
    voided = sorted(records, key=lambda one: (one.voided_at, one.pk))
    reasons += [
        _("The record of %(day)s was withdrawn on %(withdrawn)s: %(reason)s")
        % {"day": day(one.completed_at), "withdrawn": day(one.voided_at), "reason": one.void_reason}
        for one in voided
    ]
    missing = _explainers[activity.kind](person, activity, cycle) if activity.kind in _explainers else []
    reasons += missing or [_("“%(activity)s”: nothing is recorded yet.") % {"activity": activity}]
    return Explanation(is_done=False, reasons=reasons, facts=facts | {"voided": [one.uuid for one in voided]})


def _reasons_done(record: LearningRecord) -> list[str]:
    reasons = [_("Done on %(day)s.") % {"day": day(record.completed_at)}]
    if record.score is not None:
        reasons.append(_("Result: %(score)s %%.") % {"score": f"{record.score.normalize():f}"})
    if record.manner:
        reasons.append(_("Taught on the spot: %(manner)s.") % {"manner": Manner(record.manner).label})
    if record.recorder and record.recorder_id != record.person_id:
        reasons.append(
            _("Recorded by %(name)s on %(day)s.") % {"name": record.recorder.full_name, "day": day(record.recorded_at)}
        )
    if record.cycle:
        reasons.append(_("This was round %(number)s.") % {"number": record.cycle + 1})
    return reasons


def _reasons_opened(opened: Cycle | None) -> list[str]:
    if opened is None:
        return []
    return [
        _("Round %(number)s began on %(day)s: %(reason)s")
        % {"number": opened.number + 1, "day": day(opened.opened_at), "reason": opened.reason}
    ]
