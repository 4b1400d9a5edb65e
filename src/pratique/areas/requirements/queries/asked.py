"""Questions about an invented person as fields of a page, and the answers given so far."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pratique.rules.language.facts import Fact
from pratique.rules.language.nodes import expand, names_in
from pratique.rules.language.sentences import unit_words, value_words
from pratique.rules.requirements import Edition, Judgement, vocabulary

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


def next_fact(judged: Collection[tuple[Edition, Judgement]], facts: Mapping[str, Any], skipped: Collection[str]) -> str:
    """The next minimal question of all editions together; when none is left, the result of the first open step."""
    asked = [question.fact for _, judgement in judged for question in judgement.questions]
    results = [name for edition, judgement in judged for name in _open_results(edition, judgement)]
    candidates = [*asked, *results]
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


def answered_fact(name: str, value: Any, texts: Collection[str], language: str) -> Answered:
    fact = vocabulary()[name]
    return Answered(name=name, label=fact.label[language], words=value_words(fact, value, language), texts=tuple(texts))


def asked_fields(
    fact: Fact, language: str, problems: Mapping[str, str], texts: Mapping[str, Collection[str]]
) -> Iterator[Asked]:
    places = range(1, (fact.specimens or 3) + 1) if fact.type == "specimens" else (0,)
    for place in places:
        yield Asked(
            name=f"answer_{place}" if place else "answer",
            type=UI_TYPES[fact.type],
            label=fact.question[language] if place < 2 else str(place),
            choices=tuple(Choice(value=value, label=words[language]) for value, words in fact.values.items()),
            unit=unit_words(fact.unit, language),
            problem=problems.get(fact.name, ""),
            value=next(iter(texts.get(fact.name, ())), ""),
            hard_min=fact.minimum,
            hard_max=fact.maximum,
        )
