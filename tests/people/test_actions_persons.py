import pytest

from foundation.models import AuditLine
from people.actions import persons
from people.actions.persons import PersonNotAccepted
from people.enums import Language, StaffGroup
from tests.factories.people import (
    PersonFactory,
    StaffFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_add_person_understands_what_was_typed():
    person = persons.add_person(
        " 王小明 ", email=" Wang@Example.COM ", phone="139 0000 0001", password="kai-men-da-ji-88"
    )

    assert (person.full_name, person.email, person.phone) == ("王小明", "wang@example.com", "+8613900000001")
    assert person.check_password("kai-men-da-ji-88")
    assert person.language == Language.CHINESE


def test_add_person_without_a_password_lets_nobody_in():
    assert not persons.add_person("王小明", phone="13900000001").has_usable_password()


def test_add_person_writes_down_who_did_it_and_no_name():
    admin = StaffFactory(group=StaffGroup.PLATFORM_ADMINS)

    person = persons.add_person("王小明", phone="13900000001", groups=[StaffGroup.PLATFORM_ADMINS], by=admin)

    line = AuditLine.objects.get(object_uuid=person.uuid)
    assert (line.action, line.actor) == ("add_person", admin.uuid)
    assert line.facts == {"is_active": True, "is_superuser": False, "groups": ["Platform admins"]}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Give an e-mail address or a phone number"),
        ({"phone": "12345"}, "is not a phone number"),
        ({"email": "TAKEN@example.com"}, "taken@example.com"),
        ({"phone": "13900000001"}, "139 0000 0001"),
        ({"phone": "13900000002", "language": "fr"}, "“fr”"),
        ({"phone": "13900000002", "groups": ["Kings"]}, "Kings"),
    ],
)
def test_add_person_refuses_with_a_sentence(fields, sentence):
    PersonFactory(email="taken@example.com", phone="+8613900000001")

    with pytest.raises(PersonNotAccepted, match=sentence):
        persons.add_person("王小明", **fields)


def test_change_person_says_what_changed_and_never_to_what():
    person = PersonFactory(full_name="王小明")

    persons.change_person(person, full_name="王大明", phone="139 0000 0077", is_active=False)

    person.refresh_from_db()
    assert (person.full_name, person.phone, person.is_active) == ("王大明", "+8613900000077", False)
    facts = AuditLine.objects.get(action="change_person").facts
    assert facts["changed"] == ["full_name", "is_active", "phone"]
    assert "王大明" not in str(facts)


def test_change_person_that_changes_nothing_writes_nothing():
    person = PersonFactory()

    persons.change_person(person, full_name=person.full_name)

    assert not AuditLine.objects.exists()


def test_change_person_refuses_to_take_the_last_way_in():
    person = PersonFactory(email=None)

    with pytest.raises(PersonNotAccepted):
        persons.change_person(person, phone=None)


def test_change_person_refuses_fields_that_are_not_for_change():
    with pytest.raises(TypeError, match="erased_at"):
        persons.change_person(PersonFactory(), erased_at=None)


def test_superuser_may_enter_the_admin_and_who_is_none_any_more_may_not():
    person = persons.change_person(PersonFactory(), is_superuser=True)
    assert person.is_staff

    assert not persons.change_person(person, is_superuser=False).is_staff


def test_share_password_lets_all_of_them_in_and_nobody_else():
    first, second, other = PersonFactory(), PersonFactory(), PersonFactory()

    persons.share_password([first, second], password="warm-water-2026")

    for person in (first, second, other):
        person.refresh_from_db()
    assert first.check_password("warm-water-2026")
    assert first.password == second.password
    assert not other.check_password("warm-water-2026")


def test_change_language_keeps_to_the_languages_there_are():
    person = PersonFactory()

    persons.change_language(person, language=Language.ENGLISH)
    with pytest.raises(PersonNotAccepted):
        persons.change_language(person, language="fr")

    person.refresh_from_db()
    assert person.language == Language.ENGLISH


def test_name_is_kept_composed_and_with_single_spaces():
    person = persons.add_person(" Ame\u0301lie   Dubois ", email="amelie@example.com")

    assert person.full_name == "Am\u00e9lie Dubois"


@pytest.mark.parametrize("field", ["full_name", "latin_name"])
def test_name_that_no_certificate_could_print_is_refused_with_the_characters(field):
    with pytest.raises(PersonNotAccepted, match="☃"):
        persons.change_person(PersonFactory(), **{field: "王☃"})
