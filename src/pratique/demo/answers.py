"""What stations write down for a person of the cast: plausible answers, as typed, by age and course."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pratique.demo.cast import Part

Answers = dict[str, Any]

# Typical measurements by the age in years from which they hold: pulse, breaths, systolic, diastolic (none under 6).
SIGNS = ((0, 120, 34, 0, 0), (2, 110, 27, 0, 0), (4, 100, 22, 0, 0), (6, 96, 20, 100, 62), (12, 80, 17, 112, 68))
SUGGESTIVE_FILM = ["infiltrate"]
HISTORY = (
    "cough_two_weeks", "blood_in_sputum", "fever", "night_sweats", "weight_loss", "chest_pain_or_breathless",
    "swollen_glands", "tb_history", "tb_contact",
)  # fmt: skip
SYSTEMS = (
    "general", "eyes", "ears_nose_throat", "lymph_nodes", "heart", "lungs", "abdomen", "extremities", "skin",
    "nervous_system", "mental_status",
)  # fmt: skip
LABORATORY = "Mission laboratory"


def in_room(part: Part) -> list[str]:
    """Who was there beside her: a guardian with a child, an interpreter where one is needed."""
    room = (["guardian"] if part.age < 18 else []) + (["interpreter"] if part.interpreter else [])
    return room or ["alone"]


def reception(part: Part) -> Answers:
    has_papers, understands = part.papers == "passport", not part.interpreter
    return {
        "document_shown": "original" if has_papers else "none",
        **({"document_agrees": "yes", "photo_agrees": "yes"} if has_papers else {}),
        "language_understood": "yes" if understands else "no",
        **({} if understands else {"interpreter": "present"}),
        "can_speak_freely": "yes",
        "help_needed": ["child_care"] if 0 < part.age < 5 else ["none"],
        "in_room": in_room(part),
    }


def history(part: Part, destinations: tuple[str, ...]) -> Answers:
    told: Answers = dict.fromkeys(HISTORY, "no")
    if part.age < 15:
        told["child_not_growing"] = "no"
    if part.course == "contact":
        told |= {
            "tb_contact": "yes",
            "tb_contact_months_ago": "4",
            "contact_relation": "household",
            "source_tb_type": "susceptible",
        }
    if "US" in destinations:
        told |= {"prior_tb_class": "none", "hiv_known": "no"}
    return told | {"in_room": in_room(part)}


def vitals(part: Part) -> Answers:
    _, pulse, breaths, systolic, diastolic = max(row for row in SIGNS if row[0] <= part.age)
    wobble = part.seed % 7 - 3
    pressure = {"systolic_mmhg": str(systolic + wobble), "diastolic_mmhg": str(diastolic + wobble)}
    return {
        "weight_kg": str(_weight(part) + wobble / 2),
        "height_cm": str(_height(part) + wobble),
        "temperature_c": f"36,{5 + part.seed % 4}",
        "pulse_per_minute": str(pulse + wobble),
        "respirations_per_minute": str(breaths),
        "oxygen_saturation_percent": str(97 + part.seed % 3),
        **(pressure if systolic else {}),
        **({"arm_circumference_mm": "150"} if part.age < 5 else {}),
    }


def examination(part: Part) -> Answers:
    return {
        **dict.fromkeys(SYSTEMS, "normal"),
        "tb_signs": "no",
        "extrapulmonary_tb": "no",
        "chaperone": "present" if part.age >= 12 else "declined",
        "in_room": in_room(part),
    }


def pregnancy(part: Part) -> Answers:
    if part.course != "pregnant":
        return {"asked_alone": "yes", "pregnant": "no", "in_room": in_room(part)}
    return {
        "asked_alone": "yes",
        "pregnant": "yes",
        "pregnancy_weeks": "22",
        "pregnancy_film_choice": "postpone",
        "in_room": in_room(part),
    }


def igra(part: Part, drawn_on: date) -> Answers:
    is_positive = part.course == "infection_shown"
    reading = {
        "qft_nil": "0.05",
        "qft_tb1": "1.42" if is_positive else "0.06",
        "qft_tb2": "1.30" if is_positive else "0.05",
    }
    return {
        "igra_type": "quantiferon",
        "igra_drawn_on": drawn_on.isoformat(),
        "igra": "positive" if is_positive else "negative",
        **reading,
        "qft_mitogen": "10",
    }


def chest_film(part: Part, taken_on: date, reader: str) -> Answers:
    is_suggestive = part.course in {"film_suggestive", "film_suggestive_cleared", "tuberculosis_found"}
    return {
        "chest_film_on": taken_on.isoformat(),
        "film_views": ["pa"],
        "film_quality": "adequate",
        "chest_film": SUGGESTIVE_FILM if is_suggestive else ["normal"],
        "film_read_by": reader,
        "film_read_on": taken_on.isoformat(),
    }


def sputum(first_on: date, *, smears: str, cultures: str, reported_on: date | None = None) -> Answers:
    """Three specimens on three mornings, alike in what they show."""
    told: Answers = {"laboratory": LABORATORY, "molecular_first": "negative" if smears == "negative" else MTB}
    for place in (1, 2, 3):
        collected = first_on + timedelta(days=place - 1)
        told |= {
            f"collected_on_{place}": collected.isoformat(),
            f"specimen_kind_{place}": "expectorated",
            f"smear_{place}": smears,
            f"smear_reported_on_{place}": (collected + timedelta(days=1)).isoformat(),
            f"culture_{place}": cultures,
        }
        if reported_on is not None:
            told[f"culture_reported_on_{place}"] = reported_on.isoformat()
    return told | ({"dst": "pan_susceptible"} if cultures == "mtb" else {})


MTB = "mtb_detected_rif_sensitive"


def conclusion(part: Part) -> Answers:
    if part.course != "tuberculosis_found":
        return {"tb_diagnosed_by_physician": "no", "told_in_person": "yes"}
    return {
        "tb_diagnosed_by_physician": "yes",
        "diagnosis_grounds": "Film and three cultures.",
        "treatment_plan": "here",
        "told_in_person": "yes",
        "follow_up": "Observed treatment begins this week; the household was examined.",
    }


def application(programme: str, opened_on: date) -> Mapping[str, Any]:
    """What the application says: where to, on which ground, and where the family lived."""
    if programme == "US":
        return {"applicant": "refugee"}
    lived = {"country": "KEN", "from": (opened_on - timedelta(days=900)).isoformat(), "to": opened_on.isoformat()}
    return {"uk_route": "dependant", "stay_months": 33, "residence_history": [lived]}


def _weight(part: Part) -> float:
    if part.age < 2:
        return 10
    return 10 + 2.4 * part.age if part.age < 15 else 58


def _height(part: Part) -> int:
    if part.age < 2:
        return 78
    return 82 + 6 * part.age if part.age < 15 else 165
