"""Who plays in the demo mission: the people of cast.toml, with dates, numbers and telephones from a fixed seed."""

import random
import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

SEED = 20261120
STAGES = (
    "registered",
    "to_reception",
    "refused",
    "to_history",
    "to_examination",
    "to_film",
    "to_conclude",
    "concluded",
    "certified",
)
COURSES = (
    "nothing_found",
    "infection_shown",
    "contact",
    "pregnant",
    "film_suggestive",
    "film_suggestive_cleared",
    "tuberculosis_found",
)


@dataclass(frozen=True, kw_only=True)
class Part:
    """One invented person: who she is, how far her assessment is, and what is found on the way."""

    place: int
    family_name: str
    given_names: str
    family_name_native: str
    given_names_native: str
    sex: str
    age: int
    born: date
    birth: str
    relation: str
    nationality: str
    language: str
    papers: str
    paper_number: str
    expires: date
    phone: str
    contact: str
    guardian: str
    interpreter: Mapping[str, str]
    stage: str
    course: str
    days_ago: int
    certificate: str
    then: str
    tone: int
    covers_hair: bool
    seed: int

    def reaches(self, stage: str) -> bool:
        """Whether her assessment has come as far as that."""
        return STAGES.index(self.stage) >= STAGES.index(stage)


@dataclass(frozen=True, kw_only=True)
class Household:
    """A family of the cast and where it wants to go."""

    destinations: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def days_ago(self) -> int:
        return max(part.days_ago for part in self.parts)


def cast(today: date) -> tuple[Household, ...]:
    """The whole cast, the same for the same day: ages are as written, whenever the mission is built."""
    table = tomllib.loads(files("pratique.demo").joinpath("cast.toml").read_text("utf-8"))
    chance = random.Random(SEED)  # noqa: S311 - invented people, nothing secret
    households: list[Household] = []
    place = 0
    for family in table["families"]:
        parts = []
        phone = f"+254 7{chance.randrange(10):d}{chance.randrange(10):d} {chance.randrange(10**6):06d}"
        for member in family["members"]:
            parts.append(_part(family, member, place, phone, today, chance))
            place += 1
        households.append(Household(destinations=tuple(family["destinations"]), parts=tuple(parts)))
    return tuple(households)


def _part(
    family: Mapping[str, Any], member: Mapping[str, Any], place: int, phone: str, today: date, chance: random.Random
) -> Part:
    native = member.get("native", ["", ""])
    letters = "".join(chance.choice("ABCDEFGHKLMNPRSTUVWXYZ") for _ in range(2))
    return Part(
        place=place,
        family_name=member.get("family", ""),
        given_names=member["given"],
        family_name_native=native[0],
        given_names_native=native[1],
        sex=member["sex"],
        age=member["age"],
        born=born(member["age"], today, chance),
        birth=member.get("birth", "exact"),
        relation=member.get("relation", "head"),
        nationality=family["nationality"],
        language=family["language"],
        papers=member.get("papers", "passport"),
        paper_number=f"{letters}{chance.randrange(10**7):07d}",
        expires=date(today.year + chance.randrange(1, 8), chance.randrange(1, 13), chance.randrange(1, 28)),
        phone=phone if member["age"] >= 18 and member.get("contact") != "none" else "",
        contact=member.get("contact", "phone" if member["age"] >= 18 else ""),
        guardian=member.get("guardian", "head"),
        interpreter=member.get("interpreter", {}),
        stage=member.get("stage", family["stage"]),
        course=member.get("course", "nothing_found"),
        days_ago=member.get("days_ago", family["days_ago"]),
        certificate=member.get("certificate", ""),
        then=member.get("then", ""),
        tone=family.get("tone", 3),
        covers_hair=family.get("covers_hair", False),
        seed=chance.randrange(10**9),
    )


def born(age: int, today: date, chance: random.Random) -> date:
    """A day of birth whose next birthday is near, so that nobody's age changes between her first day and today."""
    birthday = today + timedelta(days=chance.randrange(10, 110))
    year = birthday.year - age - 1
    return date(year, birthday.month, min(birthday.day, monthrange(year, birthday.month)[1]))
