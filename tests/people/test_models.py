import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError

from people.enums import Language
from people.models import Organisation
from tests.factories.people import ManufacturerFactory, MembershipFactory, OrganisationFactory, PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
Person = get_user_model()


def test_person_needs_an_email_or_a_phone():
    with pytest.raises(IntegrityError, match="person_can_be_reached"):
        PersonFactory(email=None, phone=None)


def test_many_people_have_no_email_and_many_no_phone():
    PersonFactory.create_batch(2, email=None)
    PersonFactory.create_batch(2, phone=None)

    assert Person.objects.filter(email=None).count() == Person.objects.filter(phone=None).count() == 2


def test_email_is_kept_in_lower_case():
    assert PersonFactory(email="Wang@Example.com").email == "wang@example.com"
    with pytest.raises(IntegrityError, match="person_email_is_lower_case"):
        Person(full_name="王", email="Li@example.com").save()


def test_phone_is_kept_in_e164():
    with pytest.raises(IntegrityError, match="person_phone_is_e164"):
        PersonFactory(phone="13900000001")


def test_there_is_one_manufacturer():
    ManufacturerFactory()

    with pytest.raises(IntegrityError):
        OrganisationFactory(kind="MANUFACTURER")


def test_organisation_is_not_its_own_parent():
    dealer = OrganisationFactory()

    with pytest.raises(IntegrityError, match="organisation_is_not_its_own_parent"):
        Organisation.objects.filter(pk=dealer.pk).update(parent=dealer)


def test_position_is_held_once_at_a_time():
    membership = MembershipFactory()

    with pytest.raises(IntegrityError):
        MembershipFactory(person=membership.person, organisation=membership.organisation, position=membership.position)


def test_latin_name_stands_in_english_only_where_there_is_one():
    wang = Person(full_name="王小明", latin_name="Wang Xiaoming")
    li = Person(full_name="李雷")

    assert (wang.name_in(Language.ENGLISH), wang.name_in(Language.CHINESE)) == ("Wang Xiaoming", "王小明")
    assert li.name_in(Language.ENGLISH) == "李雷"
