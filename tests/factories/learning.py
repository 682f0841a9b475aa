"""Activities and learning records for tests. Records come by the one door, so standings and certificates follow."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from learning.actions import record_completion
from learning.enums import ActivityKind
from learning.models import Activity


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity

    kind = ActivityKind.COURSE
    key = factory.Sequence(lambda n: f"activity-{n}")
    titles = factory.Sequence(lambda n: {"zh-hans": f"库存管理{n}", "en": f"Inventory Management {n}"})


def complete(person, activity, **fields):
    """The learning record of `person` completing `activity`, by the same door as everywhere."""
    return record_completion(person, activity, **({"completed_at": timezone.now(), "source": "tests"} | fields))
