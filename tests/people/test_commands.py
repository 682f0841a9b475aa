import pytest
from django.core.management import call_command


@pytest.mark.usefixtures("kinds")
def test_kinds_are_listed_with_their_templates_and_blanks(settings, capsys):
    settings.SMS_TEMPLATES = {"tests.ready": "SMS_1"}

    call_command("message_kinds")

    lines = capsys.readouterr().out.splitlines()
    assert "tests.ready:en  SMS_1  Ready: ${title} Valid for two years." in lines
    assert "tests.moved:en  -  The appointment of ${day} has moved" in lines
    assert len(lines) == 10
