"""When something happened is never what a request says."""

import ast
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from courses import forms
from courses.models import CheckAnswer, LessonCompletion
from courses.plans import plan_of
from tests.factories.courses import enrolled

pytestmark = [pytest.mark.django_db, pytest.mark.database]

MONTH_AGO = timezone.now() - timedelta(days=30)


def views():
    """Every module that a request enters."""
    apps = [Path(settings.BASE_DIR, name) for name in ("courses", "dashboards", "cms", "learning", "people")]
    found = [path for app in apps for path in app.rglob("*.py") if "views" in path.parts or path.stem == "views"]
    return [*found, *(Path(settings.BASE_DIR, "courses", name) for name in ("forms.py", "tasks.py"))]


def test_no_view_tells_an_action_when_something_happened():
    assert len(views()) > 6
    telling = [
        f"{path}:{call.lineno}"
        for path in views()
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and any(word.arg == "at" for word in call.keywords)
    ]

    assert telling == []


def test_no_form_of_a_course_has_a_field_for_when():
    """Views hand on what forms have cleaned, name by name."""
    found = [one for one in vars(forms).values() if isinstance(one, type) and issubclass(one, forms.forms.BaseForm)]

    assert len(found) > 4
    assert [form for form in found if "at" in form.base_fields] == []


@pytest.mark.parametrize("name", ["at", "completed_at", "answered_at", "active_at"])
def test_a_moment_sent_by_a_browser_is_not_heard(client, name):
    enrolment = enrolled()
    client.force_login(enrolment.person)
    key, checks = next(iter(plan_of(enrolment.structure).lessons.items()))
    before = timezone.now()

    for check in checks:
        client.post(
            reverse("courses:answer_check_question", args=[enrolment.course.uuid, key]),
            {"question_key": check.key, "given": check.answer if isinstance(check.answer, str) else "54"}
            | {name: MONTH_AGO.isoformat(), "client_uuid": str(uuid.uuid4())},
        )

    assert CheckAnswer.objects.count() == len(checks)
    assert all(answer.answered_at >= before for answer in CheckAnswer.objects.all())
    assert LessonCompletion.objects.get().completed_at >= before
