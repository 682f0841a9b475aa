import uuid

import pytest
from django.http import QueryDict

from courses.forms import CheckAnswerForm, ExamAnswerForm, FlagForm, NoteForm, PlaceForm

KEY, CLIENT = uuid.uuid4(), uuid.uuid4()


def posted(**fields):
    data = QueryDict(mutable=True)
    for name, value in fields.items():
        data.setlist(name, value if isinstance(value, list) else [str(value)])
    return data


def test_exam_answer_becomes_keywords():
    form = ExamAnswerForm(posted(question_key=KEY, given=["a", "c"], client_uuid=CLIENT, sequence=7))

    assert form.is_valid()
    assert form.cleaned_data == {"question_key": KEY, "given": ["a", "c"], "client_uuid": CLIENT, "sequence": 7}


def test_plain_form_may_leave_out_what_scripts_send():
    form = ExamAnswerForm(posted(question_key=KEY))

    assert form.is_valid()
    assert form.cleaned_data["given"] == []
    assert form.cleaned_data["sequence"] is None
    assert isinstance(form.cleaned_data["client_uuid"], uuid.UUID)


def test_left_out_uuids_differ():
    forms = [CheckAnswerForm(posted(question_key="k", given="a")) for _again in range(2)]
    assert all(form.is_valid() for form in forms)

    assert forms[0].cleaned_data["client_uuid"] != forms[1].cleaned_data["client_uuid"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"question_key": "no uuid"},
        {"question_key": KEY, "client_uuid": "no uuid"},
        {"question_key": KEY, "sequence": "-1"},
        {"question_key": KEY, "sequence": "many"},
    ],
)
def test_exam_answer_of_another_shape_is_refused(fields):
    assert not ExamAnswerForm(posted(**fields)).is_valid()


def test_check_answer_names_its_question():
    assert CheckAnswerForm(posted(question_key=f"{KEY}:q1", given="b")).is_valid()
    assert not CheckAnswerForm(posted(question_key="k" * 81, given="b")).is_valid()
    assert not CheckAnswerForm(posted(given="b")).is_valid()


@pytest.mark.parametrize(("sent", "is_flagged"), [({"is_flagged": "on"}, True), ({}, False)])
def test_flag_is_on_or_off(sent, is_flagged):
    form = FlagForm(posted(question_key=KEY, **sent))

    assert form.is_valid()
    assert form.cleaned_data["is_flagged"] is is_flagged


def test_place_may_be_the_beginning():
    form = PlaceForm(posted())

    assert form.is_valid()
    assert form.cleaned_data == {"section": ""}


def test_note_is_read_from_json():
    form = NoteForm(posted(value='{"stock": "1"}'))

    assert form.is_valid()
    assert form.cleaned_data["value"] == {"stock": "1"}


def test_note_is_read_from_fields():
    form = NoteForm.from_fields({"stock": "６２万"})

    assert form.is_valid()
    assert form.cleaned_data["value"] == {"stock": "６２万"}


def test_note_that_is_no_json_is_refused():
    form = NoteForm(posted(value="{"))

    assert not form.is_valid()
    assert len(form.errors["value"]) == 1
