"""Reads machine-readable zones of travel documents (ICAO Doc 9303) and never accepts anything in silence."""

import re
from dataclasses import replace
from datetime import date

from pratique.rules.mrz.dates import read_birth_date, read_expiry_date
from pratique.rules.mrz.digits import FILLER, check_digit
from pratique.rules.mrz.layouts import Layout, layout_of
from pratique.rules.mrz.lines import LONGEST_TEXT, Block, blocks_of, expected_length
from pratique.rules.mrz.model import MrzCheck, MrzDate, MrzFields, MrzProblem, MrzReading, MrzSuggestion, Span
from pratique.rules.mrz.states import STATES
from pratique.rules.mrz.suggestions import suggestions_for, with_fillers_recounted

_SEX = {"M": "M", "F": "F", FILLER: "X"}
_NOT_A_NAME_LETTER = re.compile("[^A-Z<]")
_NOT_A_CODE_LETTER = re.compile("[^A-Z<]")
_NOT_A_DATE = re.compile("[^0-9<]")
_NOT_A_SEX = re.compile("[^MF<]")


def read_mrz(text: str, *, on: date) -> MrzReading:
    """The one document of a text, judged as of a day; several documents, or none, are a problem."""
    readings = read_all(text, on=on)
    if len(readings) == 1:
        return readings[0]
    return _refusal((), MrzProblem(code="several_documents", found=str(len(readings))))


def read_all(text: str, *, on: date) -> list[MrzReading]:
    """Every document of a text, in order; never empty, and never an exception whatever the text."""
    if len(text) > LONGEST_TEXT:
        return [_refusal((), MrzProblem(code="text_too_long", found=str(len(text)), expected=str(LONGEST_TEXT)))]
    readings = [_read_block(block, on) for block in blocks_of(text)]
    return readings or [_refusal((), MrzProblem(code="nothing_to_read"))]


def _refusal(lines: tuple[str, ...], *problems: MrzProblem) -> MrzReading:
    return MrzReading(kind=None, lines=lines, fields=None, checks=(), problems=problems)


def _read_block(block: Block, on: date) -> MrzReading:
    layout = layout_of(block.lines)
    if block.problems or layout is None:
        return replace(_refusal(block.lines, *block.problems), suggestions=_recounted(block, on))
    return _Zone(layout, block.lines).reading(on)


def _recounted(block: Block, on: date) -> tuple[MrzSuggestion, ...]:
    """Whoever types a zone miscounts the fillers: another count is proposed when the whole would then be clean."""
    if any(problem.code != "wrong_length" for problem in block.problems):
        return ()
    lines: list[str] = []
    proposals: list[MrzSuggestion] = []
    for row, line in enumerate(block.lines):
        width = expected_length(len(line))
        changed = with_fillers_recounted(line, width) if len(line) != width else (line, None)
        if changed is None:
            return ()
        lines.append(changed[0])
        if changed[1] is not None:
            proposals.append(replace(changed[1], span=replace(changed[1].span, line=row)))
    layout = layout_of(tuple(lines))
    is_clean = layout is not None and _Zone(layout, tuple(lines)).reading(on).is_clean
    return tuple(proposals) if is_clean else ()


class _Zone:
    """One zone of known shape while it is being read: its elements, its checks, and what is wrong so far."""

    def __init__(self, layout: Layout, lines: tuple[str, ...]) -> None:
        self.layout = layout
        self.lines = lines
        self.problems: list[MrzProblem] = []
        self.checks: list[MrzCheck] = []

    def reading(self, on: date) -> MrzReading:
        fields = self._fields(on)
        self._check_elements()
        self.problems.extend(
            MrzProblem(
                code="check_digit_wrong",
                span=check.at,
                field=check.name,
                found=check.printed,
                expected=check.computed,
            )
            for check in self.checks
            if not check.ok
        )
        return MrzReading(
            kind=self.layout.kind,
            lines=self.lines,
            fields=fields,
            checks=tuple(self.checks),
            problems=tuple(self.problems),
            suggestions=suggestions_for(self.layout, self.lines, self.checks) if self.problems else (),
        )

    def text(self, span: Span) -> str:
        return self.lines[span.line][span.start : span.end]

    def problem(self, code: str, field: str, span: Span, expected: str = "") -> None:
        self.problems.append(MrzProblem(code=code, span=span, field=field, found=self.text(span), expected=expected))

    def _fields(self, on: date) -> MrzFields:
        layout = self.layout
        surname, given_names = self._names()
        number, optional_data = self._number_and_optional_data()
        return MrzFields(
            document_code=self._document_code(),
            issuing_state=self._state("issuing_state", layout.issuing_state),
            document_number=number,
            surname=surname,
            given_names=given_names,
            names_truncated=not self.text(layout.names).endswith(FILLER),
            nationality=self._state("nationality", layout.nationality),
            birth_date=self._date("birth_date", layout.birth_date, read_birth_date(self.text(layout.birth_date), on)),
            sex=self._sex(),
            expiry_date=self._date(
                "expiry_date", layout.expiry_date, read_expiry_date(self.text(layout.expiry_date), on)
            ),
            optional_data=optional_data,
            optional_data_2=_plain(self.text(layout.optional_data_2)) if layout.optional_data_2 else "",
        )

    def _document_code(self) -> str:
        span = self.layout.document_code
        printed = self.text(span)
        if printed[0] not in self.layout.document_codes or not (printed[1].isalpha() or printed[1] == FILLER):
            self.problem("document_code_unknown", "document_code", span)
        return printed.rstrip(FILLER)

    def _state(self, field: str, span: Span) -> str:
        code = self.text(span).rstrip(FILLER)
        if not self._foreign(_NOT_A_CODE_LETTER, field, span) and code not in STATES:
            self.problem("state_unknown", field, span)
        return code

    def _names(self) -> tuple[str, str]:
        span = self.layout.names
        printed = self.text(span).rstrip(FILLER)
        if not printed:
            self.problem("names_missing", "names", span)
            return "", ""
        self._foreign(_NOT_A_NAME_LETTER, "names", span)
        primary, _, secondary = printed.partition(FILLER * 2)
        if not primary or FILLER * 2 in secondary or secondary.startswith(FILLER):
            at = 0 if not primary else printed.find(FILLER * 2, len(primary) + 1)
            self.problem("names_unclear", "names", Span(span.line, span.start + at, span.start + at + 2))
        return _plain(primary), _plain(secondary)

    def _sex(self) -> str:
        self._foreign(_NOT_A_SEX, "sex", self.layout.sex)
        return _SEX.get(self.text(self.layout.sex), "")

    def _date(self, field: str, span: Span, value: MrzDate | None) -> MrzDate | None:
        if value is None and not self._foreign(_NOT_A_DATE, field, span):
            self.problem("date_not_real", field, span)
        return value

    def _foreign(self, pattern: re.Pattern[str], field: str, span: Span) -> bool:
        """Reports every character that cannot stand in this element."""
        found = list(pattern.finditer(self.lines[span.line], span.start, span.end))
        for match in found:
            self.problem("character_out_of_place", field, Span(span.line, match.start(), match.end()))
        return bool(found)

    def _overflow(self) -> Span | None:
        """Where a document number of more than nine characters goes on: part 5, 4.2.2.1 note j, and part 6."""
        number, optional = self.layout.document_number, self.layout.optional_data
        if not self.layout.number_may_overflow or self.lines[number.line][number.end] != FILLER:
            return None
        rest, _, _ = self.text(optional).partition(FILLER)
        if len(rest) < 2 or FILLER in self.text(number):
            return None
        return Span(optional.line, optional.start, optional.start + len(rest))

    def _number_and_optional_data(self) -> tuple[str, str]:
        overflow = self._overflow()
        number = self.text(self.layout.document_number).rstrip(FILLER)
        optional = self.text(self.layout.optional_data)
        if overflow is not None:
            rest = self.text(overflow)
            number, optional = number + rest[:-1], optional[len(rest) :]
        if not number:
            self.problem("document_number_missing", "document_number", self.layout.document_number)
        return _plain(number), _plain(optional)

    def _check_elements(self) -> None:
        layout = self.layout
        overflow = self._overflow()
        if overflow is None:
            self._check("document_number", (layout.document_number,), _after(layout.document_number))
        else:
            rest = Span(overflow.line, overflow.start, overflow.end - 1)
            self._check("document_number", (layout.document_number, rest), _after(rest))
        self._check("birth_date", (layout.birth_date,), _after(layout.birth_date))
        self._check("expiry_date", (layout.expiry_date,), _after(layout.expiry_date))
        if layout.optional_check is not None:
            self._check("optional_data", (layout.optional_data,), layout.optional_check, may_be_absent=True)
        if layout.composite_check is not None:
            self._check("composite", layout.composite, layout.composite_check)

    def _check(self, name: str, covers: tuple[Span, ...], at: Span, *, may_be_absent: bool = False) -> None:
        """An optional element that is empty may carry a filler for its digit (part 4, 4.2.2.2 note on position 43)."""
        covered = "".join(map(self.text, covers))
        printed, computed = self.text(at), check_digit(covered)
        absent = may_be_absent and printed == FILLER and not covered.strip(FILLER)
        ok = printed == computed or absent
        self.checks.append(MrzCheck(name=name, covers=covers, at=at, printed=printed, computed=computed, ok=ok))


def _after(span: Span) -> Span:
    return Span(span.line, span.end, span.end + 1)


def _plain(printed: str) -> str:
    """Fillers inside an element stand for spaces, hyphens and apostrophes."""
    return " ".join(printed.replace(FILLER, " ").split())
