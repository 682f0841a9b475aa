"""The least that a page of a signed-in person can cost in Django: what our own pages are measured against.

Both views stand behind all middlewares of the site and read session and person like every other. The page asks one
query, for one row of one table by a unique key, without a join, and renders a template that holds as many bytes as the
page it stands for, with nothing to work out in it but one value of that row. The template is the rendered page itself
as text, and is parsed once. The post checks its CSRF token and inserts one row. Neither sets a cookie or an ETag.
"""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: TID251 - these are views
from django.shortcuts import render  # noqa: TID251 - these are views
from django.views.decorators.http import require_POST, require_safe

from courses.models import AttemptAnswer, Enrolment

VALUE = "{{ enrolment.started_at }}"


@require_safe
def bare_page(request: HttpRequest, uuid: UUID, page: str) -> HttpResponse:
    enrolment = Enrolment.objects.get(uuid=uuid)
    return render(request, f"{page}.html", {"enrolment": enrolment})


@require_POST
def bare_post(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """`uuid` is there so that both views find their way alike; the row is like that of an exam answer."""
    AttemptAnswer.objects.create(
        attempt_id=request.POST["attempt"],
        question_key=uuid,
        client_uuid=uuid4(),
        sequence=1,
        given=json.loads(request.POST["given"]),
        is_late=True,
    )
    return JsonResponse({"saved": True})


def write_bare_template(name: str, page: bytes) -> None:
    """A flat template that renders to about the size of this page."""
    folder: Path = settings.BARE_DIR
    folder.mkdir(exist_ok=True)
    text = page.decode().replace("{", "(").replace("}", ")").removesuffix("</html>\n")
    (folder / f"{name}.html").write_text(f"{text}{VALUE}</html>\n")
