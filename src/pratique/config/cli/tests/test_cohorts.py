"""`pratique rules cohort` makes people up, judges them, compares editions, and refuses in one sentence."""

import subprocess
import sys

import pyarrow.parquet as parquet
import pytest

from pratique.config.cli import main


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    path = tmp_path_factory.mktemp("cohort") / "people.parquet"
    assert main(["rules", "cohort", "synthesize", "--people", "400", "--seed", "9", str(path)]) == 0
    return path


def test_a_cohort_is_judged_into_a_table_of_as_many_rows(people, tmp_path, capsys):
    into = tmp_path / "judged.parquet"

    code = main(["rules", "cohort", "judge", "--edition", "US-TB-2018", str(people), str(into)])

    assert code == 0
    assert capsys.readouterr().out == f"400 people judged by US-TB-2018: {into}\n"
    assert parquet.read_metadata(into).num_rows == 400


def test_another_reading_is_compared_into_two_files(people, tmp_path, capsys):
    into, moves = tmp_path / "counts.csv", tmp_path / "moves.csv"
    words = ["--before", "US-TB-2018", "--parameter", "high_burden_from=250", "--moves", str(moves)]

    code = main(["rules", "cohort", "what-if", *words, str(people), str(into)])

    assert code == 0
    said = f"400 people, US-TB-2018 and US-TB-2018 (high_burden_from = 250): {into}\n"
    assert capsys.readouterr().out == said
    assert into.read_text(encoding="utf-8").splitlines()[:2] == [
        "kind,name,dimension,group,value,before,after,more",
        "step,history,all,all,required,400,400,0",
    ]
    assert moves.read_text(encoding="utf-8").splitlines()[0] == "kind,name,before,after,people"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["judge", "--edition", "US-TB-1900", "{people}", "{folder}/out"], "Edition US-TB-1900 is not present."),
        (["judge", "--edition", "US-TB-2018", "{folder}/none", "{folder}/out"], "There is no {folder}/none."),
        (["judge", "--edition", "US-TB-2018", "{text}", "{folder}/out"], "{text} can't be read as Parquet."),
        (["judge", "--edition", "US-TB-2018", "{people}", "{folder}/no/out"],
         "There is no folder {folder}/no to write to."),
        (["judge", "--edition", "US-TB-2018", "{people}", "{people}"],
         "The judged table would overwrite the people: give it a name of its own."),
        (["what-if", "--before", "US-TB-2018", "{people}", "{folder}/out"],
         "Nothing would differ: name another edition by --after, or another reading by --parameter."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_in_one_sentence(people, tmp_path, capsys, words, sentence):
    (tmp_path / "text").write_text("no table", encoding="utf-8")
    named = {"people": people, "folder": tmp_path, "text": tmp_path / "text"}

    code = main(["rules", "cohort", *(word.format(**named) for word in words)])

    assert code == 2
    assert capsys.readouterr().err == sentence.format(**named) + "\n"
    assert not (tmp_path / "out").exists()


def test_the_commands_start_without_the_libraries_of_cohorts():
    asked = "import sys, pratique.config.cli.rules; print({'ibis', 'duckdb', 'pyarrow', 'django'} & set(sys.modules))"

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
