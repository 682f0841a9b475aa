"""Every model of ours in the admin has what a listing needs, and a history that says what happened in words."""

import ast
import datetime as dt
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import translation
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry

from certificates.actions import change_state, define_credential
from certificates.models import Certificate, Credential
from courses.models import Course, Enrolment
from foundation import audit
from foundation.models import AuditLine
from foundation.outbox import send_again
from learning.actions import open_cycle, void_record
from learning.models import Activity, LearningRecord
from people.actions.importing.running import upload_sheet
from people.actions.memberships import add_membership, end_membership
from people.actions.organisations import add_organisation, change_organisation
from people.actions.outlets import add_outlet, change_outlet
from people.actions.persons import add_person, change_person
from people.actions.territories import add_territory
from people.actions.tiers import add_product_line, add_tier, change_product_line, change_tier
from people.helping.actions import add_contact, answer_question, ask_question, change_contact
from people.joining.actions.codes import close_code, open_code
from people.joining.actions.invitations import invite_person, withdraw_invitation
from people.joining.actions.requests import ask_to_join, refuse_request
from people.models import (
    Contact,
    Invitation,
    JoinCode,
    JoinRequest,
    Membership,
    Organisation,
    Outlet,
    Person,
    ProductLine,
    PurposeNotice,
    Question,
    SheetImport,
    Territory,
    Tier,
)
from people.privacy.actions import publish_notice, share_reading
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import enrolled, released
from tests.factories.foundation import GivenUpFactory
from tests.factories.joining import JoinCodeFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.people import (
    DealerFactory,
    LearnerFactory,
    PersonFactory,
    ProductLineFactory,
    RepFactory,
    SuperuserFactory,
)

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
ROOT = Path(settings.BASE_DIR)
OURS = ("foundation", "people", "certificates", "learning", "courses", "dashboards", "cms")
# Wagtail's snippets bring their own history, jobs are told of in the log; what is a log itself never changes.
TOLD_OTHERWISE = set("consent erasurerequest examquestion impersonation message outboxmessage securityevent".split())


def our_viewsets():
    list(registry.get_choices())  # hooks are read
    reverse("wagtailadmin_home")  # and viewsets registered
    found = {viewset.name: viewset for viewset in viewsets.viewsets if isinstance(viewset, ModelViewSet)}
    return {
        name: viewset
        for name, viewset in found.items()
        if viewset.model._meta.app_label in OURS and viewset.model._meta.model_name not in TOLD_OTHERWISE
    }


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def admin(client):
    admin = SuperuserFactory(language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


def made_person(by):
    person = add_person("周明", phone="13900000009", by=by)
    return change_person(person, full_name="周大明", by=by)


def made_organisation(by):
    organisation = add_organisation("北街暖通", code="D77", by=by)
    return change_organisation(organisation, name="南街暖通", by=by)


def made_outlet(by):
    outlet = add_outlet(DealerFactory(), name="人民路店", by=by)
    return change_outlet(outlet, outlet_class="A", open_until=dt.date(2030, 1, 1), by=by)


def made_tier(by):
    return change_tier(add_tier("金牌", rank=1, by=by), rank=2, by=by)


def made_product_line(by):
    line = add_product_line("壁挂炉", code="CB", life_cycle="LAUNCH", by=by)
    return change_product_line(line, life_cycle="MAIN", by=by)


def made_notice(by):
    share_reading([by], notice=publish_notice(text="我们", text_en="We", by=by))  # else it comes before the next page
    return PurposeNotice.objects.get()


def made_contact(by):
    contact = add_contact("服务热线", kind="HOTLINE", phone="400 800 1234", by=by)
    line = ProductLineFactory()
    change_contact(contact, opens_at=dt.time(9), closes_at=dt.time(18), product_lines=[line], by=by)
    return change_contact(contact, product_lines=[line], by=by)


def made_code(by):
    code = open_code(DealerFactory(), limit=10, days=7, by=by)
    close_code(code, by=by)
    return code


def made_request(by):
    asked = ask_to_join(LearnerFactory(), code=JoinCodeFactory(), position="SALES")
    return refuse_request(asked, reason="不认识", by=by)


def made_invitation(by):
    invitation = invite_person(DealerFactory(), name="小周", address="zhou@example.com", position="SALES", by=by)
    withdraw_invitation(invitation, by=by)
    return invitation


def made_question(by):
    return answer_question(ask_question(LearnerFactory(), uuid=uuid4(), text="找谁？"), by=by, answer="找我。")


def made_import(by):
    return upload_sheet("PEOPLE", file=ContentFile(b"x", name="list.csv"), by=by)


def made_membership(by):
    membership = add_membership(PersonFactory(), organisation=DealerFactory(), position="SALES", by=by)
    return end_membership(membership, valid_until=membership.valid_from, by=by)


def made_activity(by):
    activity = ActivityFactory()
    record = complete(LearnerFactory(), activity)
    open_cycle(record.person, activity, reason="每年重修", by=by)
    return activity


def made_record(by):
    return void_record(complete(LearnerFactory(), ActivityFactory()), by=by, reason="重复录入")


def made_certificate(by):
    return change_state(CertificateFactory(), state="SUSPENDED", by=by, reason="核对身份")


def made_credential(by):
    words = {"en": {"what": "Inventory Management"}}
    return define_credential(key="inventory", kind="COURSE", words=words, valid_months=24, by=by)


# How each comes about and is changed by an admin, and what its history then says, the newest first.
MADE = {
    Person: (made_person, ["Changed: full name", "Added"]),
    Organisation: (made_organisation, ["Changed: name", "Added"]),
    Outlet: (made_outlet, ["Changed: open until, class", "Added"]),
    Tier: (made_tier, ["Changed: rank", "Added"]),
    PurposeNotice: (made_notice, ["Published; everybody is asked to read it"]),
    ProductLine: (made_product_line, ["Changed: life cycle", "Added"]),
    Contact: (made_contact, ["Changed: until, from, product lines", "Added"]),
    JoinCode: (made_code, ["Closed a code to join", "Opened a code to join"]),
    JoinRequest: (made_request, ["A request to join was answered", "Asked to join a dealer"]),
    Invitation: (made_invitation, ["An invitation was answered", "Invited somebody"]),
    Question: (made_question, ["A question was answered", "Asked a question"]),
    SheetImport: (made_import, ["Uploaded, to be checked"]),
    Territory: (lambda by: add_territory("豫东", people=[RepFactory()], by=by), ["Added"]),
    Membership: (made_membership, ["Ended; the last day is", "Added"]),
    Activity: (made_activity, ["Round 2 opened: 每年重修"]),
    LearningRecord: (made_record, ["Voided: 重复录入", "Recorded"]),
    Course: (lambda by: released(), ["Released as version 1"]),
    Enrolment: (lambda by: enrolled(), ["Enrolled"]),
    Certificate: (made_certificate, ["Now suspended", "Awarded"]),
    Credential: (made_credential, ["Words or validity set"]),
}


def test_every_model_of_ours_in_the_admin_is_among_these():
    assert {viewset.model for viewset in our_viewsets().values()} == set(MADE)


@pytest.mark.parametrize("model", MADE, ids=lambda model: model.__name__)
def test_what_happened_to_an_object_is_told_in_words(admin, model):
    make, sentences = MADE[model]
    made = make(admin)

    told = [audit.message_of(line) for line in audit.lines_about(made)]

    assert len(told) == len(sentences)
    assert all(said.startswith(sentence) for said, sentence in zip(told, sentences, strict=True)), told


@pytest.mark.parametrize("model", MADE, ids=lambda model: model.__name__)
def test_history_of_an_object_shows_its_lines_and_who_acted(client, admin, model):
    make, sentences = MADE[model]
    made = make(admin)
    viewset = next(viewset for viewset in our_viewsets().values() if viewset.model is model)

    body = client.get(reverse(viewset.get_url_name("history"), args=[made.pk])).content.decode()

    places = [body.index(sentence) for sentence in sentences]
    assert all(first < second for first, second in pairwise(places)) or len(places) == 1
    actor = audit.lines_about(made).first().actor
    assert (Person.objects.get(uuid=actor).full_name if actor else "The system") in body


@pytest.mark.parametrize("model", [Person, Organisation, Territory, Membership, LearningRecord, Certificate])
def test_what_a_person_did_stands_once_in_the_history_of_the_site(client, admin, model):
    make, sentences = MADE[model]
    make(admin)

    body = client.get(reverse("wagtailadmin_reports:site_history")).content.decode()

    assert body.count(sentences[0]) == 1


def test_what_learners_do_stands_in_no_history_of_the_site():
    enrolled()

    assert not ModelLogEntry.objects.filter(action="courses.enrol_person").exists()
    assert AuditLine.objects.filter(action="enrol_person").exists()


def actions_written():
    """{action: where} of every `audit.record("…")` in the sources."""
    found = {}
    for path in (path for app in OURS for path in (ROOT / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"audit.record", "record"} and node.args:
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    found[name.value] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def test_every_audit_line_has_words():
    registered = {name.partition(".")[2] for name, _label in registry.get_choices()}

    written = actions_written()

    assert len(written) > 20
    assert {where for action, where in written.items() if action not in registered} == set()


def test_words_of_our_actions_are_there_in_chinese():
    ours = [label for name, label in registry.get_choices() if name.partition(".")[0] in OURS]

    with translation.override("zh-hans"):
        untranslated = [str(label) for label in ours if str(label).isascii()]

    assert len(ours) > 20
    assert untranslated == []


def test_line_without_words_is_shown_by_its_name():
    line = audit.record("do_something_new", obj=PersonFactory())

    assert audit.message_of(line) == "do_something_new"


def test_failed_job_sent_again_is_written_down(admin):
    message = GivenUpFactory()

    send_again(message, by=admin)

    assert [audit.message_of(line) for line in audit.lines_about(message)] == ["Sent again"]
