"""Where each element stands in each layout (ICAO Doc 9303 parts 4 to 7), as slices counted from 0."""

from dataclasses import dataclass

from pratique.rules.mrz.model import MrzKind, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout; composite is empty for visas, which have no composite check digit."""

    kind: MrzKind
    rows: int
    width: int
    document_codes: str
    document_code: Span
    issuing_state: Span
    names: Span
    document_number: Span
    nationality: Span
    birth_date: Span
    sex: Span
    expiry_date: Span
    optional_data: Span
    optional_data_2: Span | None = None
    optional_check: Span | None = None
    composite: tuple[Span, ...] = ()
    composite_check: Span | None = None
    number_may_overflow: bool = False


def _two_lines(
    kind: MrzKind,
    width: int,
    document_codes: str,
    optional_end: int,
    *,
    optional_check: Span | None = None,
    composite_end: int | None = None,
    number_may_overflow: bool = False,
) -> Layout:
    composite: tuple[Span, ...] = ()
    if composite_end is not None:
        composite = (Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, composite_end))
    return Layout(
        kind=kind,
        rows=2,
        width=width,
        document_codes=document_codes,
        document_code=Span(0, 0, 2),
        issuing_state=Span(0, 2, 5),
        names=Span(0, 5, width),
        document_number=Span(1, 0, 9),
        nationality=Span(1, 10, 13),
        birth_date=Span(1, 13, 19),
        sex=Span(1, 20, 21),
        expiry_date=Span(1, 21, 27),
        optional_data=Span(1, 28, optional_end),
        optional_check=optional_check,
        composite=composite,
        composite_check=None if composite_end is None else Span(1, width - 1, width),
        number_may_overflow=number_may_overflow,
    )


TD1 = Layout(
    kind=MrzKind.TD1,
    rows=3,
    width=30,
    document_codes="ACI",
    document_code=Span(0, 0, 2),
    issuing_state=Span(0, 2, 5),
    document_number=Span(0, 5, 14),
    optional_data=Span(0, 15, 30),
    birth_date=Span(1, 0, 6),
    sex=Span(1, 7, 8),
    expiry_date=Span(1, 8, 14),
    nationality=Span(1, 15, 18),
    optional_data_2=Span(1, 18, 29),
    names=Span(2, 0, 30),
    composite=(Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
    composite_check=Span(1, 29, 30),
    number_may_overflow=True,
)
TD2 = _two_lines(MrzKind.TD2, 36, "ACI", 35, composite_end=35, number_may_overflow=True)
TD3 = _two_lines(MrzKind.TD3, 44, "P", 42, optional_check=Span(1, 42, 43), composite_end=43)
MRVA = _two_lines(MrzKind.MRVA, 44, "V", 44)
MRVB = _two_lines(MrzKind.MRVB, 36, "V", 36)

LAYOUTS: dict[MrzKind, Layout] = {layout.kind: layout for layout in (TD1, TD2, TD3, MRVA, MRVB)}


def layout_of(lines: tuple[str, ...]) -> Layout | None:
    """The layout that lines of these lengths have; visas begin with V."""
    shape = (len(lines), len(lines[0]) if lines else 0)
    is_visa = bool(lines) and lines[0].startswith("V")
    if shape == (3, 30):
        return TD1
    if shape == (2, 36):
        return MRVB if is_visa else TD2
    if shape == (2, 44):
        return MRVA if is_visa else TD3
    return None
