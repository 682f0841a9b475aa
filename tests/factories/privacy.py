"""Notices, and looks at the site as somebody."""

import datetime as dt

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from people.models import Consent, Impersonation, PurposeNotice
from tests.factories.people import LearnerFactory, SuperuserFactory


class NoticeFactory(DjangoModelFactory):
    """As if it had held since before anybody came: nobody is asked to read it."""

    class Meta:
        model = PurposeNotice

    number = factory.Sequence(lambda n: n + 1)
    text = "我们保存你的姓名和学习记录。\n\n有疑问就问你的业务员。"
    text_en = "We keep your name and what you learn.\n\nAsk your rep."


class ConsentFactory(DjangoModelFactory):
    class Meta:
        model = Consent

    person = factory.SubFactory(LearnerFactory)
    notice = factory.SubFactory(NoticeFactory)
    language = "zh-hans"
    path = "/privacy/read/"


class ImpersonationFactory(DjangoModelFactory):
    class Meta:
        model = Impersonation

    by = factory.SubFactory(SuperuserFactory)
    person = factory.SubFactory(LearnerFactory)
    reason = "他打不开考试"
    started_at = factory.LazyFunction(timezone.now)
    ends_at = factory.LazyAttribute(lambda look: look.started_at + dt.timedelta(minutes=30))
