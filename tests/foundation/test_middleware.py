import logging
from io import BytesIO

import pytest
from django.urls import reverse

from courses.actions import store_lesson_file
from foundation.models import AuditLine
from tests.factories.courses import enrolled, released
from tests.factories.people import LearnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def _proxy(settings):
    settings.BEHIND_PROXY = True


@pytest.mark.usefixtures("_proxy")
def test_request_id_that_a_proxy_gave_is_kept(client):
    response = client.get("/robots.txt", headers={"X-Request-ID": "from-the-proxy-1"})

    assert response["X-Request-ID"] == "from-the-proxy-1"


@pytest.mark.usefixtures("_proxy")
@pytest.mark.parametrize("given", ["", "short", "x" * 65, "a b c d e f g", "<script>alert</script>"])
def test_strange_request_id_is_replaced(client, given):
    response = client.get("/robots.txt", headers={"X-Request-ID": given})

    assert len(response["X-Request-ID"]) == 36


def test_request_id_from_a_visitor_is_replaced_where_no_proxy_stands(client):
    response = client.get("/robots.txt", headers={"X-Request-ID": "from-a-visitor-1"})

    assert response["X-Request-ID"] != "from-a-visitor-1"


def lines_of(caplog):
    return [record.msg for record in caplog.records if record.name == "request"]


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/verify/ABCDEFGHJKMNPQRSTUVW/", "/verify/…/"),
        ("/accounts/password/reset/key/1a-c0ffee-cafe/", "/accounts/password/reset/key/…-…/"),
    ],
)
def test_what_opens_something_is_not_logged(client, caplog, path, logged):
    with caplog.at_level(logging.INFO):
        client.get(path)

    assert [line["path"] for line in lines_of(caplog)] == [logged]
    assert "ABCDEFGHJKMNPQRSTUVW" not in caplog.text
    assert "c0ffee" not in caplog.text


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_every_few_seconds_fill_no_log(client, caplog, path):
    with caplog.at_level(logging.INFO, logger="request"):
        client.get(path)

    assert lines_of(caplog) == []


def test_audit_line_knows_the_request_that_caused_it(client):
    person = LearnerFactory()
    client.force_login(person)
    course = released()

    response = client.post(reverse("courses:start_course", args=[course.uuid]))

    line = AuditLine.objects.get(action="enrol_person")
    assert line.request_id == response["X-Request-ID"]


def test_audit_line_without_a_request_names_none():
    enrolled()

    assert AuditLine.objects.get(action="enrol_person").request_id == ""


def test_request_is_one_line_with_its_id_and_no_query_string(client, caplog):
    with caplog.at_level(logging.INFO, logger="request"):
        response = client.get("/robots.txt?secret=1")

    (line,) = lines_of(caplog)
    assert (line["method"], line["path"], line["status"]) == ("GET", "/robots.txt", 200)
    assert line["request_id"] == response["X-Request-ID"]


def test_logging_a_request_does_not_load_who_is_asking(client, django_user_model, django_assert_num_queries):
    client.force_login(django_user_model.objects.create_user("a@example.com", full_name="王"))

    with django_assert_num_queries(0):
        client.get("/robots.txt")


@pytest.mark.parametrize("path", ["/certificates/no-such/", "/no-such-page/", "/zh-hans/no-such-page/"])
def test_missing_page_is_a_404_and_not_sent_to_a_language(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("accepted", "language"), [("en-GB,en", "en"), ("zh-CN,zh", "zh-hans"), ("", "zh-hans")])
def test_page_without_a_language_in_its_address_speaks_the_visitors(client, accepted, language):
    response = client.get("/accounts/login/", headers={"Accept-Language": accepted})

    assert response["Content-Language"] == language
    assert "Accept-Language" in response["Vary"]


@pytest.mark.parametrize("path", ["/zh-hans/", "/verify/", "/accounts/login/", "/", "/learn/"])
def test_every_page_says_that_it_is_private_and_depends_on_cookies(client, path):
    response = client.get(path)

    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("path", ["/zh-hans/", "/verify/"])
def test_pages_travel_compressed_for_those_who_can_read_them_so(client, path):
    plain = client.get(path)
    compressed = client.get(path, headers={"Accept-Encoding": "gzip"})

    assert compressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain["Vary"]
    assert len(compressed.content) < len(plain.content) / 1.5


def test_equal_pages_differ_in_length_so_that_their_secrets_cannot_be_measured(client):
    lengths = {len(client.get("/verify/", headers={"Accept-Encoding": "gzip"}).content) for _time in range(12)}

    assert len(lengths) > 3


def test_files_travel_as_they_are(client):
    course = released()
    file = store_lesson_file(BytesIO(b"1,2,3\n" * 500), name="table.csv", content_type="text/csv")
    file.courses.add(course)
    client.force_login(LearnerFactory())

    response = client.get(file.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    b"".join(response)  # to its end, so that it closes the file

    assert "Content-Encoding" not in response
    assert response["Content-Length"] == "3000"
