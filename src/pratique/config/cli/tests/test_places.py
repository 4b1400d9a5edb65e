"""Files about places are taken over by a local command, or refused with the line that is wrong."""

import argparse

import pytest

from pratique.areas.places.public import tb_incidence
from pratique.config.cli import build_parser
from pratique.config.cli.places import carried_out, content_of
from pratique.foundation.actions.models import AuditRecord
from pratique.foundation.trouble import Trouble

FILE = b"iso3,year,inc,inc.lo,inc.hi\nUGA,2023,198,117,300\n"


@pytest.mark.django_db
def test_figures_come_in_with_their_source_and_a_trace():
    imported = carried_out("import_tb_incidence", FILE, {"source": "WHO 2024"})

    assert (imported.read, imported.added, tb_incidence("UGA").source) == (1, 1, "WHO 2024")
    assert AuditRecord.objects.get().action == "places.tb_incidence.import"


@pytest.mark.django_db
def test_a_wrong_line_is_named():
    with pytest.raises(Trouble) as trouble:
        carried_out("import_tb_incidence", FILE.replace(b"2023", b"lately"), {"source": "WHO 2024"})

    assert trouble.value.sentence.endswith("correct it. Line 2: 'lately'.")
    assert tb_incidence("UGA") is None


def test_a_file_that_is_not_there_is_said_in_one_sentence(tmp_path):
    with pytest.raises(Trouble) as trouble:
        content_of(tmp_path / "figures.csv")

    assert trouble.value.sentence == f"{tmp_path / 'figures.csv'} cannot be read: No such file or directory."


def test_the_command_line_knows_both_imports(tmp_path):
    arguments: argparse.Namespace = build_parser("places").parse_args(["import-tb", "figures.csv", "--source", "WHO"])

    assert (arguments.file.name, arguments.source) == ("figures.csv", "WHO")
