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
    """The record, locked until the transaction ends. Refuses `<kind>.stale` when somebody changed it meanwhile.

    The refusal carries both versions: `expected`, the values that the person saw, and `current`.
    """
    model = type(record)
    current = model._default_manager.select_for_update().get(pk=record.pk)
    if current.version != expected_version:
        seen = history(current).filter(version=expected_version).first()
        raise Refusal(
            f"{model._meta.label_lower}.stale",
            _("Somebody changed this while you were writing. Nothing was lost: compare both versions and save again."),
            expected_version=expected_version,
            current_version=current.version,
            expected=seen.values if seen else {},
            current=values_of(current),
        )
    return current


def change(record: Versioned, *, by: Actor, **values: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write new values on a locked record and keep the earlier ones. Gives what changed: before, after."""
    before = {name: getattr(record, name) for name in values}
    RecordVersion.objects.create(
        kind=record._meta.label_lower,
        record_id_text=str(record.pk),
        version=record.version,
        values=values_of(record),
        at=by.now(),
        user_number=by.user_number,
        user_name=by.user_name,
    )
    for name, value in values.items():
        setattr(record, name, value)
    record.version += 1
    record.save(update_fields=[*values, "version"])
    before, after = changed(before, values)
    return _hide_sealed(record, before), _hide_sealed(record, after)


def changed(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, before and after, in a form that the audit record can keep."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: _plain(before.get(name)) for name in names}, {name: _plain(after[name]) for name in names}


def history(record: Versioned) -> models.QuerySet[RecordVersion]:
    """Earlier versions, newest first."""
    return RecordVersion.objects.filter(kind=record._meta.label_lower, record_id_text=str(record.pk)).order_by(
        "-version"
    )


def values_of(record: models.Model) -> dict[str, Any]:
    """Every column of the record as plain values; what the database keeps sealed stays sealed."""
    return {
        field.attname: bytes(field.pre_save(record, False)).hex()
        if isinstance(field, models.BinaryField)
        else _plain(getattr(record, field.attname))
        for field in record._meta.concrete_fields
    }


def _hide_sealed(record: models.Model, values: dict[str, Any]) -> dict[str, Any]:
    sealed = {field.name for field in record._meta.concrete_fields if isinstance(field, models.BinaryField)}
    return {name: "sealed" if name in sealed else value for name, value in values.items()}


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float | bool | list | tuple | dict):
        return value
    if isinstance(value, models.Model):
        return str(getattr(value, "number", value.pk))
    return DjangoJSONEncoder().default(value)
