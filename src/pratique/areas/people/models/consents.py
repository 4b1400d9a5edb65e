"""What a person agreed to, refused or withdrew, in which words, and who was in the room. Rows are only added."""

from typing import ClassVar

from django.db import models

from pratique.areas.people.models.persons import Person


class Consent(models.Model):
    """One decision on one text. The latest decision on a purpose is the one that counts."""

    class Decision(models.TextChoices):
        GIVEN = "given"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    class How(models.TextChoices):
        DRAWN = "drawn"
        THUMB_WITNESSED = "thumb_witnessed"
        SPOKEN_WITNESSED = "spoken_witnessed"

    class Authority(models.TextChoices):
        """Who was entitled to decide."""

        SELF = "self"
        SELF_BY_OWN_WORD = "self_by_own_word"
        GUARDIAN = "guardian"
        REPRESENTATIVE = "representative"
        BEST_INTERESTS = "best_interests"

    class Assent(models.TextChoices):
        GIVEN = "given"
        REFUSED = "refused"
        BELOW_AGE = "below_age"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose_code = models.CharField(max_length=40)
    text_edition = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    decision = models.CharField(max_length=10, choices=Decision.choices)
    how = models.CharField(max_length=16, choices=How.choices, blank=True)
    signature = models.CharField(max_length=64, blank=True, help_text="digest of the drawn signature")
    witness = models.CharField(max_length=200, blank=True)
    decided_by = models.CharField(max_length=20, choices=Authority.choices)
    guardian = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    guardian_name = models.CharField(max_length=200, blank=True)
    second_staff_number = models.CharField(max_length=16, blank=True)
    best_interests = models.TextField(blank=True)
    assent = models.CharField(max_length=10, choices=Assent.choices, blank=True)
    in_room = models.JSONField(default=list)
    at = models.DateTimeField()
    by_number = models.CharField(max_length=16, blank=True)
    by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["person", "purpose_code", "-at"], name="consent_latest")]

    def __str__(self) -> str:
        return f"{self.purpose_code} {self.decision} by {self.person_id}"
