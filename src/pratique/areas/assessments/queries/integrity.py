"""Whether cases are whole: a concluded one has its conclusions and nothing open, and its site may see the person."""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, QuerySet

from pratique.areas.assessments.models import Case, Conclusion, Destination, Step
from pratique.foundation.actors.actor import Actor
from pratique.foundation.numbers import is_whole_number


def case_problems(*, by: Actor) -> Iterator[str]:
    """One sentence for each thing that is not as it must be. For the local administrator's check."""
    if not by.may_everything:
        return
    for number in Case.objects.values_list("number", flat=True).iterator():
        if not is_whole_number(number, "C"):
            yield f"{number} is no number of a case."
    without = Case.objects.exclude(Exists(Destination.objects.filter(case=OuterRef("pk"))))
    yield from _told(without, "The case {} has no destination.")
    concluded = Case.objects.filter(state=Case.State.CONCLUDED)
    in_force = Conclusion.objects.filter(destination=OuterRef("pk"), overtaken_at=None)
    lacking = Destination.objects.filter(~Exists(in_force), case=OuterRef("pk"))
    yield from _told(concluded.filter(Exists(lacking)), "The case {} is concluded, but a destination is not.")
    open_steps = Step.objects.filter(case=OuterRef("pk"), state__in=(Step.State.OPEN, Step.State.WAITING))
    yield from _told(concluded.filter(Exists(open_steps)), "The case {} is concluded with a step open.")
    done = Step.objects.filter(case=OuterRef("pk"), state=Step.State.DONE)
    yield from _told(concluded.exclude(Exists(done)), "The case {} is concluded, and no step was done.")
    given = Case.objects.filter(person__care_relations__ground=F("number"), person__care_relations__site=F("site"))
    yield from _told(Case.objects.exclude(pk__in=given), "The site of the case {} was never given the person.")
    undated = Conclusion.objects.exclude(concluded_at__gte=F("destination__case__opened_at"))
    for number in undated.values_list("destination__case__number", flat=True):
        yield f"The case {number} was concluded before it was opened."


def _told(cases: QuerySet[Case], sentence: str) -> Iterator[str]:
    for number in cases.values_list("number", flat=True):
        yield sentence.format(number)
