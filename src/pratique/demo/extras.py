"""Invents people for multiplied families: names of their nationality, a day of birth that keeps every age true."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from itertools import count, cycle

from pratique.demo.cast import SEED
from pratique.rules.mrz import MrzKind, MrzSource, write_mrz
from pratique.rules.names import search_keys, sort_key

# How words under which people are found begin in the table of search keys: papers and telephones.
PAPER, PHONE = "d:", "t:"
ISSUE_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True, kw_only=True)
class Template:
    """A person of a finished family, as far as copies of her differ."""

    pk: int
    family: int
    family_name: str
    sex: str
    nationality: str
    born: date
    opened_on: date
    issuer: str
    expires_on: date | None
    has_phone: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name in both scripts, with the words under which it is found."""

    latin: str
    native: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """One invented person."""

    template: Template
    copy: int
    family: Name
    given: tuple[Name, ...]
    born: date
    phone: str
    paper_number: str

    @property
    def columns(self) -> tuple[str | date, ...]:
        given = " ".join(name.latin for name in self.given)
        given_native = " ".join(name.native for name in self.given).strip()
        key = sort_key(self.family.latin, given)
        return (
            self.family.latin, given, self.family.native, given_native, key, self.born, self.phone, self.paper_number,
            self._mrz(given),
        )  # fmt: skip

    @property
    def keys(self) -> frozenset[str]:
        found = self.family.keys.union(*(name.keys for name in self.given))
        if self.template.expires_on is not None:
            found |= {PAPER + self.paper_number}
        return (
            found | {PHONE + self.phone.replace("+", "").replace(" ", "")[::-1]} if self.template.has_phone else found
        )

    def _mrz(self, given: str) -> str:
        expires_on = self.template.expires_on
        if expires_on is None:
            return ""
        source = MrzSource(
            kind=MrzKind.TD3,
            document_code="P",
            issuing_state=self.template.issuer,
            document_number=self.paper_number,
            surname=self.family.latin,
            given_names=given,
            nationality=self.template.nationality,
            birth_date=f"{self.born:%y%m%d}",
            sex=self.template.sex,
            expiry_date=f"{expires_on:%y%m%d}",
        )
        return "\n".join(write_mrz(source))


def extras(families: Sequence[Sequence[Template]], many: int, *, on: date) -> list[Extra]:
    """So many people, family after family, the last one cut short where the number asks for it."""
    chance = random.Random(SEED)  # noqa: S311 - invented people, nothing secret
    papers = count(1)
    found: list[Extra] = []
    for copy, family in zip(count(1), cycle(families), strict=False):
        found += _copy(family, copy, papers, chance, on)
        if len(found) >= many:
            return found[:many]
    return found


def _copy(
    family: Sequence[Template], copy: int, papers: Iterator[int], chance: random.Random, on: date
) -> Iterator[Extra]:
    shared: dict[str, Name] = {}
    phone = f"+254 7{copy // 10**6 % 100:02d} {copy % 10**6:06d}"
    for template in family:
        pool = names()[template.nationality]
        surname = shared.setdefault(template.family_name, chance.choice(pool["families"]))
        given = chance.sample(pool["women" if template.sex == "F" else "men"], 2)
        yield Extra(
            template=template,
            copy=copy,
            family=surname,
            given=tuple(given),
            born=template.born + timedelta(days=chance.randrange(days_that_keep_the_age(template, on))),
            phone=phone,
            paper_number=_paper_number(next(papers)),
        )


def days_that_keep_the_age(template: Template, on: date) -> int:
    """By how many days she may be younger and still have had the same age from the first day of her case until now."""
    last_birthday = _birthday(template.born, on)
    return max(1, (template.opened_on - last_birthday).days)


def _birthday(born: date, on: date) -> date:
    """Her last birthday on that day; the 29th of February is kept on the 28th."""
    day = min(born.day, 28) if born.month == 2 else born.day
    this_year = date(on.year, born.month, day)
    return this_year if this_year <= on else date(on.year - 1, born.month, day)


def _paper_number(place: int) -> str:
    """M and another letter and seven digits: papers of the cast never begin like this one after another."""
    letter = ISSUE_LETTERS[place // 10**6 % len(ISSUE_LETTERS)]
    return f"M{letter}{place * 7919 % 10**7:07d}"


@cache
def names() -> dict[str, dict[str, list[Name]]]:
    """The names to combine, by nationality."""
    table = tomllib.loads(files("pratique.demo").joinpath("names.toml").read_text("utf-8"))
    return {
        nationality: {kind: [_name(kind, row) for row in rows] for kind, rows in pools.items()}
        for nationality, pools in table.items()
    }


def _name(kind: str, row: Sequence[str]) -> Name:
    latin, native = row[0], row[1] if len(row) > 1 else ""
    is_family = kind == "families"
    keys = search_keys(latin, "", native, "") if is_family else search_keys("", latin, "", native)
    return Name(latin=latin, native=native, keys=keys)
