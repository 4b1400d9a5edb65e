"""What the operators' documents say is what the program does."""

import re
import runpy

import pytest

from pratique.config.cli import GROUPS
from pratique.foundation.supervisor.folder import CHECKOUT

OPERATE = CHECKOUT / "docs" / "operate"
DOCUMENTS = sorted(OPERATE.glob("*.md"))


def test_the_table_of_variables_is_written_from_their_declarations():
    written = runpy.run_path(str(CHECKOUT / "tools" / "write_environment.py"))["table"]()

    assert (OPERATE / "environment.md").read_text() == written


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_and_document_that_is_named_exists(document):
    text = document.read_text()

    commands = set(re.findall(r"(?:^|`|/bin/|^ +)pratique ([a-z]+)\b", text, flags=re.MULTILINE))
    assert commands <= set(GROUPS)
    linked = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [name for name in linked if not (OPERATE / name).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_variable_that_is_named_is_declared(document):
    table = (OPERATE / "environment.md").read_text()

    named = set(re.findall(r"PRATIQUE_[A-Z_]+", document.read_text()))
    assert [name for name in named if f"| `{name}` |" not in table] == []
