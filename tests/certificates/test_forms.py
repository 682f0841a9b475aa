import pytest

from certificates.forms import ChangeStateForm, VerifyForm


@pytest.mark.parametrize("typed", ["K7QX-M2PD-W8RS-VT3Y-Z4HJ", "k7qx m2pd w8rs vt3y z4hj", " K7QXM2PDW8RSVT3YZ4HJ "])
def test_code_is_taken_as_it_is_typed(typed):
    assert VerifyForm({"code": typed}).is_valid()


@pytest.mark.parametrize("typed", ["", "   ", "DU-2026-004217", "du-2026-004217", "K7QX-M2PD", "K" * 200, "K" * 400])
def test_what_is_no_code_gets_a_sentence_and_stays_in_the_form(typed):
    form = VerifyForm({"code": typed})

    assert not form.is_valid()
    assert str(form.errors["code"][0]).rstrip().endswith((".", "。"))
    assert form["code"].value() == typed


def test_number_is_told_from_a_code_that_begins_alike():
    assert VerifyForm({"code": "DU23-M2PD-W8RS-VT3Y-Z4HJ"}).is_valid()


def test_change_asks_for_a_reason():
    assert "reason" in ChangeStateForm({"reason": " "}).errors
