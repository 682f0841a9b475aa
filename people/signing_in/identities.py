"""Which accounts elsewhere may open an account here: those that the site's settings name."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext_lazy as _

NAMES = {"weixin": _("WeChat"), "dingtalk": _("DingTalk"), "feishu": _("Feishu")}


def offered(request: Any) -> list[dict[str, Any]]:
    """{"key", "name"} of each, without a query where none is set up."""
    return [
        {"key": provider.sub_id, "name": NAMES.get(provider.sub_id, provider.app.name)} for provider in _set_up(request)
    ]


def provider_of(request: Any, key: str) -> Any | None:
    return next((provider for provider in _set_up(request) if provider.sub_id == key), None)


def name_of(account: SocialAccount, known: list[dict[str, Any]]) -> str:
    """Of the provider, also if the settings no longer name it."""
    return next((str(one["name"]) for one in known if one["key"] == account.provider), account.provider)


def _set_up(request: Any) -> list[Any]:
    return [provider for provider in get_adapter(request).list_providers(request) if provider.app]
