"""Contacts, the forms filled in them, the facts those gave, and drafts that survive a crash."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pratique.foundation.numbers import new_number


def new_encounter_number() -> str:
    """A number for a contact."""
    return new_number("E")


def new_entry_number() -> str:
    """A number for a submitted form."""
    return new_number("N")


class Encounter(models.Model):
    """One contact of a person with our staff at one site on one day."""

    class Kind(models.TextChoices):
        ASSESSMENT = "assessment"
        CARE = "care"

    number = models.CharField(max_length=16, unique=True, default=new_encounter_number, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="encounters")
    site = models.ForeignKey("actors.Site", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    opened_on = models.DateField(help_text="the date at the site")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("actors.User", on_delete=models.PROTECT, null=True, related_name="+")
    editions = models.JSONField(default=list, help_text="the editions of requirements for which it asks; none for care")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "site", "kind", "opened_on"],
                condition=models.Q(closed_at=None),
                name="encounter_once_a_day_while_open",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_of_assessment(self) -> bool:
        """Whether its forms are filled at the stations of a case."""
        return self.kind == self.Kind.ASSESSMENT


class Companion(models.TextChoices):
    """Who else may be in the room while somebody answers: the words of `people.IN_ROOM`."""

    ALONE = "alone", _("Nobody else")
    INTERPRETER = "interpreter", _("Interpreter")
    GUARDIAN = "guardian", _("Parent or guardian")
    SUPPORT_PERSON = "support_person", _("Somebody the person chose")
    OTHER_STAFF = "other_staff", _("Another member of staff")
    NOT_CHOSEN = "not_chosen", _("Somebody the person did not choose: officer, employer, agent, relative")


class Entry(models.Model):
    """One submitted form. It never changes: a correction is another entry that names this one."""

    number = models.CharField(max_length=16, unique=True, default=new_entry_number, editable=False)
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="entries")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    form_code = models.CharField(max_length=64)
    form_edition = models.CharField(max_length=32)
    answers = models.JSONField()
    marked_normal = models.JSONField(default=list, help_text="questions answered by the key 'all others normal'")
    confirmed = models.JSONField(default=list, help_text="unusual values that were confirmed as right")
    in_room = models.JSONField(default=list, help_text="who else was in the room, as codes")
    corrected_from = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="corrected_by", help_text="the entry this replaces"
    )
    submitted_at = models.DateTimeField()
    by = models.ForeignKey("actors.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "-submitted_at"], name="entry_by_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["encounter", "form_code"],
                condition=models.Q(corrected_from=None),
                name="entry_one_line_of_corrections",
            ),
        ]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.number


class Finding(models.Model):
    """One fact about a person, with the purpose it was asked for. Rows are only added.

    What counts are the rows of entries that nothing corrected; of one fact, the latest. The others are its history.
    """

    class Purpose(models.TextChoices):
        CARE = "care"
        AUTHORITY = "authority"

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="findings")
    encounter = models.ForeignKey(Encounter, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="findings")
    fact = models.CharField(max_length=64, help_text="a name of the vocabulary")
    value = models.JSONField()
    purpose = models.CharField(max_length=16, choices=Purpose.choices)
    asked_for = models.JSONField(default=list, help_text="the families of editions that demand it; none for care")
    recorded_at = models.DateTimeField()
    by = models.ForeignKey("actors.User", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["person", "fact"], name="finding_by_person_and_fact")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "fact"], name="finding_once_an_entry"),
            models.CheckConstraint(
                condition=models.Q(purpose="authority") | models.Q(asked_for=[]),
                name="finding_for_care_names_no_authority",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fact} of entry {self.entry_id}"


class Draft(models.Model):
    """What one member of staff has typed into one form and not yet submitted."""

    user = models.ForeignKey("actors.User", on_delete=models.CASCADE, related_name="+")
    encounter = models.ForeignKey(Encounter, on_delete=models.CASCADE, related_name="drafts")
    form_code = models.CharField(max_length=64)
    form_edition = models.CharField(max_length=32)
    answers = models.JSONField(default=dict, help_text="as typed, right or wrong")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "encounter", "form_code"], name="draft_one_a_user_form_and_contact")
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"
