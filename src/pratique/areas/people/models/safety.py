"""What keeps a person safe: how she may be reached, who may interpret, and what protects her. The last is shielded."""

from django.db import models

from pratique.areas.people.models.persons import Person
from pratique.foundation.actions.versions import Versioned
from pratique.foundation.keys.fields import EncryptedTextField


class SafeContact(Versioned):
    """How a person may be reached. Without a record: not at all."""

    class Kind(models.TextChoices):
        NONE = "none"
        PHONE = "phone"
        NEUTRAL_TEXT = "neutral_text"
        THROUGH = "through"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="safe_contact")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    number = models.CharField(max_length=40, blank=True)
    through_whom = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"safe contact of {self.person_id}"


class InterpreterNeed(Versioned):
    """In which language and dialect, by a woman or a man, and by whom never."""

    class Never(models.TextChoices):
        RELATIVE = "relative"
        EMPLOYER = "employer"
        AGENT = "agent"
        GUARD = "guard"
        OFFICER = "officer"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="interpreter_need")
    language = models.CharField(max_length=8)
    dialect = models.CharField(max_length=100, blank=True)
    interpreter_sex = models.CharField(max_length=1, blank=True)
    never = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"interpreter for {self.person_id}"


class Protection(models.Model):
    """SHIELDED. What the person wanted said about her situation; in no profile, for no authority."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="protection")
    detained = models.BooleanField(default=False)
    unaccompanied = models.BooleanField(default=False)
    accompanied_not_chosen = models.BooleanField(default=False)
    notes = EncryptedTextField(bound_to="person_id")
    said_by = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by_number = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"protection of {self.person_id}"
