import hashlib

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from certificates.actions import NotPrintable, files, order_print, print_again, print_certificate
from certificates.enums import PrintState
from certificates.models import CertificateFile
from certificates.queries import print_state_of
from foundation import outbox
from foundation.files import private_storage
from foundation.models import AuditLine, OutboxMessage
from tests.factories.certificates import CertificateFactory
from tests.factories.people import PersonFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(private_folder):
    return private_folder


@pytest.fixture
def storage(folder):
    return private_storage()


def stored(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_printed_certificate_has_its_file_and_digest(storage, folder):
    certificate = CertificateFactory()

    printed = print_certificate(certificate)

    content = (folder / printed.file.name).read_bytes()
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == printed.sha256
    assert stored(folder) == [folder / f"certificates/2026/{certificate.uuid}.pdf"]


def test_print_needs_the_snapshot_alone(monkeypatch):
    certificate = CertificateFactory(holder__full_name="欧阳文静")
    certificate.holder_person.full_name = "改了名"
    certificate.holder_person.save()
    papers = []
    monkeypatch.setattr(files, "print_paper", lambda paper, drawings: papers.append(paper) or b"%PDF-")

    print_certificate(certificate)

    assert papers[0].holder == "欧阳文静"


def test_printing_again_is_the_same_file(storage, folder):
    certificate = CertificateFactory()

    first, again = (print_certificate(certificate) for _ in range(2))

    assert (again.pk, again.printed_at) == (first.pk, first.printed_at)
    assert CertificateFile.objects.count() == len(stored(folder)) == 1


def test_what_a_killed_worker_left_is_written_over(storage, folder):
    certificate = CertificateFactory()
    storage.save(f"certificates/2026/{certificate.uuid}.pdf", ContentFile(b"%PDF- half"))

    printed = print_certificate(certificate)

    assert stored(folder) == [folder / printed.file.name]
    assert hashlib.sha256((folder / printed.file.name).read_bytes()).hexdigest() == printed.sha256


def test_full_disk_leaves_neither_file_nor_row_and_the_outbox_tries_again(storage, folder, monkeypatch):
    certificate = CertificateFactory()
    message = OutboxMessage.objects.get()

    def write_half(name, content, **options):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF- half")
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(type(storage), "save", lambda self, name, content: write_half(name, content))
        assert outbox.deliver(message.pk) is False

    assert stored(folder) == []
    assert not CertificateFile.objects.exists()
    message.refresh_from_db()
    assert "No space left" in message.last_error

    OutboxMessage.objects.update(run_at=message.created_at)
    assert outbox.deliver(message.pk) is True
    assert CertificateFile.objects.get().certificate == certificate


def test_lost_file_is_printed_anew_when_it_is_ordered(storage, folder):
    certificate = CertificateFactory(is_printed=True)
    before = CertificateFile.objects.get()
    (folder / before.file.name).unlink()

    order_print(certificate)
    outbox.deliver_due()

    after = CertificateFile.objects.get()
    assert storage.exists(after.file.name)
    assert after.printed_at > before.printed_at


def test_ordering_a_print_twice_is_one_message():
    certificate = CertificateFactory()

    order_print(certificate)

    assert OutboxMessage.objects.count() == 1


def test_name_that_no_font_has_is_refused_with_a_sentence(storage, folder):
    certificate = CertificateFactory(holder=PersonFactory(full_name="王\ue863"))

    with pytest.raises(NotPrintable, match="\ue863"):
        print_certificate(certificate)

    assert stored(folder) == []


def test_print_that_was_given_up_stays_so_until_somebody_says_so():
    certificate = CertificateFactory()
    give_up()

    order_print(certificate)

    assert outbox.messages_given_up().count() == OutboxMessage.objects.count() == 1
    assert print_state_of(certificate) == PrintState.FAILED


def test_print_that_was_given_up_is_ordered_again_and_audited(folder):
    certificate, admin = CertificateFactory(), SuperuserFactory()
    give_up()

    print_again(certificate, by=admin)

    assert print_state_of(certificate) == PrintState.PRINTING
    assert AuditLine.objects.get(action="print_again").actor == admin.uuid
    assert outbox.deliver_due() == 1
    assert len(stored(folder)) == 1


@pytest.mark.parametrize("is_lost", [True, False])
def test_certificate_without_order_is_ordered_again(folder, is_lost):
    certificate = CertificateFactory(is_printed=is_lost)
    for path in stored(folder):
        path.unlink()
    OutboxMessage.objects.all().delete()
    assert print_state_of(certificate) == PrintState.FAILED

    print_again(certificate, by=SuperuserFactory())
    outbox.deliver_due()

    assert print_state_of(certificate) == PrintState.PRINTED


def test_file_lost_twice_is_printed_twice(folder):
    certificate = CertificateFactory()
    for _time in range(3):
        outbox.deliver_due()
        assert print_state_of(certificate) == PrintState.PRINTED
        for path in stored(folder):
            path.unlink()
        order_print(certificate)

    assert OutboxMessage.objects.count() == 4


@pytest.mark.parametrize("is_printed", [True, False])
def test_print_that_is_there_or_under_way_is_not_ordered_again(is_printed):
    certificate = CertificateFactory(is_printed=is_printed)

    print_again(certificate, by=SuperuserFactory())

    assert OutboxMessage.objects.count() == 1
    assert not AuditLine.objects.filter(action="print_again").exists()


def give_up():
    OutboxMessage.objects.update(gave_up_at=timezone.now(), last_error="OSError: disk full")
