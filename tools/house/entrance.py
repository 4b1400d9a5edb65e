"""A contract for import-linter: an area is entered by its public.py; composition and tests have a few doors more."""

from collections.abc import Iterator

import grimp
from importlinter import Contract, ContractCheck, fields, output

DOORS = frozenset({"public"})
DOORS_OF_COMPOSITION = DOORS | {
    *("urls", "fhir", "exports", "tasks", "listeners", "permissions", "apps", "cases", "cohorts")
}
DOORS_OF_TESTS = DOORS | {"factories"}


class EntranceContract(Contract):
    """Every import of an area from outside it goes through a room that is a door for the importer."""

    type_name = "entrance"
    areas = fields.StringField()

    def check(self, graph: grimp.ImportGraph, verbose: bool) -> ContractCheck:
        forbidden = sorted(broken_entrances(graph, str(self.areas)))
        return ContractCheck(kept=not forbidden, metadata={"forbidden": forbidden})

    def render_broken_contract(self, check: ContractCheck) -> None:
        for importer, imported in check.metadata["forbidden"]:
            output.print_error(f"{importer} imports {imported}: enter that area through its public.py")


def broken_entrances(graph: grimp.ImportGraph, areas: str) -> Iterator[tuple[str, str]]:
    """Importer and imported, wherever somebody climbs in through a window."""
    for imported in graph.modules:
        area, room = _place(imported, areas)
        if not area:
            continue
        for importer in graph.find_modules_that_directly_import(imported):
            if _place(importer, areas)[0] != area and room not in _doors(importer):
                yield importer, imported


def _place(module: str, areas: str) -> tuple[str, str]:
    """Area and room of a module; empty outside the areas."""
    if not module.startswith(f"{areas}."):
        return "", ""
    area, _, rest = module.removeprefix(f"{areas}.").partition(".")
    return area, rest.partition(".")[0]


def _doors(importer: str) -> frozenset[str]:
    parts = importer.split(".")
    if "tests" in parts or parts[-1] in {"factories", "conftest"}:
        return DOORS_OF_TESTS
    if parts[1:2] == ["config"]:
        return DOORS_OF_COMPOSITION
    return DOORS
