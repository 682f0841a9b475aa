"""The screens to look at, and what people of the demo do beforehand so that each has something to show."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from certificates.api import CertificateState, certificates_held_by, change_state
from cms.demo.blocks import stable_id
from courses.actions import start_attempt
from courses.models import Attempt, Course, Enrolment
from courses.plans import plan_of
from people.messaging.actions.sending import send_message
from people.models import Organisation, Person
from people.privacy.actions import start_impersonation
from people.privacy.middleware import LOOK
from people.sharing.actions import link_to
from people.sharing.kinds import Subject, share_kind_named
from tests.factories.courses import answer_exam, exam_questions
from tests.scenes_of_privacy import privacy_screens
from tests.scenes_of_signing_in import session_under_way, signing_in_screens

# By full name, as demo/network.toml has them.
NEWCOMER = "郭小丽"
UNDER_WAY, BEFORE_EXAM, IN_EXAM, FAILED, PASSED = "周婷", "马玉珍", "熊伟", "吴德福", "赵永刚"
OWNER, REP, ADMIN = "王桂兰", "于海滨", "沈建国"
DEPUTY, JOINER = "马玉珍", "卜云帆"
REVOKED = "朱爱华"
TROUBLE = [400, 403, 413, 429, 500, 507]
WECHAT = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36 MicroMessenger/8.0.40"
HOLDER = "马玉珍"  # of the certificate in profitability


@dataclass(frozen=True)
class Screen:
    """`person`: a full name, or a visit that is under way; empty for somebody who is not signed in.

    `agent`: what the browser calls itself. `template`: what is shown instead, where only trouble leads to it.
    """

    name: str
    path: str
    person: str = ""
    agent: str = ""
    template: str = ""

    @property
    def headers(self):
        return {"User-Agent": self.agent} if self.agent else {}


def person_called(name):
    return Person.objects.get(full_name=name)


def course_called(key):
    """`key`: the name of its folder in demo/courses."""
    return Course.objects.select_related("structure__version").get(key=stable_id("course", key))


def session_of(name):
    """The cookie of somebody who has signed in, of an admin who looks as somebody, or of a visit."""
    if found := session_under_way(name):
        return found
    name, _as, seen = name.partition(" as ")
    kept = {}
    if seen:
        look = start_impersonation(person_called(seen), by=person_called(name), reason="他说找不到下一课")
        kept = {LOOK: str(look.uuid)}
    return session_of_person(person_called(name), **kept)


def session_of_person(person, **kept):
    session = SessionStore()
    session.update(kept)
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return session.session_key


def play():
    """Gives the screens that can be seen afterwards."""
    course = course_called("inventory")
    return [
        *common_screens(),
        *home_screens(),
        *message_screens(),
        *privacy_screens(Screen, person_called),
        *signing_in_screens(Screen, person_called),
        *trouble_screens(),
        *course_screens(course),
        *lesson_screens("lesson", course, UNDER_WAY),
        *lesson_screens("profitability", course_called("profitability"), HOLDER),
        *exam_screens(course),
        *certificate_screens(),
        *team_screens(),
        *help_screens(),
    ]


def team_screens():
    """Of a dealer with somebody who waits, and what those see who come in and those who let them in."""
    dealer = Organisation.objects.get(code="D0101")
    asked, code = dealer.join_requests.get(), dealer.join_codes.latest("pk")
    invitation, guide = dealer.invitations.get(), person_called(UNDER_WAY).memberships.get()

    def at(name, thing, person=OWNER):
        return Screen(name.replace("_", "-"), reverse(f"people:{name}", args=[thing.uuid]), person)

    return [
        Screen("team", reverse("dashboards:team_of_dealer", args=[dealer.uuid]), OWNER),
        Screen("team-rep", reverse("dashboards:team"), REP),
        at("answer_join_request", asked),
        at("close_membership", guide),
        at("invite_person", dealer),
        at("open_join_code", dealer),
        at("join_code_poster", code),
        at("deputies", dealer),
        Screen("join", reverse("people:enter_join_code")),
        Screen("join-dealer", code.get_absolute_url()),
        Screen("ask-to-join", code.get_absolute_url(), NEWCOMER),
        at("join_request", asked, JOINER),
        Screen("home-deputy", "/", DEPUTY),
        Screen("home-joiner", "/", JOINER),
        Screen("catalogue-joiner", reverse("cms:catalogue"), JOINER),
        at("answer_invitation", invitation, invitation.person.full_name),
        at("leave_dealer", guide, UNDER_WAY),
    ]


def help_screens():
    answered, waiting = (person_called(name).questions.get() for name in (OWNER, UNDER_WAY))

    def at(name, question, person):
        return Screen(name, reverse("people:question", args=[question.uuid]), person)

    page = reverse("people:help_page")
    return [
        Screen("help", page, OWNER),
        Screen("help-rep", page, REP),
        at("question-answered", answered, OWNER),
        at("question-to-answer", waiting, REP),
    ]


def common_screens():
    return [
        Screen("front", "/"),
        Screen("open-in-browser", reverse("open_in_browser"), agent=WECHAT),
        Screen("missing", "/learn/no-such-page/", UNDER_WAY),
    ]


def trouble_screens():
    """What stands there when something is refused or broken, which no address shows."""
    return [Screen(f"trouble-{number}", f"/trouble/{number}/", template=f"{number}.html") for number in TROUBLE]


def home_screens():
    me = reverse("dashboards:me")
    return [
        Screen("home", "/", UNDER_WAY),
        Screen("home-new", "/", NEWCOMER),
        Screen("home-exam", "/", BEFORE_EXAM),
        Screen("home-owner", "/", OWNER),
        Screen("home-rep", "/", REP),
        Screen("home-admin", "/", ADMIN),
        Screen("me", me, PASSED),
        Screen("me-new", me, NEWCOMER),
        Screen("catalogue", reverse("cms:catalogue"), UNDER_WAY),
        *search_screens(),
    ]


def message_screens():
    holder = person_called(PASSED)
    for certificate in certificates_held_by(holder):
        variables = {"what": certificate.title_in(holder.language)}
        send_message("certificates.ready", to=holder, cause=f"scene {certificate.pk}", variables=variables, path="/me/")
    return [
        Screen("inbox", reverse("people:inbox"), PASSED),
        Screen("inbox-owner", reverse("people:inbox"), OWNER),
        Screen("inbox-empty", reverse("people:inbox"), NEWCOMER),
        Screen("inbox-wishes", reverse("people:change_message_wishes"), PASSED),
    ]


def search_screens():
    page = reverse("courses:search")
    return [
        Screen("search", page, UNDER_WAY),
        Screen("search-found", f"{page}?{urlencode({'q': '库存'})}", UNDER_WAY),
        Screen("search-one-character", f"{page}?{urlencode({'q': '压'})}", NEWCOMER),
        Screen("search-english", f"{page}?q=GMROI+margin", UNDER_WAY),
        Screen("search-nothing", f"{page}?{urlencode({'q': '独角鲸'})}", UNDER_WAY),
        Screen("search-no-word", f"{page}?{urlencode({'q': '？？'})}", UNDER_WAY),
    ]


def course_screens(course):
    page = reverse("courses:course_detail", args=[course.uuid])
    return [Screen("outline", page, UNDER_WAY), Screen("outline-new", page, NEWCOMER), *sharing_screens(course)]


def sharing_screens(course):
    lesson = next(iter(plan_of(course.structure).lessons))
    link = link_to(share_kind_named("learn"), Subject(course.key))
    return [
        Screen("share-course", reverse("people:share", args=["learn", course.key]), UNDER_WAY),
        Screen("share-lesson", reverse("people:share", args=["learn", lesson]), UNDER_WAY),
        Screen("shared", link.get_absolute_url()),
    ]


def lesson_screens(name, course, person):
    return [
        Screen(f"{name}-{number}", reverse("courses:lesson_detail", args=[course.uuid, key]), person)
        for number, key in enumerate(plan_of(course.structure).lessons, 1)
    ]


def exam_screens(course):
    open_attempt = start_attempt(Enrolment.objects.get(person=person_called(IN_EXAM), course=course))
    for question in exam_questions(open_attempt)[:7]:
        answer_exam(open_attempt, question)
    failed, passed = (Attempt.objects.get(enrolment__person=person_called(name)) for name in (FAILED, PASSED))
    exam = reverse("courses:exam_detail", args=[course.uuid])
    return [
        Screen("exam-before", exam, BEFORE_EXAM),
        Screen("exam-locked", exam, UNDER_WAY),
        Screen("exam-again", exam, FAILED),
        Screen("exam", f"{reverse('courses:attempt_detail', args=[open_attempt.uuid])}?q=4", IN_EXAM),
        Screen("exam-submit", reverse("courses:submit_attempt", args=[open_attempt.uuid]), IN_EXAM),
        Screen("result-failed", reverse("courses:attempt_result", args=[failed.uuid]), FAILED),
        Screen("result-passed", reverse("courses:attempt_result", args=[passed.uuid]), PASSED),
    ]


def certificate_screens():
    valid, lost = (certificates_held_by(person_called(name)).get() for name in (PASSED, REVOKED))
    change_state(lost, state=CertificateState.REVOKED, by=person_called(ADMIN), reason="考试由他人代答")
    return [
        Screen("share-certificate", reverse("people:share", args=["certificate", valid.uuid]), PASSED),
        Screen("certificate", valid.get_absolute_url(), PASSED),
        Screen("certificate-revoked", lost.get_absolute_url(), REVOKED),
        Screen("verify", reverse("certificates:verify")),
        Screen("verify-valid", reverse("certificates:verify_certificate", args=[valid.code])),
        Screen("verify-revoked", reverse("certificates:verify_certificate", args=[lost.code])),
    ]
