import json
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.models import Note
from foundation import audit, outbox
from foundation.files import private_storage
from foundation.models import OutboxMessage
from people.enums import StaffGroup
from people.models import Message, Person, PersonalExport
from people.privacy.actions import ExportNotMade, ask_for_export, exporting
from people.privacy.actions.erasing import erase_person
from people.privacy.actions.exporting import make_export
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import enrolled, released
from tests.factories.people import PASSWORD, DealerFactory, LearnerFactory, OwnerFactory, StaffFactory, SuperuserFactory
from tests.factories.privacy import ImpersonationFactory
from tests.people.importing.sheets import imported, xlsx

pytestmark = pytest.mark.django_db
MY_DATA = "/me/data/"
LIST = ["经销商代码", "姓名", "手机号", "岗位", "工号", "邮箱"]


@pytest.fixture
def guide():
    return LearnerFactory(full_name="周婷", latin_name="Zhou Ting")


@pytest.fixture
def admin():
    return StaffFactory(group=StaffGroup.PLATFORM_ADMINS)


def made(person, *, by):
    export = ask_for_export(person, by=by)
    outbox.deliver_due()
    export.refresh_from_db()
    return export


def opened(export):
    with private_storage().open(export.file.name) as file, zipfile.ZipFile(file) as pack:
        return {name: pack.read(name) for name in pack.namelist()}


def told(person, kind):
    return Message.objects.filter(person=person, kind=kind).count()


def proven(client):
    """As somebody who has just shown who they are."""
    client.post(reverse("people:confirm_identity"), {"by": "password", "password": PASSWORD})
    return client


def test_asking_on_ones_page_gives_a_file_with_all_that_is_kept_and_a_message(client, guide):
    enrolled(guide, released())
    certificate = CertificateFactory(holder=guide, is_printed=True)
    client.force_login(guide)

    client.post(reverse("people:ask_for_export"))
    outbox.deliver_due()

    export = PersonalExport.objects.get(person=guide)
    files = opened(export)
    assert json.loads(files["people.json"])["people.Person"]["rows"][0]["full_name"] == "周婷"
    assert json.loads(files["people.json"])["people.Person"]["fields"]["phone"] == "Signs in with it and is called."
    assert len(json.loads(files["courses.json"])["courses.Enrolment"]["rows"]) == 1
    assert files[f"files/{certificate.printed.name}"].startswith(b"%PDF")
    assert "周婷" in files["README.txt"].decode()
    assert told(guide, "people.export_ready") == 1
    assert {line.action for line in audit.lines_about(guide)} >= {"ask_for_export"}


def test_proofs_of_who_one_is_and_names_of_others_are_in_no_export(guide):
    rep = OwnerFactory(full_name="不该出现")
    guide.questions.create(text="样机坏了", answer="换一台", answered_by=rep, answered_at=timezone.now())

    files = opened(made(guide, by=guide))

    everything = b"".join(files.values()).decode()
    assert guide.password not in everything
    assert "换一台" in everything
    assert "不该出现" not in everything
    assert str(rep.uuid) in everything


def test_a_namesake_gets_nothing_of_another_and_who_is_meant_gets_it(guide):
    own, other = DealerFactory(code="D1"), DealerFactory(code="D2")
    for dealer, phone in ((own, None), (other, "13900000088")):
        imported(xlsx([dealer.code, "周婷", phone, "销售", "7", f"{dealer.code}@example.com"], headings=LIST))
    mine = Person.objects.get(email="d1@example.com")

    pack = opened(made(mine, by=mine))
    of_namesake = opened(made(guide, by=guide))

    told = json.loads(pack["people.json"])["people.SheetRow"]["rows"]
    assert [row["dealer"] for row in told] == [str(own)]
    for content in (*pack.values(), *of_namesake.values()):
        assert b"13900000088" not in content
        assert b"d2@example.com" not in content
    assert "people.SheetRow" not in json.loads(of_namesake["people.json"])


def test_asking_twice_in_a_day_makes_one_file(guide):
    first, again = made(guide, by=guide), ask_for_export(guide, by=guide)

    assert first == again
    assert OutboxMessage.objects.filter(handler="people.make_export").count() == 1


def test_an_admin_gets_it_without_own_numbers_and_the_person_hears_of_it(guide, admin):
    Note.objects.create(person=guide, lesson_key=guide.uuid, block_id="own", value={"stock": "8888"})

    of_admin, own = made(guide, by=admin), made(guide, by=guide)

    assert b"8888" not in b"".join(opened(of_admin).values())
    assert b"8888" in opened(own)["courses.json"]
    assert (told(guide, "people.export_by_admin"), told(admin, "people.export_ready")) == (1, 1)


def test_nobody_else_may_ask_and_nobody_for_who_was_erased(guide, admin):
    with pytest.raises(ExportNotMade):
        ask_for_export(guide, by=OwnerFactory(at=guide.memberships.get().organisation))

    erase_person(guide, by=admin, reason="wish")
    guide.refresh_from_db()
    with pytest.raises(ExportNotMade):
        ask_for_export(guide, by=admin)


def test_whoever_asked_downloads_it_until_it_expires(client, guide, admin):
    export = made(guide, by=guide)
    client.force_login(guide)
    path = reverse("people:download_export", args=[export.uuid])

    unproven = client.get(path)
    response = proven(client).get(path)

    assert unproven["Location"].startswith(reverse("people:confirm_identity"))
    assert b"".join(response.streaming_content).startswith(b"PK")
    assert response["Cache-Control"].startswith("max-age=0")
    assert audit.lines_about(guide).filter(action="download_export").count() == 1
    PersonalExport.objects.update(ready_at=timezone.now() - timedelta(days=8), expires_at=timezone.now())
    assert client.get(path).status_code == 404
    client.force_login(admin)
    assert proven(client).get(path).status_code == 404


def test_who_is_no_admin_any_more_downloads_nobodys_data(client, guide, admin):
    export = made(guide, by=admin)
    admin.groups.clear()
    client.force_login(admin)

    assert proven(client).get(reverse("people:download_export", args=[export.uuid])).status_code == 404


def test_made_while_the_person_is_erased_leaves_nothing(guide, monkeypatch):
    export = ask_for_export(guide, by=guide)
    pack = exporting._pack

    def erased_meanwhile(*args):
        pack(*args)
        erase_person(guide, by=SuperuserFactory(), reason="wish")

    monkeypatch.setattr(exporting, "_pack", erased_meanwhile)
    make_export({"export": str(export.uuid)})

    assert not PersonalExport.objects.filter(person=guide).exists()
    assert not private_storage().exists(f"exports/{export.uuid}.zip")


def test_made_again_by_a_second_worker_it_stays_the_first(guide):
    export = made(guide, by=guide)

    make_export({"export": str(export.uuid)})

    assert PersonalExport.objects.get().expires_at == export.expires_at
    assert export.expires_at - export.ready_at == timedelta(days=settings.EXPORTS_KEPT_DAYS)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_my_data_shows_how_far_the_file_is(client, guide, language):
    client.force_login(guide)
    client.cookies["django_language"] = language
    pages = [client.get(MY_DATA).content.decode()]
    export = ask_for_export(guide, by=guide)
    pages.append(client.get(MY_DATA).content.decode())
    outbox.deliver_due()
    pages.append(client.get(MY_DATA).content.decode())

    link = reverse("people:download_export", args=[export.uuid])
    ask = f'action="{reverse("people:ask_for_export")}"'
    assert [ask in page for page in pages] == [True, False, False]
    assert [link in page for page in pages] == [False, False, True]


@pytest.mark.parametrize("count", [1, 30])
def test_my_data_asks_the_same_however_much_there_is(client, guide, admin, count):
    ImpersonationFactory.create_batch(count, person=guide, by=admin)
    client.force_login(guide)
    client.get(MY_DATA)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(MY_DATA)

    assert len(queries) == 7
