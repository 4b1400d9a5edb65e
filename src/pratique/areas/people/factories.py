"""The smallest valid people, for tests and other factories; made through the actions."""

import io
from typing import Any

from PIL import Image

from pratique.areas.people.actions import ConsentEntry, Member, record_consent, register_family, register_person
from pratique.areas.people.models import Birth, Consent, Identity, Person
from pratique.areas.people.queries import current_text
from pratique.foundation.actors.actor import Actor


def make_identity(**told: Any) -> Identity:
    """A woman with a whole date of birth; every value can be told otherwise."""
    values: dict[str, Any] = {
        "family_name": "Okello",
        "given_names": "Amina Grace",
        "sex": "F",
        "birth": Birth(year=1992, month=3, day=14),
        "nationality": "UGA",
        "language": "en",
    }
    return Identity(**values | told)


def make_person(by: Actor, *, not_same_as: tuple[str, ...] = (), **told: Any) -> Person:
    """Somebody registered at the actor's site."""
    return register_person(by=by, identity=make_identity(**told), confirmed_not_duplicate_of=not_same_as)


def make_family(by: Actor) -> list[Person]:
    """Two parents and two children, registered together."""
    members = [
        ("head", "Amina Grace", "F", Birth(year=1992, month=3, day=14)),
        ("spouse", "Daniel", "M", Birth(year=1989, month=7, day=2)),
        ("child", "Ruth", "F", Birth(year=2014, month=1, day=30)),
        ("child", "Samuel", "M", Birth(year=2018, month=11, day=5)),
    ]
    return register_family(
        by=by,
        members=[
            Member(identity=make_identity(given_names=given, sex=sex, birth=birth), relation=relation)
            for relation, given, sex, birth in members
        ],
    )


def make_consent(by: Actor, person: Person, purpose_code: str = "assessment_uk", **told: Any) -> Consent:
    """A signed yes to the text of today; a child's guardian and her own yes are told by the caller."""
    text = current_text(purpose_code)
    values: dict[str, Any] = {
        "purpose_code": purpose_code,
        "text_edition": text.edition if text else "",
        "decision": "given",
        "how": "drawn",
        "signature": signature_png(),
        "in_room": ("alone",),
    }
    return record_consent(by=by, person=person, consent=ConsentEntry(**values | told))


def signature_png() -> bytes:
    """A drawn line on a clear ground, as the page sends it."""
    picture = Image.new("RGBA", (1040, 300), (0, 0, 0, 0))
    for across in range(100, 900):
        picture.putpixel((across, 100 + across % 90), (0, 0, 0, 255))
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def photo_jpeg(width: int = 480, height: int = 600) -> bytes:
    """A drawn face: nobody's."""
    picture = Image.new("RGB", (width, height), "#d8e2e6")
    picture.paste("#7d96a3", (width // 4, height // 4, 3 * width // 4, height))
    kept = io.BytesIO()
    picture.save(kept, "JPEG")
    return kept.getvalue()
