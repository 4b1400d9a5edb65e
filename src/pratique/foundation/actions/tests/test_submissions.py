"""A double click, a phone that resends, an instrument that repeats: one record."""

import threading

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.foundation.actions.models import AuditRecord, SubmissionKey
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actions.submissions import claim
from pratique.foundation.actions.tests.deeds import NEEDED, open_site, rename_site
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site

THREADS = 20


@pytest.mark.django_db
def test_the_same_key_gives_the_first_outcome_again() -> None:
    by = make_actor(permissions=frozenset({NEEDED}))
    first = open_site(by=by, name="Kakuma", key="k-1")

    again = open_site(by=by, name="Kakuma", key="k-1")

    assert again == first
    assert Site.objects.filter(name="Kakuma").count() == 1
    assert AuditRecord.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_of_somebody_else_is_another_submission() -> None:
    first, second = (make_actor(permissions=frozenset({NEEDED})) for _ in range(2))

    open_site(by=first, name="Kakuma", key="k-1")
    open_site(by=second, name="Kakuma", key="k-1")

    assert Site.objects.filter(name="Kakuma").count() == 2


@pytest.mark.django_db
def test_a_refused_submission_can_be_sent_again_with_its_key() -> None:
    by, site = make_actor(permissions=frozenset({NEEDED})), make_site("Kakuma")
    with pytest.raises(Refusal):
        rename_site(by=by, site=site, name="", key="k-1")

    outcome = rename_site(by=by, site=site, name="Dadaab", key="k-1")

    assert outcome == "Dadaab"
    assert SubmissionKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_with_one_key_make_one_record() -> None:
    by = make_actor(permissions=frozenset({NEEDED}))
    start, numbers, problems = threading.Barrier(THREADS), [], []

    def submit() -> None:
        try:
            start.wait()
            numbers.append(open_site(by=by, name="Kakuma", key="k-1").number)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=submit) for _ in range(THREADS)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    assert problems == []
    assert numbers == [Site.objects.get(name="Kakuma").number] * THREADS
    assert AuditRecord.objects.filter(action="tests.site.open").count() == 1


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(key=st.text(min_size=1, max_size=2000))
def test_whatever_the_sender_calls_a_key_is_kept(key: str) -> None:
    claimed = claim(key, action="tests.any", by=Actor.system(name="tests"))

    assert len(claimed.key) == 64
    claimed.delete()
