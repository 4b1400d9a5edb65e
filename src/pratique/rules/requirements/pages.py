"""Writes one page an edition for docs/rules, from the same objects that judge."""

from collections.abc import Iterator, Mapping

from pratique.rules.language.nodes import Node
from pratique.rules.language.sentences import sentence
from pratique.rules.requirements.loading import editions
from pratique.rules.requirements.model import Edition, Question
from pratique.rules.requirements.words import vocabulary

LANGUAGE = "en"


def pages() -> Mapping[str, str]:
    """File name to text: an index, the vocabulary, and every edition."""
    found = {"requirements.md": _index(), "vocabulary.md": _vocabulary()}
    for edition in editions():
        found[f"{edition.code.lower()}.md"] = "\n".join(_edition(edition)) + "\n"
    return found


def _index() -> str:
    lines = [
        "# Requirement sets",
        "",
        "Written by `pratique rules docs` from the rules themselves; don't edit by hand.",
        "A new destination: `docs/guides/add-a-destination.md`. The facts: `docs/rules/vocabulary.md`.",
        "",
        "| Edition | Title | In force | Chosen by | Standing |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| [{one.code}]({one.code.lower()}.md) | {one.title[LANGUAGE]} | {one.in_force_from or '...'} to "
        f"{one.in_force_until or '...'} | `{one.keyed_by}` | {one.standing.word} |"
        for one in editions()
    ]
    return "\n".join(lines) + "\n"


def _vocabulary() -> str:
    lines = [
        "# Vocabulary of facts",
        "",
        "Written by `pratique rules docs` from `src/pratique/rules/requirements/vocabulary`; don't edit by hand.",
        "",
        "| Fact | Type | Known by | Meaning | Values | Shield |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| `{fact.name}` | {fact.type}{f' ({fact.unit})' if fact.unit else ''} | {fact.how}"
        f"{f', step {fact.step}' if fact.step else ''} | {fact.label[LANGUAGE]} | "
        f"{', '.join(f'`{value}`' for value in fact.values)} | {fact.shield} |"
        for fact in vocabulary().values()
    ]
    return "\n".join(lines) + "\n"


def _edition(edition: Edition) -> Iterator[str]:
    yield f"# {edition.title[LANGUAGE]}"
    yield ""
    yield f"Edition `{edition.code}`, standing of its dates: {edition.standing.word}. Written by `pratique rules docs`."
    for question in edition.questions.values():
        yield from _question(question)
    yield from ("", "## Named readings", "", "| Parameter | Value | Meaning | Standing |", "|---|---|---|---|")
    for one in edition.parameters.values():
        yield f"| `{one.name}` | `{one.value}` | {one.meaning[LANGUAGE]} | {one.standing.word} |"
    yield from ("", "## Sources", "", "| Clause | Text | Standing |", "|---|---|---|")
    for clause in edition.sources.values():
        yield f"| {clause.id} | {clause.text} | {clause.standing.word} |"


def _question(question: Question) -> Iterator[str]:
    yield from ("", f"## {question.code.replace('_', ' ').capitalize()}")
    if question.items:
        yield from ("", "| Required | When | Steps | Source | Standing |", "|---|---|---|---|---|")
    for item in question.items:
        cells = (item.name[LANGUAGE], _said(item.when), ", ".join(item.steps))
        yield _row(*cells, ", ".join(item.source), item.standing.word)
    if question.classes:
        yield from ("", "| Class | When | Source | Standing |", "|---|---|---|---|")
    for row in question.classes:
        yield _row(f"`{row.code}` {row.name[LANGUAGE]}", _said(row.when), ", ".join(row.source), row.standing.word)
    yield from ("", "The first outcome that holds:", "", "| Outcome | When | Source | Standing |", "|---|---|---|---|")
    for outcome in question.outcomes:
        cells = (f"`{outcome.value}` {outcome.name[LANGUAGE]}", _said(outcome.when))
        yield _row(*cells, ", ".join(outcome.source), outcome.standing.word)
    if question.answers:
        yield from ("", "| Answer | When | Source | Standing |", "|---|---|---|---|")
    for answer in question.answers:
        cells = (f"{answer.key}: {answer.name[LANGUAGE]}", _said(answer.when))
        yield _row(*cells, ", ".join(answer.source), answer.standing.word)
    if question.definitions:
        yield from ("", "| Defined | Means |", "|---|---|")
    for definition in question.definitions:
        yield _row(f"`{definition.name}`", _said(definition.when))


def _said(node: Node) -> str:
    return sentence(node, vocabulary(), LANGUAGE)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
