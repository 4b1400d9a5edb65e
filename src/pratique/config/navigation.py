"""Where each kind of thing has its page, and the lines of the rail."""

from django.utils.translation import gettext_lazy as _

from pratique.foundation.ui.navigation import Entry

PAGES = {
    "person": "desk:person_file",
    "consents": "people:consents",
    "case": "assessments:case",
    "station": "assessments:station",
    "edition": "requirements:see_edition",
    "certificates": "certificates:case_certificates",
    "certificate": "certificates:certificate",
}

ENTRIES = [
    Entry(text=_("Home"), page="desk:home", icon="home"),
    Entry(text=_("Today"), page="desk:board", icon="activity", needs="assessments.board.see"),
    Entry(text=_("Register"), page="people:register_person", icon="plus", needs="people.person.register"),
    Entry(
        text=_("To conclude"), page="assessments:to_conclude", icon="clipboard-check", needs="assessments.case.conclude"
    ),
    Entry(
        text=_("Certificates"),
        page="certificates:certificates",
        icon="certificate",
        needs="certificates.certificate.see",
    ),
    Entry(text=_("Rule book"), page="requirements:rule_book", icon="clipboard-list", needs="requirements.edition.see"),
    Entry(text=_("Audit trail"), page="audit:records", icon="shield-lock", needs="actions.audit.see"),
    Entry(text=_("Staff"), page="staff:list_staff", icon="users", needs="actors.staff.manage"),
]

PURPOSE_NAMES = {
    "assessment": _("Health assessment"),
    "care": _("Care"),
    "administration": _("Administration"),
    "privacy": _("Data protection"),
}

ROLE_NAMES = {
    "reception": _("Reception"),
    "nurse": _("Nurse"),
    "physician": _("Physician"),
    "radiographer": _("Radiographer"),
    "radiologist": _("Radiologist"),
    "laboratory": _("Laboratory"),
    "vaccinator": _("Vaccinator"),
    "treatment": _("Treatment"),
    "travel": _("Travel"),
    "supervisor": _("Supervisor"),
    "epidemiologist": _("Epidemiologist"),
    "clinician": _("Clinician"),
    "authority": _("Health authority"),
    "privacy": _("Data protection officer"),
    "admin": _("Administrator"),
}
