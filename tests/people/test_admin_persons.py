import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group, Permission
from wagtail.models import ModelLogEntry

from foundation.models import AuditLine
from people.enums import StaffGroup
from people.models import Message, Person
from tests.factories.people import (
    PASSWORD,
    PersonFactory,
    StaffFactory,
    SuperuserFactory,
)

pytestmark = pytest.mark.django_db

USERS = "/admin/users/"


@pytest.fixture
def admin(client):
    admin = SuperuserFactory(language="en")
    client.force_login(admin)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return admin


@pytest.fixture
def platform_admin(client):
    """Not a superuser: has the permissions that the group is given."""
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS)
    Group.objects.get(name=StaffGroup.PLATFORM_ADMINS).permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "add_person", "change_person", "delete_person"])
    )
    client.force_login(admin)
    return admin


def person_fields(**fields):
    return {"full_name": "王小明", "phone": "139 0000 0001", "email": "", "language": "zh-hans"} | fields


def test_person_with_a_phone_only_is_added_edited_and_has_a_history(client, admin):
    response = client.post(f"{USERS}new/", person_fields())

    assert response.status_code == 302
    person = Person.objects.get(phone="+8613900000001")
    assert person.email is None
    edit = f"{USERS}edit/{person.pk}/"
    assert client.get(edit).context["form"]["phone"].value() == "139 0000 0001"
    client.post(edit, person_fields(full_name="王大明", is_active="on"))
    person.refresh_from_db()
    assert (person.full_name, person.is_active) == ("王大明", True)
    assert client.get(f"{USERS}history/{person.pk}/").status_code == 200
    assert {"add_person", "change_person"} == set(AuditLine.objects.values_list("action", flat=True))
    assert {"people.add_person", "people.change_person"} == set(ModelLogEntry.objects.values_list("action", flat=True))


def test_second_person_without_an_email_is_no_duplicate(client, admin):
    PersonFactory(email=None)

    assert client.post(f"{USERS}new/", person_fields()).status_code == 302


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"phone": "12345"}, "phone"),
        ({"phone": ""}, None),
        ({"phone": "", "email": "taken@example.com"}, "email"),
        ({"password1": "abc", "password2": "abc"}, "password2"),
    ],
)
def test_what_stands_against_a_person_is_said_in_the_form_and_nothing_is_lost(client, admin, fields, name):
    PersonFactory(email="taken@example.com")

    response = client.post(f"{USERS}new/", person_fields(**fields))

    assert response.status_code == 200
    form = response.context["form"]
    assert form.errors.get(name) if name else form.non_field_errors()
    assert "王小明" in response.content.decode()


def test_password_given_by_an_admin_lets_the_person_in(client, admin):
    client.post(f"{USERS}new/", person_fields(password1=PASSWORD, password2=PASSWORD))

    assert Person.objects.get(phone="+8613900000001").check_password(PASSWORD)


def test_editing_without_a_password_keeps_the_one_there_is(client, admin):
    person = PersonFactory()

    client.post(f"{USERS}edit/{person.pk}/", person_fields(is_active="on"))

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_admin_stays_signed_in_after_changing_the_own_password(client, admin):
    new = "xin-mi-ma-da-ji-99"

    client.post(f"{USERS}edit/{admin.pk}/", person_fields(password1=new, password2=new))

    assert client.get(USERS).status_code == 200
    admin.refresh_from_db()
    assert admin.check_password(new)
    assert admin.is_superuser
    assert admin.is_active


def test_groups_are_given_in_the_form(client, admin):
    person, group = PersonFactory(), Group.objects.get_or_create(name=StaffGroup.EDITORS)[0]

    client.post(f"{USERS}edit/{person.pk}/", person_fields(is_active="on", groups=[group.pk]))

    assert list(person.groups.all()) == [group]


def test_people_are_found_by_name_phone_and_email(client, admin):
    wang = PersonFactory(full_name="王小明", phone="+8613900000001", email="wang@example.com")
    li = PersonFactory(full_name="李雷", phone="+8615000000139")  # each of the groups is in it

    typed = ("小明", "13900000001", "139 0000 0001", "139-0000-0001 小明", "wang@")
    from_elsewhere = (
        "１３９００００ ０００１",
        "\u202d+86 139 0000 0001\u202c",
        "0086 13900000001",
        "(+86)13900000001",
    )
    for word in typed + from_elsewhere:
        body = client.get(USERS, {"q": word}).content.decode()
        assert wang.full_name in body
        assert li.full_name not in body
        assert "139 0000 0001" in body, "as people write it, not as it is kept"


def test_nobody_is_called_like_a_pasted_page_of_text(client, admin):
    wang = PersonFactory(full_name="王小明")

    response = client.get(USERS, {"q": "王小明 is called so " * 400})

    assert response.status_code == 200
    assert wang not in response.context["object_list"]


@pytest.mark.parametrize("count", [1, 30])
def test_list_of_people_asks_the_same_number_of_times(client, admin, count, django_assert_max_num_queries):
    PersonFactory.create_batch(count)
    client.get(USERS)

    with django_assert_max_num_queries(13):
        client.get(USERS)


def test_platform_admin_makes_no_superuser(client, platform_admin):
    person = PersonFactory()

    assert client.get(f"{USERS}new/").status_code == 200
    client.post(f"{USERS}edit/{person.pk}/", person_fields(is_active="on", is_superuser="on"))
    client.post(f"{USERS}new/", person_fields(phone="13900000002", is_superuser="on"))

    assert not Person.objects.filter(is_superuser=True).exists()
    assert Person.objects.filter(phone="+8613900000002").exists()


def test_platform_admin_does_not_touch_superusers(client, platform_admin):
    superuser = SuperuserFactory()

    for method in (client.get, client.post):
        assert method(f"{USERS}edit/{superuser.pk}/", person_fields()).status_code in (302, 403)

    superuser.refresh_from_db()
    assert superuser.full_name != "王小明"


def test_nobody_is_deleted_alone_or_in_bulk(client, admin):
    person = PersonFactory()
    query = f"?id={person.pk}&next=/admin/users/"

    client.post(f"{USERS}delete/{person.pk}/")
    for action in ("delete", "assign_role", "set_active_state"):
        address = f"/admin/bulk/people/person/{action}/{query}"
        assert client.get(address).status_code == 404
        assert client.post(address, {"mark_as_active": "", "role": ""}).status_code == 404

    person.refresh_from_db()
    assert person.is_active


def test_own_account_page_knows_our_names(client, admin):
    body = client.get("/admin/account/").content.decode()

    assert "name-full_name" in body
    assert "first_name" not in body


def test_own_account_page_changes_the_name(client, admin):
    page = client.get("/admin/account/")
    fields = {
        f"{form.prefix}-{name}": value
        for panels in page.context["panels_by_tab"].values()
        for form in (panel.get_form() for panel in panels)
        for name, value in ((field, form[field].value()) for field in form.fields)
        if name != "avatar" and value not in (None, False)
    }

    response = client.post("/admin/account/", fields | {"name-full_name": "王大明"})

    assert response.status_code == 302
    admin.refresh_from_db()
    assert admin.full_name == "王大明"
    assert AuditLine.objects.get(action="change_person").facts["changed"] == ["full_name"]


def test_groups_are_called_in_the_language_of_the_page(client, admin):
    own = Group.objects.create(name="华北组")
    person = PersonFactory()
    person.groups.set([own, Group.objects.get(name=StaffGroup.EDITORS)])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = admin.language = "zh-hans"
    admin.save()

    form = client.get(f"{USERS}edit/{person.pk}/").content.decode()
    listed = client.get(USERS).content.decode()

    for body in (form, listed):
        assert "课程管理员" in body
        assert own.name in body
        assert StaffGroup.CURRICULUM_ADMINS not in body
    assert f"编辑, {own.name}" in client.get(f"{USERS}inspect/{person.pk}/").content.decode()


def reset_page(person):
    return f"{USERS}reset-second-factor/{person.pk}/"


def test_second_factor_is_reset_with_a_reason_and_the_person_is_told(client, admin):
    person = PersonFactory()
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})

    assert reset_page(person) in client.get(f"{USERS}edit/{person.pk}/").content.decode()
    without_reason = client.post(reset_page(person), {"reason": " "})
    client.post(reset_page(person), {"reason": "called back at the shop"})

    assert without_reason.context["form"].errors["reason"]
    assert not Authenticator.objects.exists()
    line = AuditLine.objects.get(action="reset_second_factor")
    assert (line.actor, line.facts) == (admin.uuid, {"count": 1, "reason": "called back at the shop"})
    assert Message.objects.filter(person=person, kind="people.way_in_changed").count() == 1


def test_nobody_resets_their_own_or_that_of_whoever_may_do_more(client, platform_admin):
    superuser = SuperuserFactory()
    for person in (platform_admin, superuser):
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})

    for person in (platform_admin, superuser):
        assert reset_page(person) not in client.get(f"{USERS}inspect/{person.pk}/").content.decode()
        refused = client.post(reset_page(person), {"reason": "lost"})
        assert refused.context["form"].non_field_errors()

    assert Authenticator.objects.count() == 2
