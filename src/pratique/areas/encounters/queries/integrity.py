"""Whether contacts and forms are whole: numbers with check characters, findings with the person they are about."""

from collections.abc import Iterator

from django.db.models import F, Q

from pratique.areas.encounters.models import Encounter, Entry, Finding
from pratique.foundation.actors.actor import Actor
from pratique.foundation.numbers import is_whole_number


def encounter_problems(*, by: Actor) -> Iterator[str]:
    """One sentence for each thing that is not as it must be. For the local administrator's check."""
    if not by.may_everything:
        return
    for model, prefix in ((Encounter, "E"), (Entry, "N")):
        for number in model.objects.values_list("number", flat=True).iterator():
            if not is_whole_number(number, prefix):
                yield f"{number} is no number of a {model._meta.verbose_name}."
    for entry in Entry.objects.exclude(person=F("encounter__person")).values_list("number", flat=True):
        yield f"The form {entry} is about another person than its contact."
    for correction in Entry.objects.filter(corrected_from__isnull=False).exclude(
        corrected_from__person=F("person"), corrected_from__form_code=F("form_code")
    ):
        yield f"The form {correction.number} corrects a form of another person or of another kind."
    strays = Finding.objects.filter(~Q(person=F("entry__person")) | ~Q(encounter=F("entry__encounter")))
    for entry in strays.values_list("entry__number", flat=True).distinct():
        yield f"Findings of the form {entry} are kept at another person or contact."
