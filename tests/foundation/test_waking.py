"""The call that wakes a worker is what Celery's own would be."""

import pytest
from celery import current_app

from foundation.tasks import deliver_message
from foundation.waking import TASK, wake_worker


@pytest.fixture(autouse=True)
def _empty_queue():
    current_app.control.purge()


def next_message():
    with current_app.connection_for_read() as connection:
        queue = connection.SimpleQueue(current_app.conf.task_default_queue)
        message = queue.get(timeout=5)
        message.ack()
        queue.close()
    return message


def test_worker_reads_the_same_as_from_celery_itself():
    deliver_message.delay(5)
    of_celery = next_message()
    wake_worker(5)
    ours = next_message()

    assert deliver_message.name == TASK
    assert ours.payload[:2] == of_celery.payload[:2] == [[5], {}]
    told = ("lang", "task", "parent_id")
    assert [ours.headers[name] for name in told] == [of_celery.headers[name] for name in told]
    assert ours.headers["id"] == ours.headers["root_id"] == ours.properties["correlation_id"]
    assert (ours.content_type, ours.content_encoding) == (of_celery.content_type, of_celery.content_encoding)
    assert ours.delivery_info["routing_key"] == of_celery.delivery_info["routing_key"]
