"""What a case of the United States gives about infections, Hansen's disease, mental disorder, substances."""

from collections.abc import Callable, Mapping
from typing import Any

from pratique.areas.requirements.cases.case import UnreadableCase, listed
from pratique.areas.requirements.cases.topic import Facts, Given, Topic, word
from pratique.rules.requirements.words import vocabulary

PLAIN = {
    "age": "age",
    "age_months": "age_months",
    "sex": "sex",
    "applicant": "applicant",
    "pregnant": "pregnant",
    "exam_date": "exam_on",
    "sti_suspected": "sti_suspected",
    "months_since_last_harm": "months_since_harm",
    "months_since_last_dsm_criterion": "months_since_dsm_criterion",
}
HANSEN = {"type": "hansen_type", "treatment_days": "hansen_treatment_days"}
WAIVER = {"form": "waiver_form", "approved": "waiver_approved", "us_provider_named": "waiver_provider_named"}
RESULTS = {
    "nontreponemal": "syphilis_nontreponemal",
    "treponemal": "syphilis_treponemal",
    "stage": "syphilis_stage",
    "gonorrhea": "gonorrhoea_naat",
}
# The history is taken and found what the input says; it says nothing of these.
ABSENT = {
    "sti_suspected": False,
    "sti_history": False,
    "other_sti_treated": False,
    "penicillin_allergy": False,
    "pregnant": False,
    "applicant": "immigrant",
    "waiver_form": "none",
    "waiver_approved": False,
    "hansen_type": "none",
    "mental_disorders": ["none"],
    "prior_mental_class": "none",
    "history_taken": True,
    "physical_exam_done": True,
}
OTHER_SUBSTANCES = {
    "amphetamine_type": "amphetamine",
    "amphetamines": "amphetamine",
    "hallucinogens": "hallucinogen",
    "inhalants": "inhalant",
    "methamphetamine": "amphetamine",
    "stimulant": "amphetamine",
    "heroin": "opioid",
    "marijuana": "cannabis",
    "opiate": "opioid",
    "opioids": "opioid",
    "sedative_hypnotic_anxiolytic": "sedative",
    "sedatives": "sedative",
    "sedatives_hypnotics_anxiolytics": "sedative",
}
PREFIXES = ("TB_", "SYPH_", "GC_", "HD_", "VAX_", "OTHER_B", "NONE")


def question(given: Given) -> str:
    """Only the examination is asked; how long a conclusion is valid is the tuberculosis editions' part."""
    if given.get("classes") is not None:
        raise UnreadableCase("unknown key classes")
    return "examination"


def case_facts(given: Given, results: Given) -> Facts:
    """Facts of the vocabulary, completed as the format says."""
    facts: Facts = {}
    for key, value in given.items():
        if value is not None:
            _take_input(facts, key, value)
    for key, value in results.items():
        if value is not None and key in RESULTS:
            facts[RESULTS[key]] = word(value)
    _take_treated(facts, results.get("treated"))
    _take_months(facts)
    for name, value in ABSENT.items():
        facts.setdefault(name, value)
    return facts


def _take_input(facts: Facts, key: str, value: Any) -> None:
    if key in PLAIN:
        facts[PLAIN[key]] = value
    elif key in MADE:
        facts |= MADE[key](value)
    elif key in MEMBERS:
        for member, one in value.items():
            if member not in MEMBERS[key]:
                raise UnreadableCase(f"unknown key {key}.{member}")
            facts[MEMBERS[key][member]] = one


def _take_treated(facts: Facts, treated: Any) -> None:
    """`treated` speaks of the infection found at this exam, so that its treatment lies within the last year."""
    if treated is not None:
        facts |= {"syphilis_treated": treated, "gonorrhoea_treated": treated}
    if treated is True:
        facts["months_since_syphilis_treatment"] = 0


def _take_months(facts: Facts) -> None:
    """A disorder or a harmful behaviour that is told without a time is there now; a time of harm tells of harm."""
    if "months_since_harm" in facts:
        facts["harmful_behaviour"] = True
    elif facts.setdefault("harmful_behaviour", False):
        facts["months_since_harm"] = 0
    if any(one.endswith("_use_disorder") for one in facts.get("mental_disorders", ())):
        facts.setdefault("months_since_dsm_criterion", 0)


def _disorders(value: Any) -> Facts:
    return {"mental_disorders": [_disorder(one) for one in listed(value)] or ["none"]}


def _disorder(value: Any) -> str:
    """A value of the vocabulary; a name that it doesn't hold is another disorder, or one of another substance."""
    if not isinstance(value, str):
        raise UnreadableCase(f"unknown value disorder={value}")
    substance = value.removesuffix("_use_disorder")
    name = f"{OTHER_SUBSTANCES[substance]}_use_disorder" if substance in OTHER_SUBSTANCES else value
    if name in vocabulary()["mental_disorders"].values:
        return name
    return "other_substance_use_disorder" if name.endswith("_use_disorder") else "other_mental_disorder"


def _prior_class(value: Any) -> Facts:
    if value in vocabulary()["prior_mental_class"].values:
        return {"prior_mental_class": value}
    if not str(value).startswith(PREFIXES):
        raise UnreadableCase(f"unknown value prior_class={value}")
    return {"prior_mental_class": "none"}


def _craving(value: Any) -> Facts:
    """Craving is no criterion that counts against remission."""
    if not isinstance(value, bool):
        raise UnreadableCase(f"unknown value craving={value}")
    return {}


MEMBERS: Mapping[str, Mapping[str, str]] = {"hansen": HANSEN, "waiver": WAIVER}
MADE: Mapping[str, Callable[[Any], Facts]] = {
    "birth_date": lambda value: {"birth_earliest": value, "birth_latest": value},
    "pregnant_trimester": lambda _: {"pregnant": True},
    "disorder": _disorders,
    "prior_class": _prior_class,
    "harmful_behavior": lambda value: {"harmful_behaviour": bool(listed(value))},
    "craving": _craving,
}


CONDITIONS = Topic(facts=case_facts, question=question)
