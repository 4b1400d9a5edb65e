"""After how many years details go is set by the owner of the tables alone."""

import psycopg
import pytest
from django.db.utils import ProgrammingError

from pratique.foundation.actions.erasure import set_retention
from pratique.foundation.actions.models import AuditErasureRule
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.actor import Actor

BY = Actor.system(name="tests")


@pytest.mark.django_db(transaction=True)
def test_the_application_cannot_set_the_years() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        set_retention(by=BY, years=1)

    assert AuditErasureRule.objects.get(code="retention_expired").after_years == 10


def test_the_owner_can(owner: psycopg.Connection) -> None:
    owner.execute("UPDATE actions_auditerasurerule SET after_years = 7 WHERE code = 'retention_expired'")

    found = AuditErasureRule.objects.get(code="retention_expired").after_years

    owner.execute("UPDATE actions_auditerasurerule SET after_years = 10 WHERE code = 'retention_expired'")
    assert found == 7


@pytest.mark.django_db
@pytest.mark.parametrize("years", [0, -1, 101])
def test_years_that_make_no_sense_are_refused(years: int) -> None:
    with pytest.raises(Refusal) as refused:
        set_retention(by=BY, years=years)

    assert refused.value.code == "actions.audit.years"
    assert AuditErasureRule.objects.get(code="retention_expired").after_years == 10
