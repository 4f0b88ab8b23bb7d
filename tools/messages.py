"""The message catalogues of every room: extract, update, compile, check, without the gettext programs.

    python tools/messages.py            update each room's .po, compile its .mo
    python tools/messages.py --check    fail when a message is missing, fuzzy, untranslated or unused, or a .mo is stale

A room is a folder of src/habitue that holds a `locale` folder; its messages come from the Python files and templates
around that folder (tests left out). English is the source, French the translation.
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "habitue"
LANGUAGE = "fr"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
HEADER = """\
# French of Habitué.
msgid ""
msgstr ""
"Project-Id-Version: Habitué\\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"

"""
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")


def rooms() -> Iterator[Path]:
    """Every room that speaks: the folder around each `locale`."""
    for locale in sorted(SOURCE.rglob("locale")):
        if locale.is_dir():
            yield locale.parent


def _sources(room: Path) -> Iterator[Path]:
    nested = [other for other in rooms() if other != room and room in other.parents]
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        parts = path.relative_to(room).parts
        if not {"tests", "migrations", "static", "locale"} & set(parts) and not any(
            n in path.parents for n in nested
        ):
            yield path


def _python_of(path: Path) -> str:
    text = path.read_text("utf-8")
    return text if path.suffix == ".py" else str(templatize(text, origin=str(path)))


def collect(room: Path) -> Catalog:
    """The messages that the room's sources hold, in order of file; locations without line numbers, which only churn."""
    catalog = Catalog(charset="utf-8")
    for path in _sources(room):
        found = extract(
            "python",
            io.BytesIO(_python_of(path).encode()),
            keywords=KEYWORDS,
            comment_tags=("Translators:",),
        )
        for _line, message, comments, context in found:
            name = path.relative_to(room).as_posix()
            catalog.add(message, locations=[(name, 1)], auto_comments=comments, context=context)
    return catalog


def po_of(room: Path) -> Path:
    """Where the room's French is."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def load(room: Path) -> Catalog:
    """The room's catalogue as written, or an empty one."""
    path = po_of(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def merge(room: Path) -> Catalog:
    """The catalogue with new messages added (empty) and unused ones dropped; nothing is guessed, so nothing is fuzzy."""
    catalog = load(room)
    catalog.update(collect(room), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The .po as text, messages in the order of their first use, under a header that no run or machine changes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=True, include_lineno=False, ignore_obsolete=True)
    return HEADER.encode() + buffer.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The compiled catalogue."""
    buffer = io.BytesIO()
    catalog.creation_date = catalog.revision_date = EPOCH
    write_mo(buffer, catalog)
    return buffer.getvalue()


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _key(message: Message) -> tuple[str | tuple[str, ...], str | None]:
    ids, context = message.id, message.context
    context = context.decode() if isinstance(context, bytes) else context  # as a compiled catalogue gives it
    return (ids if isinstance(ids, str) else tuple(ids), context)


def _names(text: str) -> set[str]:
    return {a or b for a, b in PLACEHOLDER.findall(text)}


def faults(room: Path) -> list[str]:
    """What is wrong with the room's French, one sentence each."""
    catalog, wanted = load(room), collect(room)
    written = {_key(m): m for m in catalog if m.id}
    found = [f"missing: {m.id!r}" for m in wanted if m.id and _key(m) not in written]
    needed = {_key(m) for m in wanted if m.id}
    for key, message in written.items():
        found.extend(_message_faults(message, key in needed))
    return found + _stale(room, catalog)


def _message_faults(message: Message, used: bool) -> list[str]:
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    texts = _texts(message)
    if not used:
        return [f"unused: {message.id!r}"]
    if message.fuzzy or not all(texts):
        return [f"{'fuzzy' if message.fuzzy else 'untranslated'}: {message.id!r}"]
    if any(_names(text) - _names(" ".join(ids)) for text in texts) or _names(ids[-1]) - _names(texts[-1]):
        return [f"other placeholders: {message.id!r}"]
    return []


def _stale(room: Path, catalog: Catalog) -> list[str]:
    path = po_of(room).with_suffix(".mo")
    if not path.exists():
        return [f"not compiled: {path.name}"]
    with path.open("rb") as file:
        compiled = {_key(m): _texts(m) for m in read_mo(file) if m.id}
    current = {_key(m): _texts(m) for m in catalog if m.id and not m.fuzzy and any(_texts(m))}
    return [] if compiled == current else [f"stale: {path.name}"]


def update(room: Path) -> int:
    """Write the room's .po and .mo; returns how many messages still need their French."""
    catalog = merge(room)
    path = po_of(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(po_bytes(catalog))
    path.with_suffix(".mo").write_bytes(mo_bytes(load(room)))
    return sum(1 for message in load(room) if message.id and not all(_texts(message)))


def main(arguments: list[str]) -> int:
    """Update, or with --check only look; the number of rooms at fault is the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    parser.add_argument(
        "rooms", nargs="*", help="only these rooms, by the end of their path, such as show/web"
    )
    options = parser.parse_args(arguments)
    chosen = [
        room
        for room in rooms()
        if not options.rooms or any(str(room).endswith(name) for name in options.rooms)
    ]
    wrong = 0
    for room in chosen:
        name = room.relative_to(SOURCE).as_posix()
        if options.check:
            found = faults(room)
            wrong += bool(found)
            print(f"{name}: {'complete' if not found else f'{len(found)} to mend'}", *found, sep="\n  ")
        else:
            print(f"{name}: {update(room)} without French")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
