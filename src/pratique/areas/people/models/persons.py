"""Persons, their families, and the words under which they are found."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from pratique.areas.people.models.identity import Birth, Identity
from pratique.foundation.actions.versions import Versioned
from pratique.foundation.actors.models import Site
from pratique.foundation.numbers import new_number


def new_person_number() -> str:
    return new_number("P")


def new_family_number() -> str:
    return new_number("F")


class Family(models.Model):
    """People who are registered together; who is what to whom stands at each person."""

    number = models.CharField(max_length=16, unique=True, default=new_family_number, editable=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.number


class Person(Versioned):
    """A human being we know, as she told us who she is. Empty means that nobody told us."""

    class Relation(models.TextChoices):
        HEAD = "head"
        SPOUSE = "spouse"
        CHILD = "child"
        PARENT = "parent"
        SIBLING = "sibling"
        GUARDIAN = "guardian"
        OTHER = "other"

    number = models.CharField(max_length=16, unique=True, default=new_person_number, editable=False)
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="members")
    relation = models.CharField(max_length=16, choices=Relation.choices, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    given_names = models.CharField(max_length=200, blank=True)
    family_name_native = models.CharField(max_length=200, blank=True)
    given_names_native = models.CharField(max_length=200, blank=True)
    native_script = models.CharField(max_length=4, blank=True)
    name_as_spoken = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    birth_month = models.PositiveSmallIntegerField(null=True)
    birth_day = models.PositiveSmallIntegerField(null=True)
    birth_is_estimated = models.BooleanField(default=False)
    birth_margin_years = models.PositiveSmallIntegerField(default=0)
    nationality = models.CharField(max_length=3, blank=True)
    residence = models.CharField(max_length=3, blank=True)
    language = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    address = models.TextField(max_length=500, blank=True)
    sort_key = models.CharField(max_length=200)
    registered_at = models.DateTimeField()
    registered_site = models.ForeignKey(Site, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(sex__in=["F", "M", "X", ""]), name="person_sex_known_code"),
            models.CheckConstraint(
                condition=Q(birth_month=None) | Q(birth_year__isnull=False, birth_month__range=(1, 12)),
                name="person_birth_month_has_year",
            ),
            models.CheckConstraint(
                condition=Q(birth_day=None) | Q(birth_month__isnull=False, birth_day__range=(1, 31)),
                name="person_birth_day_has_month",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["birth_year", "birth_month", "birth_day"], name="person_by_birth"),
            models.Index(fields=["birth_year"], condition=Q(birth_day=None), name="person_by_partial_birth"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def birth(self) -> Birth:
        return Birth(
            year=self.birth_year,
            month=self.birth_month,
            day=self.birth_day,
            is_estimated=self.birth_is_estimated,
            margin_years=self.birth_margin_years,
        )

    @property
    def identity(self) -> Identity:
        return Identity(
            family_name=self.family_name,
            given_names=self.given_names,
            family_name_native=self.family_name_native,
            given_names_native=self.given_names_native,
            name_as_spoken=self.name_as_spoken,
            sex=self.sex,
            birth=self.birth,
            nationality=self.nationality,
            language=self.language,
            phone=self.phone,
            address=self.address,
            residence=self.residence,
        )

    @property
    def display_name(self) -> str:
        """FAMILY NAME given names; else the name in its own script; else the name as spoken."""
        latin = " ".join(filter(None, (self.family_name.upper(), self.given_names)))
        return latin or self.native_name or self.name_as_spoken

    @property
    def native_name(self) -> str:
        return " ".join(filter(None, (self.family_name_native, self.given_names_native)))


class SearchKey(models.Model):
    """A word under which a person is found: a folded name, its spelling-proof form, a number."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="search_keys", db_index=False)
    key = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "key"], name="search_key_once")]
        indexes: ClassVar = [
            models.Index(fields=["key", "person"], opclasses=["text_pattern_ops", "int8_ops"], name="search_by_key")
        ]

    def __str__(self) -> str:
        return f"key of {self.person_id}"


class CareRelation(models.Model):
    """Why a site may see a person's file, from when until when. Every visibility query reads this table alone."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="care_relations", db_index=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", db_index=False)
    ground = models.CharField(max_length=32, help_text="registration, or the number of a case")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "site", "ground"], condition=Q(ends_at=None), name="care_relation_once_while_open"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="care_relation_ends_after_it_starts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["site", "person"], name="care_relation_by_site")]

    def __str__(self) -> str:
        return f"{self.ground} of {self.person_id} at {self.site_id}"


class NotSamePerson(models.Model):
    """Two files that look alike and were found to be two people; not asked again."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="not_same_as")
    other = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by_number = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "other"], name="not_same_person_once")]

    def __str__(self) -> str:
        return f"{self.person_id} is not {self.other_id}"
