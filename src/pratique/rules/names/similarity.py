"""How alike two names are, from 0 to 1, with the reason: to rank and to ask a person, never to decide."""

from dataclasses import dataclass
from enum import StrEnum

from pratique.rules.names.sounds import romanized, skeletons
from pratique.rules.names.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's names in Latin letters and, where known, in her own script."""

    family: str
    given: str
    family_native: str = ""
    given_native: str = ""


class NameReason(StrEnum):
    """Why two names are thought alike, the surest first."""

    SAME = "same"
    OTHER_ORDER = "other_order"
    OTHER_SPELLING = "other_spelling"
    OTHER_SCRIPT = "other_script"
    PART_OF = "part_of"
    CLOSE = "close"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Similarity:
    """The score and what it rests on."""

    score: float
    reason: NameReason


# Working values of ours, ordered by how much each observation says; there is no published scale for them.
_SAME_WORD, _SAME_SOUND, _INITIAL = 1.0, 0.92, 0.6
_CLOSE_WORD, _ALIKE = 0.84, 0.75
_OTHER_ORDER, _PART_OF = 0.98, 0.9
_SHORT_SOUND = 0.85


def similarity(a: Name, b: Name) -> Similarity:
    """The best of comparing the names in each script; empty names are like nothing."""
    candidates = [
        _compare(one, other, across=one_is_native != other_is_native)
        for one_is_native, one in enumerate(_scripts(a))
        for other_is_native, other in enumerate(_scripts(b))
        if any(one) and any(other)
    ]
    return max(candidates, key=lambda found: found.score, default=Similarity(0.0, NameReason.DIFFERENT))


_Parts = tuple[tuple[str, ...], tuple[str, ...]]


def _scripts(name: Name) -> tuple[_Parts, _Parts]:
    latin = (words_of(name.family), words_of(name.given))
    native = (words_of(name.family_native), words_of(name.given_native))
    return latin, native


def _compare(one: _Parts, other: _Parts, *, across: bool) -> Similarity:
    if one == other:
        return Similarity(1.0, NameReason.SAME)
    left, right = [*one[0], *one[1]], [*other[0], *other[1]]
    pairs = _matched(left, right)
    score = 2 * sum(pairs) / (len(left) + len(right))
    reason = NameReason.CLOSE
    if len(pairs) == len(left) == len(right):
        reason = _whole(left, right, pairs, across=across)
        score = score if left == right or reason is not NameReason.OTHER_ORDER else score * _OTHER_ORDER
    elif len(pairs) == min(len(left), len(right)) >= 2 and min(pairs) >= _SHORT_SOUND:
        score, reason = max(score, _PART_OF * sum(pairs) / len(pairs)), NameReason.PART_OF
    return Similarity(round(score, 3), reason if score >= _ALIKE else NameReason.DIFFERENT)


def _whole(left: list[str], right: list[str], pairs: list[float], *, across: bool) -> NameReason:
    if min(pairs) == _SAME_WORD:
        return NameReason.SAME if left == right else NameReason.OTHER_ORDER
    if min(pairs) < _SHORT_SOUND:
        return NameReason.CLOSE
    differs = across or any(word.isascii() for word in left) != any(word.isascii() for word in right)
    return NameReason.OTHER_SCRIPT if differs else NameReason.OTHER_SPELLING


def _matched(left: list[str], right: list[str]) -> list[float]:
    """The scores of the best pairs of words, each word used once."""
    scored = sorted(
        ((_word_likeness(one, other), i, j) for i, one in enumerate(left) for j, other in enumerate(right)),
        key=lambda row: (-row[0], abs(row[1] - row[2])),
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    pairs: list[float] = []
    for score, i, j in scored:
        if score > 0 and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append(score)
    return pairs


def _word_likeness(one: str, other: str) -> float:
    if one == other:
        return _SAME_WORD
    shared = set(skeletons(one)) & set(skeletons(other))
    if shared:
        return _SAME_SOUND if max(map(len, shared)) > 2 else _SHORT_SOUND
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if romanized(one)[:1] == romanized(other)[:1] else 0.0
    likeness = _jaro(romanized(one), romanized(other))
    return likeness * _SAME_SOUND if likeness >= _CLOSE_WORD else 0.0


def _jaro(one: str, other: str) -> float:
    """Jaro 1989: the share of letters in common near their place, less half of those out of order."""
    reach = max(len(one), len(other)) // 2 - 1
    taken = [False] * len(other)
    common: list[str] = []
    for place, letter in enumerate(one):
        for near in range(max(0, place - reach), min(len(other), place + reach + 1)):
            if not taken[near] and other[near] == letter:
                taken[near] = True
                common.append(letter)
                break
    if not common:
        return 0.0
    in_other = [letter for letter, is_taken in zip(other, taken, strict=True) if is_taken]
    moved = sum(mine != theirs for mine, theirs in zip(common, in_other, strict=True)) / 2
    return (len(common) / len(one) + len(common) / len(other) + (len(common) - moved) / len(common)) / 3
