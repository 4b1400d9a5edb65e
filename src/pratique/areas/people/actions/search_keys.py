"""Keeps the words under which a person is found in step with her file."""

from pratique.areas.people.models import Person, SearchKey
from pratique.areas.people.models.search_keys import keys_for


def write_search_keys(person: Person) -> None:
    """Bring the stored keys to what her names, papers and telephone say now."""
    documents = person.documents.filter(removed_at=None).values_list("number", flat=True)
    identifiers = person.identifiers.filter(removed_at=None).values_list("value", flat=True)
    wanted = keys_for(person.identity, [*documents, *identifiers])
    held = set(SearchKey.objects.filter(person=person).values_list("key", flat=True))
    SearchKey.objects.filter(person=person, key__in=held - wanted).delete()
    SearchKey.objects.bulk_create([SearchKey(person=person, key=key) for key in sorted(wanted - held)])
