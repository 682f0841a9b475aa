"""Django's mailer settings from one address."""

from typing import Any
from urllib.parse import unquote, urlsplit


def mailer_from_url(url: str) -> dict[str, Any]:
    """`smtp://user:password@host:587` (TLS by `smtp+tls://`, `smtps://`), `file:///folder` or `console://`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": {"file_path": parts.path}}
    if parts.scheme == "console":
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"}:
        raise ValueError(f"EMAIL_URL: “{parts.scheme}” is not known. Use smtp, smtp+tls, smtps, file or console.")
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 587),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": parts.scheme == "smtp+tls",
            "use_ssl": parts.scheme == "smtps",
            "timeout": 20,
        },
    }
