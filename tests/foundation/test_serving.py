"""The supervisor, tried with small programs in place of web server, worker and beat."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from foundation import serving
from tests.processes import is_alive, wait_for

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parents[2]
DRIVER = """
import sys
from pathlib import Path
from foundation.serving import Program, Supervisor

folder, port, *sources = sys.argv[1:]
programs = [Program(f"program {n}", [sys.executable, "-c", source, "config"]) for n, source in enumerate(sources)]
say = lambda text: print(text, flush=True)
sys.exit(Supervisor(programs, pid_file=Path(folder) / "pids", say=say).run(port=int(port)))
"""
STAYS = "import time; open({path!r}, 'a').write(str(__import__('os').getpid()) + '\\n'); time.sleep(600)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + STAYS
DIES = "raise SystemExit(3)"


class Served:
    def __init__(self, folder, *sources):
        self.folder = folder
        self.paths = [str(folder / f"program-{number}") for number in range(len(sources))]
        written = [source.format(path=path) for source, path in zip(sources, self.paths, strict=True)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(folder), "1", *written], cwd=PROJECT, stdout=subprocess.PIPE, text=True
        )

    def pids(self, number, *, count=1):
        """The process ids that a program had so far; waits until it was started `count` times."""
        wait_for(lambda: len(self._started(number)) >= count)
        return self._started(number)

    def _started(self, number):
        path = Path(self.paths[number])
        return [int(line) for line in path.read_text().splitlines()] if path.exists() else []


@pytest.fixture
def serve(tmp_path):
    started = []

    def start(*sources):
        started.append(Served(tmp_path, *sources))
        return started[-1]

    yield start
    for served in started:
        served.process.kill()
        served.process.wait()
        for number in range(len(served.paths)):
            for pid in filter(is_alive, served._started(number)):
                os.kill(pid, signal.SIGKILL)
        served.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_stops_all_programs_and_is_no_failure(serve, number):
    served = serve(STAYS, STAYS)
    pids = served.pids(0) + served.pids(1)

    served.process.send_signal(number)

    assert served.process.wait(10) == 0
    assert not any(is_alive(pid) for pid in pids)
    assert not (served.folder / "pids").exists()


def test_program_that_ignores_the_signal_is_killed_within_ten_seconds(serve):
    served = serve(STUBBORN, STAYS)
    pids = served.pids(0) + served.pids(1)

    served.process.send_signal(signal.SIGINT)

    served.process.wait(10)
    assert not any(is_alive(pid) for pid in pids)


def test_killed_program_is_started_again_and_the_others_stay(serve):
    served = serve(STAYS, STAYS)
    first, other = served.pids(0)[0], served.pids(1)[0]

    os.kill(first, signal.SIGKILL)

    assert served.pids(0, count=2)[1] != first
    assert served.pids(1) == [other]
    assert is_alive(other)


def test_program_that_cannot_be_kept_alive_ends_it_all_and_says_so(serve):
    served = serve(DIES, STAYS)
    other = served.pids(1)[0]

    said, _ = served.process.communicate(timeout=20)

    assert served.process.returncode == 1
    assert [line.split("; ")[-1] for line in said.splitlines()[:3]] == [
        f"starting it again in {seconds} s." for seconds in (1, 2, 4)
    ]
    assert "program 0 ended with code 3, for the fourth time in a minute" in said
    assert not is_alive(other)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the next start does it, by the file of process ids")
def test_programs_do_not_outlive_a_parent_killed_with_9(serve):
    served = serve(STAYS, STAYS)
    pids = served.pids(0) + served.pids(1)

    served.process.kill()

    wait_for(lambda: not any(is_alive(pid) for pid in pids))


def test_next_start_ends_what_a_killed_parent_left_behind(serve):
    """A program that shrugs off its parent's end stands in for a system that does not tell it."""
    served = serve(STUBBORN)
    pid = served.pids(0)[0]
    served.process.kill()
    served.process.wait()
    assert is_alive(pid)

    serving.stop_left_over(served.folder / "pids")

    wait_for(lambda: not is_alive(pid))


def test_next_start_leaves_the_programs_of_a_living_parent_alone(serve):
    served = serve(STAYS)
    pid = served.pids(0)[0]

    serving.stop_left_over(served.folder / "pids")

    assert is_alive(pid)


def test_taken_port_is_not_free():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()

        assert not serving.is_free("127.0.0.1", taken.getsockname()[1])
