"""The torture folder through the whole house: every broken file is imported by the command, tried dry first.

    python -m tools.torture

Each ends with a sentence, never with a traceback; what is good in a file arrives whatever is broken in it; and what is
exported holds no cell that a spreadsheet would run.
"""

import csv
import sys
import tempfile
from pathlib import Path

from habitue.know.collect.tests.torture import Case, build
from tools.soaking import House, open_house, say

NEVER = ("Traceback", "should not", "Error:")
FORMULA = ("=", "@", "\t", "\r")


def main() -> int:
    """Run the soak; the number of files at fault is the exit code, at most 1."""
    with tempfile.TemporaryDirectory(prefix="habitue-torture-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "files").mkdir()
        cases = build(folder / "files")
        with open_house(folder / "home") as house:
            wrong = [case.name for case, path in cases if not survives(house, case, path)]
            wrong += exported(house)
    say(f"{len(cases)} files, {len(wrong)} at fault" + (f": {', '.join(wrong)}" if wrong else ""))
    return min(len(wrong), 1)


def survives(house: House, case: Case, path: Path) -> bool:
    """Try and import a file; False when it ends otherwise than it should."""
    refused = (
        case.problem and not case.declared
    )  # what a person declares wrongly, the command finds out itself
    for dry in (["--dry-run"], []):
        status, said = house.run("import", path, "--source", f"torture {path.stem}", "--yes", *dry)
        broken = status not in (0, 1) or any(word in said for word in NEVER)
        if broken or not said.strip() or (refused and status == 0):
            say(f"{case.name} ended with {status}:\n{said}")
            return False
    say(f"{case.name}: {said.strip().splitlines()[-1]}")
    return True


def exported(house: House) -> list[str]:
    """The names of exports that a spreadsheet would run something of."""
    wrong = []
    for what in ("crosswalk", "customers", "rejects"):
        out = house.home.with_suffix(f".{what}.csv")
        house.must("export", what, "--out", out)
        with out.open(newline="", encoding="utf-8-sig") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        if found := [cell[:40] for cell in cells if cell.startswith(FORMULA)]:
            say(f"export {what} would be run by a spreadsheet: {found[:3]}")
            wrong.append(f"export {what}")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
