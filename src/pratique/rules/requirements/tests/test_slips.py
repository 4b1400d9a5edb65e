"""A slip in an edition's file is refused at load with file, line, column and the nearest valid word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pratique.rules.requirements.heads import head_of, refuse_overlaps
from pratique.rules.requirements.loading import read_edition
from pratique.rules.requirements.places import BadEdition

SAID = '{ en = "a", fr = "b", es = "c", ar = "d" }'
EDITION = f"""\
[edition]
code = "XX-1"
family = "XX"
destination = "XX"
keyed_by = "exam_on"
in_force_from = 2026-01-01
standing = "verified"
default_question = "examination"
title = {SAID}

[sources]
XX-1 = {{ standing = "verified", text = "Clause." }}

[parameters.film_from]
value = 11
source = "XX-1"
meaning = {SAID}

[questions.examination]

[[questions.examination.definitions]]
name = "adult"
when = "age >= film_from"

[[questions.examination.items]]
id = "film"
code = "CXR"
steps = ["chest_film"]
when = "adult"
done = "chest_film is known"
source = "XX-1"
name = {SAID}
why = {SAID}

[[questions.examination.outcomes]]
value = "PENDING"
when = "unfinished"
waits = true
source = "XX-1"
name = {SAID}

[[questions.examination.outcomes]]
value = "CLEARED"
when = 'not adult or chest_film has ("normal")'
releases = true
source = "XX-1"
name = {SAID}
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "xx_1.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_edition_of_these_tests_is_sound(written):
    assert read_edition(written(EDITION)).code == "XX-1"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'when = "age >=',
            'when = "agee >=',
            "line 23, column 9: the vocabulary has no fact 'agee'; did you mean 'age'?",
        ),
        (
            'has ("normal")',
            'has ("normaal")',
            "line 44, column 39: chest_film has no value 'normaal'; did you mean 'normal'?",
        ),
        ('"age >= film_from"', '"age >= >= 3"', "line 23, column 16: a fact or a value is wanted, not '>='"),
        ('"age >= film_from"', '"age >= \\"old\\""', "line 23, column 9: a integer can't be compared with a choice"),
        ('"age >= film_from"', '"age § film_from"', "line 23, column 13: can't read '§ film_from'"),
        ('"age >= film_from"', '"adult"', "line 23, column 9: conditions need each other: adult -> adult"),
        (
            '"age >= film_from"',
            '"exam_on + 9999 months > exam_on"',
            "line 23, column 19: a date can't be moved by 9999 months",
        ),
        ('"age >= film_from"', '"open(age)"', "line 23, column 13: nothing more is wanted, not '('"),
        ('id = "film"', 'id = "film(1)"', "line 26: 'need_film(1)' can't be a name: letters, digits and _ are wanted"),
        ('name = "adult"', 'name = "get"', "line 22: 'get' can't be a name: letters, digits and _ are wanted"),
        ("value = 11", "value = nan", "line 15: parameter film_from must be a text, a number, a date, true or false"),
        ("releases = true", "relaeses = true", "line 45: unknown word 'relaeses'; did you mean 'releases'?"),
        ("releases = true", 'releases = "yes"', "line 45: releases must be true or false, not 'yes'"),
        ('when = "unfinished"', "when = 3", "line 37: when must be a text, not 3"),
        (
            "[parameters.film_from]",
            "[parametres.film_from]",
            "line 14: unknown word 'parametres'; did you mean 'parameters'?",
        ),
        (
            'standing = "verified"\ndef',
            'standing = "verifed"\ndef',
            "line 7, column 13: unknown standing 'verifed'; did you mean 'verified'?",
        ),
        (
            'keyed_by = "exam_on"',
            'keyed_by = "exam_at"',
            "line 5, column 13: exam_at is not a date; did you mean 'exam_on'?",
        ),
        ("2026-01-01", '"soon"', "line 6: in_force_from must be a date such as 2026-01-31, not 'soon'"),
        ('steps = ["chest_film"]', "steps = []", "line 28: steps must be a list of names"),
        ('done = "chest_film is known"\n', "", "line 25: done is missing here"),
        (
            'waits = true\nsource = "XX-1"',
            'waits = true\nsource = "XX-2"',
            "line 39, column 11: the sources have no clause 'XX-2'; did you mean 'XX-1'?",
        ),
        (
            'default_question = "examination"',
            'default_question = "examinaton"',
            "line 8: no question is called 'examinaton'; did you mean 'examination'?",
        ),
        ('id = "film"', 'id = "film"\nid = "film"', "Cannot overwrite a value (at line 27, column 12)"),
        ("2026-01-01", "2026-13-01", "Expected newline or end of document after a statement (at line 6, column 21)"),
    ],
)
def test_a_slip_is_found_where_it_stands(written, old, new, message):
    assert old in EDITION

    with pytest.raises(BadEdition) as refused:
        read_edition(written(EDITION.replace(old, new, 1)))

    assert str(refused.value).removeprefix("xx_1.toml").lstrip(",: ") == message


def test_a_file_that_includes_itself_is_refused(written):
    with pytest.raises(BadEdition, match="includes itself"):
        read_edition(written('includes = ["xx_1.toml"]\n' + EDITION))


def test_a_file_to_include_that_is_not_there_is_refused_by_name(written):
    with pytest.raises(BadEdition, match=r"line 1: there is no file xx_0\.toml to include"):
        read_edition(written('includes = ["xx_0.toml"]\n' + EDITION))


def test_two_editions_that_claim_the_same_day_are_refused(tmp_path):
    found = []
    for name in ("xx_1", "xx_2"):
        path = tmp_path / f"{name}.toml"
        path.write_text(EDITION.replace("XX-1", name.upper().replace("_", "-")), encoding="utf-8")
        found.append(head_of(path))

    with pytest.raises(BadEdition, match=r"xx_2\.toml: XX-2 starts on 2026-01-01, but XX-1 ends on 9999-12-31"):
        refuse_overlaps(found)


@given(text=st.text(max_size=300), at=st.integers(0, len(EDITION)))
def test_a_file_with_anything_written_into_it_is_read_or_refused(tmp_path_factory, text, at):
    path = tmp_path_factory.mktemp("edition") / "xx_1.toml"
    path.write_bytes((EDITION[:at] + text + EDITION[at:]).encode("utf-8", "surrogatepass"))

    try:
        read_edition(path)
    except BadEdition as refused:
        assert str(refused).startswith("xx_1.toml")
