"""scripts/install on machines that this one is not: its programs write down how they were called."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

TOOLS = ("bash", "cat", "cksum", "dirname", "env", "grep", "mkdir", "touch", "chmod", "uname")
LIBRARIES = ("libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")


class Machine:
    """A copy of the script in a project of two files. It has uv, and Linux's libraries unless told otherwise."""

    def __init__(self, folder, *, user=1000):
        self.project, self.bin, self.log = folder / "project", folder / "bin", folder / "log"
        (self.project / "scripts").mkdir(parents=True)
        (self.project / "locale" / "xx" / "LC_MESSAGES").mkdir(parents=True)
        self.bin.mkdir()
        self.log.touch()
        shutil.copy(Path(settings.BASE_DIR) / "scripts" / "install", self.project / "scripts" / "install")
        for name in ("requirements.txt", "requirements-dev.txt"):
            (self.project / name).write_text("django\n")
        for tool in TOOLS:
            (self.bin / tool).symlink_to(shutil.which(tool))
        self.add("id", f"echo {user}")
        self.add("ldconfig", "printf '%s\\n' " + " ".join(LIBRARIES))
        self.add("uv", 'if [ "$1" = venv ]; then mkdir -p .venv/bin; fi')

    def add(self, name, script=""):
        path = self.bin / name
        path.write_text(f'#!{self.bin}/bash\necho "{name} $*" >>{self.log}\n{script}\n')
        path.chmod(0o755)

    def add_apt(self):
        """Installing brings the program that was missing."""
        msgfmt = f"{self.bin}/msgfmt"
        self.add("apt-get", f'if [ "$1" = install ]; then touch {msgfmt}; chmod +x {msgfmt}; fi')

    def install(self, purpose="run"):
        command = [str(self.bin / "bash"), str(self.project / "scripts" / "install"), purpose]
        return subprocess.run(
            command, env={"PATH": str(self.bin)}, capture_output=True, text=True, check=False, cwd=self.project
        )

    def calls_of(self, *names):
        return [line for line in self.log.read_text().splitlines() if line.split()[0] in names]


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def test_nothing_is_asked_of_a_machine_that_has_everything(machine):
    machine.add("msgfmt")
    machine.add("sudo", '"$@"')
    machine.add_apt()

    result = machine.install()

    assert result.returncode == 0, result.stderr
    assert machine.calls_of("sudo", "apt-get") == []
    assert (machine.project / ".venv" / "installed").exists()


def test_who_is_not_root_installs_by_sudo(machine):
    machine.add("sudo", '"$@"')
    machine.add_apt()

    result = machine.install()

    assert result.returncode == 0, result.stderr
    assert "Installing gettext" in result.stdout
    assert machine.calls_of("sudo") == [
        "sudo apt-get update -q",
        "sudo env DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends gettext",
    ]
    assert machine.calls_of("apt-get")[1] == "apt-get install -qy --no-install-recommends gettext"


def test_root_needs_no_sudo(tmp_path):
    machine = Machine(tmp_path, user=0)
    machine.add_apt()

    result = machine.install()

    assert result.returncode == 0, result.stderr
    assert len(machine.calls_of("apt-get")) == 2


def test_who_is_neither_root_nor_has_sudo_gets_the_line_for_root(machine):
    machine.add_apt()

    result = machine.install()

    assert result.returncode == 1
    assert "  apt-get update && apt-get install --no-install-recommends gettext\n" in result.stdout
    assert machine.calls_of("apt-get") == []


def test_missing_libraries_are_installed_with_the_rest(machine):
    machine.add("msgfmt")
    machine.add("sudo", '"$@"')
    machine.add_apt()
    machine.add("ldconfig", "echo libc.so.6")

    machine.install()

    assert machine.calls_of("sudo")[1].endswith("libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0")


@pytest.mark.parametrize("line", ["  brew install pango gettext uv", "  dnf install pango harfbuzz gettext uv"])
def test_other_systems_get_the_line_to_type(machine, line):
    result = machine.install()

    assert result.returncode == 1
    assert "Missing: gettext" in result.stdout
    assert line in result.stdout


def test_packages_that_are_installed_are_not_installed_again(machine):
    machine.add("msgfmt")
    machine.install()
    machine.log.write_text("")

    machine.install()

    assert [call for call in machine.calls_of("uv") if "pip" in call] == []


@pytest.mark.slow
def test_make_run_names_a_taken_port_in_one_line_and_does_nothing_else(tmp_path):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]

        result = subprocess.run(
            ["make", "--no-print-directory", "run", f"PORT={port}"],
            cwd=settings.BASE_DIR,
            env=os.environ | {"VAR_DIR": str(tmp_path / "var")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert result.returncode == 2  # make's own, for whatever code a command ended with
    assert result.stdout == (
        f"Port {port} is taken. Stop what runs there, or take another one: make run PORT={port + 1}\n"
    )
    assert not (tmp_path / "var").exists()
