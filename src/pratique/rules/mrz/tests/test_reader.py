"""Reading: the published specimens, every kind of fault at its character, and what readers and people type."""

from datetime import date

import pytest

from pratique.rules.mrz import MrzDate, MrzKind, MrzProblem, Span, read_all, read_mrz
from pratique.rules.mrz.tests.specimens import CARD_WITH_LONG_NUMBER, PASSPORT, SPECIMENS

ON = date(2025, 11, 20)

# Doc 9303 parts 4 to 7, the captions of the specimens: number, birth, expiry, optional data.
SPECIMEN_FIELDS = [
    ("L898902C3", "1974-08-12", "2012-04-15", "ZE184226B", "F", "ERIKSSON", "ANNA MARIA", "UTO"),
    ("D23145890", "1974-08-12", "2012-04-15", "", "F", "ERIKSSON", "ANNA MARIA", "UTO"),
    ("D23145890", "1974-08-12", "2012-04-15", "", "F", "ERIKSSON", "ANNA MARIA", "UTO"),
    ("D23145890734", "1934-07-12", "1995-07-12", "", "M", "STEVENSON", "PETER JOHN", "UTO"),
    ("L8988901C", "1940-09-07", "1996-12-10", "6ZE184226B", "F", "ERIKSSON", "ANNA MARIA", "XXX"),
    ("L8988901C", "1940-09-07", "1996-12-10", "", "F", "ERIKSSON", "ANNA MARIA", "XXX"),
]


COMPOSITE = ("check_digit_wrong", "composite", Span(1, 43, 44))


def line_two(replacement, start):
    first, second = PASSPORT.split("\n")
    return f"{first}\n{second[:start]}{replacement}{second[start + len(replacement) :]}"


def codes(reading):
    return [(problem.code, problem.field, problem.span) for problem in reading.problems]


@pytest.mark.parametrize(("specimen", "expected"), list(zip(SPECIMENS, SPECIMEN_FIELDS, strict=True)))
def test_published_specimens_are_read_clean(specimen, expected):
    reading = read_mrz("\n".join(specimen["lines"]), on=ON)

    fields = reading.fields
    assert reading.kind == specimen["format"]
    assert reading.problems == ()
    assert [check.ok for check in reading.checks] == [True] * len(reading.checks)
    assert (
        fields.document_number,
        fields.birth_date.iso,
        fields.expiry_date.iso,
        fields.optional_data,
        fields.sex,
        fields.surname,
        fields.given_names,
        fields.nationality,
    ) == expected


def test_checks_say_which_characters_they_cover():
    reading = read_mrz(CARD_WITH_LONG_NUMBER, on=ON)

    assert [(check.name, check.covers, check.at) for check in reading.checks] == [
        ("document_number", (Span(0, 5, 14), Span(0, 15, 18)), Span(0, 18, 19)),
        ("birth_date", (Span(1, 0, 6),), Span(1, 6, 7)),
        ("expiry_date", (Span(1, 8, 14),), Span(1, 14, 15)),
        ("composite", (Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)), Span(1, 29, 30)),
    ]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (line_two("9", 8), [("check_digit_wrong", "document_number", Span(1, 9, 10)), COMPOSITE]),
        (line_two("11", 42), [COMPOSITE]),
        (
            line_two("741312<", 13),
            [
                ("date_not_real", "birth_date", Span(1, 13, 19)),
                ("check_digit_wrong", "birth_date", Span(1, 19, 20)),
                COMPOSITE,
            ],
        ),
        (line_two("ABC", 10), [("state_unknown", "nationality", Span(1, 10, 13))]),
        (line_two("K", 20), [("character_out_of_place", "sex", Span(1, 20, 21))]),
        (PASSPORT.replace("ANNA", "ANN4"), [("character_out_of_place", "names", Span(0, 18, 19))]),
        (PASSPORT.replace("ANNA<MARIA<", "ANNA<<MARIA"), [("names_unclear", "names", Span(0, 19, 21))]),
        (PASSPORT.replace("ERIKSSON<<ANNA<MARIA", "<" * 20), [("names_missing", "names", Span(0, 5, 44))]),
        (PASSPORT.replace("P<UTO", "X<UTO"), [("document_code_unknown", "document_code", Span(0, 0, 2))]),
        (line_two("<<<<<<<<<0", 0), [("document_number_missing", "document_number", Span(1, 0, 9)), COMPOSITE]),
    ],
)
def test_each_fault_is_reported_at_its_characters(text, problems):
    reading = read_mrz(text, on=ON)

    assert codes(reading) == problems
    assert not reading.is_clean


def test_a_failed_check_shows_printed_and_computed_digit():
    problem = read_mrz(line_two("9", 8), on=ON).problems[0]

    assert problem == MrzProblem(
        code="check_digit_wrong", span=Span(1, 9, 10), field="document_number", found="6", expected="2"
    )


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [("nothing_to_read", "", None)]),
        (" \r\n\t \ufeff", [("nothing_to_read", "", None)]),
        (PASSPORT[:-1], [("wrong_length", "", Span(1, 0, 43))]),
        (PASSPORT.split("\n")[0], [("wrong_number_of_lines", "", None)]),
        (PASSPORT.replace("ANNA", "ÅNNA"), [("character_not_allowed", "", Span(0, 15, 16))]),
        (PASSPORT.replace("ANNA", "AN\0A"), [("character_not_allowed", "", Span(0, 17, 18))]),
        ("passport of Anna", [("wrong_number_of_lines", "", None)]),
        ("<" * 1_000_001, [("text_too_long", "", None)]),
        (PASSPORT + "\n" + PASSPORT, [("several_documents", "", None)]),
    ],
)
def test_what_is_no_zone_is_refused_without_fields(text, problems):
    reading = read_mrz(text, on=ON)

    assert codes(reading) == problems
    assert reading.fields is None


@pytest.mark.parametrize(
    "text",
    [
        PASSPORT.replace("\n", "\r"),
        PASSPORT.replace("\n", "\r\n") + "\r\n",
        PASSPORT.replace("\n", "\t") + "\t",
        PASSPORT.replace("\n", ""),
        PASSPORT.replace("\n", " "),
        PASSPORT.replace("\n", "\r\n\r\n"),
        "\x02" + PASSPORT.replace("\n", "\r") + "\r\x03",
        PASSPORT.lower(),
        "\ufeff" + PASSPORT,
        PASSPORT.replace("<<", "«"),
        PASSPORT.replace("O7408122F", " O 7408122 F "),
        "\u200e" + PASSPORT.replace("\n", "\u200f\u2028"),
    ],
)
def test_readers_that_type_and_pastes_are_tolerated(text):
    reading = read_mrz(text, on=ON)

    assert reading.lines == tuple(PASSPORT.split("\n"))
    assert reading.problems == ()


def test_several_documents_in_one_text_are_read_in_order():
    text = f"{PASSPORT}\n{CARD_WITH_LONG_NUMBER}\n\n{PASSPORT[:-1]}\n{CARD_WITH_LONG_NUMBER}"

    readings = read_all(text, on=ON)

    assert [(reading.kind, len(reading.problems)) for reading in readings] == [
        (MrzKind.TD3, 0),
        (MrzKind.TD1, 0),
        (None, 1),
        (MrzKind.TD1, 0),
    ]


@pytest.mark.parametrize(
    ("printed", "on", "value"),
    [
        ("251120", date(2025, 11, 20), MrzDate("251120", 2025, 11, 20)),
        ("251121", date(2025, 11, 20), MrzDate("251121", 1925, 11, 21)),
        ("25<<<<", date(2025, 1, 1), MrzDate("25<<<<", 2025, None, None)),
        ("2512<<", date(2025, 11, 20), MrzDate("2512<<", 1925, 12, None)),
        ("<<<<<<", date(2025, 11, 20), MrzDate("<<<<<<", None, None, None)),
        ("000229", date(2025, 11, 20), MrzDate("000229", 2000, 2, 29)),
    ],
)
def test_a_birth_date_is_never_in_the_future(printed, on, value):
    fields = read_mrz(line_two(printed, 13), on=on).fields

    assert fields.birth_date == value


@pytest.mark.parametrize(
    ("printed", "iso"), [("741231", "2074-12-31"), ("750101", "1975-01-01"), ("351120", "2035-11-20")]
)
def test_an_expiry_date_lies_in_the_hundred_years_around_the_day(printed, iso):
    assert read_mrz(line_two(printed, 21), on=ON).fields.expiry_date.iso == iso


@pytest.mark.parametrize(
    ("iso", "precision", "value"),
    [
        ("1974-08-12", "day", MrzDate("740812", 1974, 8, 12)),
        ("1974-08", "month", MrzDate("7408<<", 1974, 8, None)),
        ("1974", "year", MrzDate("74<<<<", 1974, None, None)),
        (None, "unknown", MrzDate("<<0812", None, 8, 12)),
    ],
)
def test_a_date_says_how_much_of_it_is_known(iso, precision, value):
    assert (value.iso, value.precision) == (iso, precision)


@pytest.mark.parametrize("code", ["D<<", "GBN", "UNO", "XXA", "XXB", "XXC", "RKS", "EUE"])
def test_codes_of_travel_documents_are_known(code):
    assert read_mrz(line_two(code, 10), on=ON).fields.nationality == code.rstrip("<")
    assert read_mrz(line_two(code, 10), on=ON).problems == ()


@pytest.mark.parametrize("printed", ["<", "0"])
def test_the_digit_of_an_empty_optional_element_may_be_a_filler(printed):
    first, second = PASSPORT.split("\n")
    second = f"{second[:28]}{'<' * 14}{printed}8"

    reading = read_mrz(f"{first}\n{second}", on=ON)

    assert [check.ok for check in reading.checks if check.name == "optional_data"] == [True]


def test_a_name_that_fills_its_field_may_be_truncated():
    first, second = PASSPORT.split("\n")
    first = "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"

    fields = read_mrz(f"{first}\n{second}", on=ON).fields

    assert (fields.surname, fields.given_names, fields.names_truncated) == (
        "NILAVADHANANANDA",
        "CHAYAPA DEJTHAMRONG K",
        True,
    )


@pytest.mark.parametrize(
    ("text", "span", "proposed", "repairs"),
    [
        (line_two("O", 15), Span(1, 15, 16), "0", ("birth_date", "composite")),
        (line_two("I2O", 21), Span(1, 21, 22), "1", ()),
        (line_two("8", 36), Span(1, 36, 37), "B", ("optional_data", "composite")),
        (PASSPORT.replace("ERIKSSON", "ERIK5SON"), Span(0, 9, 10), "S", ()),
    ],
)
def test_a_look_alike_is_proposed_and_never_applied(text, span, proposed, repairs):
    reading = read_mrz(text, on=ON)

    found = text.split("\n")[span.line][span.start]
    assert (span, found, proposed, repairs) in [
        (one.span, one.found, one.proposed, one.repairs) for one in reading.suggestions
    ]
    assert reading.lines == tuple(text.split("\n"))


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        (PASSPORT.replace("MARIA<<<<", "MARIA<"), [(Span(0, 25, 41), "<" * 16, "<" * 19)]),
        (PASSPORT.replace("B<<<<<1", "B<<<<<<1"), [(Span(1, 37, 43), "<" * 6, "<" * 5)]),
        (
            PASSPORT.replace("MARIA<", "MARIA").replace("B<<<<<1", "B<<<<1"),
            [(Span(0, 25, 43), "<" * 18, "<" * 19), (Span(1, 37, 41), "<" * 4, "<" * 5)],
        ),
        (PASSPORT.replace("74081", "7481"), []),
    ],
)
def test_miscounted_fillers_are_proposed_when_the_zone_would_then_be_clean(text, spans):
    reading = read_mrz(text, on=ON)

    assert [(one.span, one.found, one.proposed) for one in reading.suggestions] == spans
    assert {problem.code for problem in reading.problems} == {"wrong_length"}
    assert reading.fields is None
