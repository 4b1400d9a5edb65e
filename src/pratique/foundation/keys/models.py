"""Keys as they lie in the database: each closed by a key that lies elsewhere."""

from django.db import models


class DataKey(models.Model):
    """One key of the ring, wrapped with the master key; number 0 is the blind index and is never replaced."""

    number = models.PositiveIntegerField(primary_key=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()


class SigningKey(models.Model):
    """A private key of one issuer (a site, or the organization), sealed with the ring; kept for ever."""

    kid = models.CharField(max_length=16, primary_key=True)
    issuer = models.CharField(max_length=40)
    issuer_name = models.CharField(max_length=200)
    public_key = models.JSONField()
    private_key = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer"], condition=models.Q(retired_at=None), name="keys_one_active_key_an_issuer"
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | models.Q(retired_at__isnull=False),
                name="keys_a_revoked_key_is_retired",
            ),
        ]


class TrustListIssue(models.Model):
    """A trust list as it was signed and given out; the newest is the one in use."""

    issued_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    text = models.TextField()
