"""What the import contracts cannot say of the house: rules read from the syntax of every file, without running any.

Each check takes the folder `src` and returns findings in words, none when all is well: `tests/structure` runs them on the
house, and on copies of it in which somebody did it wrong.
"""

import ast
import statistics
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

LINES = 400
MEDIAN, NINETY_FIVE = 8, 30  # lines of a function
FLOORS = ("ground", "know", "act", "show")
RELATIONS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
MODEL_BASES = {"Model", "AbstractBaseUser", "AbstractUser"}
# Names under which anything may be put, so that nobody finds it, and other names for furniture that has one.
NO_FURNITURE = {
    "common", "core", "handlers", "helper", "helpers", "lib", "manager", "managers", "misc", "repository", "schemas",
    "selectors", "serializers", "service", "services", "signals", "tasks", "tools", "util", "utils",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow", "utc_now", "monotonic", "perf_counter", "time_ns"}
READERS = {"bz2", "gzip", "importlib", "lzma", "zipfile", "zlib"}
Function = ast.FunctionDef | ast.AsyncFunctionDef
Check = Callable[[Path], list[str]]


def function_imports(src: Path) -> list[str]:
    """Imports inside functions hide a dependency, and mostly a cycle."""
    return [
        f"{_where(src, file, inner)}: import inside {function.name}()"
        for file in _code(src)
        for function in _functions(file)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


def signals(src: Path) -> list[str]:
    """Django's signals call code that the caller cannot see; the house announces facts in its log instead."""
    found = []
    for file in _code(src):
        for node, module, names in _imports(file):
            if (
                "signals" in module.split(".")
                or module == "django.dispatch"
                or {"signals", "receiver"} & names
            ):
                found.append(f"{_where(src, file, node)}: a Django signal ({module})")
    return found


def foreign_keys(src: Path) -> list[str]:
    """A key to another room's table must not give that table a way back: related_name="+"."""
    return [
        f'{_where(src, file, call)}: a key to {target} without related_name="+"'
        for file in _models(src)
        for call in _calls(file, RELATIONS)
        if (target := _target(call)) and _leaves_room(target, _room_of(src, file)) and not _is_one_way(call)
    ]


def undeclared_models(src: Path) -> list[str]:
    """Every table is in its room's `privacy.py`, and nothing else is."""
    found = []
    for room in rooms(src):
        tables = {f"{room.name}.{name}" for file in _models(room) for name in _model_classes(file)}
        declared = _declared(room / "privacy.py")
        found += [f"{label}: not declared in {room.name}/privacy.py" for label in sorted(tables - declared)]
        found += [f"{label}: declared, and no such table" for label in sorted(declared - tables)]
    return found


def long_files(src: Path) -> list[str]:
    """A file that outgrows 400 lines becomes a folder of the same name."""
    files = [file for kind in ("py", "html", "css", "ts") for file in sorted(src.rglob(f"*.{kind}"))]
    lengths = {file: file.read_bytes().count(b"\n") for file in files if "static" not in file.parts}
    return [f"{file.relative_to(src)}: {n} lines" for file, n in lengths.items() if n > LINES]


def without_docstring(src: Path) -> list[str]:
    """Every module says what it is for; migrations, which Django writes, aside."""
    return [
        str(file.relative_to(src))
        for file in sorted(src.rglob("*.py"))
        if "migrations" not in file.parts and not _is_bare_tests(file) and not ast.get_docstring(_tree(file))
    ]


def strange_furniture(src: Path) -> list[str]:
    """Rooms have the same furniture, so that anyone finds anything."""
    found = [
        f"{file.relative_to(src)}: no name for furniture"
        for file in sorted(src.rglob("*.py"))
        if {file.stem, *file.relative_to(src).parent.parts} & NO_FURNITURE
    ]
    for room in rooms(src):
        has = {path.stem for path in room.iterdir()}
        found += [f"{room.relative_to(src)}: does not say what it is for"] if not _says_what(room) else []
        wanted = {"privacy", "migrations", "apps"} if "models" in has else set()
        found += [f"{room.relative_to(src)}: has tables and no {name}" for name in sorted(wanted - has)]
    return found


def impure_rules(src: Path) -> list[str]:
    """Rules ask no clock, and open no file: packaged data are read in a module named `data`."""
    found = []
    for file in (file for file in _code(src) if "rules" in file.parts):
        clocks = [call for call in _calls(file, CLOCKS) if isinstance(call.func, ast.Attribute)]
        found += [f"{_where(src, file, call)}: asks the clock" for call in clocks]
        if file.stem != "data":
            opened = [
                *_calls(file, {"open"}),
                *(n for n, module, _ in _imports(file) if _top(module) in READERS),
            ]
            found += [
                f"{_where(src, file, node)}: reads files, outside a module named data" for node in opened
            ]
    return found


def long_functions(src: Path) -> list[str]:
    """Half of the functions have at most 8 lines, and 95 % at most 30."""
    lengths = [(f.end_lineno or 0) - f.lineno + 1 for file in _code(src) for f in _functions(file)]
    if len(lengths) < 2:
        return []
    median, upper = statistics.median(lengths), statistics.quantiles(lengths, n=20)[-1]
    found = [f"the median function has {median:g} lines"] if median > MEDIAN else []
    return found + ([f"5 % of the functions have more than {upper:g} lines"] if upper > NINETY_FIVE else [])


CHECKS: tuple[Check, ...] = (
    function_imports,
    signals,
    foreign_keys,
    undeclared_models,
    long_files,
    without_docstring,
    strange_furniture,
    impure_rules,
    long_functions,
)


def rooms(src: Path) -> list[Path]:
    """The folder of every room, `src/habitue/<floor>/<room>`."""
    folders = [folder for floor in FLOORS for folder in sorted((src / "habitue" / floor).glob("*/"))]
    return [folder for folder in folders if (folder / "__init__.py").exists()]


def _code(src: Path) -> Iterator[Path]:
    """Our modules, without tests and migrations."""
    for file in sorted(src.rglob("*.py")):
        if not {"tests", "migrations"} & set(file.relative_to(src).parts):
            yield file


def _models(folder: Path) -> list[Path]:
    return [f for f in _code(folder) if f.stem == "models" or f.parent.name == "models"]


@lru_cache(maxsize=1024)
def _parsed(file: Path, changed: int) -> ast.Module:
    return ast.parse(file.read_text(), str(file))


def _tree(file: Path) -> ast.Module:
    return _parsed(file, file.stat().st_mtime_ns)


def _functions(file: Path) -> list[Function]:
    return [node for node in ast.walk(_tree(file)) if isinstance(node, Function)]


def _imports(file: Path) -> Iterator[tuple[ast.stmt, str, set[str]]]:
    """Each import: its place, the module, and the names taken from it."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name, set()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node, node.module or "", {alias.name for alias in node.names}


def _calls(file: Path, names: set[str]) -> list[ast.Call]:
    return [
        node for node in ast.walk(_tree(file)) if isinstance(node, ast.Call) and _name(node.func) in names
    ]


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _target(call: ast.Call) -> str:
    """The table that a relation leads to, as written: `places.House`, `Staff`, `AUTH_USER_MODEL`."""
    named = [keyword.value for keyword in call.keywords if keyword.arg == "to"]
    target = next(iter([*call.args, *named]), None)
    if isinstance(target, ast.Constant):
        return str(target.value)
    return _name(target) if target is not None else ""


def _leaves_room(target: str, room: str) -> bool:
    """A bare name is a table of the same file: another room's cannot be imported (the contract of doors)."""
    return target == "AUTH_USER_MODEL" or ("." in target and target.partition(".")[0] != room)


def _is_one_way(call: ast.Call) -> bool:
    given = [k.value for k in call.keywords if k.arg == "related_name"]
    return any(isinstance(value, ast.Constant) and value.value == "+" for value in given)


def _model_classes(file: Path) -> list[str]:
    """The classes of a file that are tables: made from Django's models, or from each other, and not abstract."""
    bases = set(MODEL_BASES)
    found = []
    for node in _tree(file).body:
        if isinstance(node, ast.ClassDef) and bases & {_name(base) for base in node.bases}:
            bases.add(node.name)
            found += [] if _is_abstract(node) else [node.name]
    return found


def _is_abstract(node: ast.ClassDef) -> bool:
    metas = [inner for inner in node.body if isinstance(inner, ast.ClassDef) and inner.name == "Meta"]
    lines = [line for meta in metas for line in meta.body if isinstance(line, ast.Assign)]
    return any(_name(line.targets[0]) in ("abstract", "proxy") for line in lines)


def _declared(file: Path) -> set[str]:
    if not file.exists():
        return set()
    literals = [node for node in ast.walk(_tree(file)) if isinstance(node, ast.Dict)]
    keys = [key for literal in literals for key in literal.keys if isinstance(key, ast.Constant)]
    return {str(key.value) for key in keys}


def _says_what(room: Path) -> bool:
    return bool(ast.get_docstring(_tree(room / "__init__.py")))


def _is_bare_tests(file: Path) -> bool:
    """The empty `__init__.py` of a folder of tests, which is no package to read."""
    return file.name == "__init__.py" and "tests" in file.parts and not file.read_text()


def _room_of(src: Path, file: Path) -> str:
    parts = file.relative_to(src).parts
    return parts[2] if len(parts) > 3 else ""


def _top(module: str) -> str:
    return module.partition(".")[0]


def _where(src: Path, file: Path, node: ast.AST) -> str:
    return f"{file.relative_to(src)}:{getattr(node, 'lineno', 0)}"
