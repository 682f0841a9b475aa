"""An exam, whatever is sent, in whatever order, how often and how late: the score is that of the last answers in
time."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.actions import start_attempt, submit_attempt
from courses.exceptions import AnswerConflict
from tests.factories.courses import (
    ZH,
    answer_exam,
    do_lessons,
    enrolled,
    exam_questions,
    right_answer,
    wrong_answer,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# (which question, right, sequence, which of some UUIDs, after the end)
answers = st.lists(
    st.tuples(st.integers(0, 3), st.booleans(), st.integers(0, 6) | st.none(), st.integers(0, 8), st.booleans()),
    max_size=15,
).map(lambda sent: sorted(sent, key=lambda one: one[4]))


class Oracle:
    """What a plain reading of the rules says must count."""

    def __init__(self) -> None:
        self.said: dict[int, tuple[str, bool]] = {}
        self.counting: dict[str, tuple[int, bool]] = {}
        self.highest = 0

    def is_conflict(self, name, key, is_right):
        return self.said.get(name, (key, is_right)) != (key, is_right)

    def is_again(self, name, key, is_right):
        return self.said.get(name) == (key, is_right)

    def take(self, name, key, is_right, sequence, is_late):
        """A new answer; a clash changes the client's numbering only."""
        number = self.highest + 1 if sequence is None else sequence
        self.highest = max(self.highest, number)
        if self.is_conflict(name, key, is_right):
            return
        self.said[name] = (key, is_right)
        if not is_late and number >= self.counting.get(key, (-1, False))[0]:
            self.counting[key] = (number, is_right)

    def is_right(self, key):
        return self.counting.get(key, (0, False))[1]


@given(answers)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_score_is_that_of_the_last_answers_in_time(sent):
    attempt = start_attempt(do_lessons(enrolled()))
    questions, uuids = exam_questions(attempt), [uuid.uuid4() for _number in range(9)]
    oracle, clashes = Oracle(), set()

    for place, is_right, sequence, name, is_late in sent:
        question = questions[place]
        is_conflict = oracle.is_conflict(name, question.key, is_right)
        moment = attempt.closes_at + timedelta(seconds=1) if is_late else attempt.started_at + timedelta(seconds=1)
        is_known = oracle.is_again(name, question.key, is_right) or (name, place, is_right) in clashes
        if not is_known:
            oracle.take(name, question.key, is_right, sequence, is_late)
        with time_machine.travel(moment, tick=False):
            try:
                answer_exam(
                    attempt,
                    question,
                    right_answer(question) if is_right else wrong_answer(question),
                    client_uuid=uuids[name],
                    sequence=sequence,
                )
            except AnswerConflict:
                assert is_conflict
                clashes.add((name, place, is_right))
            else:
                assert not is_conflict

    marks = submit_attempt(attempt, language=ZH).marks
    assert marks == {question.key: oracle.is_right(question.key) for question in questions}
