from hypothesis import given
from hypothesis import strategies as st

from people.joining.codes import LENGTH, LETTERS, new_code, readable_code, typed_code


def test_codes_have_no_letters_that_are_taken_for_others():
    assert not set("01ILO") & set(LETTERS)
    assert len(new_code()) == LENGTH
    assert set(new_code()) <= set(LETTERS)
    assert len({new_code() for _ in range(200)}) == 200


@given(st.text(alphabet=LETTERS, min_size=LENGTH, max_size=LENGTH), st.sampled_from([" ", "-", "  ", "—", "\t"]))
def test_a_code_is_read_however_it_is_typed(code, gap):
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)

    assert typed_code(readable_code(code)) == code
    assert typed_code(f" {code[:4].lower()}{gap}{code[4:].lower()} ") == code
    assert typed_code(wide) == code
