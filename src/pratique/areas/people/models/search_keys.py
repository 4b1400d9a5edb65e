"""Under which words a person is found, and how what somebody typed becomes such words."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from pratique.areas.people.models.identity import Identity
from pratique.foundation.numbers import NumberProblem, parse_number
from pratique.rules.names import search_keys

PAPER, PHONE = "d:", "t:"
SHORTEST_PAPER, SHORTEST_PHONE = 3, 5
LONGEST_QUERY = 400
# What our slips and labels carry in their code; a reader types it like any other text.
SLIP_MARK = "PRATIQUE:"


def number_key(text: str) -> str:
    """A document's or identifier's number as it is compared: capitals and digits only."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in plain if character.isalnum())


def phone_key(text: str) -> str:
    """Digits from the end, so that the last ones find it whatever stands before them: +256, 00256 or 0."""
    digits = "".join(str(unicodedata.digit(character)) for character in text if character.isdigit())
    return digits.lstrip("0")[::-1]


def keys_for(identity: Identity, numbers: Iterable[str]) -> frozenset[str]:
    """Every key of one person: her names in all forms, her papers and identifiers, her telephone."""
    names = search_keys(
        identity.family_name, identity.given_names, identity.family_name_native, identity.given_names_native
    ) | search_keys("", identity.name_as_spoken)
    papers = {PAPER + key for key in map(number_key, numbers) if key}
    phone = phone_key(identity.phone)
    return names | papers | ({PHONE + phone} if len(phone) >= SHORTEST_PHONE else set())


@dataclass(frozen=True, kw_only=True, slots=True)
class Sought:
    """What a text in the search box may mean."""

    number: str = ""
    paper: str = ""
    phone: str = ""


def sought_in(text: str) -> Sought:
    """One of our numbers (typed, or the code of a slip), else a paper's number and a telephone number."""
    plain = text.strip()[:LONGEST_QUERY].removeprefix(SLIP_MARK)
    parsed = parse_number(plain)
    if not isinstance(parsed, NumberProblem):
        return Sought(number=parsed)
    has_digit = any(character.isdigit() for character in plain)
    paper, phone = number_key(plain), phone_key(plain)
    only_digits = has_digit and not any(character.isalpha() for character in plain)
    return Sought(
        paper=paper if has_digit and len(paper) >= SHORTEST_PAPER else "",
        phone=phone if only_digits and len(phone) >= SHORTEST_PHONE else "",
    )
