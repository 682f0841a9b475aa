"""Accounts elsewhere that may open an account here, from settings to what allauth reads."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

ASKED_AT = {
    "weixin": "https://open.weixin.qq.com",
    "dingtalk": "https://login.dingtalk.com",
    "feishu": "https://open.feishu.cn",
}


def providers_from(
    *, oidc: str, oidc_name: str, oidc_is_trusted: bool, weixin: str, dingtalk: str, feishu: str
) -> dict[str, Any]:
    """`oidc` is https://client:secret@host/path, the others client:secret; empty ones are left out."""
    clients = {"weixin": weixin, "dingtalk": dingtalk, "feishu": feishu}
    providers = {name: {"APPS": [_client(given, name)]} for name, given in clients.items() if given}
    if oidc:
        providers["openid_connect"] = {"APPS": [_oidc_app(oidc, oidc_name, is_trusted=oidc_is_trusted)]}
    return providers


def origins_of(providers: dict[str, Any]) -> list[str]:
    """Where browsers are sent to."""
    found = [ASKED_AT[name] for name in providers if name in ASKED_AT]
    for app in providers.get("openid_connect", {}).get("APPS", []):
        address = urlsplit(app["settings"]["server_url"])
        found.append(f"{address.scheme}://{address.netloc}")
    return found


def _client(given: str, name: str) -> dict[str, Any]:
    client, colon, secret = given.partition(":")
    if not (client and colon and secret):
        raise ValueError(f"{name.upper()}_CLIENT is not of the form client:secret.")
    return {"client_id": client, "secret": secret, "name": ""}


def _oidc_app(url: str, name: str, *, is_trusted: bool) -> dict[str, Any]:
    address = urlsplit(url)
    if not (address.scheme and address.hostname and address.username and address.password):
        raise ValueError("OIDC_PROVIDER is not of the form https://client:secret@host/path.")
    server = f"{address.scheme}://{address.netloc.rpartition('@')[2]}{address.path.rstrip('/')}"
    return {
        "provider_id": "oidc",
        "name": name,
        "client_id": unquote(address.username),
        "secret": unquote(address.password),
        "settings": {"server_url": server, "is_trusted": is_trusted, "oauth_pkce_enabled": True},
    }
