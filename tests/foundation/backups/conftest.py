import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from wagtail.documents.models import Document

from certificates.actions import print_certificate
from certificates.models import Certificate, CertificateFile
from courses.actions import store_lesson_file
from courses.models import LessonFile
from foundation.backups import make_backup
from tests.factories.courses import completed, enrolled


@pytest.fixture
def stores(tmp_path, monkeypatch):
    """Folders of this test's own for uploads and for what is private."""
    fields = [model._meta.get_field("file").storage for model in (LessonFile, CertificateFile)]
    for storage in {id(one): one for one in (storages["private"], *fields, storages["default"])}.values():
        location = str(tmp_path / ("uploads" if storage is storages["default"] else "private"))
        monkeypatch.setattr(storage, "_location", location)
        for cached in ("base_location", "location"):
            monkeypatch.setitem(storage.__dict__, cached, location)
    return tmp_path


@pytest.fixture
def life():
    """A learner with a course behind them, a printed certificate, a picture of a lesson, an editor's upload."""
    enrolment = completed(enrolled())
    print_certificate(Certificate.objects.get())
    store_lesson_file(ContentFile(b"picture"), name="stock.png", content_type="image/png")
    Document.objects.create(title="Prices", file=ContentFile(b"a,b\n", name="prices.csv"))
    return enrolment


@pytest.fixture
def backup(life, stores):
    make_backup(stores / "backup")
    return stores / "backup"
