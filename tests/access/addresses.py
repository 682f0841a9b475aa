"""Where each row of the tables knocks, and what it brings along.

A name with `@` is the same URL with other objects behind it: `@foreign lesson` is a parent of one's own with a child
that belongs elsewhere, `@closed` a course that a colleague began before it closed, `@open` one that is open to those
who wait, `@of dealer` the dealer's plaque.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.urls import reverse

from courses.plans import plan_of
from tests.access.cast import Cast

MISSING = uuid.UUID("00000000-0000-4000-8000-000000000000")


def _lesson(name: str) -> dict[str, Callable[[Cast], str]]:
    full = f"courses:{name}"
    block = ["own"] if name == "keep_note" else []
    return {
        full: lambda cast: reverse(full, args=[cast.course.uuid, cast.checked_lesson_key, *block]),
        f"{full}@foreign lesson": lambda cast: reverse(full, args=[cast.course.uuid, cast.foreign_lesson_key, *block]),
        f"{full}@closed": lambda cast: reverse(full, args=[cast.closed_course.uuid, cast.foreign_lesson_key, *block]),
    }


def _course(name: str) -> dict[str, Callable[[Cast], str]]:
    full = f"courses:{name}"
    return {
        full: lambda cast: reverse(full, args=[cast.course.uuid]),
        f"{full}@closed": lambda cast: reverse(full, args=[cast.closed_course.uuid]),
    }


def _own(full: str, **objects: str) -> dict[str, Callable[[Cast], str]]:
    return {
        "@".join(filter(None, [full, variant.replace("_", " ")])): lambda cast, name=name: reverse(
            full, args=[getattr(cast, name).uuid]
        )
        for variant, name in objects.items()
    }


def _plain(full: str, *arguments: Any) -> dict[str, Callable[[Cast], str]]:
    return {full: lambda cast: reverse(full, args=arguments)}


ADDRESSES: dict[str, Callable[[Cast], str]] = {
    **_plain("dashboards:home"),
    **_plain("dashboards:me"),
    **_plain("people:change_language"),
    **_plain("people:send_code"),
    **_plain("people:send_code_again"),
    **_plain("people:enter_code"),
    **_plain("people:second_fact"),
    **_plain("people:confirm_identity"),
    **_plain("people:ways_in"),
    **_plain("people:devices"),
    **_plain("people:sign_out_devices"),
    **_plain("people:start_elsewhere", "oidc"),
    **_plain("people:unlink_account", 1),
    **_plain("people:inbox"),
    **_plain("people:read_all_messages"),
    **_plain("people:change_message_wishes"),
    **_plain("people:local_messages"),
    **_own("people:open_message", **{"": "message"}),
    **_plain("dashboards:team"),
    **_own("dashboards:team_of_dealer", **{"": "dealer"}),
    **_plain("people:help_page"),
    **_own("people:question", **{"": "question_to_rep"}),
    **_plain("people:privacy_notice"),
    **_plain("people:read_notice"),
    **_plain("people:my_data"),
    **_plain("people:ask_for_export"),
    **_own("people:download_export", **{"": "export"}),
    **_plain("people:ask_for_erasure"),
    **_plain("people:withdraw_erasure"),
    **_plain("people:agree"),
    **_own("people:revoke_consent", **{"": "consent"}),
    **_plain("people:end_look"),
    "people:share": lambda cast: reverse("people:share", args=["learn", cast.course.key]),
    "people:share@closed": lambda cast: reverse("people:share", args=["learn", cast.closed_course.key]),
    "people:share@certificate": lambda cast: reverse("people:share", args=["certificate", cast.certificate.uuid]),
    "people:share@of dealer": lambda cast: reverse("people:share", args=["certificate", cast.plaque.uuid]),
    "people:open_link": lambda cast: cast.link.get_absolute_url(),
    "people:open_link@closed": lambda cast: cast.closed_link.get_absolute_url(),
    "people:link_poster": lambda cast: reverse("people:link_poster", args=[cast.link.code]),
    "people:link_poster@closed": lambda cast: reverse("people:link_poster", args=[cast.closed_link.code]),
    **_plain("people:enter_join_code"),
    **_plain("people:prove_joining"),
    "people:join_dealer": lambda cast: cast.join_code.get_absolute_url(),
    **_own("people:join_request", **{"": "own_request"}),
    **_own("people:withdraw_join_request", **{"": "own_request"}),
    **_own("people:answer_invitation", **{"": "own_invitation"}),
    **_own("people:leave_dealer", **{"": "membership"}),
    **_own("people:open_join_code", **{"": "dealer"}),
    **_own("people:open_owner_code", **{"": "dealer"}),
    **_own("people:deputies", **{"": "dealer"}),
    "people:end_deputy": lambda cast: reverse("people:end_deputy", args=[cast.dealer.uuid, cast.deputy.uuid]),
    **_own("people:invite_person", **{"": "dealer"}),
    **_own("people:join_code_poster", **{"": "join_code"}),
    **_own("people:close_join_code", **{"": "join_code"}),
    **_own("people:withdraw_invitation", **{"": "invitation"}),
    **_own("people:answer_join_request", **{"": "join_request"}),
    **_own("people:close_membership", **{"": "membership"}),
    **_own("people:change_manager", **{"": "membership"}),
    **_own("certificates:certificate_detail", **{"": "certificate", "of_dealer": "plaque"}),
    **_own("certificates:certificate_pdf", **{"": "certificate", "of_dealer": "plaque", "unprinted": "unprinted"}),
    **_own("certificates:certificate_picture", **{"": "certificate", "of_dealer": "plaque"}),
    **_plain("certificates:verify"),
    "certificates:verify_certificate": lambda cast: reverse(
        "certificates:verify_certificate", args=[cast.certificate.code]
    ),
    **_course("course_detail"),
    **_course("start_course"),
    **_lesson("lesson_detail"),
    **_lesson("complete_lesson"),
    **_lesson("answer_check_question"),
    **_lesson("keep_note"),
    **_lesson("keep_place"),
    **_course("exam_detail"),
    **_course("start_attempt"),
    **_own("courses:attempt_detail", **{"": "attempt"}),
    **_own("courses:answer_exam_question", **{"": "attempt"}),
    **_own("courses:submit_attempt", **{"": "attempt"}),
    **_own("courses:attempt_result", **{"": "handed_in"}),
    "courses:go": lambda cast: reverse("courses:go", args=[cast.course.key]),
    "courses:go@closed": lambda cast: reverse("courses:go", args=[cast.closed_course.key]),
    "courses:course_detail@open": lambda cast: reverse("courses:course_detail", args=[cast.open_course.uuid]),
    "courses:start_course@open": lambda cast: reverse("courses:start_course", args=[cast.open_course.uuid]),
    **{
        f"courses:{name}@open": lambda cast, name=name: reverse(
            f"courses:{name}", args=[cast.open_course.uuid, cast.open_lesson_key]
        )
        for name in ("lesson_detail", "complete_lesson")
    },
    "courses:lesson_file": lambda cast: cast.file.get_absolute_url(),
    "courses:lesson_file@closed": lambda cast: cast.closed_file.get_absolute_url(),
    **_plain("courses:search"),
    **_plain("cms:catalogue"),
    "cms:logo": lambda cast: cast.logo.get_absolute_url(),
    "cms:verification_file": lambda cast: reverse("cms:verification_file", args=[cast.verification_file.name]),
    **_plain("account_login"),
    **_plain("account_logout"),
    **_plain("account_change_password"),
    **_plain("account_set_password"),
    **_plain("account_reset_password"),
    **_plain("account_reset_password_done"),
    **_plain("account_reset_password_from_key", "1", "made-up"),
    **_plain("account_reset_password_from_key_done"),
    **_plain("mfa_authenticate"),
    **_plain("mfa_login_webauthn"),
    **_plain("mfa_add_webauthn"),
    **_plain("mfa_remove_webauthn", 1),
    **_plain("mfa_activate_totp"),
    **_plain("mfa_deactivate_totp"),
    **_plain("mfa_view_recovery_codes"),
    **_plain("mfa_generate_recovery_codes"),
    **_plain("weixin_callback"),
    **_plain("dingtalk_callback"),
    **_plain("feishu_callback"),
    **_plain("openid_connect_callback", "oidc"),
    "wagtaildocs_serve": lambda cast: cast.document.url,
    "wagtaildocs_serve@draft": lambda cast: cast.draft_document.url,
    "serve_upload": lambda cast: cast.document.file.url,
    **_plain("open_in_browser"),
    **_plain("robots"),
    **_plain("favicon"),
    **_plain("healthz"),
    **_plain("readyz"),
    **_plain("dashboards:site_manifest", "en"),
    **_plain("wagtailcore_login"),
    "wagtail_serve": lambda cast: "/zh-hans/",
    "wagtail_serve@draft": lambda cast: cast.draft.get_url(),
}

BODIES: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "people:change_language": lambda cast: {"language": "en", "next": "/me/"},
    "courses:answer_check_question": lambda cast: {
        "question_key": next(iter(plan_of(cast.course.structure).lessons[str(cast.checked_lesson_key)])).key,
        "given": "a",
    },
    "courses:keep_note": lambda cast: {"n-stock": "60"},
    "courses:keep_place": lambda cast: {"section": "text"},
    "courses:answer_exam_question": lambda cast: {
        "question_key": cast.attempt.order["questions"][0],
        "given": "a",
        "sequence": "1",
    },
    "people:send_code": lambda cast: {"login": "nobody@example.com"},
    "account_login": lambda cast: {"login": "nobody@example.com", "password": "wrong"},
    "account_reset_password": lambda cast: {"email": "nobody@example.com"},
}


def body_of(name: str, cast: Cast) -> dict[str, Any]:
    make = BODIES.get(name.partition("@")[0])
    return make(cast) if make else {}
