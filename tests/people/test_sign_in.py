import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import cache
from django.urls import reverse

from config import settings as real_settings
from people.actions import persons
from tests.factories.people import PASSWORD, PersonFactory
from tests.people.signing_in.browsers import SIGN_IN, new_address, statements

pytestmark = [pytest.mark.django_db, pytest.mark.database]


class CountingHasher(MD5PasswordHasher):
    count = 0

    def encode(self, password, salt):
        type(self).count += 1
        return super().encode(password, salt)


@pytest.fixture
def hashes(settings):
    """How many times a password is hashed."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    CountingHasher.count = 0
    return CountingHasher


@pytest.fixture(autouse=True)
def _own_address(client):
    """Failures are counted by address, in a cache that tests share: each test comes from its own."""
    client.defaults |= {"HTTP_ACCEPT_LANGUAGE": "en", "REMOTE_ADDR": new_address()}


def sign_in(client, login, password=PASSWORD, **data):
    return client.post(SIGN_IN, {"login": login, "password": password, **data})


def is_signed_in(client):
    return "_auth_user_id" in client.session


def error_of(response):
    assert response.status_code == 200
    return response.context["form"].non_field_errors()


def test_first_hasher_is_argon2():
    assert real_settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]


@pytest.mark.parametrize(
    "typed", ["wang@example.com", "Wang@Example.COM", " wang@example.com ", "ｗａｎｇ＠example.com"]
)
def test_signs_in_by_email_however_it_is_typed(client, typed):
    PersonFactory(email="wang@example.com", phone=None)

    response = sign_in(client, typed)

    assert (response.status_code, response.url) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize(
    "typed", ["13900000001", "+86 139 0000 0001", "139-0000-0001", "１３９０００００００１", "8613900000001"]
)
def test_signs_in_by_phone_however_it_is_typed(client, typed):
    PersonFactory(email=None, phone="+8613900000001")

    response = sign_in(client, typed)

    assert response.status_code == 302
    assert is_signed_in(client)


def test_signing_in_keeps_no_second_list_of_addresses(client):
    """Allauth would let an address that was taken away sign in for ever."""
    person = PersonFactory(email="wang@example.com")
    sign_in(client, "wang@example.com")
    persons.change_person(person, email="new@example.com")
    client.logout()

    assert not EmailAddress.objects.exists()
    assert error_of(sign_in(client, "wang@example.com"))


def test_language_of_the_profile_comes_with_signing_in(client):
    PersonFactory(phone="+8613900000001", language="en")

    response = sign_in(client, "13900000001")

    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_goes_where_one_was_going(client):
    PersonFactory(phone="+8613900000001")

    assert sign_in(client, "13900000001", next="/learn/").url == "/learn/"


@pytest.mark.parametrize(
    "destination", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_never_goes_to_another_site(client, destination):
    PersonFactory(phone="+8613900000001")

    assert sign_in(client, "13900000001", next=destination).url == "/"


@pytest.mark.parametrize(
    ("known", "unknown"), [("wang@example.com", "nobody@example.com"), ("13900000001", "13900000002")]
)
def test_unknown_name_gets_the_same_answer_for_the_same_work(client, known, unknown, hashes):
    PersonFactory(email="wang@example.com", phone="+8613900000001")
    client.get(SIGN_IN)

    def attempt(name):
        client.defaults["REMOTE_ADDR"] = new_address()
        hashes.count = 0
        with statements() as queries:
            response = sign_in(client, name, "wrong")
        return response, hashes.count, queries

    first, hashed_for_known, queries_for_known = attempt(known)
    second, hashed_for_unknown, queries_for_unknown = attempt(unknown)

    assert error_of(first) == error_of(second)
    assert body(first) == body(second)
    assert hashed_for_known == hashed_for_unknown == 1
    assert queries_for_known == queries_for_unknown


def test_person_without_a_password_gets_the_same_answer_for_the_same_work(client, hashes):
    person = PersonFactory(phone="+8613900000001")
    person.set_unusable_password()
    person.save()
    hashes.count = 0

    assert error_of(sign_in(client, "13900000001", "wrong"))
    assert hashes.count == 1


def test_nonsense_gets_the_same_answer(client, hashes):
    assert error_of(sign_in(client, "kein Name", "wrong")) == error_of(sign_in(client, "13900000009", "wrong"))
    assert hashes.count == 2


def test_form_comes_back_filled_in_without_the_password(client):
    response = sign_in(client, "13900000009", "very-secret")

    assert "13900000009" in response.content.decode()
    assert "very-secret" not in response.content.decode()


def test_sixth_wrong_password_is_not_looked_at(client, hashes):
    PersonFactory(phone="+8613900000001")
    for _time in range(5):
        sign_in(client, "13900000001", "wrong")
    hashes.count = 0

    response = sign_in(client, "139 0000 0001")

    assert not is_signed_in(client)
    assert hashes.count == 0
    assert "five minutes" in str(error_of(response))


def test_nobody_is_locked_out_by_others_who_try_from_elsewhere(client):
    PersonFactory(phone="+8613900000001")
    elsewhere = new_address()
    for _time in range(6):
        client.post(SIGN_IN, {"login": "13900000001", "password": "wrong"}, REMOTE_ADDR=elsewhere)

    sign_in(client, "13900000001")

    assert is_signed_in(client)


def test_another_address_of_ones_own_network_is_no_new_beginning(client, hashes):
    PersonFactory(phone="+8613900000001", password=PASSWORD)
    network = client.defaults["REMOTE_ADDR"].removesuffix("1")
    for number in range(5):
        client.post(SIGN_IN, {"login": "13900000001", "password": "wrong"}, REMOTE_ADDR=f"{network}{number + 2:x}")
    hashes.count = 0

    sign_in(client, "13900000001")

    assert not is_signed_in(client)
    assert hashes.count == 0


def test_a_crowd_that_signs_in_makes_nobody_forget_who_tried_too_often(client):
    PersonFactory(phone="+8613900000001", password=PASSWORD)
    for _ in range(5):
        sign_in(client, "13900000001", "wrong")
    for number in range(400):
        cache.set(f"somebody-{number}", [], 300)

    sign_in(client, "13900000001")

    assert not is_signed_in(client)


def test_phones_are_counted_one_by_one(client):
    PersonFactory(phone="+8613900000001")
    for _time in range(6):
        sign_in(client, "13900000002", "wrong")

    sign_in(client, "13900000001")

    assert is_signed_in(client)


def test_trying_many_names_from_one_address_comes_to_an_end(client):
    PersonFactory(phone="+8613900000001")
    for number in range(31):
        sign_in(client, f"139001{number:05d}", "wrong")

    sign_in(client, "13900000001")

    assert not is_signed_in(client)


def test_disabled_person_cannot_sign_in_and_is_told_whom_to_ask(client):
    PersonFactory(phone="+8613900000001", is_active=False)

    response = sign_in(client, "13900000001")

    assert not is_signed_in(client)
    assert error_of(response)


def test_disabled_person_with_a_wrong_password_is_told_nothing(client):
    PersonFactory(phone="+8613900000001", is_active=False)

    assert error_of(sign_in(client, "13900000001", "wrong")) == error_of(sign_in(client, "13900000002", "wrong"))


def test_open_session_ends_when_the_person_is_disabled(client):
    person = PersonFactory(phone="+8613900000001")
    sign_in(client, "13900000001")
    assert client.get(reverse("account_change_password")).status_code == 200

    persons.change_person(person, is_active=False)

    response = client.get(reverse("account_change_password"))
    assert response.status_code == 302
    assert response.url.startswith(SIGN_IN)


def test_session_key_changes_with_signing_in(client):
    PersonFactory(phone="+8613900000001")
    session = client.session
    session["before"] = True
    session.save()
    key = client.session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = key

    sign_in(client, "13900000001")

    assert client.session.session_key != key


def test_signing_out_takes_a_post(client):
    PersonFactory(phone="+8613900000001")
    sign_in(client, "13900000001")

    client.get(reverse("account_logout"))
    assert is_signed_in(client)

    client.post(reverse("account_logout"))
    assert not is_signed_in(client)


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/", "/accounts/phone/change/"])
def test_nobody_signs_up_or_adds_addresses(client, path):
    client.force_login(PersonFactory())

    assert client.get(path).status_code == 404


def test_admin_has_no_way_in_of_its_own(client):
    response = client.get("/admin/login/?next=/admin/pages/")

    assert (response.status_code, response.url) == (302, f"{SIGN_IN}?next=/admin/pages/")
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 302


def body(response):
    """Without what differs in every answer: the token, and the name as typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())
    return re.sub(r'name="login"[^>]*>|value="[^"]*"', "", text)
