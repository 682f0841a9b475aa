"""The help page, and one question with its answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from . import actions, queries
from .forms import AnswerQuestionForm, AskQuestionForm
from .hours import hours_of


@require_http_methods(["GET", "HEAD", "POST"])
def help_page(request: Any) -> HttpResponse:
    form = AskQuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.cleaned_data
            question = actions.ask_question(request.user, uuid=given["request"], text=given["text"])
        except actions.QuestionNotAccepted as error:
            form.add_error(None, str(error))
        else:
            return redirect("people:question", question.uuid)
    dealer, now = queries.main_dealer_of(request.user), timezone.now()
    context = {
        "form": form,
        "helpers": queries.helpers_of(dealer),
        "contacts": [(contact, hours_of(contact, now)) for contact in queries.contacts_for(dealer)],
        "asked": queries.questions_of(request.user)[: queries.QUESTIONS_SHOWN],
        "to_answer": queries.questions_put_to(request.user).filter(answered_at=None)[: queries.QUESTIONS_SHOWN],
    }
    return render(request, "people/helping/help_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Any, uuid: UUID) -> HttpResponse:
    """For whoever asked, and for those who may answer."""
    own = queries.questions_of(request.user).filter(uuid=uuid).first()
    found = own or queries.questions_put_to(request.user).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    may_answer = own is None and not found.answered_at
    form = AnswerQuestionForm(request.POST or None)
    if request.method == "POST" and own is None and form.is_valid():
        try:
            actions.answer_question(found, by=request.user, **form.cleaned_data)
        except actions.QuestionNotAccepted as error:
            messages.error(request, str(error))
        return redirect("people:question", uuid)
    context = {"question": found, "form": form if may_answer else None}
    return render(request, "people/helping/question.html", context)
