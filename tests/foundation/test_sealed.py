from datetime import timedelta

import pytest
import time_machine

from foundation.sealed import SealBroken, seal, unseal

FACTS = {"code": "730412", "to": "王小明"}
LIFETIME = timedelta(minutes=10)


def test_what_was_sealed_is_unsealed_and_read_by_nobody_between():
    sealed = seal(FACTS)

    assert "730412" not in sealed
    assert unseal(sealed, lifetime=LIFETIME) == FACTS


def test_same_facts_are_sealed_differently_each_time():
    assert seal(FACTS) != seal(FACTS)


def test_seal_breaks_with_time():
    with time_machine.travel("2026-11-23T02:00:00Z", tick=False):
        sealed = seal(FACTS)

    with time_machine.travel("2026-11-23T02:10:01Z", tick=False), pytest.raises(SealBroken):
        unseal(sealed, lifetime=LIFETIME)


def test_seal_breaks_when_altered():
    with pytest.raises(SealBroken):
        unseal(seal(FACTS)[:-8] + "AAAAAAA=", lifetime=LIFETIME)


def test_seal_breaks_with_another_secret_key(settings):
    sealed = seal(FACTS)
    settings.SECRET_KEY = "x" * 50

    with pytest.raises(SealBroken):
        unseal(sealed, lifetime=LIFETIME)
