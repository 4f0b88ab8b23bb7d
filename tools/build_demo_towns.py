"""Build the demonstration house's list of towns from the two public npm packages that hold them.

Run by hand when the list is to be renewed (it needs npm; the generator itself never does):
    npm pack @etalab/decoupage-administratif codes-postaux   # then unpack each into its own folder
    python tools/build_demo_towns.py --communes DIR1/package/data/communes.json --postcodes DIR2/package/codes-postaux.json

Kept: every municipal arrondissement of Paris, Lyon and Marseille, the most populated communes, and a
thin sample of the small ones, so that villages (and their hamlets) exist too. Each line holds the name, its
postcodes, the number of inhabitants that it stands for (its own, or those of the small communes around it), and R or U.
"""

import argparse
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "src/habitue/show/demo/data/towns.tsv"
BIG_CITIES = ("13055", "69123", "75056")
"""Communes divided into arrondissements, which stand in the list in their place."""
LARGEST = 3_000
ONE_VILLAGE_IN = 30

Commune = dict[str, Any]


def main() -> None:
    """Read the two packages' files and write the list."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--communes", type=Path, required=True)
    parser.add_argument("--postcodes", type=Path, required=True)
    args = parser.parse_args()
    communes = json.loads(args.communes.read_text("utf-8"))
    lines = list(town_lines(communes, known_postcodes(json.loads(args.postcodes.read_text("utf-8")))))
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} towns written")


def known_postcodes(rows: list[dict[str, str]]) -> dict[str, set[str]]:
    """Return the delivery postcodes of each commune code, without the codes of companies (CEDEX)."""
    known: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        known[row["codeCommune"]].add(row["codePostal"])
    return known


def town_lines(communes: list[Commune], known: dict[str, set[str]]) -> list[str]:
    """Return the lines of the list: arrondissements, then towns by population, then the sample of villages."""
    parts = [c for c in communes if c["type"] == "arrondissement-municipal"]
    whole = [c for c in communes if c["type"] == "commune-actuelle" and c["zone"] != "com"]
    whole = [c for c in whole if c.get("population") and c["code"] not in BIG_CITIES]
    whole.sort(key=lambda c: (-c["population"], c["code"]))
    rows = [(c, 1, "U") for c in parts + whole[:LARGEST]]
    rows += [(c, ONE_VILLAGE_IN, "R") for c in whole[LARGEST::ONE_VILLAGE_IN]]
    return [line(commune, known, weight, kind) for commune, weight, kind in rows]


def line(commune: Commune, known: dict[str, set[str]], weight: int, kind: str) -> str:
    """Return one line of the list; an arrondissement carries the name of its city."""
    name = commune["nom"].split(" Arrondissement")[0]
    if commune["type"] == "arrondissement-municipal":
        name = name.rsplit(" ", 1)[0]
    codes = [p for p in sorted(commune["codesPostaux"]) if p in known.get(commune["code"], {p})]
    return "\t".join(
        (name, ",".join(codes or commune["codesPostaux"]), str(commune["population"] * weight), kind)
    )


if __name__ == "__main__":
    main()
