"""Writes machine-readable zones (ICAO Doc 9303 parts 4 to 7), with every check digit."""

from dataclasses import dataclass

from pratique.rules.mrz.digits import FILLER, check_digit
from pratique.rules.mrz.layouts import LAYOUTS, Layout
from pratique.rules.mrz.model import MrzKind, Span
from pratique.rules.mrz.transliteration import to_mrz_letters

_SEX = {"M": "M", "F": "F", "X": FILLER}


class CannotBeWritten(ValueError):
    """An element does not fit its place: the argument names the element."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MrzSource:
    """What to print; dates are six characters YYMMDD with fillers for unknown parts, sex is M, F or X."""

    kind: MrzKind
    document_code: str
    issuing_state: str
    document_number: str
    surname: str
    given_names: str
    nationality: str
    birth_date: str
    sex: str
    expiry_date: str
    optional_data: str = ""
    optional_data_2: str = ""


def write_mrz(source: MrzSource) -> tuple[str, ...]:
    """The lines of the zone; names too long for their field are truncated as Doc 9303 part 3, 4.6 asks."""
    layout = LAYOUTS[source.kind]
    lines = [[FILLER] * layout.width for _ in range(layout.rows)]
    number, optional = _number_and_optional_data(layout, source)
    elements = (
        ("document_code", layout.document_code, source.document_code),
        ("issuing_state", layout.issuing_state, source.issuing_state),
        ("names", layout.names, _names(source, layout.names.end - layout.names.start)),
        ("document_number", layout.document_number, number),
        ("nationality", layout.nationality, source.nationality),
        ("birth_date", layout.birth_date, source.birth_date),
        ("sex", layout.sex, _SEX.get(source.sex, "?")),
        ("expiry_date", layout.expiry_date, source.expiry_date),
        ("optional_data", layout.optional_data, optional),
        ("optional_data_2", layout.optional_data_2, source.optional_data_2),
    )
    for name, span, text in elements:
        _put(lines, name, span, text)
    _put_check_digits(lines, layout, overflows=len(number) < len(source.document_number))
    return tuple("".join(line) for line in lines)


def _number_and_optional_data(layout: Layout, source: MrzSource) -> tuple[str, str]:
    """A number of more than nine characters goes on in the optional data, followed by its check digit."""
    number, width = source.document_number, layout.document_number.end - layout.document_number.start
    if len(number) <= width or not layout.number_may_overflow:
        return number, source.optional_data
    rest = number[width:] + check_digit(_checked(number, "document_number"))
    return number[:width], rest + FILLER + source.optional_data if source.optional_data else rest


def _names(source: MrzSource, width: int) -> str:
    primary, secondary = to_mrz_letters(source.surname), to_mrz_letters(source.given_names)
    if primary is None or secondary is None or not (primary or secondary):
        raise CannotBeWritten("names")
    if not primary:
        primary, secondary = secondary, ""
    if not secondary:
        return _cut(primary, width)
    return _cut(_cut(primary, width - len(FILLER * 2) - 1) + FILLER * 2 + secondary, width)


def _cut(name: str, width: int) -> str:
    """A truncated name ends in a letter: a last position that is filled says that letters may be missing.

    Where the cut falls between components, the longest one before it gives up its last letter.
    """
    if len(name) <= width:
        return name
    if name[width - 1] != FILLER:
        return name[:width]
    parts = name[: width - 1].split(FILLER)
    longest = max(parts, key=len)
    if len(longest) == 1:
        return name[: width - 1]
    parts[parts.index(longest)] = longest[:-1]
    return FILLER.join(parts) + name[width - 1 : width + 1]


def _checked(text: str, name: str) -> str:
    if not all(character in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<" for character in text):
        raise CannotBeWritten(name)
    return text


def _put(lines: list[list[str]], name: str, span: Span | None, text: str) -> None:
    if span is None:
        if text:
            raise CannotBeWritten(name)
        return
    if len(text) > span.end - span.start:
        raise CannotBeWritten(name)
    lines[span.line][span.start : span.start + len(text)] = _checked(text, name)


def _put_check_digits(lines: list[list[str]], layout: Layout, *, overflows: bool) -> None:
    for span in (layout.document_number, layout.birth_date, layout.expiry_date):
        if span != layout.document_number or not overflows:
            lines[span.line][span.end] = check_digit(_text(lines, span))
    if layout.optional_check is not None and _text(lines, layout.optional_data).strip(FILLER):
        lines[layout.optional_check.line][layout.optional_check.start] = check_digit(_text(lines, layout.optional_data))
    if layout.composite_check is not None:
        covered = "".join(_text(lines, span) for span in layout.composite)
        lines[layout.composite_check.line][layout.composite_check.start] = check_digit(covered)


def _text(lines: list[list[str]], span: Span) -> str:
    return "".join(lines[span.line][span.start : span.end])
