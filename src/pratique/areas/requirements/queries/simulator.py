"""The simulator: minimal questions one after another, and what follows from the answers. Nothing is stored."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.in_force import editions_in_force, known_edition
from pratique.areas.requirements.queries.moves import Move, moves
from pratique.areas.requirements.queries.rows import STANDING_SIGNS, STANDING_WORDS, Source, question_title
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.language.facts import BadFact, Fact
from pratique.rules.language.nodes import expand, names_in
from pratique.rules.language.sentences import value_words
from pratique.rules.requirements import (
    Edition,
    JudgedAnswer,
    JudgedItem,
    Judgement,
    Reason,
    Standing,
    judge,
    vocabulary,
)

# Answers of a treatment that only a signed table may show.
DOSES = frozenset({"dose_mg", "total_mg", "tablets_per_dose", "doses", "interval"})
UI_TYPES = {
    "boolean": "yes_no",
    "integer": "number",
    "decimal": "number",
    "date": "date",
    "text": "text",
    "choice": "choice",
    "choices": "multi_choice",
    "specimens": "select",
}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One answer to choose."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One field of the question, as `ui/form/question.html` shows it."""

    name: str
    type: str
    label: str
    choices: tuple[Choice, ...]
    unit: str
    problem: str
    value: str
    hard_min: float | None
    hard_max: float | None


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One answer given so far."""

    name: str
    label: str
    words: str
    texts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One line of the outcome, with why and where it comes from."""

    name: str
    why: str
    because: tuple[str, ...]
    sources: tuple[Source, ...]
    standing_word: Any
    sign: str
    is_open: bool
    waits_for: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Further:
    """One further answer: a next step, a field, a date, a dose that only a signed table may show."""

    name: str
    value: Any
    is_withheld: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """The page of the simulator."""

    code: str
    title: str
    cautions: tuple[str, ...]
    question: str
    questions: tuple[tuple[str, Any], ...]
    on: date
    is_in_force: bool
    standing: Standing
    standing_word: Any
    answered: tuple[Answered, ...]
    skipped: tuple[str, ...]
    asking: str
    asked: tuple[Asked, ...]
    required: tuple[Finding, ...]
    not_required: tuple[Finding, ...]
    unknown: tuple[Finding, ...]
    classes: tuple[Finding, ...]
    is_classified: bool
    clearance: Finding | None
    validity: Finding | None
    validity_months: int
    valid_until: date | None
    further: tuple[Further, ...]
    was: tuple[str, ...]
    changed: str
    moved: tuple[Move, ...]


def simulate(
    *,
    by: Actor,
    code: str,
    on: date,
    facts: Mapping[str, Any],
    texts: Mapping[str, Collection[str]],
    skipped: Collection[str],
    problems: Mapping[str, str],
    question: str,
    language: str,
    changing: str = "",
    was: Any = None,
    was_texts: Collection[str] = (),
) -> Simulation:
    """What the edition says of an invented person with these facts, and the next question that could change it.

    `changing` is the answer that is asked anew and `was` what it was: once it is answered, what moves is said.
    """
    edition, asked_of_edition = _asked(by, code, question)
    judgement = _judged(edition, facts, on, asked_of_edition)
    is_in_force = any(row.edition == code for row in editions_in_force(by=by, on=by.today()))
    is_changed = changing in facts
    waits = changing and not is_changed and changing not in skipped
    asking = next(iter(problems), "") or (changing if waits else _next_fact(edition, judgement, facts, skipped))
    return Simulation(
        code=edition.code,
        title=edition.title[language],
        cautions=tuple(caution.text[language] for caution in edition.cautions),
        question=asked_of_edition,
        questions=tuple((one, question_title(one)) for one in edition.questions),
        on=on,
        is_in_force=is_in_force,
        standing=edition.standing,
        standing_word=STANDING_WORDS[edition.standing],
        answered=tuple(_answered(name, facts[name], texts[name], language) for name in facts if name in texts),
        skipped=tuple(skipped),
        asking=asking,
        asked=tuple(_fields(vocabulary()[asking], language, problems, texts)) if asking else (),
        required=_findings(edition, judgement.required, language),
        not_required=_findings(edition, judgement.not_required, language),
        unknown=_findings(edition, judgement.unknown, language),
        classes=_classes(edition, judgement, language),
        is_classified=judgement.classification is not None,
        clearance=_clearance(edition, judgement, language),
        validity=_validity(edition, judgement, language),
        further=_further(edition, judgement, language, is_in_force),
        was=tuple(was_texts) if asking == changing else (),
        changed=vocabulary()[changing].label[language] if is_changed else "",
        moved=moves(_judged(edition, {**facts, changing: was}, on, asked_of_edition), judgement, language)
        if is_changed
        else (),
        validity_months=judgement.validity.months if judgement.validity else 0,
        valid_until=judgement.valid_until,
    )


def _asked(by: Actor, code: str, question: str) -> tuple[Edition, str]:
    if not by.may(Permission.SEE_EDITION):
        refuse_not_permitted()
    edition = known_edition(code)
    if question and question not in edition.questions:
        refuse_not_found()
    return edition, question or edition.default_question


def _judged(edition: Edition, facts: Mapping[str, Any], on: date, question: str) -> Judgement:
    try:
        return judge(edition=edition, facts=facts, on=on, question=question)
    except BadFact as contradiction:
        raise Refusal(
            "requirements.simulator.contradiction",
            _("Two of these answers contradict each other. Go back, and take one of them away."),
        ) from contradiction


def _next_fact(edition: Edition, judgement: Judgement, facts: Mapping[str, Any], skipped: Collection[str]) -> str:
    """The next minimal question; when none is left, the result of the first open step."""
    asked = [question.fact for question in judgement.questions]
    candidates = [*asked, *_open_results(edition, judgement)]
    known = vocabulary()
    return next(
        (name for name in candidates if name not in facts and name not in skipped and known[name].type in UI_TYPES),
        "",
    )


def _open_results(edition: Edition, judgement: Judgement) -> Iterator[str]:
    question = edition.questions[judgement.question]
    open_ones = {item.id for item in judgement.open}
    for item in question.items:
        if item.id in open_ones:
            yield from (name for name in names_in(expand(item.done, question.named)) if name in vocabulary())


def _answered(name: str, value: Any, texts: Collection[str], language: str) -> Answered:
    fact = vocabulary()[name]
    return Answered(name=name, label=fact.label[language], words=value_words(fact, value, language), texts=tuple(texts))


def _fields(
    fact: Fact, language: str, problems: Mapping[str, str], texts: Mapping[str, Collection[str]]
) -> Iterator[Asked]:
    places = range(1, (fact.specimens or 3) + 1) if fact.type == "specimens" else (0,)
    for place in places:
        yield Asked(
            name=f"answer_{place}" if place else "answer",
            type=UI_TYPES[fact.type],
            label=fact.question[language] if place < 2 else str(place),
            choices=tuple(Choice(value=value, label=words[language]) for value, words in fact.values.items()),
            unit=fact.unit,
            problem=problems.get(fact.name, ""),
            value=next(iter(texts.get(fact.name, ())), ""),
            hard_min=fact.minimum,
            hard_max=fact.maximum,
        )


def _findings(edition: Edition, items: Collection[JudgedItem], language: str) -> tuple[Finding, ...]:
    return tuple(_finding(edition, item, language) for item in items)


def _classes(edition: Edition, judgement: Judgement, language: str) -> tuple[Finding, ...]:
    return tuple(
        _line(edition, one.name, "", one.because, one.source, one.standing, language) for one in judgement.classes
    )


def _finding(edition: Edition, item: JudgedItem, language: str) -> Finding:
    waits = [vocabulary()[name].label[language] for name in (*item.questions, *_awaited(item))]
    known = [reason for reason in item.because if reason.value is not None]
    return _line(
        edition, item.name, item.why[language], known, item.source, item.standing, language, item.is_open, waits
    )


def _awaited(item: JudgedItem) -> list[str]:
    """Facts that a step still has to bring before it is known whether this item is required."""
    unknown = [reason.fact for reason in item.because if reason.value is None]
    return [name for name in unknown if vocabulary()[name].step in item.awaits]


def _line(
    edition: Edition,
    name: Mapping[str, str],
    why: str,
    because: Collection[Reason],
    source: Collection[str],
    standing: Standing,
    language: str,
    is_open: bool = False,
    waits_for: Collection[str] = (),
) -> Finding:
    return Finding(
        name=name[language],
        why=why,
        because=tuple(reason.text(language) for reason in because),
        sources=tuple(
            Source(id=one, text=edition.sources[one].text, standing=edition.sources[one].standing) for one in source
        ),
        standing_word=STANDING_WORDS[standing],
        sign=STANDING_SIGNS[standing],
        is_open=is_open,
        waits_for=tuple(waits_for),
    )


def _clearance(edition: Edition, judgement: Judgement, language: str) -> Finding | None:
    if judgement.clearance is None:
        return None
    outcomes = edition.questions[judgement.question].outcomes
    standing = next(one.standing for one in outcomes if one.value == judgement.clearance)
    return _line(
        edition,
        judgement.clearance_name,
        "",
        judgement.clearance_because,
        judgement.clearance_source,
        standing,
        language,
    )


def _further(edition: Edition, judgement: Judgement, language: str, is_in_force: bool) -> tuple[Further, ...]:
    """Doses stay empty while nobody signed their table: the prescriber enters them."""
    return tuple(
        Further(
            name=answer.name[language],
            value=_computed(answer),
            is_withheld=answer.key.rpartition(".")[2] in DOSES and not is_in_force,
            sources=tuple(answer.source),
        )
        for answer in judgement.answers
    )


def _computed(answer: JudgedAnswer) -> Any:
    """What the name doesn't say yet: a number or a date."""
    return answer.value if isinstance(answer.value, int | float | date) and not isinstance(answer.value, bool) else ""


def _validity(edition: Edition, judgement: Judgement, language: str) -> Finding | None:
    found = judgement.validity
    if found is None:
        return None
    return _line(edition, {language: ""}, "", (), found.source, found.standing, language)
