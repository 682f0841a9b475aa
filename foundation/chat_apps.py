"""Chat apps open links in browsers of their own, which cannot do all that a browser can: save a file, use a passkey."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ChatApp:
    """`choose` is what stands in the menu behind ⋯, as the app itself calls it."""

    name: Promise
    choose: Promise


OPEN_IN_BROWSER = _("Open in browser")
# The first that is in a browser's name for itself: some carry another's too.
CHAT_APPS = {
    "wxwork": ChatApp(_("WeCom"), OPEN_IN_BROWSER),
    "MicroMessenger": ChatApp(_("WeChat"), OPEN_IN_BROWSER),
    "DingTalk": ChatApp(_("DingTalk"), OPEN_IN_BROWSER),
    "Lark": ChatApp(_("Feishu"), OPEN_IN_BROWSER),
    "Feishu": ChatApp(_("Feishu"), OPEN_IN_BROWSER),
    " QQ/": ChatApp(_("QQ"), _("Open with another browser")),
    "Weibo": ChatApp(_("Weibo"), OPEN_IN_BROWSER),
}


def chat_app_of(user_agent: str) -> ChatApp | None:
    """The chat app in whose own browser somebody reads; None in a browser. QQ's browser is one, QQ is none."""
    return next((app for mark, app in CHAT_APPS.items() if mark.lower() in user_agent.lower()), None)
