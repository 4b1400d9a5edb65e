"""Which questions a form shows, and what its answers are worth: the same on the page, the phone and the server."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from pratique.rules.dates.calendar import completed_months
from pratique.rules.forms.model import UNKNOWN, Checked, DerivedFact, Form, Limits, Problem, Question
from pratique.rules.forms.values import NotAnAnswer, is_empty, refuse_outside, typed, unusual
from pratique.rules.language.facts import BadFact, Between, Fact
from pratique.rules.requirements.words import vocabulary

_AGES = ("age", "age_months", "birth_earliest", "birth_latest")
_NOBODY: frozenset[str] = frozenset()


def shown(
    form: Form,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    demanded: Collection[str] = _NOBODY,
    *,
    on: date | None = None,
) -> tuple[str, ...]:
    """The codes of the questions to ask, in order; `demanded` names facts that an edition in force here asks for.

    The day is needed only where the facts give dates of birth instead of an age.
    """
    return tuple(_Filling(form, answers, facts, demanded, on).visible)


def check(
    form: Form,
    answers: Any,
    facts: Mapping[str, Any],
    *,
    on: date,
    confirmed: Collection[str] = _NOBODY,
    demanded: Collection[str] = _NOBODY,
) -> Checked:
    """Judge the answers of one person on a day; never raises, whatever was sent.

    `facts` is what was recorded before, `confirmed` the questions whose unusual value somebody has confirmed.
    """
    if not isinstance(answers, Mapping):
        return Checked(answers={}, problems=(Problem(question="", code="not_answers"),), to_confirm=(), facts={})
    filling = _Filling(form, answers, facts, demanded, on)
    known = {question.code for question in form.questions}
    strange = [Problem(question=str(code)[:60], code="unknown_question") for code in answers if code not in known]
    return Checked(
        answers=filling.values,
        problems=(*strange, *filling.problems),
        to_confirm=tuple(problem for problem in filling.unusual if problem.question not in confirmed),
        facts=_facts(form, filling),
        hidden=tuple(filling.hidden),
    )


def all_normal(
    form: Form,
    answers: Mapping[str, Any],
    facts: Mapping[str, Any],
    section: str = "",
    *,
    demanded: Collection[str] = _NOBODY,
    on: date | None = None,
) -> dict[str, str]:
    """The answers that "all normal" adds: each shown question not yet answered that has a normal value."""
    normal: dict[str, str] = {}
    while True:
        found = {
            question.code: question.normal
            for row in form.sections
            if section in {"", row.code}
            for question in row.questions
            if question.normal and is_empty(answers.get(question.code))
        }
        visible = shown(form, {**answers, **normal}, facts, demanded, on=on)
        grown = {code: value for code, value in found.items() if code in visible}
        if grown.keys() <= normal.keys():
            return normal
        normal |= grown


def limits_at(question: Question, facts: Mapping[str, Any], on: date) -> Limits | None:
    """What the number may be at this person's age, for the page to show."""
    words = vocabulary()
    ages = {name: _word(words, name, facts[name]) for name in _AGES if name in facts}
    return question.limits_between(*age_in_months(ages, on))


def age_in_months(facts: Mapping[str, Any], on: date | None) -> tuple[int | None, int | None]:
    """The least and the greatest age that the facts allow."""
    for name, months in (("age_months", 1), ("age", 12)):
        value = facts.get(name)
        low, high = (value.low, value.high) if isinstance(value, Between) else (value, value)
        if isinstance(low, int) and isinstance(high, int):
            return low * months, high * months + months - 1
    earliest, latest = facts.get("birth_earliest"), facts.get("birth_latest")
    if on is None or not isinstance(earliest, date) or not isinstance(latest, date):
        return None, None
    return max(completed_months(latest, on), 0), max(completed_months(earliest, on), 0)


class _Filling:
    """One pass over the questions in their order: a question sees the facts and the answers shown before it."""

    def __init__(
        self,
        form: Form,
        answers: Mapping[str, Any],
        facts: Mapping[str, Any],
        demanded: Collection[str],
        on: date | None,
    ) -> None:
        self.form, self.raw, self.demanded, self.on = form, answers, demanded, on
        self.visible: list[str] = []
        self.hidden: list[str] = []
        self.values: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.unusual: list[Problem] = []
        self.known = _usable(form, facts)
        self.age = age_in_months(self.known, on)
        _add_ages(self.known, *self.age)
        for question in form.questions:
            self.known.pop(question.code, None)
        for question in form.questions:
            self._take(question)

    def _take(self, question: Question) -> None:
        raw = self.raw.get(question.code)
        if not self._is_shown(question):
            if not is_empty(raw):
                self.hidden.append(question.code)
            return
        self.visible.append(question.code)
        if is_empty(raw):
            if self._is_required(question):
                self.problems.append(Problem(question=question.code, code="required"))
            return
        try:
            self._accept(question, typed(question, raw))
        except NotAnAnswer as reason:
            self.problems.append(reason.problem)

    def _is_shown(self, question: Question) -> bool:
        if question.only_if_demanded and question.fact not in self.demanded:
            return False
        return question.show_when is None or question.show_when.answer(self.known) is True

    def _is_required(self, question: Question) -> bool:
        if question.required_when is not None:
            return question.required_when.answer(self.known) is True
        return question.required

    def _accept(self, question: Question, value: Any) -> None:
        if question.kind == "number":
            limits: Limits | None = question.limits_between(*self.age)
            refuse_outside(question, value, limits)
            strange = unusual(question, value, limits)
            self.unusual += [strange] if strange else []
        if question.kind == "date":
            self._refuse_wrong_day(question, value)
        self.values[question.code] = value
        if value != UNKNOWN or question.kind != "yes_no":
            self.known[question.code] = _word(self.form.vocabulary, question.code, value)

    def _refuse_wrong_day(self, question: Question, value: str) -> None:
        if self.on is not None and not question.may_be_future and value > self.on.isoformat():
            raise NotAnAnswer(question, "date_in_future", found=value)
        earliest = self.values.get(question.not_before)
        if earliest is not None and value < earliest:
            raise NotAnAnswer(question, "date_too_early", found=value, minimum=earliest)


def _usable(form: Form, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The recorded facts in the form that conditions compare; what cannot be used counts as unknown."""
    words = {name: _word(form.vocabulary, name, value) for name, value in facts.items() if name in form.vocabulary}
    return {name: value for name, value in words.items() if value is not None}


def _add_ages(known: dict[str, Any], low: int | None, high: int | None) -> None:
    if low is not None and high is not None:
        known.setdefault("age_months", low if low == high else Between(low, high))
        known.setdefault("age", low // 12 if low // 12 == high // 12 else Between(low // 12, high // 12))


def _word(words: Mapping[str, Fact], name: str, value: Any) -> Any:
    try:
        return words[name].checked(value)
    except (BadFact, ValueError, TypeError):
        return None


def _facts(form: Form, filling: _Filling) -> dict[str, Any]:
    """What was not asked because nobody demands it stays as it was recorded, so it is left out."""
    facts: dict[str, Any] = {}
    for question in form.questions:
        if question.fact and (not question.only_if_demanded or question.fact in filling.demanded):
            value = filling.values.get(question.code)
            facts[question.fact] = None if value == UNKNOWN and question.kind == "yes_no" else value
    for derived in form.derived:
        facts[derived.fact] = _any_yes(derived, filling) if derived.any_yes else _list_of(derived, filling)
    return facts | dict.fromkeys(form.marks, None if filling.problems else True)


def _any_yes(derived: DerivedFact, filling: _Filling) -> bool | None:
    answers = [filling.values.get(code) for code in derived.any_yes if code in filling.visible]
    recorded = filling.known.get(derived.or_recorded)
    if True in (*answers, recorded):
        return True
    if not answers or any(answer is not False for answer in answers):
        return None
    return None if derived.needs_recorded and recorded is None else False


def _list_of(derived: DerivedFact, filling: _Filling) -> list[Any] | None:
    return [filling.values[code] for code in derived.answers_of if code in filling.values] or None
