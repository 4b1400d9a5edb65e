"""The smallest valid cases, for tests and other factories; made through the actions."""

from datetime import date
from typing import Any

from pratique.areas.assessments.actions import DestinationRequest, correct_particulars, open_case, record_station
from pratique.areas.assessments.models import Case, Destination
from pratique.areas.encounters.factories import history_answers
from pratique.areas.encounters.public import Entry
from pratique.areas.people.factories import make_consent, make_person
from pratique.areas.people.public import Person
from pratique.areas.places.public import load_demo_incidence
from pratique.areas.requirements.public import known_edition, put_in_force
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.factories import make_actor
from pratique.foundation.actors.models import Site
from pratique.rules.forms import all_normal, form

UK, US = "UK", "US"
EDITIONS = {UK: "UK-TB-2023", US: "US-TB-2018"}
ALONE = {"in_room": ["alone"]}


def make_rules(site: Site) -> None:
    """Both editions in force everywhere, signed by a physician of the site; demo figures of incidence."""
    physician = make_actor("physician", site=site)
    for code in EDITIONS.values():
        make_in_force(physician, code)
    load_demo_incidence(by=Actor.system(name="tests"))


def make_in_force(by: Actor, code: str) -> None:
    """One edition in force everywhere, signed by this physician."""
    items = known_edition(code).provisional_items()
    put_in_force(by=by, edition=code, starts_on=date(2020, 1, 1), acknowledged_items=items)


def make_case(by: Actor, person: Person | None = None, programmes: tuple[str, ...] = (US,)) -> Case:
    """An open case of a person who consented to the examination for each destination."""
    examined = person or make_person(by)
    requests = [DestinationRequest(programme=programme) for programme in programmes]
    case = open_case(by=by, people=[examined], destinations=requests)[0]
    for programme in programmes:
        make_consent(by, examined, f"assessment_{programme.lower()}")
        make_consent(by, examined, f"authority_data_{programme.lower()}")
    return case


def tell(by: Actor, case: Case, programme: str, applied_on: date | None = None, **particulars: Any) -> Destination:
    """What the application to a destination says."""
    return correct_particulars(
        by=by,
        destination=case.destinations.get(programme=programme),
        particulars=particulars,
        applied_on=applied_on,
    )


def tell_student(by: Actor, case: Case) -> Destination:
    """An application to the United Kingdom by a student who always lived in Kenya."""
    lived = [{"country": "KEN", "from": "1992-03-14", "to": by.today().isoformat()}]
    return tell(by, case, UK, applied_on=by.today(), uk_route="student", stay_months=12, residence_history=lived)


def ask_pregnancy(by: Actor, case: Case, pregnant: str = "no", **told: Any) -> Entry:
    """The question before a film, asked alone."""
    answers = {**ALONE, "asked_alone": "yes", "pregnant": pregnant, **told}
    return record_station(by=by, case=case, station="chest_film", form="pregnancy", answers=answers)


def receive(by: Actor, case: Case) -> Entry:
    """Identity confirmed at reception."""
    answers = {
        **ALONE,
        "document_shown": "original",
        "document_agrees": "yes",
        "photo_agrees": "yes",
        "language_understood": "yes",
        "can_speak_freely": "yes",
    }
    return record_station(by=by, case=case, station="reception", form="reception", answers=answers)


def take_history(by: Actor, case: Case, **told: Any) -> Entry:
    """A history in which all is well, but for what is told."""
    is_for_us = case.destinations.filter(programme=US).exists()
    answers = history_answers(**({} if is_for_us else {"prior_tb_class": None, "hiv_known": None}) | told)
    return record_station(by=by, case=case, station="history", form="tb_history", answers=answers)


def examine(by: Actor, case: Case, **found: Any) -> Entry:
    """An examination in which all is normal, but for what was found."""
    answers = {**all_normal(form("examination"), {}, {}, on=by.today()), "chaperone": "declined", **ALONE, **found}
    return record_station(by=by, case=case, station="examination", form="examination", answers=answers)


def read_film(by: Actor, case: Case, *findings: str) -> Entry:
    """A chest film taken and read today, after the question on pregnancy where there is one to ask."""
    if case.person.sex == "F":
        ask_pregnancy(by, case)
    answers = {
        "chest_film_on": by.today().isoformat(),
        "film_views": ["pa"],
        "film_quality": "adequate",
        "chest_film": list(findings) or ["normal"],
        "film_read_by": "Dr Njeri",
        "film_read_on": by.today().isoformat(),
    }
    return record_station(by=by, case=case, station="chest_film", form="chest_film_result", answers=answers)


def sputum_answers(by: Actor, smear: str = "negative", culture: str = "negative") -> dict[str, Any]:
    """Three specimens with the same results."""
    today = by.today().isoformat()
    answers: dict[str, Any] = {"laboratory": "Reference laboratory", "molecular_first": "negative"}
    for specimen in (1, 2, 3):
        answers |= {f"collected_on_{specimen}": today, f"smear_{specimen}": smear, f"culture_{specimen}": culture}
        if smear != "pending":
            answers[f"smear_reported_on_{specimen}"] = today
        if culture != "pending":
            answers[f"culture_reported_on_{specimen}"] = today
    return answers
