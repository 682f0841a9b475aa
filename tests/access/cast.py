"""The people who knock at every door, and what stands behind the doors."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page

from certificates.models import Certificate
from cms.models import CoursePage, ExamQuestion, Logo, VerificationFile
from courses.actions import close_course, start_attempt, store_lesson_file
from courses.compiled import CompiledCourse
from courses.models import Attempt, Course, Enrolment, LessonFile
from learning.models import LearningRecord
from people.enums import StaffGroup
from people.models import (
    Consent,
    Contact,
    ErasureRequest,
    Impersonation,
    Invitation,
    JoinCode,
    JoinRequest,
    Membership,
    Message,
    Organisation,
    Person,
    PersonalExport,
    Question,
    SecurityEvent,
    ShortLink,
)
from tests.factories.certificates import CertificateFactory
from tests.factories.cms import block, draft_course, draft_lesson, draft_question, publish
from tests.factories.courses import compiled_course, do_lessons, enrolled, released, sit_exam
from tests.factories.helping import ContactFactory
from tests.factories.joining import InvitationFactory, JoinCodeFactory, JoinRequestFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.messages import MessageFactory
from tests.factories.people import (
    DealerFactory,
    DeputyFactory,
    FieldManagerFactory,
    LearnerFactory,
    ManagerFactory,
    MembershipFactory,
    OutletFactory,
    OwnerFactory,
    ProductLineFactory,
    RepFactory,
    SecurityEventFactory,
    SpecialistFactory,
    StaffFactory,
    SuperuserFactory,
    TerritoryFactory,
    TierFactory,
)
from tests.factories.privacy import ImpersonationFactory, NoticeFactory
from tests.factories.sharing import ShortLinkFactory

ANONYMOUS = "anonymous"
AT_DEALER = ("learner", "colleague", "owner", "manager", "deputy", "rep", "field_manager")
AT_OTHER = ("other_learner", "other_owner", "other_manager", "other_deputy", "other_rep", "other_field_manager")
STAFF = ("specialist", "editor", "expert", "curriculum", "instructor", "platform", "superuser")
GONE = ("left", "closed", "waiting", "moved", "several")
EVERYBODY = (ANONYMOUS, *AT_DEALER, *AT_OTHER, *STAFF, *GONE)

GROUPS = {
    "editor": StaffGroup.EDITORS,
    "expert": StaffGroup.APPROVERS,
    "curriculum": StaffGroup.CURRICULUM_ADMINS,
    "instructor": StaffGroup.INSTRUCTORS,
    "platform": StaffGroup.PLATFORM_ADMINS,
}


class Visitor(Client):
    """Keeps neither cookies nor copies of what templates were given: thousands of requests need neither."""

    def request(self, **environ: Any) -> HttpResponseBase:
        return self.handler(self._base_environ(**environ))


@dataclass
class Cast:
    """`learner` holds everything that is somebody's own, but for the closed course, which only `colleague` takes."""

    dealer: Organisation
    other_dealer: Organisation
    people: dict[str, Person | None]
    compiled: CompiledCourse
    course: Course
    closed_course: Course
    open_course: Course
    enrolment: Enrolment
    attempt: Attempt
    handed_in: Attempt
    file: LessonFile
    closed_file: LessonFile
    document: Document
    draft_document: Document
    draft: Page
    question: ExamQuestion
    record: LearningRecord
    certificate: Certificate
    unprinted: Certificate
    plaque: Certificate
    message: Message
    question_to_rep: Question
    contact: Contact
    join_code: JoinCode
    join_request: JoinRequest
    own_request: JoinRequest
    invitation: Invitation
    own_invitation: Invitation
    security_event: SecurityEvent
    export: PersonalExport
    consent: Consent
    erasure: ErasureRequest
    look: Impersonation
    clients: dict[str, Client] = field(default_factory=dict)

    @property
    def learner(self) -> Person:
        person = self.people["learner"]
        assert person
        return person

    @property
    def deputy(self) -> Membership:
        person = self.people["deputy"]
        assert person
        return person.memberships.get()

    @property
    def membership(self) -> Membership:
        return self.learner.memberships.get()

    @cached_property
    def lesson_key(self) -> uuid.UUID:
        return self.compiled.lessons[0].key

    @cached_property
    def checked_lesson_key(self) -> uuid.UUID:
        return next(lesson.key for lesson in self.compiled.lessons if lesson.checks)

    @cached_property
    def open_lesson_key(self) -> uuid.UUID:
        return uuid.UUID(self.open_course.structure.plan["lessons"][0]["key"])

    @cached_property
    def foreign_lesson_key(self) -> uuid.UUID:
        """A lesson that stands in another course."""
        return uuid.UUID(self.closed_course.structure.plan["lessons"][0]["key"])

    @cached_property
    def logo(self) -> Logo:
        return Logo.objects.create(digest="a" * 64, png=b"x", width=1, height=1)

    @cached_property
    def verification_file(self) -> VerificationFile:
        return VerificationFile.objects.create(name="MP_verify_AbCd1234EfGh5678.txt", content="AbCd1234EfGh5678")

    @cached_property
    def link(self) -> ShortLink:
        return ShortLinkFactory(object_uuid=self.course.key)

    @cached_property
    def closed_link(self) -> ShortLink:
        return ShortLinkFactory(object_uuid=self.closed_course.key)

    def client_of(self, who: str) -> Client:
        """Signed in once; a request changes nothing that lasts, the test rolls it back."""
        if who not in self.clients:
            self.clients[who] = Visitor()
            if person := self.people[who]:
                self.clients[who].force_login(person)
        return self.clients[who]


def assemble() -> Cast:
    dealer, other_dealer = DealerFactory(name="自己的店", tier=TierFactory()), DealerFactory(name="别人的店")
    dealer.product_lines.add(ProductLineFactory())
    OutletFactory(dealer=dealer)
    people = people_of(dealer, other_dealer)
    compiled = compiled_course()
    course = released(compiled)
    closed_course = released()
    enrolment = do_lessons(enrolled(people["learner"], course))
    handed_in = sit_exam(enrolment, wrong=4)
    draft = draft_course()
    cast = Cast(
        dealer=dealer,
        other_dealer=other_dealer,
        people=people,
        compiled=compiled,
        course=course,
        closed_course=closed_course,
        open_course=released(is_open_to_joiners=True),
        enrolment=enrolment,
        attempt=start_attempt(enrolment),
        handed_in=handed_in,
        file=file_of(course, b"1"),
        closed_file=file_of(closed_course, b"2"),
        document=document_in_a_published_lesson(draft),
        draft_document=Document.objects.create(title="新价格", file=ContentFile(b"y", name="next-month.txt")),
        draft=draft,
        question=draft_question(draft),
        record=complete(people["learner"], ActivityFactory()),
        certificate=CertificateFactory(holder=people["learner"], organisation=dealer, is_printed=True),
        unprinted=CertificateFactory(holder=people["learner"], organisation=dealer),
        plaque=CertificateFactory(holder=dealer, organisation=dealer),
        message=MessageFactory(person=people["learner"]),
        question_to_rep=Question.objects.create(person=people["learner"], dealer=dealer, text="样机坏了找谁？"),
        contact=ContactFactory(),
        join_code=JoinCodeFactory(dealer=dealer, opened_by=people["owner"]),
        join_request=JoinRequestFactory(dealer=dealer),
        own_request=JoinRequestFactory(dealer=other_dealer, person=people["learner"]),
        invitation=InvitationFactory(dealer=dealer, invited_by=people["owner"]),
        own_invitation=InvitationFactory(person=people["learner"]),
        security_event=SecurityEventFactory(person=people["learner"]),
        **kept_for_privacy(people["learner"], people["platform"]),
    )
    enrolled(people["colleague"], closed_course)
    close_course(closed_course.key)
    close_doors(people)
    return cast


def kept_for_privacy(person: Person, admin: Person) -> dict[str, Any]:
    notice = NoticeFactory(optional="培训照片可以公开", optional_en="Pictures may be shown")
    now = timezone.now()
    ready = {"ready_at": now, "expires_at": now + dt.timedelta(days=7), "file": ContentFile(b"x", name="data.zip")}
    return {
        "export": PersonalExport.objects.create(person=person, asked_by=person, **ready),
        "consent": Consent.objects.create(person=person, notice=notice, language="en", path="/", is_optional=True),
        "erasure": ErasureRequest.objects.create(person=person),
        "look": ImpersonationFactory(person=person, by=admin),
    }


def document_in_a_published_lesson(course: CoursePage) -> Document:
    document = Document.objects.create(title="价格表", file=ContentFile(b"x", name="price.txt"))
    link = f'<p><a linktype="document" id="{document.pk}">价格表</a></p>'
    publish(draft_lesson(course, body=[block("text", link)]))
    return document


def file_of(course: Course, content: bytes) -> LessonFile:
    stored = store_lesson_file(BytesIO(content), name="库存表.txt", content_type="text/plain")
    stored.courses.add(course)
    return stored


def people_of(dealer: Organisation, other_dealer: Organisation) -> dict[str, Any]:
    territory, other_territory = TerritoryFactory(dealers=[dealer]), TerritoryFactory(dealers=[other_dealer])
    leaders = {"owner": OwnerFactory, "manager": ManagerFactory, "deputy": DeputyFactory}
    field_force = {"rep": RepFactory, "field_manager": FieldManagerFactory}
    return {
        ANONYMOUS: None,
        "learner": LearnerFactory(at=dealer, full_name="自己"),
        "colleague": LearnerFactory(at=dealer),
        "other_learner": LearnerFactory(at=other_dealer),
        **{name: factory(at=dealer) for name, factory in leaders.items()},
        **{f"other_{name}": factory(at=other_dealer) for name, factory in leaders.items()},
        **{name: factory(territory=territory) for name, factory in field_force.items()},
        **{f"other_{name}": factory(territory=other_territory) for name, factory in field_force.items()},
        "specialist": SpecialistFactory(),
        **{name: StaffFactory(group=group) for name, group in GROUPS.items()},
        "superuser": SuperuserFactory(),
        "left": OwnerFactory(at=dealer),
        "closed": OwnerFactory(at=dealer),
        "waiting": JoinRequestFactory(dealer=dealer).person,
        "moved": ManagerFactory(at=dealer),
        "several": ManagerFactory(at=dealer),
    }


def close_doors(people: dict[str, Any]) -> None:
    """One left yesterday and one moved, another may not sign in any more; all have a session still."""
    today = timezone.localdate()
    gone = Membership.objects.filter(person__in=[people["left"], people["moved"]])
    gone.update(valid_until=today - dt.timedelta(days=1))
    there = people["other_learner"].memberships.get().organisation
    MembershipFactory(person=people["moved"], organisation=there, valid_from=today)
    MembershipFactory(person=people["several"], organisation=there)
    Person.objects.filter(pk=people["closed"].pk).update(is_active=False)
