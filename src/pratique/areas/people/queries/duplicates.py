"""Who may already be registered: found before saving, with the reason, and decided by a person."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet

from pratique.areas.people.models import Birth, Identity, NotSamePerson, Person, SearchKey
from pratique.areas.people.models.identity import MOST_MARGIN_YEARS
from pratique.areas.people.models.search_keys import PAPER, PHONE, SHORTEST_PHONE, number_key, phone_key
from pratique.areas.people.permissions import Permission, visible_people
from pratique.areas.people.queries.persons import papers_of
from pratique.areas.people.queries.search import PersonRow, row_of
from pratique.foundation.actors.actor import Actor
from pratique.rules.names import Name, NameReason, blocking_keys, similarity

# Below this two names are not shown as alike, and this much alike are two names that need no date to be worth a look.
_ALIKE, _SAME_NAME = 0.75, 0.9
_MOST_CANDIDATES, _MOST_SHOWN = 60, 8


class DuplicateReason(StrEnum):
    """Why somebody may be the same person, the surest first."""

    DOCUMENT = "document"
    BIRTH_AND_NAME = "birth_and_name"
    PHONE_AND_NAME = "phone_and_name"
    FAMILY_AND_NAME = "family_and_name"
    PHONE = "phone"
    NAME = "name"


_WEIGHT = {
    DuplicateReason.DOCUMENT: 1.0,
    DuplicateReason.BIRTH_AND_NAME: 0.9,
    DuplicateReason.PHONE_AND_NAME: 0.8,
    DuplicateReason.FAMILY_AND_NAME: 0.8,
    DuplicateReason.PHONE: 0.4,
    DuplicateReason.NAME: 0.4,
}
# These stop a registration until somebody has said that it is another person; the others are only shown.
STOPPING = frozenset(
    {
        DuplicateReason.DOCUMENT,
        DuplicateReason.BIRTH_AND_NAME,
        DuplicateReason.PHONE_AND_NAME,
        DuplicateReason.FAMILY_AND_NAME,
    }
)


@dataclass(frozen=True, kw_only=True)
class Duplicate:
    """Somebody who may be the same person: why, how alike the names are, and a score to order by."""

    row: PersonRow
    reasons: tuple[DuplicateReason, ...]
    name_reason: NameReason
    score: float

    @property
    def person_number(self) -> str:
        return self.row.number

    @property
    def stops(self) -> bool:
        return not STOPPING.isdisjoint(self.reasons)


def likely_duplicates(
    *,
    by: Actor,
    identity: Identity,
    numbers: Iterable[str] = (),
    family_number: str = "",
    leaving_out: Collection[str] = (),
) -> list[Duplicate]:
    """People this actor may see who may be the one being registered, likeliest first."""
    if not by.may(Permission.SEE):
        return []
    papers = [PAPER + key for key in map(number_key, numbers) if key]
    visible = visible_people(by).exclude(number__in=leaving_out).select_related("family")
    same_paper = set(_holders(visible, papers))
    candidates = list(_candidates(visible, identity, same_paper, family_number))
    found = [_compared(person, identity, same_paper, family_number) for person in candidates]
    likely = [duplicate for duplicate in found if duplicate.reasons]
    return sorted(likely, key=lambda duplicate: (-duplicate.score, duplicate.person_number))[:_MOST_SHOWN]


def duplicates_of(*, by: Actor, person: Person) -> list[Duplicate]:
    """Whom a registered person may be the same as, apart from those who were told apart."""
    papers = papers_of(by=by, person=person)
    numbers = [paper.number for paper in papers.documents] + [paper.value for paper in papers.identifiers]
    apart = NotSamePerson.objects.filter(Q(person=person) | Q(other=person)).values_list(
        "person__number", "other__number"
    )
    leaving_out = {person.number} | {number for pair in apart for number in pair}
    return likely_duplicates(by=by, identity=person.identity, numbers=numbers, leaving_out=leaving_out)


def _holders(visible: QuerySet[Person], keys: Sequence[str]) -> list[int]:
    return list(visible.filter(search_keys__key__in=keys).values_list("pk", flat=True)[:_MOST_CANDIDATES])


def _candidates(
    visible: QuerySet[Person], identity: Identity, same_paper: set[int], family_number: str
) -> Iterable[Person]:
    wanted = set(same_paper)
    phone = phone_key(identity.phone)
    if len(phone) >= SHORTEST_PHONE:
        wanted.update(_holders(visible, [PHONE + phone]))
    wanted.update(_born_alike(visible, identity))
    wanted.update(_of_same_name(visible, identity))
    if family_number:
        wanted.update(visible.filter(family__number=family_number).values_list("pk", flat=True))
    return visible.filter(pk__in=wanted)


def _born_alike(visible: QuerySet[Person], identity: Identity) -> Iterable[int]:
    """Those whose date of birth can be the same and who share the sound of most names."""
    born = _born_when(identity.birth)
    sounds = _sounds(identity)
    if born is None or not sounds:
        return []
    shared = Q(search_keys__key__in=sounds)
    alike = visible.filter(born).filter(shared).annotate(shares=Count("search_keys", filter=shared))
    return alike.order_by("-shares", "pk").values_list("pk", flat=True)[:_MOST_CANDIDATES]


def _born_when(birth: Birth) -> Q | None:
    """The same whole date; or a part of a date, or an estimate, that can be it."""
    first, last = birth.earliest, birth.latest
    if first is None or last is None:
        return None
    years = (first.year - MOST_MARGIN_YEARS, last.year + MOST_MARGIN_YEARS)
    partial = Q(birth_day=None, birth_year__range=(first.year, last.year))
    partial |= Q(birth_day=None, birth_year__range=years, birth_margin_years__gt=0)
    if birth.is_exact:
        return partial | Q(birth_year=birth.year, birth_month=birth.month, birth_day=birth.day)
    return partial | Q(birth_year__range=(first.year, last.year))


def _of_same_name(visible: QuerySet[Person], identity: Identity) -> Iterable[int]:
    """Those who share the sound of every name, where a date of birth is missing on one side."""
    names = [identity.family_name or identity.family_name_native, identity.given_names or identity.given_names_native]
    if not all(names):
        return []
    people = visible if identity.birth.year is None else visible.filter(birth_year=None, birth_day=None)
    for name in names:
        people = people.filter(pk__in=SearchKey.objects.filter(key__in=blocking_keys("", name)).values("person_id"))
    return people.values_list("pk", flat=True)[:_MOST_CANDIDATES]


def _sounds(identity: Identity) -> frozenset[str]:
    told = blocking_keys(
        identity.family_name, identity.given_names, identity.family_name_native, identity.given_names_native
    )
    return told | blocking_keys("", identity.name_as_spoken)


def _compared(person: Person, identity: Identity, same_paper: set[int], family_number: str) -> Duplicate:
    alike = similarity(_name(identity), _name(person.identity))
    shares_given = _shares_given_name(identity, person.identity)
    is_named_alike = alike.score >= _ALIKE and (shares_given or alike.reason is NameReason.OTHER_ORDER)
    phone = phone_key(identity.phone)
    has_phone = len(phone) >= SHORTEST_PHONE and phone == phone_key(person.phone)
    is_family = bool(family_number) and person.family is not None and person.family.number == family_number
    reasons = {
        DuplicateReason.DOCUMENT: person.pk in same_paper,
        DuplicateReason.BIRTH_AND_NAME: is_named_alike and identity.birth.may_be_the_day_of(person.birth),
        DuplicateReason.PHONE_AND_NAME: has_phone and is_named_alike,
        DuplicateReason.FAMILY_AND_NAME: is_family and shares_given and _may_be_of_one_age(identity, person),
        DuplicateReason.PHONE: has_phone and not is_named_alike and not is_family,
        DuplicateReason.NAME: alike.score >= _SAME_NAME and is_named_alike and _dates_are_open(identity, person),
    }
    held = tuple(reason for reason, holds in reasons.items() if holds)
    score = max((_WEIGHT[reason] for reason in held), default=0.0) + alike.score / 10
    return Duplicate(row=row_of(person), reasons=held, name_reason=alike.reason, score=round(score, 3))


def _shares_given_name(one: Identity, other: Identity) -> bool:
    """Brothers and sisters share everything but this: one given name in any spelling, or all of them nearly."""
    names = [_given(one), _given(other)]
    sounds = [blocking_keys("", name.given, "", name.given_native) for name in names]
    return bool(sounds[0] & sounds[1]) or similarity(*names).score >= _ALIKE


def _may_be_of_one_age(identity: Identity, person: Person) -> bool:
    return _dates_are_open(identity, person) or identity.birth.may_be_the_day_of(person.birth)


def _dates_are_open(identity: Identity, person: Person) -> bool:
    """A name alone says something only while one of the two dates is not known."""
    return identity.birth.year is None or person.birth.year is None


def _name(identity: Identity) -> Name:
    return Name(
        family=identity.family_name,
        given=identity.given_names or ("" if identity.family_name else identity.name_as_spoken),
        family_native=identity.family_name_native,
        given_native=identity.given_names_native,
    )


def _given(identity: Identity) -> Name:
    """Only the given names: brothers and sisters share everything else."""
    return Name(
        family="",
        given=identity.given_names or identity.name_as_spoken or identity.family_name,
        given_native=identity.given_names_native,
    )
