"""How one assessment goes: reception, stations, results, conclusion, paper, each deed at its hour."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pratique.areas.assessments.public import (
    Case,
    Step,
    close_not_completed,
    conclude,
    record_station,
)
from pratique.areas.certificates.public import issue_certificate, replace_certificate, revoke_certificate
from pratique.areas.encounters.public import Entry
from pratique.areas.people.public import Person, record_consent
from pratique.demo import answers
from pratique.demo.cast import Part
from pratique.demo.crew import SITE_ZONE, Crew
from pratique.demo.registration import consent_of
from pratique.foundation.actors.actor import Actor

CULTURES_TAKE = timedelta(days=56)
IGRA_TAKES = timedelta(days=3)
ASKED_PREGNANCY_FROM = 11
# Before the mission's day of building ends nothing may happen after it: the last deeds lie this long before.
TODAY_BEGAN = timedelta(minutes=170)


@dataclass(kw_only=True)
class Visit:
    """One person's assessment, and the hour that it is now in her story."""

    crew: Crew
    part: Part
    destinations: tuple[str, ...]
    person: Person
    family: list[Person]
    case: Case
    instant: datetime

    @property
    def day(self) -> date:
        return self.instant.astimezone(ZoneInfo(SITE_ZONE)).date()

    def later(self, **span: float) -> datetime:
        """Move the story on, and say to when."""
        self.instant += timedelta(**span)
        return self.instant

    def by(self, role: str) -> Actor:
        return self.crew.at(role, self.instant)

    def record(self, role: str, station: str, form: str, told: dict[str, Any], corrects: str = "") -> Entry:
        return record_station(
            by=self.by(role), case=self.case, station=station, form=form, answers=told, expected_entry=corrects
        )

    def wants(self, step: str) -> bool:
        """Whether the editions of her case demand this step now, as the last deed left it."""
        return self.case.steps.filter(code=step, state__in=(Step.State.OPEN, Step.State.WAITING)).exists()

    def may_be_pregnant(self) -> bool:
        """Whom the station asks, alone, before a film."""
        is_asked = self.part.sex == "F" and self.part.age >= ASKED_PREGNANCY_FROM
        return is_asked and ("UK" in self.destinations or self.wants("chest_film"))


def first_hour(part: Part, now: datetime) -> datetime:
    """When a person comes to reception: in the morning of her day, or this last hours."""
    if part.days_ago == 0:
        return now - TODAY_BEGAN + timedelta(minutes=part.place % 20)
    day = now.astimezone(ZoneInfo(SITE_ZONE)).replace(hour=8, minute=30, second=0, microsecond=0)
    return day - timedelta(days=part.days_ago) + timedelta(minutes=part.place % 20 * 6)


def attend(visit: Visit) -> Iterator[datetime]:
    """The whole assessment, as far as this person has come. Yields the hour before each deed."""
    if not visit.part.reaches("refused"):
        return
    yield visit.later(minutes=10)
    if visit.part.stage == "refused":
        _refuse(visit)
        return
    _agree(visit)
    visit.record("reception", "reception", "reception", answers.reception(visit.part))
    if visit.part.reaches("to_examination"):
        yield visit.later(minutes=20)
        visit.record("nurse", "history", "tb_history", answers.history(visit.part, visit.destinations))
    if visit.part.reaches("to_film"):
        yield from _be_examined(visit)
    if visit.part.reaches("to_conclude"):
        yield from _be_imaged(visit)
    if visit.part.reaches("concluded"):
        yield from _be_told(visit)


def _refuse(visit: Visit) -> None:
    by = visit.by("reception")
    for programme in visit.destinations:
        no = consent_of(visit.part, visit.family, f"assessment_{programme.lower()}", "refused")
        record_consent(by=by, person=visit.person, consent=no)
    close_not_completed(by=by, case=visit.case, reason="consent_refused")


def _agree(visit: Visit) -> None:
    for programme in visit.destinations:
        for purpose in ("assessment", "authority_data"):
            yes = consent_of(visit.part, visit.family, f"{purpose}_{programme.lower()}")
            record_consent(by=visit.by("reception"), person=visit.person, consent=yes)


def _be_examined(visit: Visit) -> Iterator[datetime]:
    yield visit.later(minutes=15)
    visit.record("nurse", "examination", "vitals", answers.vitals(visit.part))
    if visit.wants("physical_exam"):
        yield visit.later(minutes=10)
        visit.record("physician", "examination", "examination", answers.examination(visit.part))
    if visit.wants("igra"):
        drawn_on = visit.day
        yield visit.later(days=IGRA_TAKES.days)
        visit.record("laboratory", "blood", "igra_result", answers.igra(visit.part, drawn_on))
    if visit.may_be_pregnant():
        yield visit.later(minutes=10)
        visit.record("nurse", "chest_film", "pregnancy", answers.pregnancy(visit.part))


def _be_imaged(visit: Visit) -> Iterator[datetime]:
    if visit.wants("chest_film"):
        yield visit.later(minutes=25)
        reader = visit.crew.actors["radiologist"].user_name
        visit.record(
            "radiologist", "chest_film", "chest_film_result", answers.chest_film(visit.part, visit.day, reader)
        )
    if visit.wants("sputum_smear_x3"):
        yield from _give_sputum(visit)


def _give_sputum(visit: Visit) -> Iterator[datetime]:
    """Three mornings, smears after each, cultures eight weeks later in the same form."""
    first_on = visit.day + timedelta(days=1)
    smears = "positive" if visit.part.course == "tuberculosis_found" else "negative"
    yield visit.later(days=4)
    taken = answers.sputum(first_on, smears=smears, cultures="pending")
    entry = visit.record("laboratory", "sputum", "sputum_set", taken)
    if visit.part.course == "film_suggestive":
        return
    yield visit.later(days=CULTURES_TAKE.days)
    cultures = "mtb" if visit.part.course == "tuberculosis_found" else "negative"
    final = answers.sputum(first_on, smears=smears, cultures=cultures, reported_on=visit.day)
    visit.record("laboratory", "sputum", "sputum_set", final, corrects=entry.number)


def _be_told(visit: Visit) -> Iterator[datetime]:
    """The physician concludes for each destination; the paper is printed where it was asked for."""
    yield visit.later(days=1)
    visit.record("physician", "conclusion", "conclusion", answers.conclusion(visit.part))
    destinations = list(visit.case.destinations.all())
    for destination in destinations:
        conclude(by=visit.by("physician"), destination=destination)
    if not visit.part.reaches("certified"):
        return
    yield visit.later(minutes=40)
    for destination in destinations:
        certificate = issue_certificate(
            by=visit.by("physician"), case_destination_id=destination.pk, language=visit.part.certificate
        )
        if visit.part.then == "replaced":
            yield visit.later(days=3)
            remark = "The given name was misspelt on the first paper."
            replace_certificate(by=visit.by("physician"), number=certificate.number, language="fr", remark=remark)
        if visit.part.then == "revoked":
            yield visit.later(days=4)
            revoke_certificate(by=visit.by("physician"), number=certificate.number, reason="lost")
