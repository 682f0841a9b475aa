from contextlib import contextmanager

from django.db import transaction


@contextmanager
def undone():
    """What happens inside leaves nothing behind, be it in a test or, around it, in all tests of a file."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
