"""Bring the first-level administrative areas of ISO 3166-2, as the package's table has them."""

import csv
from importlib.resources import files

from django.db import migrations


def load(apps, schema_editor):
    area = apps.get_model("places", "AdministrativeArea")
    text = files("pratique.areas.places").joinpath("tables", "administrative_areas.csv").read_text("utf-8")
    area.objects.bulk_create([area(**row) for row in csv.DictReader(text.splitlines())], batch_size=1000)


def unload(apps, schema_editor):
    apps.get_model("places", "AdministrativeArea").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("places", "0001_create_areas_and_tb_incidence")]

    operations = [migrations.RunPython(load, unload)]
