"""Versions of records that people edit: a change made on an old version is refused with both versions."""

from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from pratique.foundation.actions.models import RecordVersion
from pratique.foundation.actions.refusal import Refusal
from pratique.foundation.actors.actor import Actor

R = TypeVar("R", bound="Versioned")


class Versioned(models.Model):
    """A record with a version that grows by one with each change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def locked(record: R, expected_version: int) -> R:
    """The record, locked until the transaction ends. Refuses `<kind>.stale` when somebody changed it meanwhile."""
    model = type(record)
    current = model._default_manager.select_for_update().get(pk=record.pk)
    if current.version != expected_version:
        raise Refusal(
            f"{model._meta.label_lower}.stale",
            _("Somebody changed this while you were writing. Nothing was lost: compare both versions and save again."),
            expected_version=expected_version,
            current_version=current.version,
        )
    return current


def change(record: Versioned, *, by: Actor, **values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write new values on a locked record and keep the earlier ones. Gives what changed: before, after."""
    before = {name: getattr(record, name) for name in values}
    RecordVersion.objects.create(
        kind=record._meta.label_lower,
        record_id_text=str(record.pk),
        version=record.version,
        values=_plain({field.attname: getattr(record, field.attname) for field in record._meta.concrete_fields}),
        at=by.now(),
        user_number=by.user_number,
        user_name=by.user_name,
    )
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save(update_fields=[*values, "version"])
    changed = {name for name in values if before[name] != values[name]}
    return {name: before[name] for name in changed}, {name: values[name] for name in changed}


def history(record: Versioned) -> models.QuerySet[RecordVersion]:
    """Earlier versions, newest first."""
    return RecordVersion.objects.filter(kind=record._meta.label_lower, record_id_text=str(record.pk)).order_by(
        "-version"
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    encoder = DjangoJSONEncoder()
    return {name: value if _is_json(value) else encoder.default(value) for name, value in values.items()}


def _is_json(value: Any) -> bool:
    return value is None or isinstance(value, str | int | float | bool | list | dict)
