"""kill -9 at random points of imports, again and again: resumed, nothing lost, nothing doubled, the same customers.

    python -m tools.kill [--points 200] [--customers 10000] [--seed 1]

The four files of the demonstration are imported once undisturbed. Then, in houses of their own, each import is killed at
a random moment and begun again until it ends; crosswalk and rejects must be what they were undisturbed.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from tools.soaking import House, Partition, differences, open_house, say

Outcome = tuple[Partition, list[tuple[str, ...]]]
STARTING = 0.8  # seconds that a command needs before it does anything worth interrupting


def main(arguments: list[str]) -> int:
    """Run the soak; 1 when a killed import ends otherwise than an undisturbed one."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--points", type=int, default=200, help="how many times to kill")
    parser.add_argument(
        "--customers", type=int, default=10_000, help="people in the files, about two lines each"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="habitue-kill-", ignore_cleanup_errors=True) as folder:
        return soak(Path(folder), options.points, options.customers, Random(options.seed))


def soak(folder: Path, points: int, customers: int, random: Random) -> int:
    """Kill `points` times over as many rounds as that takes, and compare each round with the undisturbed import."""
    House(folder / "maker").must("demo", "--customers", str(customers), "--out", folder / "files")
    files = sorted(file for file in (folder / "files").iterdir() if file.stem != "truth" and file.is_file())
    with open_house(folder / "calm") as house:
        seconds = [undisturbed(house, file) for file in files]
        expected = house.customers(), house.rejects()
    say(f"undisturbed: {len(expected[0])} customers, {len(expected[1])} rejects, {sum(seconds):.1f} s")
    killed, round_ = 0, 0
    while killed < points:
        round_ += 1
        with open_house(folder / f"round{round_}") as house:
            killed += disturbed(house, files, seconds, points - killed, random)
            found = house.customers(), house.rejects()
        if not same(expected, found):
            return 1
        say(f"round {round_}: {killed} of {points} killed; the same customers and rejects")
    return 0


def undisturbed(house: House, file: Path) -> float:
    """Import a file; the seconds that it took."""
    begun = time.monotonic()
    house.must(*command(file))
    return time.monotonic() - begun


def disturbed(
    house: House, files: Sequence[Path], seconds: Sequence[float], most: int, random: Random
) -> int:
    """Import every file, killed on the way until it gets through; how many times it was killed."""
    killed = 0
    for file, usual in zip(files, seconds, strict=True):
        while killed < most and killed_at(house, file, random.uniform(STARTING, usual)):
            killed += 1
        house.must(*command(file))
    return killed


def killed_at(house: House, file: Path, after: float) -> bool:
    """Begin an import and kill it after so many seconds; False when it was done before."""
    process = house.start(*command(file))
    try:
        process.communicate(timeout=after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return True
    return False


def command(file: Path) -> tuple[str | Path, ...]:
    """The command that imports a file."""
    return ("import", file, "--source", file.stem, "--yes")


def same(expected: Outcome, found: Outcome) -> bool:
    """Compare, and say what differs."""
    for name, before, after in zip(("customers", "rejects"), expected, found, strict=True):
        if before != after:
            say(f"{name} differ ({len(before)}, {len(after)})\n{differences(before, after)}")
            return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
