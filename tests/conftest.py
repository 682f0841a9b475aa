import gc

import pytest
from django.core.files.storage import storages
from django.db import connections
from django.test import client
from django.utils import translation
from hypothesis import settings as hypothesis

from tests import caching, databases

gc.disable()  # until all is imported: see pytest_collection_finish

hypothesis.register_profile("patient", deadline=None)  # a busy machine is no failure
hypothesis.load_profile("patient")

store_rendered_templates = client.store_rendered_templates


def store_whole_templates(store, signal, sender, template, context, **kwargs):
    """Django would copy what each of the hundred parts of a page was given; tests look at what the page was given."""
    if context.template is template:
        store_rendered_templates(store, signal, sender, template, context, **kwargs)


client.store_rendered_templates = store_whole_templates


@pytest.fixture(scope="session")
def worker_id(request):
    return getattr(request.config, "workerinput", {}).get("workerid", "main")


@pytest.fixture(scope="session")
def database_copies(django_db_blocker, worker_id):
    with django_db_blocker.unblock():
        copies = databases.copies_for(worker_id)
    yield copies
    with django_db_blocker.unblock():
        connections.close_all()
        copies.remove()


@pytest.fixture(scope="session")
def django_db_setup(database_copies):
    """Replaces pytest-django's: a copy of the template instead of a migration."""


@pytest.fixture
def committed_db(database_copies, django_db_blocker):
    """A database in which commits are real, for threads, servers and workers. Copied anew afterwards, never flushed.

    Use it instead of `django_db(transaction=True)`, whose flush wipes Wagtail's root page and locales.
    """
    with django_db_blocker.unblock():
        yield
        database_copies.renew()


@pytest.fixture(autouse=True)
def _empty_cache():
    caching.begin_anew()


@pytest.fixture(autouse=True)
def _look_of_nobody():
    """As it is where nobody chose one: a test that counts queries shall not be the one that asks for it."""
    from cms.look import SiteLook  # noqa: PLC0415 - when Django is ready
    from cms.queries import keep_site_look  # noqa: PLC0415

    keep_site_look(SiteLook())


@pytest.fixture(autouse=True)
def _same_storages():
    """File fields keep the storage they were made with; overriding STORAGES would leave `storages` with another one."""
    kept = dict(storages._storages)
    yield
    storages._storages.update(kept)


@pytest.fixture(autouse=True)
def _language_of_the_site():
    yield
    translation.deactivate()


# A page of the Wagtail admin takes a tenth of a second, and so does a print; these tests make many, or many rows.
SLOW_FILES = (
    "*/certificates/actions/test_houses.py",
    "*/certificates/test_races.py",
    "*/cms/actions/*.py",
    "*/cms/test_compiling.py",
    "*/cms/test_documents.py",
    "*/cms/test_models.py",
    "*/courses/test_queries_exam_figures.py",
    "*/courses/test_verbs.py",
    "*/dashboards/test_queries.py",
    "*/dashboards/test_teams.py",
    "*/importing/test_ugly_sheets.py",
    "*/test_admin*.py",
    "*/cms/test_demo_mistakes.py",
    "*/cms/test_publishing.py",
    "*/signing_in/test_elsewhere.py",
    "*/cms/test_previews.py",
    "*/cms/test_translating.py",
    "*/certificates/printing/*.py",
    "*/test_order.py",  # `make check` runs it
)


# Each takes as long as hundreds of others. The worker that has them begins with them, so that none is left at the end.
LONGEST_FILES = (
    "*/test_scale_out.py",
    "*/test_serve.py",
    "*/test_figures.py",
    "*/certificates/test_worker.py",
    "*/browser/test_admin_look.py",
    "*/browser/test_look.py",
    "*/browser/test_learner_journey.py",
)


def is_one_of(path, patterns):
    return any(path.match(pattern) for pattern in patterns)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items):
    paths = {item.path for item in items}
    slow = {path for path in paths if is_one_of(path, SLOW_FILES)}
    longest = {path for path in paths if is_one_of(path, LONGEST_FILES)}
    for item in items:
        if item.path in slow:
            item.add_marker(pytest.mark.slow)
        if any(mark.kwargs.get("transaction") for mark in item.iter_markers("django_db")):
            raise pytest.UsageError(f"{item.nodeid}: use the committed_db fixture, not transaction=True")
    yield  # marks come first, since `-m` chooses by them
    items.sort(key=lambda item: (item.path not in longest, item.get_closest_marker("browser") is None))


def pytest_collection_finish():
    """What is imported by now stays until the end. Looking through it for garbage again and again took a quarter of
    the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.enable()
