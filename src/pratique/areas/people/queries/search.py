"""Finding people: by our number, by a paper, by telephone, by a name in any script or spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from pratique.areas.people.models import Person, SearchKey
from pratique.areas.people.models.search_keys import PAPER, PHONE, Sought, sought_in
from pratique.areas.people.permissions import Permission, visible_people
from pratique.foundation.actors.actor import Actor
from pratique.rules.names import QueryWord, query_keys

_WRITTEN = "w:"
_MOST_WORDS = 6
# Of a common pair of names the first hundred nearly always hold enough whom the reader may see.
_FIRST = 100


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


def _searches(people: QuerySet[Person], text: str) -> Iterator[QuerySet[Person]]:
    """Searches from sure to loose; a later one runs only while the earlier ones left room."""
    sought = sought_in(text)
    if sought.number:
        yield people.filter(number=sought.number)
        yield people.filter(family__number=sought.number).order_by("pk")
        return
    yield from _by_numbers(people, sought)
    words = query_keys(text)[:_MOST_WORDS] if any(map(str.isalpha, text)) else ()
    yield from _with_all(people, [_as_written(word) for word in words])
    yield from _with_all(people, [_as_it_sounds(word) for word in words])


def _by_numbers(people: QuerySet[Person], sought: Sought) -> Iterator[QuerySet[Person]]:
    if sought.paper:
        yield people.filter(pk__in=_holders(Q(key=PAPER + sought.paper)))
        yield people.filter(pk__in=_holders(Q(key__startswith=PAPER + sought.paper)))
    if sought.phone:
        yield people.filter(pk__in=_holders(Q(key__startswith=PHONE + sought.phone)))


def _holders(condition: Q) -> QuerySet[SearchKey, int]:
    return SearchKey.objects.filter(condition).values_list("person_id", flat=True)


def _as_written(word: QueryWord) -> list[Q]:
    return [Q(key__startswith=prefix) for prefix in word.prefixes if prefix.startswith(_WRITTEN)]


def _as_it_sounds(word: QueryWord) -> list[Q]:
    """By sound; an unfinished word whose sounds are too short for that goes on as it is written."""
    sounds = [Q(key__startswith=prefix) for prefix in word.prefixes if not prefix.startswith(_WRITTEN)]
    return (sounds or _as_written(word)) + [Q(key=exact) for exact in word.exact]


def _with_all(people: QuerySet[Person], words: list[list[Q]]) -> Iterator[QuerySet[Person]]:
    """Those who have a key for each word.

    One word stops at the first rows of its index. Of several words each reads its own part of the index and the parts
    are intersected: joins let the planner walk through every key of every person when all the words are common.
    """
    if len(words) == 1:
        yield people.filter(pk__in=_holders(reduce(or_, words[0])))
    elif words:
        parts = [_union([_holders(condition) for condition in conditions]) for conditions in words]
        common = list(parts[0].intersection(*parts[1:]))
        yield people.filter(pk__in=common[:_FIRST])
        yield people.filter(pk__in=common[_FIRST:])


def _union(parts: list[QuerySet[SearchKey, int]]) -> QuerySet[SearchKey, int]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
