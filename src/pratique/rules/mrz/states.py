"""Codes of states and organizations in travel documents: ISO 3166-1 alpha-3 and the codes of Doc 9303 part 3, 5."""

from importlib.resources import files

_ROWS = [line.split(",") for line in files(__package__).joinpath("states.csv").read_text("utf-8").splitlines()[1:]]

STATES: frozenset[str] = frozenset(code for code, _ in _ROWS)
"""Every code that may stand as issuing state or nationality, without fillers."""

PEOPLE_WITHOUT_STATE: frozenset[str] = frozenset(code for code, kind in _ROWS if kind == "status")
"""XXA stateless, XXB refugee, XXC other refugee, XXX unspecified."""
