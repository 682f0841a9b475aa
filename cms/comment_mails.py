"""Mails about comments on a page, through the outbox and in the language of whoever gets them.

In place of Wagtail's own, which are sent while the editor waits. Who has subscribed to the page hears of everything,
who wrote in a thread of what becomes of it; nobody of their own doing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from wagtail.models import Comment, CommentReply, Page, PageSubscription

from foundation import outbox
from people.api import Person

from .editor_mails import address_of, write_to

MAIL_COMMENTS = "cms.mail_comments"
WANTED = "updated_comments_notifications"

type Changes = Mapping[str, Any]  # as Wagtail's EditView.get_commenting_changes gives them


@transaction.atomic
def tell_of_comments(page: Page, *, changes: Changes, by: Person) -> None:
    replies = [reply for _comment, new in changes["new_replies"] for reply in new]
    what: dict[str, Any] = {
        "new": _ids(changes["new_comments"]),
        "resolved": _ids(changes["resolved_comments"]),
        "replies": _ids(replies),
        "deleted": len(changes["deleted_comments"]),
    }
    if not any(what.values()):
        return
    threads = [*what["resolved"], *(comment.pk for comment, _new in changes["new_replies"])]
    for person in _listeners(page, threads).exclude(pk=by.pk):
        payload = what | {"page": page.pk, "by": str(by.uuid), "person": str(person.uuid)}
        mark = hashlib.sha256(json.dumps([what, page.latest_revision_id, len(threads)]).encode()).hexdigest()[:32]
        outbox.send(MAIL_COMMENTS, key=f"comments:{page.pk}:{mark}:{person.uuid}", payload=payload)


def _ids(rows: Iterable[Any]) -> list[int]:
    return sorted(row.pk for row in rows)


def _listeners(page: Page, threads: list[int]) -> Any:
    subscribed = PageSubscription.objects.filter(page=page, comment_notifications=True).values("user")
    replied = CommentReply.objects.filter(comment__in=threads).values("user")
    began = Comment.objects.filter(pk__in=threads).values("user")
    return Person.objects.filter(Q(pk__in=subscribed) | Q(pk__in=replied) | Q(pk__in=began)).order_by("pk")


def mail_comments(payload: dict[str, Any]) -> None:
    """Outbox handler. A comment that is gone meanwhile is left out."""
    page = Page.objects.filter(pk=payload["page"]).first()
    by = Person.objects.filter(uuid=payload["by"]).first()
    if page is None or by is None:
        return
    words = {
        "title": page.draft_title or page.title,
        "by": by.full_name,
        "new": Comment.objects.filter(pk__in=payload["new"]).order_by("pk"),
        "resolved": Comment.objects.filter(pk__in=payload["resolved"]).order_by("pk"),
        "replies": CommentReply.objects.filter(pk__in=payload["replies"]).select_related("comment").order_by("pk"),
        "deleted": payload["deleted"],
    }
    write_to(payload["person"], "comments", words, wanted=WANTED, link=lambda person: address_of(page, person))
