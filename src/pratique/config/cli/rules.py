"""`pratique rules`: judge worked cases, decide for one person, lint the editions, write their pages; no database."""

import argparse
import json
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pratique.config.cli import cohorts
from pratique.foundation.trouble import Trouble
from pratique.rules.dates.calendar import Stay
from pratique.rules.language.facts import BadFact
from pratique.rules.requirements import (
    AskedQuestion,
    Edition,
    JudgedItem,
    Judgement,
    Reason,
    UnknownEdition,
    judge,
    load_edition,
)

LANGUAGE = "en"


class Unusable(Trouble):
    """What was given can't be judged; the sentence says what to change."""

    exit_code = 2


def register(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    check = commands.add_parser("check-cases", help="judge files of worked cases, one line a case")
    check.add_argument("--only", default="", help="editions or destinations, separated by commas; others are left out")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.set_defaults(run=run_check_cases)
    decide = commands.add_parser("decide", help="decide for one person; JSON in, JSON out")
    decide.add_argument("--edition", required=True)
    decide.add_argument("--facts", required=True, type=Path, metavar="FILE", help="facts of the vocabulary as JSON")
    decide.add_argument("--on", type=date.fromisoformat, help="the day of the exam where the facts don't say it")
    decide.add_argument("--question", default="", help="another question than the edition's first, such as validity")
    decide.set_defaults(run=run_decide)
    export = commands.add_parser("export", help="write an edition as a FHIR R4 bundle")
    export.add_argument("edition", metavar="EDITION")
    export.add_argument("--on", type=date.fromisoformat, required=True, help="the day of the export, written into it")
    export.set_defaults(run=run_export)
    lint = commands.add_parser("lint", help="completeness and consistency of every edition")
    lint.set_defaults(run=run_lint)
    docs = commands.add_parser("docs", help="write the pages of docs/rules from the rules")
    docs.add_argument("--into", type=Path, default=Path("docs/rules"))
    docs.add_argument("--check", action="store_true", help="change nothing; exit 1 where a page differs")
    docs.set_defaults(run=run_docs)
    cohorts.register(commands)


def run_check_cases(arguments: argparse.Namespace) -> int:
    from pratique.areas.requirements.cases import UnreadableCase, check_cases

    only = frozenset(name.strip() for name in arguments.only.split(",") if name.strip())
    passed = failed = 0
    for path in arguments.files:
        try:
            for result in check_cases(path, only):
                print(result)
                passed += result.passed
                failed += not result.passed
        except (OSError, ValueError, UnreadableCase) as problem:
            raise Unusable(f"{path} can't be read as worked cases: {problem}") from problem
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def run_decide(arguments: argparse.Namespace) -> int:
    edition = _edition(arguments.edition)
    if arguments.question and arguments.question not in edition.questions:
        raise Unusable(f"{edition.code} knows the questions {', '.join(edition.questions)}.")
    facts = _facts(arguments.facts)
    try:
        judgement = judge(edition=edition, facts=facts, on=arguments.on, question=arguments.question)
    except BadFact as bad:
        raise Unusable(f"{arguments.facts}: {bad}") from bad
    json.dump(as_json(judgement), sys.stdout, ensure_ascii=False, indent=2, default=str)
    print()
    return 0


def _facts(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise TypeError("one JSON object is wanted")
        if isinstance(content.get("residence_history"), list):
            content["residence_history"] = tuple(_stay(row) for row in content["residence_history"])
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise Unusable(f"{path} can't be read as facts: {problem}") from problem
    return content


def _stay(row: Mapping[str, Any]) -> Stay:
    starts_on, ends_on = date.fromisoformat(row["from"]), date.fromisoformat(row["to"])
    return Stay(country=row["country"], starts_on=starts_on, ends_on=ends_on, marks=dict(row.get("marks", {})))


def as_json(judgement: Judgement) -> dict[str, Any]:
    """The judgement in plain JSON, with English texts."""
    asked = {question.fact: question for question in judgement.questions}
    return {
        "edition": judgement.edition,
        "question": judgement.question,
        "required": [{**_item(item), "open": item.is_open} for item in judgement.required],
        "not_required": [_item(item) for item in judgement.not_required],
        "unknown": [_unknown(item, asked) for item in judgement.unknown],
        "questions": [_question(question) for question in judgement.questions],
        "classification": None if judgement.classification is None else sorted(judgement.classification),
        "classes": [
            {
                "code": one.code,
                "source": list(one.source),
                "standing": one.standing.word,
                "because": _because(one.because),
            }
            for one in judgement.classes
        ],
        "clearance": judgement.clearance,
        "clearance_source": list(judgement.clearance_source),
        "answers": [
            {"key": one.key, "value": one.value, "source": list(one.source), "standing": one.standing.word}
            for one in judgement.answers
        ],
        "validity": None
        if judgement.validity is None
        else {
            "months": judgement.validity.months,
            "from": judgement.validity.anchor,
            "source": list(judgement.validity.source),
            "standing": judgement.validity.standing.word,
        },
        "valid_until": judgement.valid_until,
        "standing": judgement.standing.word,
    }


def _item(item: JudgedItem) -> dict[str, Any]:
    return {
        "code": item.code,
        "steps": list(item.steps),
        "name": item.name[LANGUAGE],
        "because": _because(item.because),
        "source": list(item.source),
        "standing": item.standing.word,
    }


def _unknown(item: JudgedItem, asked: Mapping[str, AskedQuestion]) -> dict[str, Any]:
    questions = [_question(asked[name]) for name in item.questions if name in asked]
    return {**_item(item), "questions": questions, "awaits": list(item.awaits)}


def _question(question: AskedQuestion) -> dict[str, Any]:
    return {"fact": question.fact, "question": question.question[LANGUAGE], "decides": list(question.decides)}


def _because(reasons: tuple[Reason, ...]) -> list[dict[str, Any]]:
    return [{"fact": one.fact, "value": one.value, "text": one.text(LANGUAGE)} for one in reasons]


def run_export(arguments: argparse.Namespace) -> int:
    from pratique.areas.requirements.fhir import edition_bundle

    json.dump(edition_bundle(_edition(arguments.edition), on=arguments.on), sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0


def _edition(code: str) -> Edition:
    try:
        return load_edition(code)
    except UnknownEdition as unknown:
        raise Unusable(f"Edition {unknown.args[0]} is not present.") from unknown


def run_lint(arguments: argparse.Namespace) -> int:
    from pratique.rules.requirements.lint import lint

    problems = editions = 0
    for report in lint():
        for problem in report.problems:
            print(f"{report.edition}: {problem}")
        gaps = f"known gaps: {', '.join(report.known_gaps)}" if report.known_gaps else "no known gaps"
        print(f"{report.edition}: {report.questions} questions, {len(report.problems)} problems, {gaps}")
        problems += len(report.problems)
        editions += 1
    print(f"{editions} editions, {problems} problems")
    return 1 if problems else 0


def run_docs(arguments: argparse.Namespace) -> int:
    from pratique.rules.requirements.pages import pages

    different = []
    for name, text in pages().items():
        path = arguments.into / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        different.append(str(path))
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in different:
        print(f"{name} {'differs from the rules: run `pratique rules docs`' if arguments.check else 'written'}")
    return 1 if different and arguments.check else 0
