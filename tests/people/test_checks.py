import pytest

from people import checks

GATEWAY = {"SMS_GATEWAY_URL": "https://gateway.example.com/send", "SMS_TEMPLATES": {"people.digest": "SMS_1"}}
SMTP = {"MAILERS": {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}}


def found(check, settings, **changes):
    for name, value in changes.items():
        setattr(settings, name, value)
    return [message.id for message in check()]


@pytest.mark.parametrize(
    ("address", "ids"),
    [
        ("", []),
        ("https://gateway.example.com/send", []),
        ("gateway.example.com", ["people.E001"]),
        ("file:///etc/passwd", ["people.E001"]),
        ("https://", ["people.E001"]),
    ],
)
def test_gateway_is_an_address_of_the_web(settings, address, ids):
    assert found(checks.check_gateway, settings, SMS_GATEWAY_URL=address) == ids


@pytest.mark.parametrize(("is_shown", "ids"), [(True, ["people.E002"]), (False, [])])
def test_deployment_that_shows_codes_to_everybody_is_refused(settings, is_shown, ids):
    assert found(checks.check_messages_are_not_shown, settings, LOCAL_MESSAGES=is_shown) == ids


@pytest.mark.parametrize(
    ("changes", "ids"),
    [
        (GATEWAY, []),
        ({}, ["people.W001"]),
        (SMTP, ["people.W001"]),
        (GATEWAY | {"SMS_TEMPLATES": {}}, ["people.W002"]),
        (GATEWAY | {"SMS_GATEWAY_URL": "http://gateway.example.com/"}, ["people.W003"]),
    ],
)
def test_deployment_says_why_text_messages_do_not_leave_well(settings, changes, ids):
    assert found(checks.check_text_messages_leave, settings, **changes) == ids
