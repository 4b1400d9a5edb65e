"""Reads what the simulator and the sign-off page send; validates, never saves."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from django.http import QueryDict
from django.utils.translation import gettext as _

from pratique.areas.requirements.queries.steps import METHOD_WORDS, STEP_WORDS
from pratique.areas.requirements.queries.what_if import INVENTED, Choice
from pratique.foundation.actions import Refusal
from pratique.rules.language.facts import BadFact, Fact
from pratique.rules.requirements import vocabulary
from pratique.rules.requirements.reuse import Result

Day = TypeVar("Day", date, None)
PREFIX = "fact."
UNKNOWN = "unknown"
LONGEST_TEXT = 200
MOST_TEXTS = 40
# Days that a result can have: others are slips of the keyboard.
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 1, 1)


@dataclass(kw_only=True)
class SimulatorInput:
    """The answers so far: typed texts, the facts they mean, what is not known, and what cannot be right."""

    texts: dict[str, list[str]] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    changing: str = ""
    was_texts: list[str] = field(default_factory=list)
    was: Any = None


@dataclass(kw_only=True)
class SeveralInput:
    """What the page of several destinations sends: the person, the editions, the departure, results already there."""

    person: SimulatorInput
    editions: list[str]
    departure_on: date | None
    results: list[Result]
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class SentSignature:
    """What a physician ticked and chose."""

    acknowledged: frozenset[str]
    starts_on: date
    is_for_this_site: bool
    remark: str
    key: str


def read_signature(fields: QueryDict) -> SentSignature:
    """The fields of the sign-off page. Refuses a first day that is no date."""
    starts_on = read_day(fields.get("starts_on", ""), otherwise=None)
    if starts_on is None:
        raise Refusal("requirements.edition.no_first_day", _("Choose the first day in force, then sign again."))
    return SentSignature(
        acknowledged=frozenset(fields.getlist("acknowledged")),
        starts_on=starts_on,
        is_for_this_site=fields.get("where") != "everywhere",
        remark=fields.get("remark", "").replace("\x00", "").strip(),
        key=fields.get("submission_key", "")[:64],
    )


def read_simulator(fields: QueryDict) -> SimulatorInput:
    """The simulator's fields: hidden `fact.NAME` for earlier answers, `asking` with `answer` for the new one.

    `change` takes one answer up again; what it was rides along as `was`, so that the page can say what moves.
    """
    known, sent = vocabulary(), SimulatorInput()
    for name in fields:
        if name.startswith(PREFIX) and name.removeprefix(PREFIX) in known:
            sent.texts[name.removeprefix(PREFIX)] = _short(fields.getlist(name))
    sent.skipped = [name for name in fields.getlist("skipped") if name in known]
    _take_new_answer(sent, fields)
    _take_change(sent, fields)
    undone = fields.get("undo", "")
    sent.texts.pop(undone, None)
    if undone == "skipped":
        sent.skipped = []
    for name, texts in sent.texts.items():
        try:
            sent.facts[name] = fact_value(known[name], texts)
        except (BadFact, ValueError):
            sent.problems[name] = _("This is no possible answer. Correct it, or choose another.")
    return sent


def read_several(fields: QueryDict) -> SeveralInput:
    """The simulator's fields, with `edition` for each authority, `result` for earlier results and `new_...` for one."""
    sent = SeveralInput(
        person=read_simulator(fields),
        editions=_short(fields.getlist("edition")),
        departure_on=read_day(fields.get("departure_on", ""), otherwise=None),
        results=[result for text in _short(fields.getlist("result")) if (result := read_result(text))],
    )
    dropped = read_result(fields.get("drop", ""))
    sent.results = [result for result in sent.results if result != dropped]
    new = [fields.get("new_step", ""), fields.get("new_on", ""), fields.get("new_method", "")]
    added = read_result(" ".join([new[0], new[1], new[2] or "-", *fields.getlist("new_accepted_by")]))
    if added and added not in sent.results:
        sent.results.append(added)
    elif added is None and any(new[:2]):
        sent.problem = _("Choose what was done and its date, then add the result again.")
    return sent


def read_choice(fields: QueryDict) -> Choice:
    """The choice of the what-if page, as its address holds it."""
    names = ("before", "after", "parameter", "value", "people", "shown")
    texts = {name: _short([fields.get(name, "")])[0].strip() for name in names}
    cohort = _short([fields.get("cohort") or INVENTED])[0]
    return Choice(**{**texts, "value": texts["value"] if texts["parameter"] else ""}, cohort=cohort)


def read_result(text: str) -> Result | None:
    """A result as `result_text` of the page writes it."""
    step, day, method, *accepted_by = [*text.replace("\x00", "").split(" "), "", "", ""]
    done_on = read_day(day, otherwise=None)
    if step not in STEP_WORDS or done_on is None or not EARLIEST <= done_on <= LATEST:
        return None
    return Result(
        step=step,
        done_on=done_on,
        method=method if method in METHOD_WORDS else "",
        accepted_by=frozenset(one for one in accepted_by if one),
    )


def fact_value(fact: Fact, texts: list[str]) -> Any:
    """What was typed, as a value of the fact. ValueError (BadFact) when it cannot be one."""
    first = texts[0].strip() if texts else ""
    if fact.type == "boolean":
        return fact.checked({"yes": True, "no": False}.get(first, first))
    if fact.type == "integer":
        return fact.checked(int(first))
    if fact.type == "decimal":
        return fact.checked(float(first.replace(",", ".").replace("٫", ".")))
    if fact.type in {"choices", "specimens"}:
        return fact.checked([text for text in texts if text])
    return fact.checked(first)


def read_day(text: str, otherwise: Day) -> date | Day:
    """A date that was typed, or the other one when it cannot be read."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return otherwise


def _take_change(sent: SimulatorInput, fields: QueryDict) -> None:
    """`change` asks one answer anew; `was` comes back with the new one."""
    change = fields.get("change", "")
    if change in sent.texts:
        sent.changing, sent.was_texts = change, sent.texts.pop(change)
    elif "was" in fields and fields.get("asking", "") in vocabulary():
        sent.changing, sent.was_texts = fields.get("asking", ""), _short(fields.getlist("was"))
    if sent.changing:
        with suppress(ValueError):
            sent.was = fact_value(vocabulary()[sent.changing], sent.was_texts)


def _take_new_answer(sent: SimulatorInput, fields: QueryDict) -> None:
    asking = fields.get("asking", "")
    fact: Fact | None = vocabulary().get(asking)
    if fact is None or "undo" in fields or "change" in fields:
        return
    texts = _short([text for name in _answer_names(fact) for text in fields.getlist(name) if text.strip()])
    if "not_known" in fields or texts == [UNKNOWN]:
        sent.skipped.append(asking)
    elif texts:
        sent.texts[asking] = texts


def _answer_names(fact: Fact) -> list[str]:
    return [f"answer_{place}" for place in range(1, MOST_TEXTS)] if fact.type == "specimens" else ["answer"]


def _short(texts: list[Any]) -> list[str]:
    return [str(text).replace("\x00", "")[:LONGEST_TEXT] for text in texts[:MOST_TEXTS]]
