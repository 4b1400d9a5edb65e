"""Papers and numbers that others gave a person, and her photographs."""

from typing import ClassVar

from django.db import models

from pratique.areas.people.models.persons import Person


class Document(models.Model):
    """A travel or identity document, as read or typed. `is_verified`: somebody held it and its check digits agreed."""

    class Kind(models.TextChoices):
        PASSPORT = "passport"
        IDENTITY_CARD = "identity_card"
        VISA = "visa"
        TRAVEL_DOCUMENT = "travel_document"
        OTHER = "other"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    number = models.CharField(max_length=40)
    issuer = models.CharField(max_length=3, blank=True)
    expires_on = models.DateField(null=True)
    mrz = models.TextField(blank=True)
    is_verified = models.BooleanField(default=False)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"document of {self.person_id}"


class Identifier(models.Model):
    """A number under which somebody else knows the person."""

    class Scheme(models.TextChoices):
        UNHCR = "unhcr"
        AUTHORITY = "authority"
        PROGRAMME = "programme"
        NATIONAL = "national"
        CASE = "case"
        OTHER = "other"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=16, choices=Scheme.choices)
    issuer = models.CharField(max_length=100, blank=True)
    value = models.CharField(max_length=60)
    value_key = models.CharField(max_length=60)
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"identifier of {self.person_id}"


class Photo(models.Model):
    """One photograph, kept as a file; the latest is the one that counts."""

    class Source(models.TextChoices):
        FILE = "file"
        CAMERA = "camera"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="photos")
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=8, choices=Source.choices)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=16, blank=True)

    class Meta:
        ordering: ClassVar = ["-taken_at", "-pk"]

    def __str__(self) -> str:
        return f"photo of {self.person_id}"
