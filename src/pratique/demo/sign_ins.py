"""Who can sign in to the demo mission: one user for each role, all with the same known password."""

PASSWORD = "pratique-demo"  # noqa: S105 - known to everybody, for invented people only
ROLES = (
    "reception",
    "nurse",
    "physician",
    "radiographer",
    "radiologist",
    "laboratory",
    "vaccinator",
    "treatment",
    "travel",
    "supervisor",
    "epidemiologist",
    "clinician",
    "authority",
    "privacy",
    "admin",
)


def email(role: str) -> str:
    return f"{role}@demo.example"
