"""What a fact is: its name, type, allowed values and words, so that no rule can speak of an unknown thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

LANGUAGES = ("en", "fr", "es", "ar")
TYPES = ("boolean", "integer", "decimal", "date", "text", "choice", "choices", "specimens", "stays")
FIRST_YEAR, LAST_YEAR = 1850, 2250  # every date that a rule moves stays in the calendar
NUMBERS = ("integer", "decimal")


class BadFact(ValueError):
    """A value that the vocabulary doesn't allow for this fact."""


@dataclass(frozen=True, slots=True, eq=False)
class Between:
    """A number or date known only to lie between two values: an estimated age, for example."""

    low: Any
    high: Any

    def __eq__(self, other: object) -> Any:
        if isinstance(other, Between):
            return (self.low, self.high) == (other.low, other.high)
        return self._agree(self.low == other == self.high, not (self.low <= other <= self.high))

    def __ne__(self, other: object) -> Any:
        same = self.__eq__(other)
        return None if same is None else not same

    def __lt__(self, other: Any) -> bool | None:
        return self._agree(self.high < other, self.low >= other)

    def __le__(self, other: Any) -> bool | None:
        return self._agree(self.high <= other, self.low > other)

    def __gt__(self, other: Any) -> bool | None:
        return self._agree(self.low > other, self.high <= other)

    def __ge__(self, other: Any) -> bool | None:
        return self._agree(self.low >= other, self.high < other)

    def __add__(self, other: Any) -> "Between":
        low, high = _ends(other)
        return Between(self.low + low, self.high + high)

    __radd__ = __add__

    def __sub__(self, other: Any) -> "Between":
        low, high = _ends(other)
        return Between(self.low - high, self.high - low)

    def __rsub__(self, other: Any) -> "Between":
        return Between(other - self.high, other - self.low)

    def __mul__(self, other: Any) -> "Between":
        products = [mine * its for mine in (self.low, self.high) for its in _ends(other)]
        return Between(min(products), max(products))

    __rmul__ = __mul__

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    @staticmethod
    def _agree(surely: bool, surely_not: bool) -> bool | None:
        return True if surely else False if surely_not else None


def _ends(number: Any) -> tuple[Any, Any]:
    return (number.low, number.high) if isinstance(number, Between) else (number, number)


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One row of the vocabulary."""

    name: str
    type: str
    how: str
    label: Mapping[str, str]
    question: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    specimens: int = 0
    not_final: frozenset[str] = frozenset()
    step: str = ""
    home: bool = False
    shield: str = ""
    code: str = ""
    stay: Mapping[str, Any] | None = None
    within: Mapping[str, Any] | None = None

    @property
    def made_from(self) -> frozenset[str]:
        """The facts from which a presence in places, or a day within months of another, is worked out."""
        places = {"residence_history"} if self.stay is not None else set()
        days = {rule[key] for rule in (self.stay or {}, self.within or {}) for key in ("since", "until") if key in rule}
        return frozenset(places | days)

    def checked(self, value: Any) -> Any:
        """The value in the form that expressions compare, or BadFact."""
        if value is None:
            return None
        if isinstance(value, Between):
            return Between(self.checked(value.low), self.checked(value.high))
        return _CHECKS[self.type](self, value)

    def is_known(self, value: Any) -> bool:
        """Present and, for specimens, complete and final."""
        if value is None:
            return False
        if self.type != "specimens":
            return True
        return len(value) >= self.specimens and self.not_final.isdisjoint(value)


def _boolean(fact: Fact, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    raise BadFact(f"{fact.name}: {value!r} is neither true nor false")


def _number(fact: Fact, value: Any) -> int | float:
    whole = fact.type == "integer"
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float) or value != value:
        raise BadFact(f"{fact.name}: {value!r} is not a {'whole ' if whole else ''}number")
    if (fact.minimum is not None and value < fact.minimum) or (fact.maximum is not None and value > fact.maximum):
        raise BadFact(f"{fact.name}: {value!r} is outside {fact.minimum} to {fact.maximum}")
    return value


def _date(fact: Fact, value: Any) -> date:
    if isinstance(value, datetime):
        raise BadFact(f"{fact.name}: a date without a time of day is wanted, not {value!r}")
    try:
        day = value if isinstance(value, date) else date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise BadFact(f"{fact.name}: {value!r} is not a date") from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadFact(f"{fact.name}: {value!r} is outside {FIRST_YEAR} to {LAST_YEAR}")
    return day


def _text(fact: Fact, value: Any) -> str:
    if isinstance(value, str):
        return value
    raise BadFact(f"{fact.name}: {value!r} is not a text")


def _choice(fact: Fact, value: Any) -> str:
    if isinstance(value, str) and value in fact.values:
        return value
    raise BadFact(f"{fact.name}: unknown value {value!r}")


def _choices(fact: Fact, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple | set | frozenset):
        raise BadFact(f"{fact.name}: {value!r} is not a list")
    return tuple(_choice(fact, one) for one in value)


def _stays(fact: Fact, value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise BadFact(f"{fact.name}: {value!r} is not a list")
    return tuple(value)


_CHECKS = {
    "boolean": _boolean,
    "integer": _number,
    "decimal": _number,
    "date": _date,
    "text": _text,
    "choice": _choice,
    "choices": _choices,
    "specimens": _choices,
    "stays": _stays,
}
