"""Every edition as FHIR R4 is what the official schema and another program's validator accept."""

import json
import shutil
import subprocess
from datetime import date
from pathlib import Path

import jsonschema_rs
import pytest

from pratique.areas.requirements.fhir import BASE, code_system, edition_bundle, plan_definition
from pratique.rules.requirements import editions, load_edition, vocabulary

VENDOR = Path(__file__).parents[5] / "tests" / "vendor" / "medplum"
ON = date(2026, 11, 20)
VALIDATE = """
const {readFileSync} = require('fs');
const [core, folder, file] = process.argv.slice(2);
const {indexStructureDefinitionBundle, validateResource} = require(core);
for (const name of ['profiles-types.json', 'profiles-resources.json'])
  indexStructureDefinitionBundle(JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')));
const problems = [];
for (const resource of JSON.parse(readFileSync(file, 'utf8')))
  try { validateResource(resource); } catch (error) { problems.push(`${resource.id}: ${error.message}`); }
console.log(JSON.stringify(problems));
"""


@pytest.fixture(scope="module")
def schema():
    """The official R4 schema, one validator for each kind of resource: the choice among all of them says little."""
    whole = json.loads((VENDOR / "fhir.schema.json").read_text(encoding="utf-8"))
    del whole["discriminator"], whole["oneOf"]
    # A resource inside a bundle is validated on its own.
    whole["definitions"]["ResourceList"] = {"type": "object", "required": ["resourceType"]}

    def validator(kind):
        return jsonschema_rs.validator_for({**whole, "$ref": f"#/definitions/{kind}"})

    return validator


def resources(edition):
    return [entry["resource"] for entry in edition_bundle(edition, on=ON)["entry"]]


def test_every_edition_follows_the_official_schema(schema):
    validators = {
        kind: schema(kind) for kind in ("PlanDefinition", "ActivityDefinition", "CodeSystem", "ValueSet", "Bundle")
    }

    problems = [
        f"{edition.code} {resource['id']}: {error.message} at {list(error.instance_path)}"
        for edition in editions()
        for resource in [*resources(edition), edition_bundle(edition, on=ON)]
        for error in validators[resource["resourceType"]].iter_errors(resource)
    ]

    assert problems == []


def test_the_schema_refuses_what_it_does_not_know(schema):
    plan = plan_definition(load_edition("UK-TB-2023"), on=ON)

    assert not schema("PlanDefinition").is_valid({**plan, "colour": "yellow"})


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_every_edition_is_accepted_by_another_programs_validator(tmp_path):
    everything = [resource for edition in editions() for resource in resources(edition)]
    everything.append({**plan_definition(load_edition("UK-TB-2023"), on=ON), "id": "spoilt", "status": 5})
    (tmp_path / "validate.cjs").write_text(VALIDATE, encoding="utf-8")
    (tmp_path / "resources.json").write_text(json.dumps(everything), encoding="utf-8")
    command = [
        "node",
        str(tmp_path / "validate.cjs"),
        str(VENDOR / "core.cjs"),
        str(VENDOR),
        str(tmp_path / "resources.json"),
    ]

    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)

    problems = json.loads(done.stdout)
    assert [problem.split(":")[0] for problem in problems] == ["spoilt"]


def test_an_item_says_its_condition_its_source_and_what_is_done():
    plan = plan_definition(load_edition("UK-TB-2023"), on=ON)
    examination = next(action for action in plan["action"] if action["id"] == "examination")
    film = next(action for action in examination["action"] if action["title"] == "Chest film")

    condition = film["condition"][0]
    assert condition["extension"][0]["valueString"] == "to_examine and not child and (not expecting or shielded_film)"
    assert condition["expression"]["expression"] == (
        "(%toExamine and (%child).not() and ((%expecting).not() or %shieldedFilm))"
    )
    assert [one["label"] for one in film["documentation"]] == ["UK-21", "UK-24"]
    assert film["definitionCanonical"] == f"{BASE}:edition:UK-TB-2023:item:chest_film"


def test_the_vocabulary_holds_every_fact_with_its_words_in_four_languages():
    concepts = {concept["code"]: concept for concept in code_system(on=ON)["concept"]}

    assert set(concepts) == set(vocabulary())
    assert [one["language"] for one in concepts["igra"]["designation"]] == ["fr", "es", "ar"]
    assert "igra.positive" in [inner["code"] for inner in concepts["igra"]["concept"]]
