"""How a family of the cast comes in: registered together, papers read, photographed, told how it is reached."""

from datetime import date

from pratique.areas.people.public import (
    Birth,
    ConsentEntry,
    DocumentEntry,
    IdentifierEntry,
    Identity,
    Member,
    Person,
    current_text,
    record_consent,
    register_family,
    set_interpreter_need,
    set_photo,
    set_protection,
    set_safe_contact,
)
from pratique.demo.cast import Household, Part
from pratique.demo.portraits import draw_portrait, draw_signature
from pratique.foundation.actors.actor import Actor
from pratique.rules.mrz import write_mrz
from pratique.rules.mrz.model import MrzKind
from pratique.rules.mrz.writer import MrzSource

ADULT_FROM, ASSENT_FROM = 18, 12
CONSENT_LANGUAGES = frozenset({"en", "fr", "es", "ar"})
REPRESENTATIVE = "Beatrice Wafula, appointed representative"
MARGIN_YEARS = 3


def register_household(household: Household, *, by: Actor) -> list[Person]:
    """All members in one deed, in the order of the cast."""
    return register_family(by=by, members=[_member(part) for part in household.parts])


def settle_in(part: Part, person: Person, family: list[Person], *, by: Actor) -> None:
    """What is asked right after: may we photograph, how do we reach you, who interprets."""
    record_consent(by=by, person=person, consent=consent_of(part, family, "photo"))
    portrait = draw_portrait(sex=part.sex, age=part.age, seed=part.seed, tone=part.tone, covers_hair=part.covers_hair)
    set_photo(by=by, person=person, content=portrait, source="camera")
    if part.contact:
        through = "a neighbour she trusts" if part.contact == "through" else ""
        kind = "neutral_text" if part.contact == "phone" else part.contact
        set_safe_contact(by=by, person=person, kind=kind, number=part.phone, through_whom=through)
    if part.interpreter:
        set_interpreter_need(
            by=by,
            person=person,
            language=part.interpreter["language"],
            dialect=part.interpreter.get("dialect", ""),
            interpreter_sex=part.interpreter.get("sex", ""),
        )
    if part.guardian == "representative":
        set_protection(
            by=by,
            person=person,
            detained=False,
            unaccompanied=True,
            accompanied_not_chosen=False,
            notes="Came alone. A representative was appointed and is present at every step.",
            said_by="himself",
        )


def consent_of(part: Part, family: list[Person], purpose: str, decision: str = "given") -> ConsentEntry:
    """A decision on the text of today: by herself, or by who is entitled to decide with a child."""
    text = current_text(purpose)
    assert text is not None  # noqa: S101 - the purposes of the demo have texts
    language = part.language if part.language in CONSENT_LANGUAGES else "en"
    if decision != "given":
        return ConsentEntry(purpose_code=purpose, decision=decision, language=language, in_room=("alone",))
    is_minor, has_interpreter = part.age < ADULT_FROM, bool(part.interpreter)
    room = (("guardian",) if is_minor else ()) + (("interpreter",) if has_interpreter else ())
    decided_by = {True: "representative" if part.guardian == "representative" else "guardian", False: "self"}[is_minor]
    return ConsentEntry(
        purpose_code=purpose,
        decision=decision,
        language=language,
        text_edition=text.edition,
        how="drawn",
        signature=draw_signature(part.seed),
        in_room=room or ("alone",),
        decided_by=decided_by,
        guardian_number=family[0].number if decided_by == "guardian" else "",
        guardian_name=REPRESENTATIVE if decided_by == "representative" else "",
        assent="given" if ASSENT_FROM <= part.age < ADULT_FROM else "",
    )


def _member(part: Part) -> Member:
    return Member(
        identity=Identity(
            family_name=part.family_name,
            given_names=part.given_names,
            family_name_native=part.family_name_native,
            given_names_native=part.given_names_native,
            sex=part.sex,
            birth=_birth(part),
            nationality=part.nationality,
            language=part.language,
            phone=part.phone,
            residence="KEN",
        ),
        relation=part.relation,
        documents=[_passport(part)] if part.papers == "passport" else [],
        identifiers=[IdentifierEntry(scheme="unhcr", value=f"NBI-{part.paper_number[2:]}", issuer="UNHCR")]
        if part.papers == "none"
        else [],
    )


def _birth(part: Part) -> Birth:
    born = part.born
    if part.birth == "estimated":
        return Birth(year=born.year, is_estimated=True, margin_years=MARGIN_YEARS)
    if part.birth == "year":
        return Birth(year=born.year)
    return Birth(year=born.year, month=born.month, day=born.day)


def _passport(part: Part) -> DocumentEntry:
    """A passport as it was read: two lines in which every check digit is right."""
    lines = write_mrz(
        MrzSource(
            kind=MrzKind.TD3,
            document_code="P",
            issuing_state=part.nationality,
            document_number=part.paper_number,
            surname=part.family_name,
            given_names=part.given_names,
            nationality=part.nationality,
            birth_date=_six(part.born) if part.birth == "exact" else f"{part.born:%y}<<<<",
            sex=part.sex,
            expiry_date=_six(part.expires),
        )
    )
    return DocumentEntry(
        kind="passport",
        number=part.paper_number,
        issuer=part.nationality,
        expires_on=part.expires,
        mrz="\n".join(lines),
        is_verified=True,
    )


def _six(day: date) -> str:
    return f"{day:%y%m%d}"
