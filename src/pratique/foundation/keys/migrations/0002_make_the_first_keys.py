from django.db import migrations
from django.utils import timezone

from pratique.foundation.keys.store import make_ring


def make_the_first_keys(apps, schema_editor):
    make_ring(at=timezone.now())


class Migration(migrations.Migration):
    """The ring exists before the first secret does."""

    dependencies = [("keys", "0001_keep_the_keys_of_a_mission")]
    operations = [migrations.RunPython(make_the_first_keys, migrations.RunPython.noop)]
