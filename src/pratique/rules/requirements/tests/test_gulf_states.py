"""The Gulf states' editions: flagged, and care opened by the result and not by the visa."""

import pytest

from pratique.rules.requirements import judge, load_edition, vocabulary

EDITIONS = ("GC-2016", "GC-2019", "GC-2021")
FINDINGS = {
    "HIV": {"hiv_test": "positive"},
    "hepatitis B": {"hbsag": "positive"},
    "hepatitis C": {"hcv_antibody": "positive"},
    "syphilis": {"syphilis_serology": "reactive_confirmed"},
    "malaria": {"malaria_film": "positive"},
    "microfilariae": {"microfilaria_film": "positive"},
    "a healed scar": {"chest_film": ["fibrotic_scar"]},
    "an infiltrate": {"chest_film": ["infiltrate"]},
    "leprosy": {"gulf_findings": ["leprosy"]},
    "a disability": {"gulf_findings": ["disability"]},
    "severe anaemia": {"haemoglobin": 6.2},
    "pregnancy": {"pregnancy_test": "positive"},
}


def answers(code, visa, finding):
    person = {"age": 30, "sex": "F", "consent_examination": True, "gulf_visa": visa, **finding}
    judgement = judge(edition=load_edition(code), facts=person, ask=False)
    return {key: judgement.values(key) for key in ("counselling", "referral", "conditions")}


@pytest.mark.parametrize("code", EDITIONS)
@pytest.mark.parametrize("finding", FINDINGS.values(), ids=FINDINGS)
def test_counselling_and_referral_are_the_same_whatever_the_visa(code, finding):
    at_work, with_family = answers(code, "work", finding), answers(code, "family", finding)

    assert at_work == with_family
    assert at_work["counselling"] == ("required",)
    assert len(at_work["referral"]) == 1
    assert at_work["conditions"] == ("told_first_and_alone", "no_reason_to_employer")


@pytest.mark.parametrize("code", EDITIONS)
def test_each_edition_carries_its_cautions_to_the_sign_off(code):
    edition = load_edition(code)

    listed = [item for item in edition.provisional_items() if item.startswith("caution ")]

    assert [caution.source for caution in edition.cautions] == [("GC-rights",)] * 4
    assert len(listed) == 4


@pytest.mark.parametrize("code", EDITIONS)
@pytest.mark.parametrize("fact", ["hiv_test", "syphilis_serology", "pregnancy_test", "psychiatric_disorder_found"])
def test_what_could_harm_her_is_shielded_and_never_asked_at_home(code, fact):
    assert fact in load_edition(code).demands
    assert vocabulary()[fact].shield != ""
    assert vocabulary()[fact].home is False
