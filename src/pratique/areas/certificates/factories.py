"""The smallest certificate, for tests: a person with a photograph, and a conclusion that allows it."""

from datetime import date, timedelta
from typing import Any

from pratique.areas.assessments.public import CertifiableConclusion
from pratique.areas.people.factories import make_person, photo_jpeg
from pratique.areas.people.public import Person, set_photo
from pratique.foundation.actors.actor import Actor


def make_pictured_person(by: Actor, **told: Any) -> Person:
    person = make_person(by, **told)
    set_photo(by=by, person=person, content=photo_jpeg(), source="file")
    return person


def make_conclusion(by: Actor, person: Person, **told: Any) -> CertifiableConclusion:
    """What a physician's conclusion lets a certificate say."""
    values: dict[str, Any] = {
        "case_destination_id": 7,
        "case_number": "C-TEST",
        "person_number": person.number,
        "edition": "XX-2026",
        "programme": {"en": "Fictional", "fr": "Fictif", "es": "Ficticio", "ar": "خيالي"},
        "statement": "met",
        "statement_text": {
            "en": "The requirements were met.",
            "fr": "Les exigences ont été satisfaites.",
            "es": "Se cumplieron los requisitos.",
            "ar": "استُوفيت المتطلبات.",
        },
        "valid_until": by.today() + timedelta(days=180),
        "film_on": date(2026, 11, 18),
        "sputum_examined": False,
        "physician_name": by.user_name,
    }
    return CertifiableConclusion(**values | told)
