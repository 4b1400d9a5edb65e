"""How the `given` of a case becomes facts: one reading a destination, made of tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase
from pratique.rules.dates.calendar import Stay

Facts = dict[str, Any]
Given = Mapping[str, Any]

DAYS_IN_A_YEAR = 365.25

WORDS = {"neg": "negative", "pos": "positive", "nonreactive": "negative", "reactive": "positive"}
CULTURES = {**WORDS, "pos": "mtb"}
# What any destination means by these names.
COMMON = {
    "age": "age",
    "age_days": "age_days",
    "sex": "sex",
    "applied": "applied_on",
    "lodged": "applied_on",
    "exam": "exam_on",
    "certificate_issued": "certificate_issued_on",
    "stay_months": "stay_months",
    "symptoms": "tb_signs_symptoms",
    "contact": "tb_contact",
    "close_contact_active_tb": "tb_contact",
    "contact_months_ago": "tb_contact_months_ago",
    "prior_tb": "tb_history",
    "tb_history": "tb_history",
    "prior_tb_year": "tb_history_year",
    "pregnant": "pregnant",
    "consent_cxr": "consent_film",
    "consent": "consent_examination",
    "tb_diagnosed_by_physician": "tb_diagnosed_by_physician",
}
COMMON_MADE: Mapping[str, Callable[[Any], Facts]] = {
    "dob": lambda value: {"birth_earliest": value, "birth_latest": value},
    "pregnant_weeks": lambda value: {"pregnant": True, "pregnancy_weeks": value},
    "cxr": lambda value: {"chest_film": value if isinstance(value, list) else [value]},
    "smear": lambda value: {"sputum_smears": [WORDS.get(one, one) for one in value]},
    "culture": lambda value: {"sputum_cultures": [CULTURES.get(one, one) for one in value]},
    "igra": lambda value: {"igra": WORDS.get(value, value)},
    "hiv": lambda value: {"hiv_test": WORDS.get(value, value)},
    "hbsag": lambda value: {"hbsag": WORDS.get(value, value)},
    "hcv": lambda value: {"hcv_antibody": WORDS.get(value, value)},
}
# What "done and unremarkable" means for each test.
UNREMARKABLE: Mapping[str, Facts] = {
    "SYMPTOM_SCREEN": {"history_taken": True},
    "MEDICAL_EXAM": {"physical_exam_done": True},
    "CXR": {"chest_film": ["normal"]},
    "SPUTUM3_SMEAR_CULTURE": {"sputum_smears": ["negative"] * 3, "sputum_cultures": ["negative"] * 3},
    "IGRA_OR_TST": {"igra": "negative"},
    "HIV": {"hiv_test": "negative"},
    "SYPHILIS": {"syphilis_serology": "negative"},
    "HBSAG": {"hbsag": "negative"},
    "HCV_AB": {"hcv_antibody": "negative"},
    "URINALYSIS": {"urinalysis": "normal"},
}


def default_question(given: Given) -> str:
    """The first question of the edition."""
    return ""


@dataclass(frozen=True, kw_only=True)
class Reading:
    """One destination's reading: plain names, values to be made, names without meaning, and what absence means."""

    family: Callable[[Given], str]
    complete: Callable[[Facts, Given], None]
    question: Callable[[Given], str] = default_question
    plain: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, Callable[[Any], Facts]] = field(default_factory=dict)
    without_meaning: frozenset[str] = frozenset()
    unremarkable: Mapping[str, Facts] = field(default_factory=lambda: UNREMARKABLE)

    def facts(self, given: Given) -> Facts:
        found: Facts = {}
        for key, value in given.items():
            if value is not None:
                self.take(found, key, value)
        _complete_age(found)
        self.complete(found, given)
        return found

    def take(self, facts: Facts, key: str, value: Any) -> None:
        plain = self.plain.get(key) or COMMON.get(key)
        made = self.made.get(key) or COMMON_MADE.get(key)
        if key in self.made and made is not None:
            facts |= made(value)
        elif plain is not None:
            facts[plain] = facts.get(plain) or value
        elif made is not None:
            facts |= made(value)
        elif key not in self.without_meaning and key != "other_required_tests":
            raise UnreadableCase(f"unknown key {key}")


def _complete_age(facts: Facts) -> None:
    """An age in days is a birth so many days before the exam; without an exam, average years."""
    if "age_days" not in facts or "age" in facts:
        return
    if "exam_on" in facts:
        born = facts["exam_on"] - timedelta(days=facts["age_days"])
        facts |= {"birth_earliest": born, "birth_latest": born}
    else:
        facts["age"] = int(facts["age_days"] / DAYS_IN_A_YEAR)


def stays(rows: list[Mapping[str, Any]], mark: Callable[[Mapping[str, Any]], Mapping[str, bool]]) -> Facts:
    """The places lived in; `mark` says from a row on which lists its country stands."""
    known = {"country", "from", "to", "listed", "designated", "schedule"}
    for row in rows:
        if unknown := set(row) - known:
            raise UnreadableCase(f"unknown key history.{sorted(unknown)[0]}")
    return {
        "residence_history": tuple(
            Stay(country=row.get("country", ""), starts_on=row["from"], ends_on=row["to"], marks=mark(row))
            for row in rows
        )
    }


def absent_means_no(facts: Facts, *names: str) -> None:
    for name in names:
        facts.setdefault(name, False)


def examined(facts: Facts, given: Given) -> None:
    """With an exam, symptom screen and examination are done and found what is given."""
    if given.get("exam") is not None:
        facts |= {"history_taken": True, "physical_exam_done": True}
        if "chest_film" in facts:
            facts["chest_film_on"] = given["exam"]


def elapsed_hours(earlier: Any, later: Any) -> float:
    """Hours between two date-times, both local time at the place of departure."""
    return (_instant(later) - _instant(earlier)).total_seconds() / 3600


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise UnreadableCase(f"{value} is not a date with a time") from error
