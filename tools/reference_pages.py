"""The pages of the documentation that are made from the code: configuration and command line.

python tools/reference_pages.py            write docs/configuration.md and docs/cli.md
python tools/reference_pages.py --check    fail when what is written there is not what the code says
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

# Django's settings make a home folder: one of its own, gone with this process.
_HOME = tempfile.TemporaryDirectory(prefix="habitue-pages-")
os.environ.setdefault("HABITUE_HOME", _HOME.name)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habitue.settings")

import django
import typer
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

django.setup()

from habitue.ground.kernel.config import PREFIX, Settings
from habitue.show.cli.app import app

ROOT = Path(__file__).resolve().parent.parent
CONFIGURATION = """\
# Configuration

Every setting has a default that suits a laptop. Values come from the environment (`HABITUE_PORT=9000`), then from a TOML
file (`port = 9000`), then from the default. The file is the one that `HABITUE_CONFIG` names, else `habitue.toml` in the
home folder. `habitue doctor` prints each setting, where its value comes from, and what is wrong with it; a misspelt one
is told, not ignored.

| setting | variable | default | |
|---|---|---|---|
"""
CONFIGURATION_END = """
`HABITUE_HOME` names the folder that holds the embedded database and every file: secrets, uploads, the watched folder
when it is there, the demonstration's files. Two homes run side by side on one machine. With `DATABASE_URL` (or
`HABITUE_DATABASE_URL`) no database is started; it needs the extensions `pg_trgm` and `unaccent`, which PostgreSQL brings.

In production: set `public_url` to the address that people type (cookies are then sent over https only), put a server with
TLS in front, and keep the home folder and the database in the same backup.
"""
CLI = """\
# Command line

`habitue` is in `.venv/bin` after `make install`. Every command works with or without the server running: the embedded
database is started when it is not, and stopped after. Progress and sentences go to the standard error stream, results to
the standard output.
"""
SHORT_DEFAULTS = (str, int, float)
KINDS: dict[Any, str] = {int: "N", float: "N", Path: "PATH"}


def configuration_page() -> str:
    """docs/configuration.md: one row for each setting, in the order of the code."""
    rows = [_setting_row(name, field) for name, field in Settings.model_fields.items()]
    return CONFIGURATION + "".join(rows) + CONFIGURATION_END


def cli_page() -> str:
    """docs/cli.md: one section for each command, in the order of `habitue --help`."""
    return CLI + "".join(_sections(typer.main.get_command(app), "habitue"))


PAGES = {"docs/configuration.md": configuration_page, "docs/cli.md": cli_page}


def _setting_row(name: str, field: FieldInfo) -> str:
    variable = f"`{PREFIX}{name.upper()}`" + (" or `DATABASE_URL`" if name == "database_url" else "")
    return f"| `{name}` | {variable} | {_default(name, field)} | {field.description or ''} |\n"


def _default(name: str, field: FieldInfo) -> str:
    if name == "home":
        return "`var/` of the checkout, else `~/.local/share/habitue`"
    value = field.default
    return (
        ""
        if value in (None, "", PydanticUndefined)
        else f"`{str(value).lower() if isinstance(value, bool) else value}`"
    )


def _sections(command: Any, path: str) -> Iterator[str]:
    """A command, then its subcommands."""
    children = getattr(command, "commands", None)
    if children is None:
        yield _section(command, path)
        return
    for name, child in children.items():
        yield from _sections(child, f"{path} {name}")


def _section(command: Any, path: str) -> str:
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [
        param for param in command.params if param.param_type_name == "option" and "--help" not in param.opts
    ]
    usage = " ".join([path, *(["[OPTIONS]"] if options else []), *map(_metavar, arguments)])
    rows = [
        f"| `{_written(param)}` | {_helped(param)} | {_default_of(param)} |\n"
        for param in [*arguments, *options]
    ]
    table = "\n| | | default |\n|---|---|---|\n" + "".join(rows) if rows else ""
    return f"\n## {path}\n\n{_flat(command.help)}\n\n```console\n$ {usage}\n```\n{table}"


def _metavar(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return f"{name}..." if param.nargs == -1 else name


def _written(param: Any) -> str:
    if param.param_type_name == "argument":
        return _metavar(param)
    return " ".join([*param.opts, *([] if param.is_flag else [_value_of(param)])])


def _value_of(param: Any) -> str:
    """What an option takes: its choices, or the kind of its value."""
    kind = param.type_descriptor.annotation
    if choices := _choices(kind):
        return "{" + ",".join(choices) + "}"
    return KINDS.get(kind, "TEXT")


def _choices(kind: Any) -> list[str]:
    return [str(choice.value) for choice in kind] if isinstance(kind, type) and issubclass(kind, Enum) else []


def _helped(param: Any) -> str:
    """What the code says of an argument or option; of an argument with choices, these too."""
    choices = _choices(param.type_descriptor.annotation) if param.param_type_name == "argument" else []
    return " ".join([param.help or "", *([f"One of: {', '.join(choices)}."] if choices else [])])


def _default_of(param: Any) -> str:
    if param.required:
        return "must be given"
    value = param.default
    shown = isinstance(value, SHORT_DEFAULTS) and value not in ("", False) and not isinstance(value, bool)
    return f"`{getattr(value, 'value', value)}`" if shown else ""


def _flat(text: str | None) -> str:
    return " ".join((text or "").split())


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check only look; 1 when a page is not what the code says."""
    stale = 0
    for name, page in PAGES.items():
        path, text = ROOT / name, page()
        if "--check" not in arguments:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            print(f"{name} is not what the code says: run python tools/reference_pages.py")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
