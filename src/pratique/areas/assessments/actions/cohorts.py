"""Keeping the cohort of this organization's own assessments, for comparing editions."""

from pathlib import Path

from django.conf import settings

from pratique.areas.assessments.permissions import Permission
from pratique.areas.assessments.queries.cohorts import assessed_people, assessed_programmes
from pratique.areas.requirements.public import COHORT_FOLDER, keep_cohorts
from pratique.foundation.actions import action, note
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor


@action("assessments.cohort.keep", needs=Permission.SEE_CASE)
def keep_own_cohorts(*, by: Actor) -> int:
    """Write what editions saw of everybody assessed to one table a destination, without identifiers; gives how many.

    For the software's own housekeeping and its local administrator only: nobody's role sees every site's cases.
    """
    if not by.may_everything:
        refuse_not_permitted()
    cohorts = {programme: assessed_people(by=by, programme=programme) for programme in assessed_programmes()}
    people = keep_cohorts(Path(settings.DATA_DIR) / COHORT_FOLDER, cohorts, at=by.now())
    note(after={"people": people})
    return sum(people.values())
