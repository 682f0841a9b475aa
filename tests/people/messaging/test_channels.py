import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import time_machine

from foundation import outbox
from foundation.models import OutboxMessage
from people.messaging.actions.sending import send_message, send_secret
from people.messaging.channels import Channel, Letter, channel_named, channels
from people.messaging.channels.sms import GatewayRefused, SmsChannel, template_of
from people.messaging.kinds import kind_named
from people.models import Message
from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kinds")]


class Gateway(BaseHTTPRequestHandler):
    """Stands in for a gateway on this machine: notes what it is asked, and answers as it is told."""

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.orders.append((self.path, dict(self.headers), body))
        status, headers, answer = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway(settings):
    server = HTTPServer(("127.0.0.1", 0), Gateway)
    server.orders, server.answer = [], (200, {}, b"{}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    settings.SMS_GATEWAY_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_GATEWAY_TOKEN = "a token"
    settings.SMS_TEMPLATES = {"tests.ready": "SMS_1", "tests.code:en": "SMS_2", "tests.code": "SMS_3"}
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def letter(**fields):
    words = {"key": "k1", "kind": kind_named("tests.code"), "address": "+8615000000001", "language": "en"}
    return Letter(**words | {"variables": {"code": "730412"}} | fields)


def test_gateway_is_asked_for_a_template_with_variables(gateway):
    SmsChannel().send(letter())

    ((path, headers, body),) = gateway.orders
    assert path == "/send"
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer a token", "k1")
    assert body == {
        "id": "k1",
        "to": "+8615000000001",
        "template": "SMS_2",
        "language": "en",
        "variables": {"code": "730412"},
    }


def test_message_leaves_by_the_gateway_with_its_link(gateway):
    person = PersonFactory(phone="+8615000000001")
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        send_message("tests.ready", to=person, cause="one", variables={"title": "库存管理"})
        outbox.deliver_due()

    message = Message.objects.get()
    link = f"http://localhost:8000/inbox/{message.uuid}/"
    assert gateway.orders[0][2]["variables"] == {"title": "库存管理", "link": link}
    assert (gateway.orders[0][2]["template"], message.channel) == ("SMS_1", "SMS")


def test_message_whose_kind_has_no_template_leaves_by_mail(gateway, mailoutbox):
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        send_message("tests.moved", to=PersonFactory(), cause="one", variables={"day": "周五"})
        outbox.deliver_due()

    assert (gateway.orders, len(mailoutbox)) == ([], 1)


@pytest.mark.parametrize(("language", "template"), [("en", "SMS_2"), ("zh-hans", "SMS_3")])
def test_template_of_a_language_goes_before_that_of_all(gateway, language, template):
    assert template_of(kind_named("tests.code"), language) == template


def test_kind_without_a_template_is_not_carried(gateway):
    assert SmsChannel().carries(kind_named("tests.ready"), "en")
    assert not SmsChannel().carries(kind_named("tests.moved"), "en")
    with pytest.raises(GatewayRefused, match=r"no template for tests\.moved:en"):
        SmsChannel().send(letter(kind=kind_named("tests.moved"), variables={"day": "Friday"}))
    assert gateway.orders == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((400, {}, b'{"code": "isv.TEMPLATE_ILLEGAL", "message": "to +8615000000001"}'), "400 (isv.TEMPLATE_ILLEGAL)."),
        ((400, {}, b'{"code": "15000000001"}'), "answered 400."),
        ((500, {}, b"730412 not sent to +8615000000001"), "answered 500."),
        ((502, {}, b"[]"), "answered 502."),
        ((302, {"Location": "http://127.0.0.1:9/elsewhere"}, b""), "answered 302."),
    ],
)
def test_refusal_is_told_without_number_or_code(gateway, answer, said):
    gateway.answer = answer

    with pytest.raises(GatewayRefused) as refused:
        SmsChannel().send(letter())

    assert said in str(refused.value)
    assert "15000000001" not in str(refused.value)
    assert "730412" not in str(refused.value)
    assert len(gateway.orders) == 1


def test_gateway_that_is_away_is_tried_again_until_it_takes_the_code(gateway, settings):
    there, settings.SMS_GATEWAY_URL = settings.SMS_GATEWAY_URL, "http://127.0.0.1:9/"
    send_secret("tests.code", address="+8615000000001", language="en", variables={"code": "730412"})
    outbox.deliver_due()
    message = OutboxMessage.objects.get()
    assert message.last_error == "GatewayRefused: The gateway was not reached: URLError."

    settings.SMS_GATEWAY_URL = there
    OutboxMessage.objects.update(run_at=message.created_at)
    outbox.deliver_due()
    OutboxMessage.objects.update(delivered_at=None, run_at=message.created_at)
    outbox.deliver_due()

    keys = {headers["Idempotency-Key"] for _path, headers, _body in gateway.orders}
    assert (len(gateway.orders), len(keys)) == (2, 1)


def test_without_gateway_where_mails_leave_no_text_message_does(settings):
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}

    assert not SmsChannel().is_open()
    with pytest.raises(GatewayRefused, match="SMS_GATEWAY_URL is not set"):
        SmsChannel().send(letter())


class WeCom(Channel):
    """Another channel is a class with four words and two methods."""

    name = "WECOM"
    title = "WeCom"
    sent: list[Letter] = []

    def address_of(self, person):
        return f"wecom-{person.pk}"

    def send(self, letter):
        self.sent.append(letter)


def test_another_channel_takes_a_class_and_a_line_of_settings(settings):
    settings.MESSAGE_CHANNELS = [f"{__name__}.WeCom", *settings.MESSAGE_CHANNELS]

    assert [channel.name for channel in channels()] == ["WECOM", "SMS", "EMAIL"]
    assert channel_named("WECOM").title == "WeCom"
    assert channel_named("PIGEON") is None
