import io
import re

import pypdf
import pytest
from django.utils import timezone

from certificates.actions import change_state
from certificates.enums import CertificateState
from certificates.models import CertificateFile
from foundation import outbox
from foundation.models import OutboxMessage
from tests.certificates.addresses import detail, pdf, picture
from tests.factories.certificates import CertificateFactory
from tests.factories.people import PersonFactory, SuperuserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(private_folder):
    return private_folder


def read(response):
    return b"".join(response.streaming_content)


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestCertificatePdf:
    def test_is_a_sentence_until_it_is_printed(self, client, certificate, holder):
        response = client.get(pdf(certificate), headers={"accept-language": "en"})

        assert response.status_code == 202
        assert "text/html" in response["Content-Type"]
        assert pdf(certificate) in response.content.decode()

    def test_downloads_with_its_name_once_it_is_printed(self, client, certificate, holder):
        outbox.deliver_due()

        response = client.get(pdf(certificate))

        content = read(response)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert "filename*=utf-8''%E7%BB%93%E4%B8%9A%E8%AF%81%E4%B9%A6-" in response["Content-Disposition"]
        assert "attachment" in response["Content-Disposition"]
        assert "欧阳文静" in pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().replace(" ", "")

    def test_is_kept_by_the_holders_browser_and_nobody_else(self, client, certificate, holder):
        outbox.deliver_due()
        first = client.get(pdf(certificate))
        assert read(first).startswith(b"%PDF-")

        again = client.get(pdf(certificate), headers={"if-none-match": first["ETag"]})

        assert again.status_code == 304
        assert {"private", "no-cache"} <= {part.strip() for part in first["Cache-Control"].split(",")}

    def test_known_etag_opens_nothing_to_others(self, client, certificate):
        outbox.deliver_due()
        client.force_login(PersonFactory())

        etag = f'"{CertificateFile.objects.get().sha256}"'
        assert client.get(pdf(certificate), headers={"if-none-match": etag}).status_code == 404

    def test_lost_file_is_printed_again(self, client, certificate, holder, folder):
        outbox.deliver_due()
        next(folder.rglob("*.pdf")).unlink()

        assert client.get(pdf(certificate)).status_code == 202
        outbox.deliver_due()

        response = client.get(pdf(certificate))
        assert response.status_code == 200
        assert read(response).startswith(b"%PDF-")

    def test_name_that_nobody_can_print_is_said(self, client):
        certificate = CertificateFactory(holder__full_name="王\ue863")
        client.force_login(certificate.holder_person)

        response = client.get(pdf(certificate))

        assert response.status_code == 202
        assert "\ue863" in response.context["obstacle"]

    def test_print_that_was_given_up_is_said_with_what_is_kept(self, client, certificate, holder):
        OutboxMessage.objects.update(gave_up_at=timezone.now(), last_error="OSError: secret path")

        page = client.get(pdf(certificate), headers={"accept-language": "en"})
        own = client.get(detail(certificate), headers={"accept-language": "en"})

        assert page.status_code == 503
        assert "Printing your certificate failed" in text_of(page)
        assert "being printed" not in text_of(page) + text_of(own)
        assert certificate.paper.code in text_of(page)
        assert "Its PDF could not be made" in text_of(own)
        assert "secret path" not in text_of(page) + text_of(own)

    def test_print_that_nobody_ordered_is_ordered(self, client, certificate, holder):
        OutboxMessage.objects.all().delete()

        assert client.get(pdf(certificate)).status_code == 202
        assert outbox.deliver_due() == 1

    def test_revoked_certificate_still_prints_for_its_holder(self, client, certificate, holder):
        change_state(certificate, state=CertificateState.REVOKED, by=SuperuserFactory(), reason="代考")
        outbox.deliver_due()

        response = client.get(pdf(certificate))

        assert response.status_code == 200
        assert read(response).startswith(b"%PDF-")


class TestCertificatePicture:
    def test_holder_downloads_a_picture_to_share(self, client, certificate, holder):
        response = client.get(picture(certificate))

        assert response["Content-Type"] == "image/png"
        assert "attachment" in response["Content-Disposition"]
        assert response["Content-Disposition"].endswith(".png")
        assert read(response).startswith(b"\x89PNG")

    def test_is_sent_once(self, client, certificate, holder):
        first = client.get(picture(certificate))
        assert read(first)

        assert client.get(picture(certificate), headers={"if-none-match": first["ETag"]}).status_code == 304
        assert "private" in first["Cache-Control"]

    @pytest.mark.parametrize("state", [CertificateState.REVOKED, CertificateState.SUSPENDED])
    def test_is_not_offered_of_what_is_withdrawn(self, client, state):
        withdrawn = CertificateFactory(state=state)
        client.force_login(withdrawn.holder_person)

        response = client.get(detail(withdrawn))

        assert response.status_code == 200
        assert picture(withdrawn) not in response.content.decode()

    def test_of_others_is_not_there(self, client, certificate):
        client.force_login(CertificateFactory().holder_person)

        assert client.get(picture(certificate)).status_code == 404


class TestSentByNginx:
    @pytest.fixture(autouse=True)
    def _behind_nginx(self, settings):
        settings.X_ACCEL_PREFIX = "/private/"

    def test_holder_is_sent_to_the_file_with_its_name_and_nothing_is_read(self, client, certificate, holder, folder):
        outbox.deliver_due()

        response = client.get(pdf(certificate))

        assert response["X-Accel-Redirect"] == f"/private/{CertificateFile.objects.get().name}"
        assert (folder / response["X-Accel-Redirect"].removeprefix("/private/")).is_file()
        assert response["Content-Type"] == "application/pdf"
        assert "filename*=utf-8''" in response["Content-Disposition"]
        assert response.content == b""
        assert "private" in response["Cache-Control"]

    def test_others_are_sent_nowhere(self, client, certificate):
        outbox.deliver_due()
        client.force_login(PersonFactory())

        response = client.get(pdf(certificate))

        assert response.status_code == 404
        assert "X-Accel-Redirect" not in response

    def test_lost_file_is_printed_again(self, client, certificate, holder, folder):
        outbox.deliver_due()
        next(folder.rglob("*.pdf")).unlink()

        response = client.get(pdf(certificate))

        assert response.status_code == 202
        assert "X-Accel-Redirect" not in response
