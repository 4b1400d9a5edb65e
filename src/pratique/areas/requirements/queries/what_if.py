"""What another edition, or another reading of one, would change for a cohort: the choice checked, the answer kept."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from babel.numbers import format_decimal
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pratique.areas.requirements.cohorts.kept import FOLDER, KeptCohort, kept_cohort
from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.book import require_reader
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Edition, UnknownEdition, load_edition

if TYPE_CHECKING:
    # Ibis takes seconds and 90 MB: it is loaded where a cohort is compared, not at every start.
    from ibis.expr.types import Table

    from pratique.areas.requirements.cohorts.what_if import WhatIf
    from pratique.indicators.engine import Engine

INVENTED, OWN = "invented", "own"
FEWEST_PEOPLE, MOST_PEOPLE, MOST_OWN_PEOPLE = 20, 50_000, 500_000
SEED = 1
KEPT = 32
AGES = frozenset({"age", "age_months"})  # one follows from the other
_ONE_AT_A_TIME = Lock()


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What is compared over whom, as it stands in the address. `shown`: what the page parts into groups."""

    before: str = ""
    after: str = ""
    parameter: str = ""
    value: str = ""
    cohort: str = INVENTED
    people: str = ""
    shown: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether something is chosen that could differ."""
        return bool(self.before and (self.after not in ("", self.before) or self.parameter))

    def query(self, **changes: str) -> str:
        """The choice as the end of an address."""
        changed = replace(self, **changes)
        named = {one.name: getattr(changed, one.name) for one in fields(changed)}
        return urlencode({name: value for name, value in named.items() if value})


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """Whom a comparison is about: invented people, or the table of one destination that was kept at an instant."""

    kind: str
    people: int
    destination: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Two editions over one cohort. `held`: the facts that the cohort's table holds at all."""

    before: Edition
    after: Edition
    cohort: Cohort
    held: frozenset[str]
    result: "WhatIf"


def chosen_editions(*, by: Actor, choice: Choice) -> tuple[Edition, Edition]:
    """The two editions, the second one read as chosen."""
    require_reader(by)
    before = _edition(choice.before, "before")
    after = _edition(choice.after or choice.before, "after")
    return before, _read_otherwise(after, choice) if choice.parameter else after


def comparison(*, by: Actor, choice: Choice) -> Comparison:
    """Judges the cohort by both, or gives what was worked out before. Refuses a choice that can't be compared."""
    before, after = chosen_editions(by=by, choice=choice)
    if not choice.is_whole:
        raise Refusal(
            "requirements.what_if.nothing_differs",
            _("Nothing would differ. Choose another edition after, or another reading of one of its parameters."),
        )
    cohort = _cohort(by, choice, before)
    reading = (choice.parameter, choice.value) if choice.parameter else None
    with _ONE_AT_A_TIME:
        held, result = _compared(before.code, after.code, reading, cohort)
    return Comparison(before=before, after=after, cohort=cohort, held=held, result=result)


def _edition(code: str, name: str) -> Edition:
    try:
        return load_edition(code)
    except UnknownEdition:
        sentence = _("The rule book holds no edition %(code)s. Choose one of the list.") % {"code": code}
        raise Refusal("requirements.what_if.no_such_edition", sentence, field=name) from None


def _read_otherwise(edition: Edition, choice: Choice) -> Edition:
    from pratique.areas.requirements.cohorts.facts import BadCohort

    parameter = edition.parameters.get(choice.parameter)
    if parameter is None:
        sentence = _("The edition after has no parameter %(name)s. Choose one of those listed below.")
        raise Refusal("requirements.what_if.no_such_parameter", sentence % {"name": choice.parameter})
    try:
        read = _reading(edition.code, choice.parameter, choice.value)
    except BadCohort as bad:
        sentence = _reading_wanted(parameter.value, parameter.choices) % {"value": choice.value}
        raise Refusal("requirements.what_if.no_such_reading", sentence) from bad
    if read.parameters[choice.parameter].value == parameter.value and choice.after in ("", choice.before):
        sentence = _("The edition reads this parameter so already. Choose another reading.")
        raise Refusal("requirements.what_if.nothing_differs", sentence)
    return read


def _reading_wanted(value: Any, choices: tuple[Any, ...]) -> Promise:
    if choices or isinstance(value, bool | str):
        return _("%(value)s is no reading of this parameter. Choose one of those listed below.")
    if isinstance(value, date):
        return _("The edition can't be read with the date %(value)s. Give another one.")
    return _("The edition can't be read with the number %(value)s. Give another one.")


def _cohort(by: Actor, choice: Choice, before: Edition) -> Cohort:
    if choice.cohort == INVENTED:
        return _invented_cohort(choice)
    if choice.cohort == OWN:
        return _own_cohort(by, choice, before.destination)
    raise Refusal(
        "requirements.what_if.no_such_cohort",
        _("There is no cohort of this name. Choose whom to compare over."),
        field="cohort",
    )


def own_cohort(*, by: Actor, destination: str) -> KeptCohort | None:
    """The table of this organization's own assessments for a destination, for who may see it."""
    if not by.may(Permission.SEE_COHORT):
        refuse_not_permitted()
    return kept_cohort(Path(settings.DATA_DIR) / FOLDER, destination)


def _own_cohort(by: Actor, choice: Choice, destination: str) -> Cohort:
    found = own_cohort(by=by, destination=destination)
    if found is None or found.people < FEWEST_PEOPLE:
        raise Refusal(
            "requirements.what_if.too_few_people",
            _(
                "This organization's cohort of assessments for this destination holds fewer than %(number)s people:"
                " little could be shown. It is made anew once a day. Compare over invented people meanwhile."
            )
            % {"number": FEWEST_PEOPLE},
            field="cohort",
        )
    if found.people > MOST_OWN_PEOPLE:
        raise Refusal(
            "requirements.what_if.too_many_people",
            _("A page compares at most %(number)s assessments. For more, ask who runs the server for this:")
            % {"number": _number(MOST_OWN_PEOPLE)},
            field="cohort",
            commands=(_command(choice, f"{FOLDER}/{found.path.name}"),),
        )
    return Cohort(kind=OWN, people=found.people, destination=destination, made_at=found.made_at)


def _invented_cohort(choice: Choice) -> Cohort:
    typed = choice.people.strip() or str(MOST_PEOPLE)
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10 and int(typed) >= FEWEST_PEOPLE):
        raise Refusal(
            "requirements.what_if.too_few_people",
            _("Give a number of invented people, %(number)s or more; of fewer, little could be shown.")
            % {"number": FEWEST_PEOPLE},
            field="people",
        )
    if int(typed) > MOST_PEOPLE:
        raise Refusal(
            "requirements.what_if.too_many_people",
            _("A page compares at most %(number)s invented people. For more, ask who runs the server for this:")
            % {"number": _number(MOST_PEOPLE)},
            field="people",
            commands=(
                f"pratique rules cohort synthesize --people {int(typed)} people.parquet",
                _command(choice, "people.parquet"),
            ),
        )
    return Cohort(kind=INVENTED, people=int(typed))


def _number(number: int) -> str:
    return format_decimal(number, locale=get_language() or "en")


def _command(choice: Choice, people: str) -> str:
    """What gives on the server, without a page, what was asked for."""
    after = f" --after {choice.after}" if choice.after else ""
    parameter = f" --parameter {choice.parameter}={choice.value}" if choice.parameter else ""
    return (
        f"pratique rules cohort what-if --before {choice.before}{after}{parameter} --moves moves.csv"
        f" {people} counts.csv"
    )


@lru_cache(maxsize=KEPT)
def _reading(code: str, parameter: str, value: str) -> Edition:
    from pratique.areas.requirements.cohorts.readings import edition_with

    return edition_with(code, {parameter: value})


@lru_cache(maxsize=KEPT)
def _compared(
    before: str, after: str, reading: tuple[str, str] | None, cohort: Cohort
) -> "tuple[frozenset[str], WhatIf]":
    """Kept so that a reload, another group or a file of the same comparison doesn't judge again."""
    from pratique.areas.requirements.cohorts.what_if import what_if
    from pratique.indicators.engine import duckdb_engine

    engine = duckdb_engine()
    try:
        people = _people(engine, cohort)
        later = _reading(after, *reading) if reading else load_edition(after)
        result = what_if(engine, people, load_edition(before), later)
        counted = engine.rows(people.aggregate(**{name: people[name].count() for name in people.columns}))[0]
    finally:
        engine.close()
    return frozenset(name for name, number in counted.items() if number), result


def _people(engine: "Engine", cohort: Cohort) -> "Table":
    import ibis

    if cohort.kind == INVENTED:
        return ibis.memtable(_invented_people(cohort.people))
    kept = kept_cohort(Path(settings.DATA_DIR) / FOLDER, cohort.destination)
    if kept is None or kept.made_at != cohort.made_at:  # made anew since it was looked for
        raise Refusal("requirements.what_if.stale", _("The cohort was just made anew. Compare again."))
    return engine.read(kept.path)


@lru_cache(maxsize=1)
def _invented_people(number: int) -> Any:
    """The same people each time: 11 MB for 50,000 of them."""
    from pratique.areas.requirements.cohorts.synthesis import invented_people
    from pratique.indicators.engine import duckdb_engine

    engine = duckdb_engine()
    try:
        return next(invented_people(engine, people=number, seed=SEED))
    finally:
        engine.close()


def facts_looked_at(compared: Comparison) -> Mapping[str, bool]:
    """Every fact that either edition looks at, and whether the cohort's table holds it."""
    asked = [one.questions[one.default_question].facts for one in (compared.before, compared.after)]
    held = compared.held | (AGES if compared.held & AGES else frozenset())
    return {name: name in held for names in asked for name in names}
