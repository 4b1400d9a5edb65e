"""Which members of a family may leave together: one who is unfit holds all, unless the family wishes to travel apart.

Clinical review (facts on fitness to travel): each adult is asked alone; a child is never separated from all carers; a
breast-fed infant travels with its mother.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Hindrance(StrEnum):
    """Why a group of the family may not leave."""

    UNFIT = "unfit"
    APART_WITHOUT_WISH = "apart_without_wish"
    CHILD_WITHOUT_CARER = "child_without_carer"
    INFANT_WITHOUT_MOTHER = "infant_without_mother"


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One person of the family. What isn't known is None, and never counts as yes.

    `carers` cares for a child, by the keys of the family; `breast_fed_by` is the mother's key; `agrees_to_part` is what
    an adult said, asked alone.
    """

    is_fit: bool | None
    is_child: bool
    carers: frozenset[str] = frozenset()
    breast_fed_by: str = ""
    agrees_to_part: bool | None = None


def hindrances(family: Mapping[str, Member], leaving: Collection[str]) -> Mapping[str, frozenset[Hindrance]]:
    """What stands against this group leaving, by member, those who would stay behind included; empty: they may go."""
    going = frozenset(leaving)
    staying = frozenset(family) - going
    if going - frozenset(family):
        raise ValueError(f"not of this family: {', '.join(sorted(going - frozenset(family)))}")
    found = {
        key: frozenset(_against(member, key in going, going if key in going else staying, bool(going and staying)))
        for key, member in family.items()
    }
    return {key: reasons for key, reasons in found.items() if reasons}


def _against(member: Member, goes: bool, company: frozenset[str], is_parted: bool) -> list[Hindrance]:
    found: list[Hindrance] = []
    if goes and member.is_fit is not True:
        found.append(Hindrance.UNFIT)
    if is_parted and not member.is_child and member.agrees_to_part is not True:
        found.append(Hindrance.APART_WITHOUT_WISH)
    if is_parted and member.is_child and not member.carers & company:
        found.append(Hindrance.CHILD_WITHOUT_CARER)
    if member.breast_fed_by and member.breast_fed_by not in company:
        found.append(Hindrance.INFANT_WITHOUT_MOTHER)
    return found
