"""From what a reader types or a person pastes to the lines of documents; nothing that carries meaning is dropped."""

import re
from dataclasses import dataclass
from itertools import islice

from pratique.rules.mrz.layouts import layout_of
from pratique.rules.mrz.model import MrzProblem, Span

LONGEST_TEXT = 1_000_000
MOST_PROBLEMS_SHOWN = 20

# Passport readers end lines with CR, LF or tab and may frame a document with STX and ETX.
_LINE_ENDS = re.compile("\r\n|[\n\r\t\x02\x03\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
# Word processors and pages in Arabic add byte order marks, joiners and marks of direction that nobody sees.
_INVISIBLE = dict.fromkeys([0x00AD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF])
_LOOKS = {"«": "<<", "‹": "<", "＜": "<", "〈": "<"}
_LOWER = {chr(code): chr(code - 32) for code in range(ord("a"), ord("z") + 1)}
_CLEAN = str.maketrans(_LOOKS | _LOWER | {chr(code): None for code in _INVISIBLE})
_PLAIN = re.compile("[A-Z0-9<]*")
_FOREIGN = re.compile("[^A-Z0-9<]")
_JOINED = {90: 30, 72: 36, 88: 44}
_NEAREST = ((28, 33, 30), (34, 39, 36), (40, 49, 44))


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; a block without problems has the shape of one layout."""

    lines: tuple[str, ...]
    problems: tuple[MrzProblem, ...]


def blocks_of(text: str) -> list[Block]:
    """The documents of a text, in order; text that has no known shape becomes a block that says why."""
    blocks: list[Block] = []
    for paragraph in _paragraphs(text):
        blocks.extend(_split(paragraph))
    return blocks


def _paragraphs(text: str) -> list[list[str]]:
    """Runs of lines between empty ones (unless every line is followed by one); spaces go, a joined line is cut."""
    found: list[list[str]] = [[]]
    for raw in _LINE_ENDS.split(text):
        line = raw if _PLAIN.fullmatch(raw) else "".join(raw.translate(_CLEAN).split())
        if line:
            width = _JOINED.get(len(line), len(line))
            found[-1].extend(line[start : start + width] for start in range(0, len(line), width))
        elif found[-1]:
            found.append([])
    paragraphs = [paragraph for paragraph in found if paragraph]
    if all(len(paragraph) == 1 for paragraph in paragraphs):
        return [[paragraph[0] for paragraph in paragraphs]] if paragraphs else []
    return paragraphs


def _split(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    loose: list[str] = []
    at = 0
    while at < len(lines):
        size = _document_size(lines, at, strict=bool(loose))
        if size == 0:
            loose.append(lines[at])
            at += 1
            continue
        if loose:
            blocks.append(_refused(loose))
            loose = []
        document = tuple(lines[at : at + size])
        blocks.append(Block(document, _foreign_characters(document)))
        at += size
    if loose:
        blocks.append(_refused(loose))
    return blocks


def _document_size(lines: list[str], at: int, *, strict: bool) -> int:
    """How many lines from here make a document; after loose lines only one that begins as documents begin."""
    for size, width in ((3, 30), (2, 36), (2, 44)):
        document = lines[at : at + size]
        if len(document) == size and all(len(line) == width for line in document):
            return 0 if strict and not _begins(document) else size
    return 0


def _begins(document: list[str]) -> bool:
    """A first line starts with a document code, and a second line holds two dates."""
    return document[0][0] in "ACIPV" and sum(letter.isdigit() for letter in document[1]) >= 6


def _refused(lines: list[str]) -> Block:
    document = tuple(lines)
    return Block(document, _length_problems(document) + _foreign_characters(document))


def _length_problems(lines: tuple[str, ...]) -> tuple[MrzProblem, ...]:
    lengths = [expected_length(len(line)) for line in lines]
    if layout_of(tuple("X" * length for length in lengths)) is None or len(set(lengths)) > 1:
        return (MrzProblem(code="wrong_number_of_lines", found=str(len(lines))), *_odd_lengths(lines, lengths))
    return _odd_lengths(lines, lengths)


def _odd_lengths(lines: tuple[str, ...], lengths: list[int]) -> tuple[MrzProblem, ...]:
    problems = [
        MrzProblem(code="wrong_length", span=Span(row, 0, len(line)), found=str(len(line)), expected=str(expected))
        for row, (line, expected) in enumerate(zip(lines, lengths, strict=True))
        if expected and len(line) != expected
    ]
    return tuple(problems[:MOST_PROBLEMS_SHOWN])


def expected_length(length: int) -> int:
    """The width of the layout that a line of about this length must belong to, or 0."""
    return next((width for low, high, width in _NEAREST if low <= length <= high), 0)


def _foreign_characters(lines: tuple[str, ...]) -> tuple[MrzProblem, ...]:
    problems = (
        MrzProblem(
            code="character_not_allowed", span=Span(row, match.start(), match.end()), found=_shown(match.group())
        )
        for row, line in enumerate(lines)
        for match in _FOREIGN.finditer(line)
    )
    return tuple(islice(problems, MOST_PROBLEMS_SHOWN))


def _shown(character: str) -> str:
    return character if character.isprintable() else f"U+{ord(character):04X}"
