"""The smallest valid contacts and entries, for tests and other factories; made through the actions."""

from typing import Any

from pratique.areas.encounters.actions import open_encounter, submit_form
from pratique.areas.encounters.models import Encounter, Entry
from pratique.areas.people.factories import make_person
from pratique.areas.people.public import Person
from pratique.foundation.actors.actor import Actor

US, UK = "US-TB-2018", "UK-TB-2023"
NO_SYMPTOMS = dict.fromkeys(
    (
        "cough_two_weeks",
        "blood_in_sputum",
        "fever",
        "night_sweats",
        "weight_loss",
        "chest_pain_or_breathless",
        "swollen_glands",
        "tb_history",
        "tb_contact",
    ),
    "no",
)


def history_answers(**told: Any) -> dict[str, Any]:
    """A tuberculosis history of an adult in which all is well, taken alone for the United States; every answer can be
    told otherwise. None leaves an answer out."""
    answers = {**NO_SYMPTOMS, "prior_tb_class": "none", "hiv_known": "no", "in_room": ["alone"]} | told
    return {name: answer for name, answer in answers.items() if answer is not None}


def make_encounter(
    by: Actor, person: Person | None = None, editions: tuple[str, ...] = (US,), kind: str = "assessment"
) -> Encounter:
    """Today's contact with a person at the actor's site, for one edition."""
    return open_encounter(by=by, person=person or make_person(by), editions=editions, kind=kind)


def make_history(by: Actor, encounter: Encounter | None = None, **told: Any) -> Entry:
    """A submitted tuberculosis history, with the answers that only the United States demands where it does."""
    contact = encounter or make_encounter(by)
    asked = {} if US in contact.editions else {"prior_tb_class": None, "hiv_known": None}
    return submit_form(by=by, encounter=contact, form="tb_history", answers=history_answers(**asked | told))
