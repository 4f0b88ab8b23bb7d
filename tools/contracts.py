"""The contract of doors, for import-linter: of another room, only its doors may be imported (see `.importlinter`)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar, cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output

DEPTH = 3  # a room is habitue.<floor>/<room>


class Doors(Contract):
    """Rooms meet at their doors.

    `floors`: the packages whose children are rooms; `doors`: what of any room may be imported from outside it, with
    what is inside; `also`: further modules that are doors; `roots`: modules that wire rooms together, may import any
    part of them, and are imported by none.
    """

    type_name: ClassVar[str] = "doors"
    floors = fields.SetField(subfield=fields.StringField())
    doors = fields.SetField(subfield=fields.StringField())
    also = fields.SetField(subfield=fields.ModuleField(), required=False)
    roots = fields.SetField(subfield=fields.ModuleField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """The imports that pass a room's wall elsewhere than at a door."""
        also, roots = _names(self.also), _names(self.roots)
        wrong = []
        for importer, imported in _between(graph):
            if imported in roots or (importer not in roots and not self._by_a_door(importer, imported, also)):
                wrong.append((importer, imported, _lines(graph, importer, imported)))
        return ContractCheck(kept=not wrong, metadata={"wrong": sorted(wrong)})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import with its lines."""
        for importer, imported, lines in check.metadata["wrong"]:
            output.print_error(f"{importer} is not allowed to import {imported} (lines {lines})", bold=False)
        output.new_line()

    def _by_a_door(self, importer: str, imported: str, also: set[str]) -> bool:
        """True when the import stays in its room, or comes in by a door."""
        room = self._room(imported)
        if room is None or room == self._room(importer):
            return True
        inside = imported.removeprefix(room).strip(".").partition(".")[0]
        return inside in _names(self.doors) or any(_within(imported, door) for door in also)

    def _room(self, module: str) -> str | None:
        parts = module.split(".")
        is_inside = len(parts) >= DEPTH and parts[1] in _names(self.floors)
        return ".".join(parts[:DEPTH]) if is_inside else None


def _names(values: object) -> set[str]:
    """The option as given: import-linter replaces each field of the class by its value in the contract."""
    return {str(value) for value in cast("Iterable[object]", values or ())}


def _between(graph: ImportGraph) -> Iterator[tuple[str, str]]:
    """Every (importer, imported) of our own code, tests left out."""
    own = {module for module in graph.modules if module.split(".")[0] == "habitue"}
    for importer in sorted(own):
        if ".tests" not in importer:
            yield from (
                (importer, to) for to in graph.find_modules_directly_imported_by(importer) if to in own
            )


def _lines(graph: ImportGraph, importer: str, imported: str) -> str:
    found = graph.get_import_details(importer=importer, imported=imported)
    return ", ".join(str(detail["line_number"]) for detail in found)


def _within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")
