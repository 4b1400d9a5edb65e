"""Pages of certificates for staff, and the public page that checks one."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pratique.areas.certificates import actions, queries
from pratique.areas.certificates.forms import LanguageForm, ReplaceForm, RevokeForm
from pratique.areas.certificates.permissions import Permission
from pratique.foundation.actions import Refusal, record_read
from pratique.foundation.actions.refusal import refuse_not_permitted
from pratique.foundation.actors.actor import Actor
from pratique.foundation.actors.web import actor_required

NEEDED = {"replace_certificate": Permission.REPLACE_CERTIFICATE, "revoke_certificate": Permission.REVOKE_CERTIFICATE}


@actor_required
@require_GET
def certificates(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("page", "")
    rows = queries.certificate_rows(by=_actor(request), page=int(asked) if asked.isdecimal() and len(asked) < 9 else 1)
    return render(request, "certificates/certificates.html", {"rows": rows})


@actor_required
@require_GET
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    page = queries.certificate_page(by=_actor(request), number=number)
    record_read(by=_actor(request), what="certificates.certificate.see", person=page.row.person_number, subject=number)
    return render(request, "certificates/certificate.html", {"page_of_certificate": page})


@actor_required
@require_GET
def case_certificates(request: HttpRequest, case_number: str) -> HttpResponse:
    return _case_page(request, case_number, refusal=None)


@actor_required
@require_POST
def issue_certificate(request: HttpRequest, case_destination_id: int) -> HttpResponse:
    form = LanguageForm(request.POST)
    case_number = request.POST.get("case_number", "")
    try:
        issued = actions.issue_certificate(
            by=_actor(request),
            case_destination_id=case_destination_id,
            language=form.cleaned_data["language"] if form.is_valid() else "",
            key=request.POST.get("submission_key", ""),
        )
    except Refusal as refusal:
        return _case_page(request, case_number, refusal=refusal)
    return redirect("certificates:case_certificates", issued.case_number)


@actor_required
@require_GET
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponse:
    person, content = queries.certificate_pdf(by=_actor(request), number=number)
    record_read(by=_actor(request), what="certificates.certificate.download", person=person, subject=number)
    headers = {"Content-Disposition": f'attachment; filename="{number}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@actor_required
@require_http_methods(["GET", "POST"])
def replace_certificate(request: HttpRequest, number: str) -> HttpResponse:
    form = ReplaceForm(request.POST or None)
    if not form.is_valid():
        return _deed_page(request, "replace_certificate", number, form)
    try:
        new = actions.replace_certificate(
            by=_actor(request),
            number=number,
            language=form.cleaned_data["language"],
            remark=form.cleaned_data["remark"],
            key=request.POST.get("submission_key", ""),
        )
    except Refusal as refusal:
        return _deed_page(request, "replace_certificate", number, form, refusal)
    return redirect("certificates:certificate", new.number)


@actor_required
@require_http_methods(["GET", "POST"])
def revoke_certificate(request: HttpRequest, number: str) -> HttpResponse:
    form = RevokeForm(request.POST or None)
    if not form.is_valid():
        return _deed_page(request, "revoke_certificate", number, form)
    try:
        revocation = actions.revoke_certificate(
            by=_actor(request),
            number=number,
            reason=form.cleaned_data["reason"],
            remark=form.cleaned_data["remark"],
            key=request.POST.get("submission_key", ""),
        )
    except Refusal as refusal:
        return _deed_page(request, "revoke_certificate", number, form, refusal)
    return redirect("certificates:certificate", revocation.certificate.number)


@require_GET
def verify(request: HttpRequest) -> HttpResponse:
    return render(request, "certificates/verify.html")


@require_GET
def trust_list(request: HttpRequest) -> HttpResponse:
    text = queries.trust_list_text()
    if text is None:
        return JsonResponse({"code": "certificates.trust_list.none"}, status=404)
    return HttpResponse(text, content_type="application/json", headers={"Cache-Control": "public, max-age=300"})


@require_GET
def public_keys(request: HttpRequest) -> HttpResponse:
    return JsonResponse(queries.public_keys(), headers={"Cache-Control": "public, max-age=300"})


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def _case_page(request: HttpRequest, case_number: str, *, refusal: Refusal | None) -> HttpResponse:
    page = queries.certificates_of_case(by=_actor(request), case_number=case_number)
    record_read(by=_actor(request), what="certificates.case.see", person=page.person_number, subject=page.case_number)
    context = {
        "page_of_case": page,
        "form": LanguageForm(initial={"language": _actor(request).language}),
        "refusal": refusal,
    }
    return render(request, "certificates/case_certificates.html", context, status=refusal.status if refusal else 200)


def _deed_page(request: HttpRequest, deed: str, number: str, form: Any, refusal: Refusal | None = None) -> HttpResponse:
    row = queries.certificate_row(by=_actor(request), number=number)
    if not _actor(request).may(NEEDED[deed]):
        refuse_not_permitted()
    record_read(by=_actor(request), what=f"certificates.{deed}.open", person=row.person_number, subject=number)
    status = refusal.status if refusal else 422 if form.is_bound else 200
    return render(request, f"certificates/{deed}.html", {"row": row, "form": form, "refusal": refusal}, status=status)
