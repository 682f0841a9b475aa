"""What an installation would trip over: settings, migrations, tasks that beat names."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

SECURE = {
    "SITE_URL": "https://university.example.com",
    "ALLOWED_HOSTS": "university.example.com",
    "BEHIND_PROXY": "true",
    "EMAIL_URL": "smtps://mailer:secret@mail.example.com",
    "DEFAULT_FROM_EMAIL": "Dealer University <learn@example.com>",
    "SMS_GATEWAY_URL": "https://gateway.example.com/send",
    "SMS_TEMPLATES": "people.digest=SMS_1",
}


def manage(*arguments, var):
    environment = os.environ | SECURE | {"DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(var)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_deployment_check_has_nothing_to_say_about_secure_settings(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "INFO", var=tmp_path)

    assert result.returncode == 0, result.stderr


@pytest.mark.slow
def test_models_and_migrations_agree(tmp_path):
    result = manage("makemigrations", "--check", "--dry-run", var=tmp_path)

    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize("name", [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()])
def test_beat_names_tasks_that_are_there(name):
    assert import_string(name).name == name


def test_task_is_dead_before_its_lease_runs_out():
    assert settings.CELERY_TASK_SOFT_TIME_LIMIT < settings.CELERY_TASK_TIME_LIMIT < settings.OUTBOX_LEASE_SECONDS
