"""From here on nobody changes or removes what the audit trail says."""

from django.db import migrations

from pratique.foundation.actions.protection import protect_in_migration


def add_rules_of_erasure(apps, schema_editor):
    rule = apps.get_model("actions", "AuditErasureRule")
    rule.objects.create(code="retention_expired", after_years=10)
    rule.objects.create(code="legal_erasure", after_years=None)


class Migration(migrations.Migration):
    dependencies = [("actions", "0001_create_the_audit_trail")]

    operations = [
        migrations.RunPython(add_rules_of_erasure, migrations.RunPython.noop),
        migrations.RunPython(protect_in_migration, migrations.RunPython.noop),
    ]
