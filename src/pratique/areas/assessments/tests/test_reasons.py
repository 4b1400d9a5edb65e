"""Every reason for a step leads to the rule that asked for it, for whoever may see the case."""

import pytest

from pratique.areas.assessments.factories import UK, US, ask_pregnancy, make_case, make_rules, receive, tell_student
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor, make_site
from pratique.foundation.actors.models import Site, User
from pratique.rules.requirements import load_edition

pytestmark = pytest.mark.django_db
FILM_CLAUSES = {
    "UK-TB-2023": ("UK-21", "UK-24"),
    "US-TB-2018": ("US-TB-03", "US-TB-07", "US-TB-08", "US-TB-25"),
}


@pytest.fixture
def site() -> Site:
    site = make_site()
    make_rules(site)
    return site


@pytest.fixture
def physician(site: Site) -> Actor:
    return make_actor("physician", site=site)


@pytest.fixture
def signed_in(client):
    def sign_in(actor: Actor):
        client.force_login(User.objects.get(pk=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def film_of(page):
    return next(step for step in page.context["case_page"].steps if step.code == "chest_film")


def addresses(reasons):
    return {why.rule: tuple(clause.address for clause in why.clauses) for why in reasons}


def linked(edition):
    return tuple(f"/rules/{edition}/#{clause}" for clause in FILM_CLAUSES[edition])


def test_a_step_for_two_authorities_links_to_both_rules(signed_in, physician):
    case = make_case(physician, programmes=(UK, US))
    receive(physician, case)
    tell_student(physician, case)
    ask_pregnancy(physician, case)

    page = signed_in(physician).get(f"/cases/{case.number}/")

    assert addresses(film_of(page).why) == {edition: linked(edition) for edition in FILM_CLAUSES}
    assert '<a href="/rules/US-TB-2018/#US-TB-03"><bdi>US-TB-03</bdi></a>' in page.content.decode()


def test_the_clause_that_is_linked_stands_in_the_rule_book():
    assert set(FILM_CLAUSES["US-TB-2018"]) <= set(load_edition("US-TB-2018").sources)
    assert set(FILM_CLAUSES["UK-TB-2023"]) <= set(load_edition("UK-TB-2023").sources)


def test_a_station_says_why_its_step_is_done(signed_in, physician):
    case = make_case(physician)

    page = signed_in(physician).get(f"/cases/{case.number}/at/chest_film/chest_film_result/")

    assert addresses(page.context["station_page"].reasons) == {"US-TB-2018": linked("US-TB-2018")}
    assert "Why this is done" in page.content.decode()


def test_a_form_whose_step_nobody_asked_for_gives_no_reason(signed_in, physician):
    case = make_case(physician)

    page = signed_in(physician).get(f"/cases/{case.number}/at/blood/blood_results/")

    assert page.context["station_page"].reasons == ()
    assert "Why this is done" not in page.content.decode()


@pytest.mark.parametrize("role", ["reception", "nurse", "radiographer", "laboratory", "treatment", "travel"])
def test_who_sees_a_case_can_follow_the_link(signed_in, physician, site, role):
    case = make_case(physician)
    client = signed_in(make_actor(role, site=site))

    address = film_of(client.get(f"/cases/{case.number}/")).why[0].clauses[0].address

    assert client.get(address).status_code == 200


def test_why_she_chooses_in_pregnancy_is_told_only_to_who_reads_findings(signed_in, physician, site):
    case = make_case(physician, programmes=(UK,))
    receive(physician, case)
    tell_student(physician, case)
    ask_pregnancy(physician, case, pregnant="yes", pregnancy_weeks="20", pregnancy_film_choice="postpone")
    address = f"/cases/{case.number}/at/chest_film/pregnancy/"

    told = signed_in(physician).get(address).context["station_page"].reasons
    not_told = signed_in(make_actor("radiographer", site=site)).get(address).context["station_page"].reasons

    assert (len(told), not_told) == (1, ())
