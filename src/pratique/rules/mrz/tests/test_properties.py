"""What holds for every text and every zone."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pratique.rules.mrz import CannotBeWritten, MrzKind, MrzSource, read_all, read_mrz, to_mrz_letters, write_mrz
from pratique.rules.mrz.digits import ALPHABET, VALUES, check_digit
from pratique.rules.mrz.problems import FIELD_NAMES, SENTENCES, problem_sentence
from pratique.rules.mrz.tests.specimens import PASSPORT, SPECIMENS

ON = date(2025, 11, 20)
MRZ_TEXT = st.text(alphabet=ALPHABET + "<" + "\n\r\t aéß«\0", max_size=200)
SHAPED = st.sampled_from([(3, 30), (2, 36), (2, 44)]).flatmap(
    lambda shape: st.lists(
        st.text(alphabet=ALPHABET + "<", min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)
LANGUAGES = ("en", "fr", "es", "ar")


def has_sentences(readings):
    return all(
        problem_sentence(problem, language)
        for reading in readings
        for problem in reading.problems
        for language in LANGUAGES
    )


@settings(deadline=None)
@given(st.one_of(st.text(), MRZ_TEXT), st.dates())
def test_no_text_makes_the_reader_fail_or_is_accepted_in_silence(text, on):
    readings = read_all(text, on=on)

    assert readings
    assert all(reading.fields is not None or reading.problems for reading in readings)
    assert has_sentences(readings)


@settings(deadline=None)
@given(SHAPED, st.dates())
def test_nothing_of_the_right_shape_makes_the_reader_fail(lines, on):
    readings = read_all("\n".join(lines), on=on)

    assert [reading.lines for reading in readings] == [tuple(lines)]
    assert has_sentences(readings)


@pytest.mark.parametrize("specimen", SPECIMENS)
def test_a_wrong_character_passes_a_check_exactly_when_its_value_is_congruent_modulo_ten(specimen):
    lines = specimen["lines"]
    reading = read_mrz("\n".join(lines), on=ON)
    covered = [
        (check.name, span.line, at)
        for check in reading.checks
        for span in check.covers
        for at in range(span.start, span.end)
    ]
    tried = [(name, line, at, wrong) for name, line, at in covered for wrong in ALPHABET if wrong != lines[line][at]]

    surprising = [
        (name, line, at, wrong)
        for name, line, at, wrong in tried
        if is_right(reading, name, lines, line, at, wrong) != ((VALUES[wrong] - VALUES[lines[line][at]]) % 10 == 0)
    ]

    assert surprising == []


def is_right(reading, name, lines, line, at, wrong):
    changed = [row[:at] + wrong + row[at + 1 :] if number == line else row for number, row in enumerate(lines)]
    check = next(check for check in reading.checks if check.name == name)
    covered = "".join(changed[span.line][span.start : span.end] for span in check.covers)
    return check_digit(covered) == check.printed


@given(st.integers(0, 8), st.sampled_from(ALPHABET))
def test_a_wrong_character_of_the_document_number_is_never_clean_unless_congruent(at, wrong):
    first, second = PASSPORT.split("\n")
    changed = f"{first}\n{second[:at]}{wrong}{second[at + 1 :]}"

    assert read_mrz(changed, on=ON).is_clean == ((VALUES[wrong] - VALUES[second[at]]) % 10 == 0)


NAMES = st.lists(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=12), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(list(MrzKind)),
    st.text(ALPHABET, min_size=1, max_size=9),
    NAMES,
    NAMES,
    st.dates(date(1930, 1, 1), date(2024, 12, 31)),
    st.sampled_from("MFX"),
)
def test_what_is_written_is_read_back(kind, number, surname, given_names, birth, sex):
    source = MrzSource(
        kind=kind,
        document_code={"T": "P", "M": "V"}[kind[0]] if kind not in {"TD1", "TD2"} else "I",
        issuing_state="UTO",
        document_number=number,
        surname=surname,
        given_names=given_names,
        nationality="XXB",
        birth_date=birth.strftime("%y%m%d"),
        sex=sex,
        expiry_date="3101<<",
        optional_data="A1",
    )

    reading = read_mrz("\n".join(write_mrz(source)), on=ON)

    fields = reading.fields
    assert reading.problems == ()
    assert (fields.document_number, fields.birth_date.iso, fields.sex) == (number, birth.isoformat(), sex)
    assert (fields.expiry_date.iso, fields.optional_data) == ("2031-01", "A1")
    whole = (fields.surname, fields.given_names) == (surname, given_names)
    assert whole or fields.names_truncated
    assert (fields.surname[0], fields.given_names[0]) == (surname[0], given_names[0])


@given(st.sampled_from([MrzKind.TD1, MrzKind.TD2]), st.text(ALPHABET, min_size=10, max_size=15))
def test_a_long_document_number_goes_on_in_the_optional_data(kind, number):
    source = MrzSource(
        kind=kind,
        document_code="I",
        issuing_state="D",
        document_number=number,
        surname="Öztürk",
        given_names="Ayşe",
        nationality="D",
        birth_date="<<<<<<",
        sex="F",
        expiry_date="300101",
    )

    reading = read_mrz("\n".join(write_mrz(source)), on=ON)

    assert reading.problems == ()
    assert (reading.fields.document_number, reading.fields.surname) == (number, "OEZTUERK")


# Rows of Doc 9303 part 3, section 6; the Arabic name is the document's own example.
@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Nguyễn Thị Hồng", "NGUYEN<THI<HONG"),
        ("O'Connor-Müller", "OCONNOR<MUELLER"),
        ("Щербаков", "SHCHERBAKOV"),
        ("Straße", "STRASSE"),
        ("أبو بكر محمد", "XAEBW<BKR<MXHMD"),
        ("", ""),
        ("李", None),
    ],
)
def test_names_of_other_scripts_become_letters_of_the_zone(name, letters):
    assert to_mrz_letters(name) == letters


def test_what_does_not_fit_cannot_be_written():
    source = MrzSource(
        kind=MrzKind.MRVB,
        document_code="V",
        issuing_state="UTO",
        document_number="1234567890",
        surname="A",
        given_names="B",
        nationality="UTO",
        birth_date="740812",
        sex="F",
        expiry_date="300101",
    )

    with pytest.raises(CannotBeWritten, match="document_number"):
        write_mrz(source)


def test_every_sentence_exists_in_every_language():
    assert {code for code, row in SENTENCES.items() if set(row) != set(LANGUAGES)} == set()
    assert {name for name, row in FIELD_NAMES.items() if set(row) != set(LANGUAGES)} == set()
