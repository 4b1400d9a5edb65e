"""Certificates as they were issued, and why some of them no longer count."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actors.models import Site
from pratique.foundation.numbers import new_number


def new_certificate_number() -> str:
    """A number for a certificate."""
    return new_number("K")


class Certificate(models.Model):
    """One paper given to a person; never changed, only ended."""

    number = models.CharField(max_length=16, unique=True, default=new_certificate_number, editable=False)
    serial = models.CharField(max_length=32, unique=True)
    person_number = models.CharField(max_length=16, db_index=True)
    case_number = models.CharField(max_length=16, db_index=True)
    case_destination_id = models.PositiveBigIntegerField()
    programme = models.JSONField(help_text="the programme's name in each language, as printed")
    edition = models.CharField(max_length=64)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=8)
    issued_on = models.DateField(help_text="the site's date, as printed")
    expires_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kid = models.CharField(max_length=16)
    code = models.TextField()
    pdf = models.CharField(max_length=64, help_text="digest of the file")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case_destination_id"], condition=Q(ended_at=None), name="certificate_one_in_force"
            ),
            models.CheckConstraint(condition=Q(expires_on__gte=F("issued_on")), name="certificate_expires_after_issue"),
        ]

    def __str__(self) -> str:
        return self.number


class Revocation(models.Model):
    """Why a certificate stopped counting. Nobody outside learns the reason."""

    class Reason(models.TextChoices):
        REPLACED = "replaced", _("Replaced by a corrected certificate")
        ISSUED_IN_ERROR = "issued_in_error", _("Issued in error")
        NEW_INFORMATION = "new_information", _("New information changes the conclusion")
        IDENTITY_IN_DOUBT = "identity_in_doubt", _("The identity of the person is in doubt")
        LOST = "lost", _("Lost or stolen")

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="revocation")
    reason = models.CharField(max_length=32, choices=Reason.choices)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.reason}"
