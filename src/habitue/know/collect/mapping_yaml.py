"""A mapping as YAML that a person reads, corrects and keeps with other settings."""

from __future__ import annotations

from typing import get_args

import yaml

from habitue.know.collect.types import ColumnMapping, DateOrder, Field, Mapping, MappingProblem

_HEADER = """\
# How the columns of a source feed Habitué. Change what stands after a column's colon, nothing else is needed.
# Fields: {fields}.
# "extra" keeps and shows a column without using it; "ignore" leaves it out.
"""
_WIDTH = 88


def dump_mapping(mapping: Mapping) -> str:
    """The YAML text of a mapping. How sure the proposal was stands in comments; samples are left out (personal data)."""
    lines = [_header(), f"version: {mapping.version}", f"platform: {_quoted(mapping.platform or '')}"]
    lines += ["", "# Columns that identify a record in its source.", "key:" if mapping.key else "key: []"]
    lines += [f"  - {_quoted(name)}" for name in mapping.key]
    lines += ["", "# Order of the dates: dmy (31/12/1980), mdy (12/31/1980) or iso (1980-12-31)."]
    lines += [f"date_order: {mapping.date_order}", "", "columns:"]
    width = max((len(_quoted(each.column)) for each in mapping.columns), default=0)
    lines += [_column(each, width) for each in mapping.columns]
    return "\n".join(lines) + "\n"


def load_mapping(text: str) -> Mapping:
    """The mapping of a YAML text. Raises `MappingProblem` with the `line` that is wrong and what to write instead."""
    root = _compose(text)
    entries = _entries(root)
    known = {"version", "platform", "key", "date_order", "columns"}
    for name, (key_node, _) in entries.items():
        if name not in known:
            raise _problem("mapping.unknown_entry", key_node, name=name, known=", ".join(sorted(known)))
    if "columns" not in entries:
        raise MappingProblem("mapping.no_columns", line=1)
    columns = _columns(entries["columns"][1])
    key = _key(entries["key"][1], columns) if "key" in entries else ()
    return Mapping(
        columns, key or _only_key(columns), _date_order(entries), _version(entries), _platform(entries)
    )


def _header() -> str:
    lines, line = [], "# Fields:"
    for field in Field:
        if len(line) + len(field) > _WIDTH:
            lines.append(line)
            line = "#  "
        line += f" {field},"
    lines.append(line.rstrip(",") + ".")
    return _HEADER.replace("# Fields: {fields}.", "\n".join(lines))


def _column(each: ColumnMapping, width: int) -> str:
    name = f"{_quoted(each.column)}:"
    sure = f"  # {round(each.confidence * 100)} %" if each.confidence < 1 else ""
    return f"  {name:<{width + 1}} {each.field}{sure}"


def _quoted(text: str) -> str:
    """The text as a YAML string on one line, whatever it holds."""
    dumped = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))
    return str(dumped).strip()


def _compose(text: str) -> yaml.nodes.MappingNode:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise MappingProblem(
            "mapping.not_yaml", line=mark.line + 1 if mark else 1, problem=str(error.problem)
        ) from error
    except yaml.YAMLError as error:
        raise MappingProblem("mapping.not_yaml", line=1, problem=str(error)) from error
    if not isinstance(root, yaml.nodes.MappingNode):
        raise MappingProblem("mapping.no_columns", line=1)
    return root


def _entries(node: yaml.nodes.MappingNode) -> dict[str, tuple[yaml.nodes.Node, yaml.nodes.Node]]:
    """Name -> (node of the name, node of the value). Raises `MappingProblem` for a name written twice."""
    entries: dict[str, tuple[yaml.nodes.Node, yaml.nodes.Node]] = {}
    for key, value in node.value:
        name = str(key.value)
        if name in entries:
            raise _problem("mapping.twice", key, name=name)
        entries[name] = (key, value)
    return entries


def _columns(node: yaml.nodes.Node) -> tuple[ColumnMapping, ...]:
    if not isinstance(node, yaml.nodes.MappingNode) or not node.value:
        raise _problem("mapping.no_columns", node)
    columns: list[ColumnMapping] = []
    used: dict[Field, str] = {}
    for column, (_, value) in _entries(node).items():
        field = _field(value, column)
        if field in used:
            raise _problem("mapping.field_twice", value, field=field, first=used[field], second=column)
        if field not in (Field.EXTRA, Field.IGNORE):
            used[field] = column
        columns.append(ColumnMapping(column, field))
    return tuple(columns)


def _field(node: yaml.nodes.Node, column: str) -> Field:
    try:
        return Field(str(node.value).strip())
    except ValueError as error:
        fields = ", ".join(Field)
        raise _problem(
            "mapping.unknown_field", node, field=str(node.value), column=column, known=fields
        ) from error


def _key(node: yaml.nodes.Node, columns: tuple[ColumnMapping, ...]) -> tuple[str, ...]:
    nodes = node.value if isinstance(node, yaml.nodes.SequenceNode) else [node]
    names = {each.column for each in columns}
    for each in nodes:
        if str(each.value) not in names:
            raise _problem("mapping.unknown_key", each, column=str(each.value))
    return tuple(str(each.value) for each in nodes)


def _only_key(columns: tuple[ColumnMapping, ...]) -> tuple[str, ...]:
    """The key when the text names none: the column of the key field, else of the card, else of the e-mail."""
    for field in (Field.KEY, Field.CARD, Field.EMAIL):
        if found := tuple(each.column for each in columns if each.field is field):
            return found
    raise MappingProblem("mapping.no_key", columns="", line=1)


def _date_order(entries: dict[str, tuple[yaml.nodes.Node, yaml.nodes.Node]]) -> DateOrder:
    if "date_order" not in entries:
        return "dmy"
    node = entries["date_order"][1]
    orders: tuple[DateOrder, ...] = get_args(DateOrder)
    for order in orders:
        if order == node.value:
            return order
    raise _problem("mapping.date_order", node, value=str(node.value))


def _version(entries: dict[str, tuple[yaml.nodes.Node, yaml.nodes.Node]]) -> int:
    if "version" not in entries:
        return 1
    node = entries["version"][1]
    if not str(node.value).isdigit():
        raise _problem("mapping.version", node, value=str(node.value))
    return int(node.value)


def _platform(entries: dict[str, tuple[yaml.nodes.Node, yaml.nodes.Node]]) -> str | None:
    return (str(entries["platform"][1].value) or None) if "platform" in entries else None


def _problem(code: str, node: yaml.nodes.Node, **params: str | int) -> MappingProblem:
    return MappingProblem(code, line=node.start_mark.line + 1, **params)
