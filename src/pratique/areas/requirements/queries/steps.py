"""What people call the steps that several authorities accept, and how results of steps are made."""

from typing import Any

from django.utils.translation import gettext_lazy as _

STEP_WORDS = {
    "history": _("History"),
    "physical_exam": _("Physical examination"),
    "chest_film": _("Chest film"),
    "igra": _("Blood test for infection (IGRA)"),
    "tst_or_igra": _("Skin or blood test for infection"),
    "sputum_smear_x3": _("Three sputum smears"),
    "sputum_culture_x3": _("Three sputum cultures"),
    "gastric_lavage_x3": _("Three gastric lavages"),
    "molecular_first_specimen": _("Molecular test of the first specimen"),
    "dst": _("Drug-susceptibility test"),
    "child_workup_choice": _("Choice of examination for the child"),
    "pregnancy_choice": _("Choice in pregnancy"),
    "hiv_test": _("HIV test"),
    "syphilis_serology": _("Syphilis test"),
    "gonorrhoea_naat": _("Gonorrhoea test"),
    "hepatitis_b_antigen": _("Hepatitis B test"),
    "hepatitis_c_antibody": _("Hepatitis C test"),
    "creatinine": _("Creatinine with eGFR"),
    "blood_count": _("Blood count"),
    "glucose": _("Blood glucose"),
    "hba1c": _("HbA1c"),
    "liver_tests": _("Liver tests"),
    "urinalysis": _("Urinalysis"),
    "urine_microscopy": _("Urine microscopy"),
    "stool_examination": _("Stool examination"),
    "malaria_film": _("Blood film for malaria"),
    "microfilaria_film": _("Blood film for microfilaria"),
    "malaria_rapid_test": _("Rapid test for malaria"),
    "pregnancy_test": _("Pregnancy test"),
    "vaccination_check": _("Check of vaccinations"),
    "endocrinologist_report": _("Endocrinologist's report"),
    "nephrologist_report": _("Nephrologist's report"),
    "pre_departure_screening": _("Screening before departure"),
}
# Ways of making a result that some authority tells apart.
METHOD_WORDS = {"digital": _("digital image (DICOM)")}


def step_words(code: str, otherwise: Any = "") -> Any:
    """The step in words; where the house has none, the words given."""
    return STEP_WORDS.get(code, otherwise or code)
