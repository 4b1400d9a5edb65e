"""The audit trail (append-only, sealed, erasable in its payload), submission keys and recorded versions."""

import uuid

from django.db import models


class AuditRecord(models.Model):
    """One act or refusal or reading: who, when, where, in which role, on what. Never changed, never deleted."""

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"
        READ = "read"

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    user_number = models.CharField(max_length=16, blank=True)
    site_number = models.CharField(max_length=16, blank=True)
    role = models.CharField(max_length=32)
    purpose = models.CharField(max_length=32)
    action = models.CharField(max_length=100)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    refusal_code = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=32, blank=True)
    person = models.CharField(max_length=16, blank=True)
    compartment = models.CharField(max_length=32, blank=True, help_text="shielded part of the record it concerns")
    payload_digest = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-id"], name="audit_by_person"),
            models.Index(fields=["user_number", "-id"], name="audit_by_user"),
            models.Index(fields=["subject", "-id"], name="audit_by_subject"),
            models.Index(fields=["action", "-id"], name="audit_by_action"),
            models.Index(fields=["outcome", "-id"], name="audit_by_outcome"),
            models.Index(fields=["at"], name="audit_by_instant"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.outcome}"


class AuditPayload(models.Model):
    """What changed, before and after, as canonical JSON. Its text can be erased by rule; its digest stays."""

    record = models.OneToOneField(AuditRecord, on_delete=models.PROTECT, primary_key=True, related_name="payload")
    body = models.TextField(null=True)
    erased_at = models.DateTimeField(null=True)
    erased_by_rule = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"payload of {self.record_id}"


class AuditErasureRule(models.Model):
    """A rule by which the text of a payload may be erased: at any age, or only after some years."""

    RETENTION_EXPIRED = "retention_expired"
    LEGAL_ERASURE = "legal_erasure"

    code = models.CharField(max_length=64, primary_key=True)
    after_years = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class AuditPending(models.Model):
    """A record that waits for its seal."""

    record = models.OneToOneField(AuditRecord, on_delete=models.PROTECT, primary_key=True, related_name="pending")

    def __str__(self) -> str:
        return f"pending {self.record_id}"


class AuditSeal(models.Model):
    """A link of the hash chain: it fixes a record, its payload's digest and its place in the order."""

    sequence = models.BigIntegerField(primary_key=True)
    record = models.OneToOneField(AuditRecord, on_delete=models.PROTECT, related_name="seal")
    record_digest = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"seal {self.sequence}"


class SubmissionKey(models.Model):
    """A submission that was carried out, with its outcome: the same key gives the first outcome again."""

    key = models.CharField(max_length=64)
    action = models.CharField(max_length=100)
    user_number = models.CharField(max_length=16, blank=True)
    outcome = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "action", "user_number"], name="submission_once")]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"


class RecordVersion(models.Model):
    """The values that a record had before somebody changed it."""

    kind = models.CharField(max_length=64)
    record_id_text = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    values = models.JSONField()
    at = models.DateTimeField()
    user_number = models.CharField(max_length=16, blank=True)
    user_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id_text", "version"], name="record_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record_id_text} version {self.version}"
