import subprocess
import sys

import pytest

from certificates.actions import files
from foundation import outbox

LOADED = """
import sys
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
assert "certificates.views" in sys.modules
print("weasyprint" in sys.modules)
"""


def test_print_is_registered_with_the_outbox():
    assert files.PRINT in outbox._handlers


@pytest.mark.slow
def test_process_that_does_not_print_never_loads_weasyprint():
    said = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True).stdout

    assert said.strip() == "False"
