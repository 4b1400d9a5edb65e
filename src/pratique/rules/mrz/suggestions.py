"""Which look-alike character may have been mistyped: proposed by position and check digit, never applied."""

import re
from collections.abc import Iterator, Sequence

from pratique.rules.mrz.digits import FILLER, check_digit
from pratique.rules.mrz.layouts import Layout
from pratique.rules.mrz.model import MrzCheck, MrzSuggestion, Span

_TO_DIGIT = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "B": "8"}
_TO_LETTERS = {"0": "OQD", "1": "IL", "2": "Z", "5": "S", "6": "G", "8": "B"}
_FILLERS = re.compile("<<+")
MOST_SUGGESTIONS = 12


def suggestions_for(layout: Layout, lines: tuple[str, ...], checks: Sequence[MrzCheck]) -> tuple[MrzSuggestion, ...]:
    """Single look-alikes that put a letter or digit where one must stand, or that make a failed check right."""
    failed = [check for check in checks if not check.ok]
    found: dict[tuple[Span, str], MrzSuggestion] = {}
    for span, proposed in _candidates(layout, lines, failed):
        changed = _with(lines, span, proposed)
        repairs = tuple(check.name for check in failed if _is_right(check, changed))
        must = _must_change(layout, lines, span)
        if repairs or must:
            original = lines[span.line][span.start]
            found[span, proposed] = MrzSuggestion(span=span, found=original, proposed=proposed, repairs=repairs)
    best_first = sorted(found.values(), key=lambda suggestion: -len(suggestion.repairs))
    return tuple(best_first[:MOST_SUGGESTIONS])


def with_fillers_recounted(line: str, width: int) -> tuple[str, MrzSuggestion] | None:
    """The line at its right width when only the fillers of its longest run were miscounted, proposed for line 0."""
    runs = [match.span() for match in _FILLERS.finditer(line)]
    start, end = max(runs, key=lambda run: run[1] - run[0], default=(0, 0))
    count = end - start + width - len(line)
    if start == end or count < 1:
        return None
    proposal = MrzSuggestion(
        span=Span(0, start, end), found=line[start:end], proposed=FILLER * count, repairs=("wrong_length",)
    )
    return line[:start] + FILLER * count + line[end:], proposal


def _candidates(layout: Layout, lines: tuple[str, ...], failed: Sequence[MrzCheck]) -> Iterator[tuple[Span, str]]:
    spans = [*_letter_spans(layout), *_digit_spans(layout)]
    spans += [span for check in failed for span in (*check.covers, check.at)]
    for span in dict.fromkeys(one for wide in spans for one in _each(wide)):
        character = lines[span.line][span.start]
        options = _TO_DIGIT.get(character, "") + _TO_LETTERS.get(character, "")
        for proposed in options:
            if _fits(layout, span, proposed):
                yield span, proposed


def _letter_spans(layout: Layout) -> tuple[Span, ...]:
    return (layout.document_code, layout.issuing_state, layout.nationality, layout.names)


def _digit_spans(layout: Layout) -> tuple[Span, ...]:
    birth, expiry = layout.birth_date, layout.expiry_date
    spans = [Span(birth.line, birth.start, birth.end + 1), Span(expiry.line, expiry.start, expiry.end + 1)]
    if not layout.number_may_overflow:
        spans.append(Span(layout.document_number.line, layout.document_number.end, layout.document_number.end + 1))
    spans += [span for span in (layout.optional_check, layout.composite_check) if span is not None]
    return tuple(spans)


def _must_change(layout: Layout, lines: tuple[str, ...], span: Span) -> bool:
    return not _fits(layout, span, lines[span.line][span.start])


def _fits(layout: Layout, span: Span, character: str) -> bool:
    if any(_holds(outer, span) for outer in _letter_spans(layout)):
        return not character.isdigit()
    if any(_holds(outer, span) for outer in _digit_spans(layout)):
        return not character.isalpha()
    return True


def _holds(outer: Span, inner: Span) -> bool:
    return outer.line == inner.line and outer.start <= inner.start and inner.end <= outer.end


def _each(span: Span) -> Iterator[Span]:
    for column in range(span.start, span.end):
        yield Span(span.line, column, column + 1)


def _with(lines: tuple[str, ...], span: Span, proposed: str) -> tuple[str, ...]:
    line = lines[span.line]
    changed = line[: span.start] + proposed + line[span.end :]
    return (*lines[: span.line], changed, *lines[span.line + 1 :])


def _is_right(check: MrzCheck, lines: tuple[str, ...]) -> bool:
    covered = "".join(lines[span.line][span.start : span.end] for span in check.covers)
    return lines[check.at.line][check.at.start] == check_digit(covered)
