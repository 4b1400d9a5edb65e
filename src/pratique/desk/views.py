"""Pages that combine areas: read the request, one query, render."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from pratique.areas.assessments.public import board as board_of
from pratique.areas.assessments.public import board_version
from pratique.areas.people.public import people_matching
from pratique.desk.queries import home as home_query
from pratique.desk.queries.person_file import person_file as person_file_of
from pratique.foundation.actions import record_read
from pratique.foundation.actors.web import StaffRequest, actor_required

MOST_FOUND = 50


@actor_required
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/home.html", {"home": home_query.home(by=request.actor)})


@actor_required
@require_http_methods(["GET", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Names and papers are typed into the body of the request: an address lands in logs and histories."""
    text = request.POST.get("text", "").strip()
    rows = people_matching(by=request.actor, text=text, limit=MOST_FOUND)
    if len(rows) == 1 and request.method == "POST":
        return redirect("desk:person_file", rows[0].number)
    return render(request, "desk/search.html", {"text": text, "rows": rows, "is_cut": len(rows) == MOST_FOUND})


@actor_required
@require_GET
def board(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/board.html", {"board": board_of(by=request.actor)})


@actor_required
@require_GET
def board_columns(request: StaffRequest) -> HttpResponse:
    """The part of the board that renews itself."""
    return render(request, "desk/_board.html", {"board": board_of(by=request.actor)})


@actor_required
@require_GET
def board_state(request: StaffRequest) -> HttpResponse:
    """A version that changes whenever the board would: cheap to ask for every few seconds."""
    version = board_version(by=request.actor)
    tag = f'"{version}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    return JsonResponse({"version": version}, headers={"ETag": tag})


@actor_required
@require_GET
def person_file(request: StaffRequest, number: str) -> HttpResponse:
    page = person_file_of(by=request.actor, number=number)
    record_read(by=request.actor, what="desk.person_file", person=page.header.number)
    return render(request, "desk/person_file.html", {"file": page})
