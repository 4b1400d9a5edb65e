"""What the page shows and hides by a condition is what the server answers."""

import json
import shutil
import subprocess
from random import Random

import pytest

from pratique.rules.language.evaluation import answer
from pratique.rules.language.javascript import JavaScript
from pratique.rules.language.nodes import expand
from pratique.rules.language.surely import surely
from pratique.rules.requirements import load_edition, vocabulary


def people(question, count):
    """Anybody, half of the facts unknown; dates aside, which the page doesn't decide."""
    dice = Random(2018)  # noqa: S311 - the same people every time
    for _ in range(count):
        known = [name for name in question.facts if dice.random() < 0.5 and vocabulary()[name].type != "date"]
        yield {name: dice.choice(question.domains[name]) for name in known}


@pytest.mark.skipif(shutil.which("node") is None, reason="node is not installed")
def test_the_page_agrees_with_the_server_on_every_condition_of_an_edition(tmp_path):
    question = load_edition("US-TB-2018").questions["examination"]
    nodes = [expand(node, question.named) for node in question.named.values()]
    persons = list(people(question, 150))
    page = JavaScript(vocabulary())
    rules = ",".join(f"(facts) => [!!{surely(node, True, page)}, !!{surely(node, False, page)}]" for node in nodes)
    script = tmp_path / "page.js"
    script.write_text(
        f"const rules = [{rules}]; const persons = {json.dumps(persons)};"
        "console.log(JSON.stringify(persons.map((facts) => rules.map((rule) => rule(facts)))));",
        encoding="utf-8",
    )

    done = subprocess.run(["node", str(script)], capture_output=True, text=True, check=True, timeout=60)

    answers = [[answer(node, person.get, vocabulary()) for node in nodes] for person in persons]
    assert json.loads(done.stdout) == [[[found is True, found is False] for found in row] for row in answers]
