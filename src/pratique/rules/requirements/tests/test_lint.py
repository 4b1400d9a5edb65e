"""The editions are complete: every row can be reached, and everybody gets an answer."""

import pytest

from pratique.rules.requirements.heads import heads
from pratique.rules.requirements.lint import lint_edition
from pratique.rules.requirements.loading import BadEdition, editions, read_edition

PATH = heads()["US-TB-2018"].path


@pytest.mark.parametrize("edition", editions(), ids=lambda edition: edition.code)
def test_no_edition_has_a_row_that_nobody_reaches_or_a_person_without_an_answer(edition):
    assert lint_edition(edition).problems == ()


def test_another_reading_of_a_named_parameter_judges_differently():
    edition = read_edition(PATH, {"igra_indeterminate": "no_film"})

    assert edition.parameters["igra_indeterminate"].value == "no_film"


def test_a_reading_that_the_edition_does_not_name_is_refused():
    with pytest.raises(BadEdition, match="no reading 'guess'"):
        read_edition(PATH, {"igra_indeterminate": "guess"})


@pytest.fixture
def damaged(tmp_path):
    """Writes the edition and the files that it includes, with one text replaced in the first that has it."""

    def write(old, new):
        texts = {path.name: path.read_text(encoding="utf-8") for path in PATH.parent.glob("*tb_*.toml")}
        name = next(name for name, text in sorted(texts.items()) if old in text)
        texts[name] = texts[name].replace(old, new, 1)
        for file, text in texts.items():
            (tmp_path / file).write_text(text, encoding="utf-8")
        return tmp_path / PATH.name

    return write


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('when = "sputum_indicated"', 'when = "sputum_indicatd"', "sputum_indicatd"),
        ('prior_tb_class in ("TB_A"', 'prior_tb_class in ("TB_Z"', "TB_Z"),
        ('source = "US-TB-11"', 'source = "US-TB-99"', "US-TB-99"),
        ('fr = "Antécédents", ', "", "a text needs"),
        ('when = "who_incidence >= high_burden_from"', 'when = "need_igra"', "need each other"),
        ('name = "suspected"', 'name = "age"', "already means"),
    ],
)
def test_a_slip_in_an_edition_fails_at_load_with_its_name(damaged, old, new, message):
    with pytest.raises(BadEdition, match=message):
        read_edition(damaged(old, new))
