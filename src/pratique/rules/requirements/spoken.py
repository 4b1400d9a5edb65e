"""Conditions of an edition in words: items and classes by their names, the rest by the vocabulary."""

from pratique.rules.language.facts import LANGUAGES
from pratique.rules.language.nodes import Node
from pratique.rules.language.outline import Outline, outline
from pratique.rules.language.sentences import phrases
from pratique.rules.requirements.model import Question
from pratique.rules.requirements.words import vocabulary


def names_of(question: Question) -> dict[str, dict[str, str]]:
    """Items and classes have words of their own where a condition speaks of them."""
    rows = [
        *((f"need_{item.id}", "required", item.name) for item in question.items),
        *((f"class_{row.code}", "given", row.name) for row in question.classes),
    ]
    return {
        name: {language: phrases()[phrase][language].format(label=label[language]) for language in LANGUAGES}
        for name, phrase, label in rows
    }


def outline_of(node: Node, question: Question, language: str) -> Outline:
    """The condition in full, line by line."""
    return outline(node, vocabulary(), language, question.named, names_of(question))


def on_one_line(node: Node, question: Question, language: str) -> str:
    """The condition with its defined terms by their names, as a table of terms explains them."""
    return _joined(outline(node, vocabulary(), language, {}, names_of(question)), language)


def _joined(one: Outline, language: str) -> str:
    if not one.joint:
        return one.text
    words = phrases()
    parts = [_joined(part, language) for part in one.parts]
    if one.joint == "not":
        return words["not"][language].format(inner=parts[0])
    grouped = [
        words["group"][language].format(inner=text) if part.joint in ("all", "any") else text
        for part, text in zip(one.parts, parts, strict=True)
    ]
    return words["and" if one.joint == "all" else "or"][language].join(grouped)
