"""A worked case, whatever its format: facts for the engine and assertions about its answer."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pratique.rules.requirements.judgement import Judgement
from pratique.rules.requirements.model import Standing


class UnreadableCase(ValueError):
    """An unknown key or value; the case fails with its name."""


class Difference(AssertionError):
    """The answer differs from what the case asserts."""

    def __init__(self, key: str, expected: Any, got: Any) -> None:
        super().__init__(f"expected {key}={shown(expected)} got {key}={shown(got)}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Version:
    """The base of a case, or one of its variants."""

    judge: Callable[[], Judgement]
    assertions: Mapping[str, Any]
    compare: Callable[[Judgement, str, Any], None]

    def check(self) -> Standing:
        """Raises Difference, or gives the standing of the weakest item that decided."""
        judgement = self.judge()
        for key, expected in self.assertions.items():
            if expected is not None:
                self.compare(judgement, key, expected)
        return judgement.standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    id: str
    labels: frozenset[str]
    versions: tuple[Version, ...]
    confidence: str = ""

    def belongs_to(self, only: frozenset[str]) -> bool:
        return bool(self.labels & only)


def shown(value: Any) -> str:
    if isinstance(value, set | frozenset):
        return "[" + ", ".join(sorted(shown(one) for one in value)) + "]"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(shown(one) for one in value) + "]"
    return "none" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def listed(value: Any) -> frozenset[Any]:
    """A scalar stands for a list of one; `none` for an empty list."""
    if value == "none":
        return frozenset()
    return frozenset(value) if isinstance(value, list | tuple | set | frozenset) else frozenset({value})


def asserts_nothing(expected: Any) -> bool:
    """`[]` and the word none are assertions: nothing of the kind may be answered."""
    return expected in ("none", [])


def same(key: str, expected: Any, got: Any) -> None:
    if expected != got and not (got is None and asserts_nothing(expected)):
        raise Difference(key, expected, got)


def same_set(key: str, expected: Any, got: Iterable[Any] | None) -> None:
    found = None if got is None else frozenset(got)
    if found is None or listed(expected) != found:
        raise Difference(key, expected, got)


def included(key: str, expected: Any, got: Iterable[Any]) -> None:
    """All that is listed must be there; an empty list asserts that there is nothing."""
    wanted, found = listed(expected), frozenset(got)
    if (not wanted and found) or not wanted <= found:
        raise Difference(key, expected, found)


def excluded(key: str, expected: Any, got: Iterable[Any]) -> None:
    """None of what is listed may be there."""
    wanted, found = listed(expected), frozenset(got)
    if wanted & found:
        raise Difference(key, expected, wanted - found)


def single(values: tuple[Any, ...]) -> Any:
    return values[0] if len(values) == 1 else (values or None)


def equal_answer(key: str, expected: Any, values: tuple[Any, ...]) -> None:
    got = single(values)
    is_nothing = got is None and asserts_nothing(expected)
    if not is_nothing and expected != got and str(expected) != str(got):
        raise Difference(key, expected, got)
