"""The screens of ours in the admin, with something in trouble, something to approve and lists that were read."""

from django.urls import reverse

from certificates.api import certificates_held_by
from cms.models import CoursePage
from courses.models import Enrolment
from people.actions.organisations import change_organisation
from people.models import Contact, Invitation, JoinCode, JoinRequest, Question, Territory
from tests.factories.foundation import GivenUpFactory
from tests.people.importing.sheets import imported, uploaded, xlsx
from tests.scenes import ADMIN, PASSED, Screen, person_called

REPORTS = ["enrolments", "completions", "exam_results", "certificates"]
STAFF = [
    ["D0101", "江小雨", "13900008801", "导购"],
    ["D0101", "石磊", "1.39E+10", "导购"],
    ["D9999", "白露", "", "仓库"],
]


def play_admin():
    """The admin's own screens, with something in trouble and something to approve."""
    admin = person_called(ADMIN)
    enrolment = Enrolment.objects.filter(person=person_called(PASSED), completed_at__isnull=False).earliest("pk")
    course = enrolment.course
    certificate = certificates_held_by(person_called(PASSED)).earliest("pk")
    GivenUpFactory(handler="certificates.print", key="certificates.print:1", last_error="OSError: [Errno 28] 磁盘已满")
    page = CoursePage.objects.order_by("pk").first()
    page.save_revision(user=admin)
    page.get_workflow().start(page, admin)
    change_organisation(
        enrolment.person.memberships.first().organisation, name_en="Anhui Sample Home Appliances Group", by=admin
    )
    of_one = {
        "course": course,
        "enrolment": enrolment,
        "learningrecord": enrolment.person.learning_records.earliest("pk"),
        "activity": course.activity,
        "certificate": certificate,
        "organisation": enrolment.person.memberships.first().organisation,
        "territory": Territory.objects.first(),
        "membership": enrolment.person.memberships.first(),
        "wagtailusers_users": enrolment.person,
        "contact": Contact.objects.first(),
        "joincode": JoinCode.objects.first(),
        "joinrequest": JoinRequest.objects.first(),
        "invitation": Invitation.objects.first(),
        "question": Question.objects.first(),
    }
    sheet, finished = play_imports(admin)
    forms = ["contact", "organisation", "territory", "membership", "wagtailusers_users"]
    paths = {
        "home": reverse("wagtailadmin_home"),
        **{name: reverse(f"{name}:index") for name in of_one},
        **{f"{name}-look": reverse(f"{name}:inspect", args=[one.pk]) for name, one in of_one.items()},
        **{f"{name}-add": reverse(f"{name}:add") for name in forms},
        **{f"{name}-edit": reverse(f"{name}:edit", args=[of_one[name].pk]) for name in [*forms, "learningrecord"]},
        "organisation-history": reverse("organisation:history", args=[of_one["organisation"].pk]),
        "imports": reverse("sheetimport:index"),
        "import-add": reverse("sheetimport:add"),
        "import-checked": reverse("sheetimport:inspect", args=[sheet.pk]),
        "import-done": reverse("sheetimport:inspect", args=[finished.pk]),
        "site-settings": reverse("site_settings:index"),
        "site-history": reverse("wagtailadmin_reports:site_history"),
        **{f"report-{name}": reverse(f"reports:{name}") for name in REPORTS},
        "report-nothing": f"{reverse('reports:enrolments')}?q=查无此人",
    }
    return [Screen(f"admin-{name}", path, ADMIN) for name, path in paths.items()]


def play_imports(admin):
    """One list that waits for a decision, and one that was imported with rows that were not understood."""
    return uploaded(xlsx(*STAFF), by=admin), imported(xlsx(*STAFF), by=admin, name="七月名单.xlsx")
