"""A carrier's profile is never milder than the base table."""

import pytest

from pratique.rules.requirements import load_edition

PROFILES = ("FT-CHINA-EASTERN", "FT-SMARTWINGS")
# Below or after these the person is held or assessed: a stricter carrier has the higher number.
HIGHER_IS_STRICTER = ("_days", "_hours", "_below", "_flight")
LOWER_IS_STRICTER = ("weeks_single", "weeks_multiple", "certificate_from_weeks", "check_hours")


def limits(code):
    return {name: one.value for name, one in load_edition(code).parameters.items()}


@pytest.mark.parametrize("code", PROFILES)
def test_every_limit_of_the_base_table_holds_or_is_stricter(code):
    base, carrier = limits("FT-BASE"), limits(code)

    lower = [name for name in base if name in LOWER_IS_STRICTER]
    higher = [name for name in base if name.endswith(HIGHER_IS_STRICTER) and name not in lower]

    assert [name for name in higher if carrier[name] < base[name]] == []
    assert [name for name in lower if carrier[name] > base[name]] == []
    assert (len(higher), len(lower)) == (19, 4)


def test_the_overrides_are_those_of_the_carriers_pages():
    base = limits("FT-BASE")

    overridden = {code: {k: v for k, v in limits(code).items() if base.get(k) != v} for code in PROFILES}

    assert overridden == {
        "FT-CHINA-EASTERN": {
            "mi_days": 42,
            "newborn_days": 14,
            "postpartum_days": 14,
            "haemoglobin_refused_below": 8,
            "fresh_certificate_from_weeks": 32,
            "certificate_hours": 72,
        },
        "FT-SMARTWINGS": {
            "form_mi_days": 21,
            "form_stroke_days": 10,
            "form_infant_days": 7,
            "form_pneumothorax_days": 14,
            "form_head_injury_days": 14,
        },
    }
