"""Administrative areas and tuberculosis incidence, as somebody published them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class AdministrativeArea(models.Model):
    """A province, state or district; first levels are those of ISO 3166-2."""

    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    code = models.CharField(max_length=16)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=64, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts")

    class Meta:
        ordering: ClassVar = ["country", "code"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["country", "code"], name="area_code_once_a_country")]

    def __str__(self) -> str:
        return self.code


class TbIncidence(models.Model):
    """New tuberculosis cases a year per 100,000 people in one country, with bounds and where the figure is from."""

    country = models.CharField(max_length=3, help_text="ISO 3166-1 alpha-3")
    year = models.PositiveSmallIntegerField()
    per_100k = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    source = models.CharField(max_length=200)
    is_demo = models.BooleanField(default=False, help_text="Invented for the demo mission")

    class Meta:
        ordering: ClassVar = ["country", "year"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "year", "is_demo"], name="incidence_once_a_country_and_year"),
            models.CheckConstraint(condition=Q(per_100k__gte=0, per_100k__lte=100_000), name="incidence_is_a_rate"),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=models.F("high")), name="incidence_low_under_high"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.year}"
