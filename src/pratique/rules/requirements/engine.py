"""Judges one person by one edition: what is required and why, what is unknown, class, clearance and validity."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pratique.rules.language.evaluation import Deciding, value_of
from pratique.rules.language.nodes import Node, names_in
from pratique.rules.requirements.asking import ANSWERS, HELD, NEEDS, OUTCOMES, Target, asked_questions, unknown_facts
from pratique.rules.requirements.derivation import Facts, prepare_facts
from pratique.rules.requirements.judgement import (
    JudgedAnswer,
    JudgedClass,
    JudgedItem,
    Judgement,
    QuickJudgement,
    Reason,
    Validity,
    reasons,
)
from pratique.rules.requirements.model import Edition, Outcome, Question, Standing
from pratique.rules.requirements.words import vocabulary

NO_TEXTS: Mapping[str, str] = {}


def judge(
    *, edition: Edition, facts: Mapping[str, Any], on: date | None = None, question: str = "", ask: bool = True
) -> Judgement:
    """The full answer with reasons; `ask=False` leaves the minimal questions out."""
    ready = prepare_facts(facts, on=on)
    return _Judge(edition, edition.questions[question or edition.default_question], ready).judgement(ask)


def judge_quickly(
    *, edition: Edition, facts: Mapping[str, Any], on: date | None = None, question: str = ""
) -> QuickJudgement:
    """The same answer from the same conditions, without texts and reasons."""
    asked = edition.questions[question or edition.default_question]
    ready = prepare_facts(facts, on=on)
    needs, done, held, months, _, valid_until, _, outcomes, _ = asked.run(ready.get)
    outcome = _outcome(asked, outcomes)
    return QuickJudgement(
        tuple(item.id for item, need in zip(asked.items, needs, strict=True) if need is True),
        tuple(item.id for item, need in zip(asked.items, needs, strict=True) if need is None),
        tuple(
            item.id
            for item, need, is_done in zip(asked.items, needs, done, strict=True)
            if need is True and not is_done
        ),
        None if None in held else frozenset(row.code for row, holds in zip(asked.classes, held, strict=True) if holds),
        outcome.value if outcome else None,
        outcome.releases if outcome else False,
        months,
        valid_until,
    )


def _outcome(question: Question, answers: tuple[bool | None, ...]) -> Outcome | None:
    """The first that surely holds; nothing is released while anything before it is unknown."""
    is_unsure = False
    for outcome, answer in zip(question.outcomes, answers, strict=True):
        if answer is True:
            if outcome.releases and is_unsure:
                break
            return outcome
        is_unsure = is_unsure or answer is None
    return next((outcome for outcome in question.outcomes if outcome.waits), None) if is_unsure else None


def _neat(value: Any) -> Any:
    """A calculated number without the dust of binary fractions."""
    if not isinstance(value, float):
        return value
    rounded = round(value, 6)
    return int(rounded) if rounded.is_integer() else rounded


class _Judge:
    """One judgement in the making; nothing outside this module sees it."""

    def __init__(self, edition: Edition, question: Question, facts: Facts) -> None:
        self.edition = edition
        self.question = question
        self.vocabulary = vocabulary()
        (
            self.needs,
            self.done,
            self.held,
            self.months,
            self.anchor,
            self.valid_until,
            unfinished,
            self.outcomes,
            self.answered,
        ) = question.run(facts.get)
        self.facts = facts
        self.scope = {
            **facts,
            "valid_until": self.valid_until,
            "validity_months": self.months,
            "unfinished": unfinished,
        }
        self.deciding = Deciding(self.scope.get, self.vocabulary, question.named)

    def judgement(self, ask: bool) -> Judgement:
        unknown = unknown_facts(self.question, self.facts, self.targets()) if ask else {}
        groups: dict[bool | None, list[JudgedItem]] = {True: [], False: [], None: []}
        for place, need in enumerate(self.needs):
            groups[need].append(self.item(place, need, unknown))
        outcome = _outcome(self.question, self.outcomes)
        classes, validity = self.classes(), self.validity()
        classification = None if None in self.held else frozenset(row.code for row in classes)
        return Judgement(
            edition=self.edition.code,
            family=self.edition.family,
            question=self.question.code,
            required=tuple(groups[True]),
            not_required=tuple(groups[False]),
            unknown=tuple(groups[None]),
            classification=classification,
            classes=classes,
            clearance=outcome.value if outcome else None,
            clearance_name=outcome.name if outcome else NO_TEXTS,
            clearance_because=self.why(outcome.when) if outcome else (),
            clearance_source=outcome.source if outcome else (),
            releases=outcome.releases if outcome else False,
            answers=self.answers(),
            validity=validity,
            standing=self.standing(groups[True], classes, outcome, validity),
            questions=asked_questions(
                unknown,
                {target: self.label(target) for target in unknown},
                is_waiting=any(item.is_open for item in groups[True]),
            ),
        )

    def targets(self) -> dict[Target, Node]:
        """What is still undecided: items, classes, the outcome, and conditions that must be known before the deed."""
        question = self.question
        named = question.named
        reached = next((place for place, at in enumerate(self.outcomes) if at is True), len(self.outcomes))
        rows = (
            *((NEEDS, place, named[f"need_{row.id}"], self.needs[place]) for place, row in enumerate(question.items)),
            *((HELD, place, row.when, self.held[place]) for place, row in enumerate(question.classes)),
            *(
                (OUTCOMES, place, row.when, self.outcomes[place])
                for place, row in enumerate(question.outcomes[:reached])
            ),
            *(
                (ANSWERS, place, row.when, self.answered[place])
                for place, row in enumerate(question.answers)
                if row.key == "conditions"
            ),
        )
        return {(table, place): node for table, place, node, at in rows if at is None}

    def label(self, target: Target) -> str:
        table, place = target
        if table == NEEDS:
            return self.question.items[place].id
        if table == HELD:
            return f"class {self.question.classes[place].code}"
        if table == OUTCOMES:
            return f"outcome {self.question.outcomes[place].value}"
        return f"condition {self.question.answers[place].value}"

    def item(self, place: int, need: bool | None, unknown: Mapping[Target, tuple[str, ...]]) -> JudgedItem:
        row = self.question.items[place]
        facts = unknown.get((NEEDS, place), ())
        awaited = [self.vocabulary[name].step for name in facts if self.vocabulary[name].step]
        return JudgedItem(
            id=row.id,
            code=row.code,
            steps=row.steps,
            name=row.name,
            why=row.why,
            because=self.why(row.when),
            source=row.source,
            standing=row.standing,
            is_open=need is True and not self.done[place],
            questions=tuple(name for name in facts if not self.vocabulary[name].step),
            awaits=tuple(dict.fromkeys(awaited)),
        )

    def why(self, node: Node) -> tuple[Reason, ...]:
        return reasons(self.deciding.decide(node)[1], self.facts)

    def classes(self) -> tuple[JudgedClass, ...]:
        """The classes that surely hold; the classification is known only when every class is."""
        return tuple(
            JudgedClass(
                code=row.code, name=row.name, because=self.why(row.when), source=row.source, standing=row.standing
            )
            for row, holds in zip(self.question.classes, self.held, strict=True)
            if holds
        )

    def answers(self) -> tuple[JudgedAnswer, ...]:
        found = []
        for row, holds in zip(self.question.answers, self.answered, strict=True):
            if holds:
                value = row.value if row.compute is None else _neat(value_of(row.compute, self.scope.get))
                if value is not None:
                    found.append(
                        JudgedAnswer(key=row.key, value=value, name=row.name, source=row.source, standing=row.standing)
                    )
        return tuple(found)

    def validity(self) -> Validity | None:
        if self.months is None:
            return None
        row = next(
            row for row in self.question.validity if row.months == self.months and self.deciding.decide(row.when)[0]
        )
        anchors = (one for one in self.question.anchors if self.deciding.decide(one.when)[0])
        start = next(anchors, None) if self.anchor else None
        return Validity(
            months=self.months,
            anchor=self.anchor,
            valid_until=self.valid_until,
            source=tuple(dict.fromkeys((*row.source, *(start.source if start else ())))),
            standing=min(row.standing, start.standing) if start else row.standing,
        )

    def standing(
        self,
        required: list[JudgedItem],
        classes: tuple[JudgedClass, ...],
        outcome: Outcome | None,
        validity: Validity | None,
    ) -> Standing:
        deciding = [item.standing for item in required] + [row.standing for row in classes]
        deciding += [outcome.standing] if outcome else []
        if outcome and validity and "valid_until" in names_in(outcome.when):
            deciding.append(validity.standing)
        return min(deciding, default=Standing.VERIFIED)
