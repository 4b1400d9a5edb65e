"""What the worker does for assessments."""

from pratique.areas.assessments.actions.cohorts import keep_own_cohorts
from pratique.foundation.actors.actor import Actor


def keep_cohorts() -> int:
    """Keep the cohorts for comparing editions anew; gives how many assessments they hold."""
    return keep_own_cohorts(by=Actor.system(name="housekeeping"))
