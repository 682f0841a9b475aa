import uuid

import factory
from factory.django import DjangoModelFactory

from people.joining.codes import new_code
from people.models import ShortLink


class ShortLinkFactory(DjangoModelFactory):
    kind = "learn"
    object_uuid = factory.LazyFunction(uuid.uuid4)
    code = factory.LazyFunction(lambda: new_code(10))

    class Meta:
        model = ShortLink
