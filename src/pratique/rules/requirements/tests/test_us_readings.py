"""Where sources are silent or disagree, the other reading of each named parameter judges as it says."""

import pytest

from pratique.rules.requirements.engine import judge
from pratique.rules.requirements.heads import heads
from pratique.rules.requirements.loading import load_edition, read_edition

SYPHILIS = {
    "age": 30,
    "sex": "M",
    "sti_suspected": False,
    "sti_history": False,
    "other_sti_treated": False,
    "syphilis_treponemal": "positive",
    "gonorrhoea_naat": "negative",
}
DISORDER = {
    "history_taken": True,
    "physical_exam_done": True,
    "applicant": "immigrant",
    "waiver_form": "I-601",
    "waiver_approved": True,
    "prior_mental_class": "none",
    "harmful_behaviour": True,
    "months_since_harm": 3,
    "months_since_dsm_criterion": 14,
    "harm_likely_to_recur": False,
}
REFUGEE = {
    "applicant": "refugee",
    "age": 30,
    "sex": "F",
    "weight_kg": 50,
    "pregnant": False,
    "breastfeeding": "none",
    "loa_loa_exposure": False,
    "seizures_or_cysticercosis": False,
    "artemether_lumefantrine_allergy": False,
    "departure_country": "KE",
}


def judged(code, facts, **reading):
    edition = read_edition(heads()[code].path, reading) if reading else load_edition(code)
    return judge(edition=edition, facts=facts, ask=False)


@pytest.mark.parametrize(
    ("facts", "reading", "usual", "other"),
    [
        (
            {"syphilis_nontreponemal": "positive", "syphilis_stage": "tertiary", "syphilis_treated": False},
            {"untreated_late_syphilis": "class_a"},
            ({"SYPH_B"}, "cleared"),
            ({"SYPH_A"}, "not_cleared"),
        ),
        (
            {"syphilis_nontreponemal": "negative", "syphilis_stage": "primary", "syphilis_treated": False},
            {"treponemal_test_alone": "past_infection"},
            ({"SYPH_A"}, "not_cleared"),
            ({"NONE"}, "cleared"),
        ),
        (
            {"syphilis_nontreponemal": "negative", "syphilis_treponemal": None},
            {"one_negative_test_suffices": True},
            (None, "pending"),
            ({"NONE"}, "cleared"),
        ),
    ],
)
def test_readings_of_syphilis(facts, reading, usual, other):
    by_default = judged("US-STI-2018", SYPHILIS | facts)
    by_reading = judged("US-STI-2018", SYPHILIS | facts, **reading)

    assert (by_default.classification, by_default.clearance) == usual
    assert (by_reading.classification, by_reading.clearance) == other


@pytest.mark.parametrize(
    ("facts", "reading", "usual", "other"),
    [
        (
            {"mental_disorders": ["alcohol_use_disorder"], "waiver_approved": False},
            {"recent_harm_outweighs_remission": False},
            ({"MH_A"}, "not_cleared"),
            ({"MH_B"}, "cleared"),
        ),
        (
            {"mental_disorders": ["opioid_use_disorder"], "waiver_approved": False},
            {"recent_harm_outweighs_remission": False},
            ({"SUD_A"}, "not_cleared"),
            ({"SUD_B"}, "cleared"),
        ),
        (
            {"mental_disorders": ["opioid_use_disorder"], "months_since_dsm_criterion": 0},
            {"waiver_for_controlled_substances": True},
            ({"SUD_A"}, "not_cleared"),
            ({"SUD_A"}, "cleared"),
        ),
    ],
)
def test_readings_of_disorders(facts, reading, usual, other):
    by_default = judged("US-MH-DSM5", DISORDER | facts)
    by_reading = judged("US-MH-DSM5", DISORDER | facts, **reading)

    assert (by_default.classification, by_default.clearance) == usual
    assert (by_reading.classification, by_reading.clearance) == other


ALL = {"albendazole", "ivermectin", "praziquantel", "artemether_lumefantrine"}


@pytest.mark.parametrize(
    ("facts", "reading", "usual", "other"),
    [
        ({"departure_country": "ET"}, {"ethiopia_is_loa_loa_country": False}, ALL - {"ivermectin"}, ALL),
        (
            {"pregnant": True, "pregnancy_weeks": 30},
            {"praziquantel_in_pregnancy": "give"},
            {"artemether_lumefantrine"},
            {"artemether_lumefantrine", "praziquantel"},
        ),
        (
            {"breastfeeding": "later"},
            {"older_limits_of_artemether_lumefantrine": True},
            ALL,
            ALL - {"artemether_lumefantrine"},
        ),
    ],
)
def test_readings_of_refugee_treatment(facts, reading, usual, other):
    assert judged("US-REF-2017", REFUGEE | facts).required_codes == usual
    assert judged("US-REF-2017", REFUGEE | facts, **reading).required_codes == other


def test_how_many_doses_of_ivermectin_the_unseen_edition_gives_is_a_reading():
    assert judged("US-REF-2021", REFUGEE).values("ivermectin.total_mg") == (20,)
    assert judged("US-REF-2021", REFUGEE, ivermectin_doses=1).values("ivermectin.total_mg") == (10,)
