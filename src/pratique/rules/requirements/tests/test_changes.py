"""What a new edition changes is told row by row."""

from pratique.rules.requirements.changes import Kind, changes, edition_before
from pratique.rules.requirements.heads import heads
from pratique.rules.requirements.loading import load_edition, read_edition

UK = load_edition("UK-TB-2023")


def told(before, after):
    return [(change.kind, change.part, change.code) for change in changes(before, after)]


def test_an_edition_changes_nothing_against_itself():
    assert told(UK, UK) == []


def test_the_presence_rule_and_its_readings_are_what_changed_in_2023():
    found = told(load_edition("UK-TB-2015"), UK)

    assert (Kind.CHANGED, "definition", "certificate_needed") in found
    assert (Kind.CAME, "parameter", "presence_reading") in found
    assert not [code for kind, part, code in found if part == "item"]


def test_a_changed_parameter_says_both_readings():
    changed = read_edition(heads()["UK-TB-2023"].path, {"contact_look_back_months": 24})

    found = changes(UK, changed)

    assert [(one.code, one.before, one.after) for one in found] == [("contact_look_back_months", 12, 24)]


def test_the_edition_before_is_of_the_same_family():
    assert [edition_before(load_edition(code)) for code in ("UK-TB-2013", "UK-TB-2015", "UK-TB-2023")] == [
        None,
        "UK-TB-2013",
        "UK-TB-2015",
    ]
