"""Whether the records of people are whole: numbers with their check characters, people who are found by their names."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch

from pratique.areas.people.models import CareRelation, Document, Family, Identifier, Person, SearchKey
from pratique.areas.people.models.search_keys import keys_for
from pratique.foundation.actors.actor import Actor
from pratique.foundation.numbers import is_whole_number

# Of many people so many, spread over all, are compared with the words under which they are found.
SAMPLE = 2000


def people_problems(*, by: Actor) -> Iterator[str]:
    """One sentence for each thing that is not as it must be. For the local administrator's check."""
    if not by.may_everything:
        return
    for model, prefix in ((Person, "P"), (Family, "F")):
        for number in model.objects.values_list("number", flat=True).iterator():
            if not is_whole_number(number, prefix):
                yield f"{number} is no number of a {model._meta.verbose_name}."
    nobodys = Person.objects.exclude(Exists(CareRelation.objects.filter(person=OuterRef("pk"))))
    for number in nobodys.values_list("number", flat=True):
        yield f"No site was ever given {number}: nobody can open this file."
    yield from _lost_to_search()


def _lost_to_search() -> Iterator[str]:
    step = max(1, Person.objects.count() // SAMPLE)
    papers = (
        Prefetch("documents", queryset=Document.objects.filter(removed_at=None)),
        Prefetch("identifiers", queryset=Identifier.objects.filter(removed_at=None)),
        Prefetch("search_keys", queryset=SearchKey.objects.all()),
    )
    for person in Person.objects.extra(where=["id %% %s = 0"], params=[step]).prefetch_related(*papers):
        numbers = [paper.number for paper in person.documents.all()]
        numbers += [identifier.value for identifier in person.identifiers.all()]
        if {row.key for row in person.search_keys.all()} != keys_for(person.identity, numbers):
            yield f"{person.number} is not found by all of her names, papers and telephone."
