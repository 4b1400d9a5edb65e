"""Which editions are in force where, on whose signature."""

from django.db import models


class EditionInForce(models.Model):
    """A physician's signature that puts one edition in force at one site or everywhere, from a day until a day.

    Rows stay for ever: withdrawing ends one and says who and why.
    """

    edition = models.CharField(max_length=64)
    site = models.ForeignKey(
        "actors.Site", on_delete=models.PROTECT, null=True, related_name="+", help_text="null: at every site"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="the last day in force")
    signed_by = models.ForeignKey("actors.User", on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    provisional_items = models.JSONField(
        default=list, help_text="what was provisional and acknowledged: item, sentence and source as signed"
    )
    note = models.TextField(blank=True)
    withdrawn_by = models.ForeignKey("actors.User", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "site"],
                condition=models.Q(ends_on=None),
                nulls_distinct=False,
                name="edition_in_force_once_a_site",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_by=None)
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False, ends_on__isnull=False),
                name="withdrawal_says_who_when_and_until",
            ),
        ]
        indexes = [models.Index(fields=["edition", "starts_on"], name="edition_in_force_by_start")]

    def __str__(self) -> str:
        return f"{self.edition} from {self.starts_on}"


class FamilyLeftOut(models.Model):
    """A site's decision not to use the editions of one family, whoever signed them, until it takes them up again."""

    family = models.CharField(max_length=32)
    site = models.ForeignKey("actors.Site", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    since = models.DateTimeField()
    decided_by = models.ForeignKey("actors.User", on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("actors.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["family", "site"], condition=models.Q(ended_at=None), name="family_left_out_once_a_site"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="end_of_leaving_out_says_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family} at {self.site_id}"
