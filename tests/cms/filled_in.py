"""Addresses of forms in the admin, and what they send."""

from django.urls import reverse


def page_url(name, page):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


def question_url(name, *args):
    return reverse(f"wagtailsnippets_cms_examquestion:{name}", args=args)


def course_form(course, **changes):
    names = ["title", "slug", "ask", "introduction", "cover", "cover_note", "outcome", "pass_mark", "attempts_allowed"]
    names += ["minutes", "feedback", "valid_months"]
    fields = {name: getattr(course, name) for name in names}
    return (
        fields
        | {"shuffle_questions": "on", "gives_certificate": "on", "comments-TOTAL_FORMS": 0}
        | {
            "comments-INITIAL_FORMS": 0,
            "action-publish": "1",
            **changes,
        }
    )


def question_form(course, **changes):
    fields = {
        "course": course.pk,
        "lesson": "",
        "kind": "NUMERIC",
        "prompt": "能卖几天？",
        "choices-count": 0,
        "answer": "",
        "tolerance": "0",
        "unit": "天",
        "explanation": "因为",
    }
    return fields | changes
