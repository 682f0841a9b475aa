"""Keeps the programs of one machine running side by side, until told to stop or one of them cannot be kept alive."""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import FrameType

RESTARTS_A_MINUTE = 3
SECONDS_TO_STOP = 5
POLL_SECONDS = 0.1
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    name: str
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    start_at: float = 0
    deaths: list[float] = field(default_factory=list)


class CannotBeKeptAlive(Exception):
    """A program died too often to be started once more."""


class Supervisor:
    def __init__(self, programs: list[Program], *, pid_file: Path, say: Callable[[str], None]) -> None:
        self.programs = programs
        self.pid_file = pid_file
        self.say = say
        self.is_stopping = False

    def run(self, *, port: int) -> int:
        """Until a signal ends it (0) or a program cannot be kept alive (1)."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)
        stop_left_over(self.pid_file)
        is_announced = False
        try:
            while not self.is_stopping:
                self._look_after_programs()
                if not is_announced and answers(port):
                    is_announced = True
                    self.say(f"Ready: http://localhost:{port} (Ctrl-C stops it)")
                time.sleep(POLL_SECONDS)
        except CannotBeKeptAlive as error:
            self.say(str(error))
            return 1
        finally:
            self._stop_all()
        return 0

    def _stop_soon(self, _number: int, _frame: FrameType | None) -> None:
        self.is_stopping = True

    def _look_after_programs(self) -> None:
        for program in self.programs:
            if program.process is None:
                if time.monotonic() >= program.start_at:
                    self._start(program)
            elif program.process.poll() is not None:
                self._bury(program, program.process)

    def _start(self, program: Program) -> None:
        program.process = subprocess.Popen(  # noqa: S603 - our own command line
            program.command,
            start_new_session=True,
            preexec_fn=partial(die_with_parent, os.getpid()),  # noqa: PLW1509 - there are no threads here
        )
        pids = [program.process.pid for program in self.programs if program.process]
        self.pid_file.write_text(json.dumps({"parent": os.getpid(), "children": pids}))

    def _bury(self, program: Program, process: subprocess.Popen[bytes]) -> None:
        """Plan its restart after 1, 2 and 4 seconds. What it started itself goes with it."""
        end_group(process.pid, signal.SIGKILL)
        now = time.monotonic()
        program.process = None
        program.deaths = [moment for moment in program.deaths if now - moment < 60] + [now]
        died = f"The {program.name} ended with code {process.returncode}"
        if len(program.deaths) > RESTARTS_A_MINUTE:
            raise CannotBeKeptAlive(f"{died}, for the fourth time in a minute. What it said last stands above.")
        wait = 2 ** (len(program.deaths) - 1)
        program.start_at = now + wait
        self.say(f"{died}; starting it again in {wait} s.")

    def _stop_all(self) -> None:
        """Politely first. The children stand in sessions of their own, so a Ctrl-C reaches them through here only."""
        running = [program.process for program in self.programs if program.process]
        for process in running:
            process.terminate()
        give_up_at = time.monotonic() + SECONDS_TO_STOP
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(max(0, give_up_at - time.monotonic()))
        for process in running:
            end_group(process.pid, signal.SIGKILL)
            process.wait()
        self.pid_file.unlink(missing_ok=True)


def die_with_parent(parent: int) -> None:
    """Runs in the child before its program. Linux ends it when its parent is gone, even by kill -9."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it died before we asked
            os._exit(1)


def end_group(leader: int, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


def stop_left_over(pid_file: Path) -> None:
    """End what a parent that was killed left behind, where the system does not do it by itself."""
    try:
        left = json.loads(pid_file.read_text())
    except (FileNotFoundError, ValueError):
        return
    if not is_running(left["parent"]):
        for pid in left["children"]:
            if is_running(pid):
                end_group(pid, signal.SIGKILL)


def is_running(pid: int) -> bool:
    """Whether this process is one of ours; numbers are used again by other programs."""
    if not (ps := shutil.which("ps")):
        return False
    command = [ps, "-ww", "-o", "command=", "-p", str(pid)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own command line
    return "config" in found.stdout or "manage.py" in found.stdout


def is_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
