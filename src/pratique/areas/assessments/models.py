"""Health assessment cases, the steps that authorities ask for, and what physicians concluded."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from pratique.areas.people.public import Person
from pratique.foundation.actors.models import Site
from pratique.foundation.numbers import new_number


def new_case_number() -> str:
    """A number for a case."""
    return new_number("C")


class Case(models.Model):
    """One person's health assessment, for one or several destinations at once."""

    class State(models.TextChoices):
        OPEN = "open"
        CONCLUDED = "concluded"
        NOT_COMPLETED = "not_completed"

    number = models.CharField(max_length=16, unique=True, default=new_case_number, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="cases")
    state = models.CharField(max_length=16, choices=State.choices, default=State.OPEN)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closing_reason = models.CharField(max_length=32, blank=True)
    planned_departure_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", closed_at=None) | (~Q(state="open") & Q(closed_at__isnull=False)),
                name="case_closed_when_not_open",
            )
        ]
        indexes = [
            models.Index(fields=["site", "-opened_at"], condition=Q(state="open"), name="case_open_at_site"),
            models.Index(
                fields=["site", "-closed_at"], condition=Q(closed_at__isnull=False), name="case_ended_at_site"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Destination(models.Model):
    """One authority's side of a case: its edition, pinned, and what only this authority needs to know."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="destinations")
    programme = models.CharField(max_length=32, help_text="the destination's code in the rule book")
    edition = models.CharField(max_length=64, help_text="pinned when the case is opened")
    applied_on = models.DateField(null=True, blank=True)
    particulars = models.JSONField(default=dict, help_text="vocabulary facts about the application: route, stay, visa")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "programme"], name="destination_once_a_case")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.edition}"


class Step(models.Model):
    """One thing to do for a person; it serves every authority that accepts it."""

    class State(models.TextChoices):
        OPEN = "open"
        WAITING = "waiting"  # taken, the result is not final
        DONE = "done"
        NOT_NEEDED = "not_needed"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="steps")
    code = models.CharField(max_length=48)
    station = models.CharField(max_length=32)
    state = models.CharField(max_length=16, choices=State.choices)
    reasons = models.JSONField(default=list, help_text="who asks: edition, item, because, source, standing")
    ordered_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="step_once_a_case")]
        indexes = [
            models.Index(
                fields=["station", "changed_at"], condition=Q(state__in=["open", "waiting"]), name="step_to_do"
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.code}"


class StepChange(models.Model):
    """When a step appeared, was done, or was no longer needed, and who caused it."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=16, choices=Step.State.choices)
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.step_id} {self.state}"


class Conclusion(models.Model):
    """What the rules proposed and what a physician decided, for one destination."""

    destination = models.ForeignKey(Destination, on_delete=models.PROTECT, related_name="conclusions")
    proposed = models.JSONField()
    decided = models.JSONField()
    is_override = models.BooleanField()
    override_reason = models.TextField(blank=True)
    facts = models.JSONField(help_text="what the edition was shown, so that the judgement can be replayed")
    examined_on = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    concluded_at = models.DateTimeField()
    concluded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    overtaken_at = models.DateTimeField(null=True, blank=True)
    overtaken_reason = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["destination"], condition=Q(overtaken_at=None), name="conclusion_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(is_override=False) | ~Q(override_reason=""), name="override_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(overtaken_at=None) | Q(overtaken_at__gte=F("concluded_at")),
                name="overtaken_after_concluded",
            ),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"conclusion {self.pk}"
