"""Writes one page an edition for docs/rules, from the same objects that judge."""

from collections.abc import Iterator, Mapping, Sequence

from pratique.rules.language.nodes import Node
from pratique.rules.requirements.changes import changes, edition_before
from pratique.rules.requirements.loading import editions, load_edition
from pratique.rules.requirements.model import AnswerRow, Class, Edition, Item, Outcome, Question, ReuseRow, ValidityRow
from pratique.rules.requirements.spoken import on_one_line
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
    for caution in edition.cautions:
        yield from ("", f"> {caution.text[LANGUAGE]}")
    for question in edition.questions.values():
        yield from _question(question)
    before = edition_before(edition)
    if before is not None:
        yield from _changed(load_edition(before), edition)
    yield from _reuse(edition)
    yield from ("", "## Named readings", "", "| Parameter | Value | Meaning | Standing |", "|---|---|---|---|")
    for one in edition.parameters.values():
        yield f"| `{one.name}` | `{one.value}` | {one.meaning[LANGUAGE]} | {one.standing.word} |"
    yield from ("", "## Sources", "", "| Clause | Text | Standing |", "|---|---|---|")
    for clause in edition.sources.values():
        yield f"| {clause.id} | {clause.text} | {clause.standing.word} |"


def _reuse(edition: Edition) -> Iterator[str]:
    if edition.reuse:
        yield from ("", "## Which results may serve again")
        question = edition.questions[edition.default_question]
        yield from _table(
            "Step | Months before the exam | Only if | Source | Standing",
            [
                (row.step, str(row.within_months), on_one_line(row.when, question, LANGUAGE), *_sure(row))
                for row in edition.reuse.values()
            ],
        )


def _question(question: Question) -> Iterator[str]:
    def said(node: Node) -> str:
        return on_one_line(node, question, LANGUAGE)

    yield from ("", f"## {question.code.replace('_', ' ').capitalize()}")
    yield from _table(
        "Required | When | Steps | Source | Standing",
        [(row.name[LANGUAGE], said(row.when), ", ".join(row.steps), *_sure(row)) for row in question.items],
    )
    yield from _table(
        "Class | When | Source | Standing",
        [(f"`{row.code}` {row.name[LANGUAGE]}", said(row.when), *_sure(row)) for row in question.classes],
    )
    yield from ("", "The first outcome that holds:")
    yield from _table(
        "Outcome | When | Source | Standing",
        [(f"`{row.value}` {row.name[LANGUAGE]}", said(row.when), *_sure(row)) for row in question.outcomes],
    )
    yield from _table(
        "Answer | When | Source | Standing",
        [(f"{row.key}: {row.name[LANGUAGE]}", said(row.when), *_sure(row)) for row in question.answers],
    )
    yield from _table(
        "Validity | When | Source | Standing",
        [(f"{row.months} months", said(row.when), *_sure(row)) for row in question.validity],
    )
    yield from _table(
        "Defined | Means",
        [(f"`{row.name}`", said(row.when)) for row in question.definitions],
    )


def _table(heads: str, rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if rows:
        yield from ("", f"| {heads} |", "|" + "---|" * len(heads.split("|")))
        yield from (_row(*row) for row in rows)


def _sure(row: Item | Class | Outcome | AnswerRow | ValidityRow | ReuseRow) -> tuple[str, str]:
    return ", ".join(row.source), row.standing.word


def _changed(before: Edition, after: Edition) -> Iterator[str]:
    """Row by row; the conditions themselves stand on the pages of both editions."""
    yield from ("", f"## Changed since [{before.code}]({before.code.lower()}.md)")
    rows = [
        (one.kind.value, one.part, one.name.get(LANGUAGE) or one.code, one.question) for one in changes(before, after)
    ]
    yield from _table("Change | Part | Row | Question", rows) if rows else ("", "Nothing but the dates.")


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
