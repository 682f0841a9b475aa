"""`python -m benchmarks [figure …]`: measures, prints a table, writes var/bench.json."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .figures import FIGURES, Figure
from .measuring import Reading
from .site import ROOT, copy_site, environment, prepare_site


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    figures = [figure for figure in FIGURES if figure.name in options.figures or not options.figures]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        site = options.site or Path(folder, "site")
        _say("A site with the demo …")
        prepare_site(site)
        readings = {}
        for together in [figures] if options.tiny else [[figure] for figure in figures]:
            readings |= _measured(together, site, Path(folder, "copy"), is_tiny=options.tiny)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(json.dumps(as_json(figures, readings), indent=2) + "\n")
    sys.stdout.write("\n" + table(figures, readings, load=os.getloadavg()[0]))


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("figures", nargs="*", choices=[[], *(figure.name for figure in FIGURES)], help="all by default")
    parser.add_argument("--site", type=Path, help="keep the prepared site here, and use it when it is there")
    parser.add_argument("--output", type=Path, default=ROOT / "var" / "bench.json")
    parser.add_argument("--tiny", action="store_true", help="only see whether everything works")
    return parser.parse_args(arguments)


def _measured(figures: list[Figure], site: Path, folder: Path, *, is_tiny: bool) -> dict[str, Reading]:
    """In a process and on a copy of its own. Log lines are written as in production, to where nobody reads them."""
    names = [figure.name for figure in figures]
    _say(f"{', '.join(names)} …")
    copy_site(site, folder)
    output = folder / "readings.json"
    command = [sys.executable, "-m", "benchmarks.one", str(output), *names, *(["--tiny"] if is_tiny else [])]
    with (folder / "log").open("wb") as log:
        done = subprocess.run(command, cwd=ROOT, env=environment(folder), stderr=log, check=False)  # noqa: S603 - ours
    if done.returncode:
        said = (folder / "log").read_text().splitlines()[-30:]
        sys.exit(f"{', '.join(names)} could not be measured:\n" + "\n".join(said))
    return {name: Reading(**told) for name, told in json.loads(output.read_text()).items()}


def as_json(figures: list[Figure], readings: dict[str, Reading]) -> dict[str, dict[str, float | str]]:
    return {
        figure.name: {"value": round(readings[figure.name].value, 3), "goal": figure.goal, "better": figure.better}
        for figure in figures
    }


def table(figures: list[Figure], readings: dict[str, Reading], *, load: float) -> str:
    lines = [f"{'':24}{'value':>8}{'goal':>8}   {'':8}made of"]
    for figure in figures:
        reading = readings[figure.name]
        goal = f"{'≥' if figure.better == 'higher' else '≤'} {figure.goal:g}"
        verdict = "" if figure.is_reached(reading.value) else "missed"
        made_of = " · ".join(f"{name} {amount:.4g}" for name, amount in reading.parts.items())
        lines.append(f"{figure.name:24}{reading.value:8.3f}{goal:>8}   {verdict:8}{made_of}")
    return "\n".join(
        [*lines, f"CPU milliseconds unless it says otherwise; load of the machine at the end: {load:.1f}\n"]
    )


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
