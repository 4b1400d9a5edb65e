"""An edition as FHIR R4: PlanDefinition with ActivityDefinitions, and the vocabulary as CodeSystem and ValueSets."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pratique.rules.language.facts import LANGUAGES, Fact
from pratique.rules.language.fhirpath import fhirpath, variable_name
from pratique.rules.language.nodes import Node
from pratique.rules.language.sentences import sentence
from pratique.rules.language.surely import NotRenderable
from pratique.rules.requirements import Edition, Question, Standing, vocabulary
from pratique.rules.requirements.compiling import in_order
from pratique.rules.requirements.destinations import country_of
from pratique.rules.requirements.model import Item, Texts

Resource = dict[str, Any]

BASE = "urn:pratique:rules"
VOCABULARY = f"{BASE}:vocabulary"
STANDING = f"{BASE}:standing"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
COUNTRIES = "urn:iso:std:iso:3166"
PLAN_TYPES = "http://terminology.hl7.org/CodeSystem/plan-definition-type"
VARIABLE = "http://hl7.org/fhir/StructureDefinition/variable"
OWN_WORDS = f"{BASE}:condition"
CODED = ("choice", "choices", "specimens")


def edition_bundle(edition: Edition, *, on: date) -> Resource:
    """Everything one edition needs to be read elsewhere; `on` is the day of the export."""
    resources = [
        plan_definition(edition, on=on),
        *(activity_definition(edition, item, on=on) for item in _steps(edition)),
        code_system(on=on),
        *value_sets(on=on),
    ]
    return {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [{"fullUrl": resource["url"], "resource": resource} for resource in resources],
    }


def plan_definition(edition: Edition, *, on: date) -> Resource:
    """One action a question, one below it for each item, class, outcome and further answer, each with its condition."""
    plan: Resource = {
        **_head("PlanDefinition", f"edition:{edition.code}", edition.code, edition.title, on=on),
        "status": _status(edition),
        "experimental": edition.standing is Standing.UNCONFIRMED,
        "type": {"coding": [{"system": PLAN_TYPES, "code": "eca-rule"}]},
        "effectivePeriod": _period(edition),
        "jurisdiction": _jurisdiction(edition.destination),
        "relatedArtifact": [
            {
                "type": "documentation",
                "label": clause.id,
                "display": clause.text,
                "extension": [_standing(clause.standing)],
            }
            for clause in edition.sources.values()
        ],
        "action": [_question(edition, question) for question in edition.questions.values()],
    }
    return {name: value for name, value in plan.items() if value not in ([], {})}


def activity_definition(edition: Edition, item: Item, *, on: date) -> Resource:
    """What is done where an item is required."""
    return {
        **_head("ActivityDefinition", _activity(edition, item), f"{edition.code}-{item.id}", item.name, on=on),
        "status": _status(edition),
        "kind": "ServiceRequest",
        "intent": "order",
        "description": item.why["en"],
        "code": {"coding": [{"system": f"{BASE}:step", "code": step} for step in item.steps], "text": item.name["en"]},
    }


def code_system(*, on: date) -> Resource:
    """Every fact that conditions speak of; the values of a coded fact below it."""
    title = {"en": "Pratique vocabulary", "fr": "Vocabulaire de Pratique", "es": "Vocabulario de Pratique"}
    return {
        **_head("CodeSystem", "vocabulary", "PratiqueVocabulary", title, on=on),
        "status": "active",
        "content": "complete",
        "hierarchyMeaning": "part-of",
        "caseSensitive": True,
        "property": [{"code": "type", "type": "string"}, {"code": "unit", "type": "string"}],
        "concept": [_concept(fact) for fact in vocabulary().values()],
    }


def value_sets(*, on: date) -> list[Resource]:
    """The allowed values of each coded fact, and all facts together."""
    everything: Resource = {
        **_head("ValueSet", "facts", "PratiqueFacts", {"en": "All facts of the vocabulary"}, on=on),
        "status": "active",
        "compose": {"include": [{"system": VOCABULARY}]},
    }
    return [
        everything,
        *(
            {
                **_head("ValueSet", f"values:{fact.name}", fact.name, fact.label, on=on),
                "status": "active",
                "compose": {
                    "include": [
                        {"system": VOCABULARY, "concept": [{"code": f"{fact.name}.{value}"} for value in fact.values]}
                    ]
                },
            }
            for fact in vocabulary().values()
            if fact.type in CODED
        ),
    ]


def _head(kind: str, url: str, name: str, title: Mapping[str, str], *, on: date) -> Resource:
    return {
        "resourceType": kind,
        "id": f"{kind}-{name}".lower().replace("_", "-")[:64],
        "url": f"{BASE}:{url}",
        "name": "".join(part.capitalize() for part in name.replace("-", "_").split("_")),
        "title": title["en"],
        **_translated("_title", title),
        "date": on.isoformat(),
        "publisher": "Pratique",
    }


def _translated(element: str, texts: Mapping[str, str]) -> Resource:
    others = [language for language in LANGUAGES if language != "en" and language in texts]
    if not others:
        return {}
    return {
        element: {
            "extension": [
                {
                    "url": TRANSLATION,
                    "extension": [
                        {"url": "lang", "valueCode": language},
                        {"url": "content", "valueString": texts[language]},
                    ],
                }
                for language in others
            ]
        }
    }


def _status(edition: Edition) -> str:
    """A draft while anything of it is provisional: nobody should take it for the authority's word."""
    return "draft" if edition.provisional_items() or edition.standing <= Standing.PROVISIONAL else "active"


def _period(edition: Edition) -> Resource:
    ends = {"start": edition.in_force_from, "end": edition.in_force_until}
    return {name: day.isoformat() for name, day in ends.items() if day is not None}


def _jurisdiction(destination: str) -> list[Resource]:
    country = country_of(destination)
    return [{"coding": [{"system": COUNTRIES, "code": country}]}] if country else []


def _standing(standing: Standing) -> Resource:
    return {"url": STANDING, "valueCode": standing.word}


def _activity(edition: Edition, item: Item) -> str:
    return f"edition:{edition.code}:item:{item.id}"


def _steps(edition: Edition) -> Iterable[Item]:
    found = {item.id: item for question in edition.questions.values() for item in question.items}
    return found.values()


def _question(edition: Edition, question: Question) -> Resource:
    rows: list[Resource] = [
        *(_item(edition, question, item) for item in question.items),
        *(_row(edition, row, "class", row.code, row.name) for row in question.classes),
        *(_row(edition, row, "outcome", row.value, row.name) for row in question.outcomes),
        *(_row(edition, row, row.key, str(row.value or row.key), row.name) for row in question.answers),
    ]
    return {
        "id": question.code.replace("_", "-"),
        "extension": _variables(question),
        "title": question.code,
        "groupingBehavior": "logical-group",
        "input": [_input(vocabulary()[name]) for name in question.facts],
        "action": rows,
    }


def _item(edition: Edition, question: Question, item: Item) -> Resource:
    return {
        **_row(edition, item, "required", item.code, item.name),
        "description": item.why["en"],
        **_translated("_description", item.why),
        "definitionCanonical": f"{BASE}:{_activity(edition, item)}",
    }


def _row(edition: Edition, row: Any, kind: str, code: str, name: Texts) -> Resource:
    return {
        "title": name["en"],
        **_translated("_title", name),
        "code": [{"coding": [{"system": f"{BASE}:{kind}", "code": code.replace(" ", "_")}]}],
        "documentation": [
            {
                "type": "citation",
                "label": one,
                "display": edition.sources[one].text,
                "extension": [_standing(row.standing)],
            }
            for one in row.source
        ],
        "condition": [_condition(row.when, row.text)],
    }


def _condition(node: Node, text: str) -> Resource:
    """The condition in FHIRPath, as a sentence, and in the words of the edition's file."""
    return {
        "extension": [{"url": OWN_WORDS, "valueString": text}],
        "kind": "applicability",
        "expression": _expression(node),
    }


def _expression(node: Node) -> Resource:
    said = sentence(node, vocabulary(), "en")
    try:
        return {"description": said, "language": "text/fhirpath", "expression": fhirpath(node, vocabulary())}
    except NotRenderable:
        return {"description": said, "language": "text/fhirpath"}


def _variables(question: Question) -> list[Resource]:
    """Every defined condition under its name, each after those it needs."""
    return [
        {"url": VARIABLE, "valueExpression": {"name": variable_name(name), **_expression(question.named[name])}}
        for name in in_order(question.named)
    ]


def _input(fact: Fact) -> Resource:
    code: Resource = {"coding": [{"system": VOCABULARY, "code": fact.name, "display": fact.label["en"]}]}
    if fact.code.startswith("LOINC "):
        code["coding"].append({"system": "http://loinc.org", "code": fact.code.removeprefix("LOINC ")})
    return {"type": "Observation", "codeFilter": [{"path": "code", "code": code["coding"]}]}


def _concept(fact: Fact) -> Resource:
    concept: Resource = {
        "code": fact.name,
        "display": fact.label["en"],
        "definition": fact.question["en"],
        "designation": _designations(fact.label),
        "property": [{"code": "type", "valueString": fact.type}],
    }
    if fact.unit:
        concept["property"].append({"code": "unit", "valueString": fact.unit})
    if fact.type in CODED:
        concept["concept"] = [
            {"code": f"{fact.name}.{value}", "display": words["en"], "designation": _designations(words)}
            for value, words in fact.values.items()
        ]
    return concept


def _designations(texts: Mapping[str, str]) -> list[Resource]:
    return [{"language": language, "value": texts[language]} for language in LANGUAGES if language != "en"]
