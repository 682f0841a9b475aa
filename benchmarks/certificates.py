"""Printing a certificate: what it costs against WeasyPrint used plainly, and whether memory stays."""

from __future__ import annotations

import os
import resource
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock
from uuid import uuid4

import segno
import weasyprint
from django.utils import timezone

from certificates.api import CredentialKind, award_certificate, define_credential
from certificates.models import Certificate, CertificateFile, Credential
from certificates.printing import press, print_paper
from certificates.printing.tokens import fill_tokens
from certificates.queries import drawings_of
from foundation import outbox
from foundation.models import OutboxMessage
from people.api import main_organisation_of
from people.models import Person

from .measuring import Reading, Side, ratio_of

PRINTS_A_TURN = 4
FEW, MANY = 50, 500


def certificate_vs_plain(*, is_tiny: bool = False) -> Reading:
    """The whole task as the worker does it: lease, print, store, mark. Against `write_pdf` alone, of the same page."""
    orders, prints = _orders(), 1 if is_tiny else PRINTS_A_TURN
    waiting: list[int] = []

    def order() -> None:
        waiting[:] = [next(orders) for _ in range(prints)]

    def deliver() -> None:
        for message in waiting:
            assert outbox.deliver(message)  # noqa: S101 - else nothing would be measured

    order()
    plain = plain_print(Certificate.objects.latest("pk"))
    return ratio_of(
        Side("whole task", deliver, calls=prints, prepare=order),
        Side("plain write_pdf", plain),
        rounds=1 if is_tiny else 9,
    )


def certificate_memory(*, is_tiny: bool = False) -> Reading:
    """Resident memory of one worker after many prints, against the same worker's after few."""
    few, many = (2, 4) if is_tiny else (FEW, MANY)
    orders, taken = _orders(), {}
    for number in range(1, many + 1):
        assert outbox.deliver(next(orders))  # noqa: S101
        if number in (few, many):
            taken[number] = _resident_megabytes()
    assert CertificateFile.objects.count() >= many  # noqa: S101
    return Reading(taken[many] / taken[few], {f"MB after {few}": taken[few], f"after {many}": taken[many]})


def plain_print(certificate: Certificate) -> Callable[[], bytes]:
    """The page that our press makes, with its plate and its code as SVG images, as WeasyPrint's documentation has it.

    The style sheet is parsed and fonts are configured once, as ours are: that is not counted against the plain one.
    """
    html, plates = _page_and_plates(certificate)
    code = segno.make_qr(certificate.snapshot["verify_url"], error="m", boost_error=False)
    html = html.replace(f'src="qr:{certificate.snapshot["verify_url"]}"', f'src="{code.svg_data_uri()}"')
    css = fill_tokens((Path(press.__file__).parent / "certificate.css").read_text("utf-8"))
    for address, svg in plates.items():
        css = css.replace(f"url({address})", f"url({_as_data(svg)})")
    fonts = weasyprint.text.fonts.FontConfiguration()
    style = weasyprint.CSS(string=css, font_config=fonts)
    return lambda: weasyprint.HTML(string=html).write_pdf(
        stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
    )


def _page_and_plates(certificate: Certificate) -> tuple[str, dict[str, str]]:
    """What a press of its own hands to WeasyPrint: the page, and the SVG of each plate by its address."""
    drawn: dict[str, str] = {}
    draw_plate = press.draw_plate

    def draw_and_note(name: str, *rest: Any, **more: Any) -> str:
        drawn[f"plate:{name}"] = drawn["plate:"] = draw_plate(name, *rest, **more)
        return drawn["plate:"]

    with (
        mock.patch.object(press, "draw_plate", draw_and_note),
        mock.patch.object(press, "Page", wraps=press.Page) as page,
        mock.patch.object(press, "press", press.Press),
    ):
        print_paper(certificate.paper, drawings_of(certificate.paper))
    return page.call_args.args[0], drawn


def _as_data(svg: str) -> str:
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _orders() -> Iterator[int]:
    """Certificates without end, each of somebody in the demo; what comes is the outbox's message."""
    words = Credential.objects.order_by("pk")[0].words
    people = list(Person.objects.order_by("pk"))
    while True:
        key = f"bench-{uuid4()}"
        credential = define_credential(key=key, kind=CredentialKind.COURSE, words=words, valid_months=24)
        for person in people:
            today = timezone.localdate()
            organisation = main_organisation_of(person)
            award_certificate(credential, holder=person, awarded_on=today, organisation=organisation)
            yield OutboxMessage.objects.latest("pk").pk


def _resident_megabytes() -> float:
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
