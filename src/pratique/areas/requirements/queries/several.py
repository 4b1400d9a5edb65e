"""Several authorities at once: one list of steps, what serves again, and what expires first. Nothing is stored."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pratique.areas.requirements.queries.asked import Answered, Asked, answered_fact, asked_fields, next_fact
from pratique.areas.requirements.queries.book import current_editions, destination_name, require_reader
from pratique.areas.requirements.queries.findings import Finding, class_lines, clearance_line, finding, validity_line
from pratique.areas.requirements.queries.in_force import editions_in_force
from pratique.areas.requirements.queries.reuse import refusal_words
from pratique.areas.requirements.queries.rows import STANDING_SIGNS, STANDING_WORDS
from pratique.areas.requirements.queries.simulator import judged
from pratique.areas.requirements.queries.steps import METHOD_WORDS, STEP_WORDS, step_words
from pratique.foundation.actors.actor import Actor
from pratique.rules.requirements import Edition, Judgement, UnionStep, editions, union_of_steps, vocabulary
from pratique.rules.requirements.reuse import Examined, Result, Reuse, earliest_expiry, reuse_of


@dataclass(frozen=True, kw_only=True)
class Offered:
    """An edition that can be chosen."""

    code: str
    family: str
    title: str
    standing_word: Any
    sign: str
    is_in_force: bool
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """Whether a result serves one authority: `sources` are the clauses of its rule. Unneeded: surely not asked for."""

    code: str
    name: str
    is_unneeded: bool
    serves: bool
    until: date | None
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """A result that is already there, with what each authority says of it. `carried`: as the page sends it back."""

    carried: str
    result: Result
    name: Any
    method: Any
    made_for: tuple[str, ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, kw_only=True)
class NeedLine:
    """Why one authority needs a step, and the result that may serve it."""

    code: str
    name: str
    finding: Finding
    served_by: date | None


@dataclass(frozen=True, kw_only=True)
class StepLine:
    """One step with everybody who needs it. It is served where earlier results serve them all."""

    name: Any
    is_open: bool
    is_served: bool
    needs: tuple[NeedLine, ...]


@dataclass(frozen=True, kw_only=True)
class AuthorityLine:
    """What one authority answers."""

    code: str
    name: str
    title: str
    clearance: Finding | None
    classes: tuple[Finding, ...]
    is_classified: bool
    validity: Finding | None
    validity_months: int
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class FirstExpiry:
    """What expires first, and whether that is before the planned departure."""

    on: date
    words: str
    is_too_early: bool


@dataclass(frozen=True, kw_only=True)
class SeveralPage:
    """The page of several destinations."""

    offered: tuple[Offered, ...]
    on: date
    departure_on: date | None
    answered: tuple[Answered, ...]
    skipped: tuple[str, ...]
    asking: str
    asked: tuple[Asked, ...]
    asked_by: tuple[str, ...]
    was: tuple[str, ...]
    steps: tuple[StepLine, ...]
    authorities: tuple[AuthorityLine, ...]
    results: tuple[ResultLine, ...]
    step_choices: tuple[tuple[str, Any], ...]
    method_choices: tuple[tuple[str, Any], ...]
    expiry: FirstExpiry | None

    @property
    def chosen(self) -> tuple[Offered, ...]:
        return tuple(one for one in self.offered if one.is_chosen)

    @property
    def is_simulated(self) -> bool:
        """Whether something that nobody put in force has a say on this page."""
        return not all(one.is_in_force for one in self.chosen)


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """One edition with its answer and what it says of each result."""

    edition: Edition
    name: str
    judgement: Judgement
    reuses: Mapping[Result, Reuse]


def several(
    *,
    by: Actor,
    codes: Collection[str] | None,
    on: date,
    departure_on: date | None,
    facts: Mapping[str, Any],
    texts: Mapping[str, Collection[str]],
    skipped: Collection[str],
    problems: Mapping[str, str],
    results: Sequence[Result],
    language: str,
    changing: str = "",
    was_texts: Collection[str] = (),
) -> SeveralPage:
    """What all chosen editions together ask of an invented person; `codes` None chooses what is in force here."""
    require_reader(by)
    offered = _offered(by, codes, language)
    chosen = {one.code for one in offered if one.is_chosen}
    told = [
        _told(edition, facts, on, departure_on, results, language) for edition in editions() if edition.code in chosen
    ]
    pairs = [(one.edition, one.judgement) for one in told]
    waits = changing and changing not in facts and changing not in skipped
    asking = next(iter(problems), "") or (changing if waits else next_fact(pairs, facts, skipped))
    return SeveralPage(
        offered=offered,
        on=on,
        departure_on=departure_on,
        answered=tuple(answered_fact(name, facts[name], texts[name], language) for name in facts if name in texts),
        skipped=tuple(skipped),
        asking=asking,
        asked=tuple(asked_fields(vocabulary()[asking], language, problems, texts)) if asking else (),
        asked_by=tuple(one.name for one in told if asking in {question.fact for question in one.judgement.questions}),
        was=tuple(was_texts) if asking == changing else (),
        steps=tuple(_step(step, told, language) for step in union_of_steps([one.judgement for one in told])),
        authorities=tuple(_authority(one, language) for one in told),
        results=tuple(_result(result, told, language) for result in results),
        step_choices=_step_choices(told),
        method_choices=tuple(METHOD_WORDS.items()),
        expiry=_first_expiry(told, departure_on),
    )


def _offered(by: Actor, codes: Collection[str] | None, language: str) -> tuple[Offered, ...]:
    """The editions that apply today, those in force here first."""
    today = by.today()
    in_force = {row.edition for row in editions_in_force(by=by, on=today)}
    current = [
        edition
        for destination in dict.fromkeys(one.destination for one in editions())
        for edition in current_editions(destination, today)
        if edition.purpose != "travel"
    ]
    return tuple(
        Offered(
            code=edition.code,
            family=edition.family,
            title=edition.title[language],
            standing_word=STANDING_WORDS[edition.standing],
            sign=STANDING_SIGNS[edition.standing],
            is_in_force=edition.code in in_force,
            is_chosen=edition.code in (in_force if codes is None else codes),
        )
        for edition in sorted(current, key=lambda edition: edition.code not in in_force)
    )


def _told(
    edition: Edition,
    facts: Mapping[str, Any],
    on: date,
    departure_on: date | None,
    results: Sequence[Result],
    language: str,
) -> _Asked:
    judgement = judged(edition, facts, on, edition.default_question)
    person = Examined(
        exam_on=facts.get("exam_on") or on,
        departure_on=departure_on,
        facts=facts,
        validity_months=(judgement.validity.months if judgement.validity else 0) or _shortest_validity(edition),
    )
    return _Asked(
        edition=edition,
        name=_short_name(edition, language),
        judgement=judgement,
        reuses={result: reuse_of(edition=edition, result=result, person=person) for result in results},
    )


def _shortest_validity(edition: Edition) -> int | None:
    """Until the validity is known, planning takes the shortest (US-GEN-09a)."""
    rows = edition.questions[edition.default_question].validity
    return min((row.months for row in rows if row.months), default=None)


def _short_name(edition: Edition, language: str) -> str:
    """The destination, for one topic of it the whole title."""
    name = destination_name(edition.destination, language)
    return name if edition.purpose == "assessment" else edition.title[language]


def _step(step: UnionStep, told: Sequence[_Asked], language: str) -> StepLine:
    by_code = {one.edition.code: one for one in told}
    needs = []
    for need in step.needs:
        one = by_code[need.edition]
        serving = [result.done_on for result, reuse in one.reuses.items() if result.step == step.step and reuse.serves]
        needs.append(
            NeedLine(
                code=need.edition,
                name=one.name,
                finding=finding(one.edition, need.item, language),
                served_by=max(serving, default=None),
            )
        )
    return StepLine(
        name=step_words(step.step, needs[0].finding.name),
        is_open=step.is_open,
        is_served=all(need.served_by for need in needs),
        needs=tuple(needs),
    )


def _authority(one: _Asked, language: str) -> AuthorityLine:
    validity = one.judgement.validity
    return AuthorityLine(
        code=one.edition.code,
        name=one.name,
        title=one.edition.title[language],
        clearance=clearance_line(one.edition, one.judgement, language),
        classes=class_lines(one.edition, one.judgement, language),
        is_classified=one.judgement.classification is not None,
        validity=validity_line(one.edition, one.judgement, language),
        validity_months=validity.months if validity else 0,
        valid_until=one.judgement.valid_until,
    )


def result_text(result: Result) -> str:
    """Step, day, method (or a dash), and the families whose authority appointed the site: as the page carries it."""
    return " ".join([result.step, result.done_on.isoformat(), result.method or "-", *sorted(result.accepted_by)])


def _result(result: Result, told: Sequence[_Asked], language: str) -> ResultLine:
    return ResultLine(
        carried=result_text(result),
        result=result,
        name=step_words(result.step),
        method=METHOD_WORDS.get(result.method, ""),
        made_for=tuple(one.name for one in told if one.edition.family in result.accepted_by),
        verdicts=tuple(_verdict(one, result, language) for one in told),
    )


def _verdict(one: _Asked, result: Result, language: str) -> Verdict:
    reuse = one.reuses[result]
    return Verdict(
        code=one.edition.code,
        name=one.name,
        is_unneeded=not any(result.step in item.steps for item in (*one.judgement.required, *one.judgement.unknown)),
        serves=reuse.serves,
        until=reuse.until,
        words=refusal_words(reuse, language),
        sources=reuse.rule.source if reuse.rule else (),
    )


def _step_choices(told: Sequence[_Asked]) -> tuple[tuple[str, Any], ...]:
    """What may be there already: steps that some chosen edition can ask for."""
    asked = {
        step
        for one in told
        for item in one.edition.questions[one.edition.default_question].items
        for step in item.steps
    }
    return tuple((code, words) for code, words in STEP_WORDS.items() if code in asked)


def _first_expiry(told: Sequence[_Asked], departure_on: date | None) -> FirstExpiry | None:
    """The validity that ends first, or the result that stops serving before it."""
    ends: list[tuple[date, str]] = []
    expiry = earliest_expiry(one.judgement for one in told)
    if expiry is not None:
        months, name = expiry.validity.months, next(one.name for one in told if one.edition.code == expiry.edition)
        words = ngettext("%(name)s: valid %(months)s month", "%(name)s: valid %(months)s months", months)
        ends.append((expiry.on, words % {"name": name, "months": months}))
    for one in told:
        needed = {step for item in one.judgement.required for step in item.steps}
        for result, reuse in one.reuses.items():
            if result.step in needed and reuse.serves and reuse.until is not None:
                words = _("%(name)s: %(step)s serves no longer") % {"name": one.name, "step": step_words(result.step)}
                ends.append((reuse.until, words))
    if not ends:
        return None
    on, words = min(ends)
    return FirstExpiry(on=on, words=words, is_too_early=departure_on is not None and departure_on > on)
