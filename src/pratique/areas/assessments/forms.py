"""Reads what was typed about an application and about a decision; validates, never saves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pratique.areas.assessments.actions import DestinationRequest
from pratique.areas.assessments.queries.opening import ApplicationPage, OpeningPage
from pratique.areas.people.public import Person
from pratique.areas.places.public import countries, country
from pratique.rules.language.facts import Fact
from pratique.rules.language.sentences import unit_words
from pratique.rules.requirements import vocabulary

STAY_ROWS = 4
QUESTION_TYPES = {"boolean": "yes_no", "integer": "number", "decimal": "number", "date": "date", "choice": "select"}


@dataclass(frozen=True, kw_only=True)
class Option:
    """One answer to choose."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class ApplicationQuestion:
    """One question about the application, as ui/form/question.html shows it."""

    name: str
    type: str
    label: str
    value: Any
    unit: str = ""
    choices: tuple[Option, ...] = ()
    hard_min: float | None = None
    hard_max: float | None = None
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class StayRow:
    """One place lived in, as typed."""

    index: int
    country: str
    starts_on: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class Application:
    """What was typed: facts that can be kept, or problems by field."""

    particulars: Mapping[str, Any]
    applied_on: date | None
    problems: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Opening:
    """Whom and where to: what was ticked on the page that opens a case."""

    people: tuple[Person, ...]
    destinations: tuple[DestinationRequest, ...]


@dataclass(frozen=True, kw_only=True)
class ApplicationForm:
    """The fields of the application's page."""

    questions: tuple["ApplicationQuestion", ...]
    asks_stays: bool
    stays: tuple["StayRow", ...]
    countries: tuple[Option, ...]
    problems: tuple[Mapping[str, str], ...]


def read_opening(post: QueryDict, page: OpeningPage) -> Opening:
    """The people and destinations that were ticked, of those that the page offered."""
    people, programmes = post.getlist("person"), post.getlist("programme")
    return Opening(
        people=tuple(person for person in page.people if person.number in people),
        destinations=tuple(
            DestinationRequest(programme=programme.code)
            for programme in page.programmes
            if programme.code in programmes
        ),
    )


def application_form(page: ApplicationPage, read: "Application | None", typed: QueryDict | None) -> ApplicationForm:
    """The fields with what was typed, else with what is known."""
    known = dict(page.known) | ({name: typed[name] for name in typed} if typed is not None else {})
    problems = read.problems if read is not None else {}
    asks_stays = asks_places_lived_in(page.asked)
    return ApplicationForm(
        questions=tuple(
            replace(question, problem=problems.get(question.name, ""))
            for question in application_questions(page.asked, known)
        ),
        asks_stays=asks_stays,
        stays=tuple(stay_rows(page.known, typed)) if asks_stays else (),
        countries=tuple(country_options()) if asks_stays else (),
        problems=tuple({"name": name, "text": text} for name, text in problems.items()),
    )


def application_questions(facts: Collection[str], known: Mapping[str, Any]) -> list[ApplicationQuestion]:
    """The questions for these facts, with what is known as their value. Places lived in are asked by rows, apart."""
    rows = [vocabulary()[name] for name in facts if vocabulary()[name].stay is None]
    return [_question(fact, known.get(fact.name)) for fact in rows if fact.type in QUESTION_TYPES]


def asks_places_lived_in(facts: Collection[str]) -> bool:
    """Whether any of these facts follows from the places lived in."""
    return any(vocabulary()[name].stay is not None or name == "residence_history" for name in facts)


def stay_rows(known: Mapping[str, Any], typed: QueryDict | None = None) -> list[StayRow]:
    """Rows for places lived in: what was typed, else what is known, and empty ones to fill."""
    rows = known.get("residence_history") or []
    found = []
    for index in range(STAY_ROWS):
        row = rows[index] if index < len(rows) else {}
        cell = {name: row.get(name, "") for name in ("country", "from", "to")}
        if typed is not None:
            cell = {name: typed.get(f"stay_{index}_{name}", "") for name in cell}
        found.append(StayRow(index=index, country=cell["country"], starts_on=cell["from"], ends_on=cell["to"]))
    return found


def country_options() -> list[Option]:
    """Countries in the language of the page."""
    return [Option(value=code, label=name) for code, name in countries(_language())]


def read_application(post: QueryDict) -> Application:
    """Read the answers of the application form. An empty answer is not given: the fact stays as it was."""
    particulars: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name in post:
        fact, typed = vocabulary().get(name), post.get(name, "").strip()
        if fact is None or not typed or name == "applied_on":
            continue
        value = _value(fact, typed)
        if value is None:
            problems[name] = _("This answer does not fit the question.")
        else:
            particulars[name] = value
    applied_on = _date(post.get("applied_on", ""))
    if post.get("applied_on", "").strip() and applied_on is None:
        problems["applied_on"] = _("Write the date as year, month and day.")
    stays = _stays(post, problems)
    if stays:
        particulars["residence_history"] = stays
    return Application(particulars=particulars, applied_on=applied_on, problems=problems)


def _question(fact: Fact, value: Any) -> ApplicationQuestion:
    language = _language()
    return ApplicationQuestion(
        name=fact.name,
        type=QUESTION_TYPES[fact.type],
        label=fact.question[language],
        value=value,
        unit=unit_words(fact.unit, language),
        choices=tuple(Option(value=code, label=names[language]) for code, names in fact.values.items()),
        hard_min=fact.minimum,
        hard_max=fact.maximum,
    )


def _value(fact: Fact, text: str) -> Any:
    try:
        return fact.checked(_typed(fact, text))
    except (ValueError, TypeError):
        return None


def _typed(fact: Fact, text: str) -> Any:
    if fact.type == "boolean":
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    if fact.type == "integer":
        return int(text)
    if fact.type == "decimal":
        return float(text.replace(",", "."))
    return text


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def _stays(post: QueryDict, problems: dict[str, str]) -> list[dict[str, str]]:
    rows = []
    for index in range(STAY_ROWS):
        code, starts, ends = (post.get(f"stay_{index}_{name}", "").strip() for name in ("country", "from", "to"))
        if not (code or starts or ends):
            continue
        first, last = _date(starts), _date(ends)
        if country(code) is None or first is None or last is None or first > last:
            problems["stays"] = _("Each place needs a country, the first day and the last day, in this order.")
        else:
            rows.append({"country": code, "from": first.isoformat(), "to": last.isoformat()})
    return rows


def _language() -> str:
    return (get_language() or "en").split("-")[0]
