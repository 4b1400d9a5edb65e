"""Finding people: by our number, by a paper, by telephone, by a name in any script or spelling."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from pratique.areas.people.models import Person, SearchKey
from pratique.areas.people.models.search_keys import PAPER, PHONE, Sought, sought_in
from pratique.areas.people.permissions import Permission, visible_people
from pratique.foundation.actors.actor import Actor
from pratique.rules.names import QueryWord, query_keys

_WRITTEN = "w:"
_MOST_WORDS = 6


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One line of a list of people."""

    number: str
    name: str
    native_name: str
    native_script: str
    sex: str
    birth: str
    birth_is_estimated: bool
    nationality: str
    family_number: str


def people_matching(*, by: Actor, text: str, limit: int = 20) -> list[PersonRow]:
    """The people this actor may see whom the text may mean, surest first. Nothing for nothing typed."""
    if not by.may(Permission.SEARCH):
        return []
    found: dict[int, Person] = {}
    for people in _searches(visible_people(by), text):
        missing = limit - len(found)
        for person in people.select_related("family").exclude(pk__in=list(found))[:missing]:
            found[person.pk] = person
        if len(found) >= limit:
            break
    return [row_of(person) for person in found.values()]


def row_of(person: Person) -> PersonRow:
    """The line that stands for a person in lists."""
    return PersonRow(
        number=person.number,
        name=person.display_name,
        native_name=person.native_name,
        native_script=person.native_script,
        sex=person.sex,
        birth=person.birth.iso,
        birth_is_estimated=person.birth_is_estimated,
        nationality=person.nationality,
        family_number=person.family.number if person.family else "",
    )


def _searches(people: QuerySet[Person], text: str) -> Iterable[QuerySet[Person]]:
    """Searches from sure to loose; a later one runs only while the earlier ones left room."""
    sought = sought_in(text)
    if sought.number:
        yield people.filter(Q(number=sought.number) | Q(family__number=sought.number)).order_by("pk")
        return
    yield from _by_numbers(people, sought)
    words = query_keys(text)[:_MOST_WORDS]
    if words:
        yield _with_all(people, [_as_written(word) for word in words])
        yield _with_all(people, [_as_it_sounds(word) for word in words])


def _by_numbers(people: QuerySet[Person], sought: Sought) -> Iterable[QuerySet[Person]]:
    if sought.paper:
        yield people.filter(pk__in=_holders(Q(key=PAPER + sought.paper)))
        yield people.filter(pk__in=_holders(Q(key__startswith=PAPER + sought.paper)))
    if sought.phone:
        yield people.filter(pk__in=_holders(Q(key__startswith=PHONE + sought.phone)))


def _with_all(people: QuerySet[Person], conditions: list[Q]) -> QuerySet[Person]:
    for condition in conditions:
        people = people.filter(pk__in=_holders(condition))
    return people


def _holders(condition: Q) -> QuerySet[SearchKey, int]:
    return SearchKey.objects.filter(condition).values_list("person_id", flat=True)


def _as_written(word: QueryWord) -> Q:
    return _any_prefix(prefix for prefix in word.prefixes if prefix.startswith(_WRITTEN))


def _as_it_sounds(word: QueryWord) -> Q:
    return _any_prefix(word.prefixes) | Q(key__in=word.exact)


def _any_prefix(prefixes: Iterable[str]) -> Q:
    condition = Q()
    for prefix in prefixes:
        condition |= Q(key__startswith=prefix)
    return condition
