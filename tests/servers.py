"""Throw-away PostgreSQL and Redis on loopback, for the length of one command.

    python -m tests.servers pytest -m database

Both stand in a temporary folder on free ports, belong to an unprivileged user where root starts them (PostgreSQL
refuses root), and are gone afterwards. DATABASE_URL and REDIS_URL say where they are.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

UNPRIVILEGED = "nobody"
MEMORY = Path("/dev/shm")  # noqa: S108 - there is no other name for it
ROOM = 2 * 1024**3  # bytes: servers, databases and files of a whole run need less


def find_program(name: str) -> str:
    """Also looks where Debian keeps PostgreSQL's server programs. Exits with a sentence if it is not there."""
    newest_first = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    found = shutil.which(name) or (str(newest_first[0]) if newest_first else None)
    if found is None:
        sys.exit(f"{name} is missing. On Debian or Ubuntu: apt-get install postgresql redis-server")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def as_unprivileged() -> dict[str, Any]:
    """What `subprocess` needs to leave root behind; nothing for everybody else."""
    return {"user": UNPRIVILEGED, "group": pwd.getpwnam(UNPRIVILEGED).pw_gid} if os.geteuid() == 0 else {}


@contextmanager
def running(command: list[str], *, folder: Path, is_ready: Callable[[], bool]):
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=folder, stdout=log, stderr=log, start_new_session=True, **as_unprivileged()
        )
    try:
        give_up_at = time.monotonic() + 60
        while not is_ready():
            if server.poll() is not None or time.monotonic() > give_up_at:
                sys.exit(f"{command[0]} did not start:\n{(folder / 'log').read_text()}")
            time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def place_for_files() -> str:
    """Memory where it has room: a copy of a database takes a tenth of the time. TMPDIR may be closed to the
    unprivileged user."""
    has_room = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return str(MEMORY) if has_room else "/tmp"  # noqa: S108 - each makes a folder of its own in it


@contextmanager
def temporary_folder(name: str):
    """Readable by the unprivileged user."""
    with tempfile.TemporaryDirectory(prefix=f"dealer-university-{name}-", dir=place_for_files()) as path:
        folder = Path(path)
        if os.geteuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        yield folder


@contextmanager
def postgresql():
    """Yields its address. Not durable: it lives for minutes."""
    with temporary_folder("postgresql") as folder:
        data, port = folder / "data", free_port()
        initdb = [find_program("initdb"), "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale", "C.UTF-8"]
        subprocess.run([*initdb, "-N"], cwd=folder, check=True, stdout=subprocess.DEVNULL, **as_unprivileged())
        options = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "max_connections": "200",
            "jit": "off",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_wal_size": "256MB",
        }
        settings = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        is_ready = [find_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
        command = [find_program("postgres"), "-D", str(data), "-p", str(port), *settings]
        with running(command, folder=folder, is_ready=lambda: subprocess.run(is_ready, check=False).returncode == 0):
            yield f"postgres://tests@127.0.0.1:{port}/postgres"


@contextmanager
def redis():
    """Yields its address. Keeps nothing on disk."""
    with temporary_folder("redis") as folder:
        port = free_port()
        command = [find_program("redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
        with running(command, folder=folder, is_ready=lambda: _answers(port)):
            yield f"redis://127.0.0.1:{port}/0"


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main() -> int:
    """Run a command with both servers beside it, and with temporary files where theirs are."""
    with ExitStack() as stack:
        addresses = {
            "DATABASE_URL": stack.enter_context(postgresql()),
            "REDIS_URL": stack.enter_context(redis()),
            "TMPDIR": str(stack.enter_context(temporary_folder("files"))),
        }
        try:
            return subprocess.run(sys.argv[1:], env=os.environ | addresses, check=False).returncode
        except KeyboardInterrupt:
            return 130


if __name__ == "__main__":
    sys.exit(main())
