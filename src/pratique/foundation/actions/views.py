"""Pages of the audit trail, for those who watch over privacy. Looking at it is recorded too."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from pratique.foundation.actions.door import record_read, registered_actions
from pratique.foundation.actions.erasure import erase_payload
from pratique.foundation.actions.exports import export_records
from pratique.foundation.actions.forms import AuditSearchForm, ErasureForm
from pratique.foundation.actions.permissions import Permission
from pratique.foundation.actions.queries import PAGE, AuditDetails, audit_details, page_of_records, staff_names
from pratique.foundation.actors.web import StaffRequest, actor_required


@require_GET
@actor_required
def records(request: StaffRequest) -> HttpResponse:
    """Search the audit trail."""
    form = AuditSearchForm(request.GET, staff=staff_names(request.actor))
    search = form.search()
    rows = page_of_records(request.actor, search, before=_before(request))
    record_read(by=request.actor, what="actions.audit.search", person=search.person[:16], subject=search.subject)
    kept = request.GET.copy()
    kept.pop("before", None)
    shown = {
        "form": form,
        "rows": rows[:PAGE],
        "query": kept.urlencode(),
        "older": rows[PAGE - 1].record.pk if len(rows) > PAGE else None,
        "actions": sorted(registered_actions()),
    }
    return render(request, "actions/records.html", shown)


@require_GET
@actor_required
def record(request: StaffRequest, uid: UUID) -> HttpResponse:
    """One record with what changed."""
    return _record_page(request, audit_details(request.actor, str(uid)), ErasureForm())


@require_POST
@actor_required
def erase(request: StaffRequest, uid: UUID) -> HttpResponse:
    """Take the details of a record away, because the law asks for it."""
    details = audit_details(request.actor, str(uid))
    form = ErasureForm(request.POST)
    if form.is_valid():
        erase_payload(by=request.actor, record=details.row.record, reason=form.cleaned_data["reason"])
        return redirect("audit:record", uid)
    return _record_page(request, details, form, status=422)


@require_POST
@actor_required
def export(request: StaffRequest) -> HttpResponse:
    """The records that fit as a table."""
    form = AuditSearchForm(request.POST, staff=staff_names(request.actor))
    text = export_records(by=request.actor, search=form.search())
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="audit.csv"'
    return answer


def _record_page(request: StaffRequest, details: AuditDetails, form: ErasureForm, status: int = 200) -> HttpResponse:
    seen = details.row.record
    record_read(
        by=request.actor,
        what="actions.audit.read",
        person=seen.person,
        subject=seen.uid.hex,
        compartment=seen.compartment,
    )
    may_erase = request.actor.may(Permission.ERASE_PAYLOAD) and details.payload.body is not None
    return render(
        request, "actions/record.html", {"details": details, "form": form, "may_erase": may_erase}, status=status
    )


def _before(request: StaffRequest) -> int | None:
    typed = request.GET.get("before", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else None
