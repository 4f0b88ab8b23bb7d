"""The written files and their truth, read back by Python's own reader."""

import csv

from habitue.show.demo.generate import DemoFiles
from habitue.show.demo.sources import Source


def records(files: DemoFiles, source: Source) -> list[dict[str, str]]:
    """The good lines of a file: as many cells as the header, and a whole key."""
    encoding = "utf-8-sig" if source.bom else source.encoding
    with files.sources[source.name].open(encoding=encoding, newline="") as handle:
        rows = list(csv.reader(handle, delimiter=source.separator))
    header, good = rows[0], [r for r in rows[1:] if len(r) == len(rows[0]) and r[0] and "E+" not in r[0]]
    assert tuple(header) == source.header
    return [dict(zip(header, row, strict=True)) for row in good]


def truth(files: DemoFiles) -> dict[tuple[str, str], tuple[int, int]]:
    """Person and household by source and key."""
    with files.truth.open(encoding="utf-8", newline="") as handle:
        lines = list(csv.DictReader(handle))
    known = {(t["source"], t["source_id"]): (int(t["person_id"]), int(t["household_id"])) for t in lines}
    assert len(known) == len(lines)
    return known
