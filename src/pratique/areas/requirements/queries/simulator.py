"""The simulator: minimal questions one after another, and what follows from the answers. Nothing is stored."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from pratique.areas.requirements.permissions import Permission
from pratique.areas.requirements.queries.asked import Answered, Asked, answered_fact, asked_fields, next_fact
from pratique.areas.requirements.queries.findings import (
    Finding,
    class_lines,
    clearance_line,
    findings,
    validity_line,
)
from pratique.areas.requirements.queries.in_force import editions_in_force, known_edition
from pratique.areas.requirements.queries.moves import Move, moves
from pratique.areas.requirements.queries.rows import STANDING_WORDS, question_title
from pratique.foundation.actions import Refusal
from pratique.foundation.actions.refusal import refuse_not_found, refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.rules.language.facts import BadFact
from pratique.rules.requirements import Edition, JudgedAnswer, Judgement, Standing, judge, vocabulary

# Answers of a treatment that only a signed table may show.
DOSES = frozenset({"dose_mg", "total_mg", "tablets_per_dose", "doses", "interval"})


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
    judgement = judged(edition, facts, on, asked_of_edition)
    is_in_force = any(row.edition == code for row in editions_in_force(by=by, on=by.today()))
    is_changed = changing in facts
    waits = changing and not is_changed and changing not in skipped
    asking = next(iter(problems), "") or (changing if waits else next_fact([(edition, judgement)], facts, skipped))
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
        answered=tuple(answered_fact(name, facts[name], texts[name], language) for name in facts if name in texts),
        skipped=tuple(skipped),
        asking=asking,
        asked=tuple(asked_fields(vocabulary()[asking], language, problems, texts)) if asking else (),
        required=findings(edition, judgement.required, language),
        not_required=findings(edition, judgement.not_required, language),
        unknown=findings(edition, judgement.unknown, language),
        classes=class_lines(edition, judgement, language),
        is_classified=judgement.classification is not None,
        clearance=clearance_line(edition, judgement, language),
        validity=validity_line(edition, judgement, language),
        further=_further(edition, judgement, language, is_in_force),
        was=tuple(was_texts) if asking == changing else (),
        changed=vocabulary()[changing].label[language] if is_changed else "",
        moved=moves(judged(edition, {**facts, changing: was}, on, asked_of_edition), judgement, language)
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


def judged(edition: Edition, facts: Mapping[str, Any], on: date, question: str) -> Judgement:
    try:
        return judge(edition=edition, facts=facts, on=on, question=question)
    except BadFact as contradiction:
        raise Refusal(
            "requirements.simulator.contradiction",
            _("Two of these answers contradict each other. Go back, and take one of them away."),
        ) from contradiction


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
