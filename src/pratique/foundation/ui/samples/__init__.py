"""Invented things for the gallery, in English and Arabic; the two other languages see the English ones."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.core.paginator import Page, Paginator

from pratique.foundation.ui.road import Milestone, Road, Stage, make_road

HERE = Path(__file__).parent
NAMES = ("OKELLO Amina Grace", "NGUYỄN Văn Hải", "AL-HASSAN Yusuf", "KOVALENKO Олена", "ŞAHİN Elif")
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


@cache
def _words(language: str) -> dict[str, Any]:
    name = "ar" if language == "ar" else "en"
    return tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))


def road_sample(language: str) -> Road:
    """A road three weeks in."""
    told = _words(language)["road"]
    stones = [Milestone(**{**row, "stage": Stage(row["stage"])}) for row in told["milestones"]]
    return make_road(stones, sentence=told["sentence"])


def _rows(chosen: str) -> Page[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"name": NAMES[place % 5], "number": f"P-{place:04d}-9QX4", "age": 20 + place} for place in range(70)
    ]
    return Paginator(rows, 5).get_page(chosen)


def samples(language: str, *, chosen: str) -> dict[str, Any]:
    """All that the gallery shows; `chosen` is the page of the list."""
    told = _words(language)
    steps = [{**step, "why": told["reason"] if step["kind"] == "due" else ""} for step in told["steps"]]
    road = road_sample(language)
    shown = {"arabic": language == "ar", "road": road, "steps": steps, "rows": _rows(chosen), "specimen": SPECIMEN}
    return {**told, **shown}


def form_sample(language: str, *, second: bool) -> dict[str, Any]:
    """A station form with every type of question; with `second`, beside the other language."""
    told = _words(language)
    other = ("en", "ltr") if language == "ar" else ("ar", "rtl")
    tongue, direction = other if second else ("", "")
    return {
        "person": told["person"],
        "problems": told["form_problems"],
        "sections": told["sections"],
        "second": tongue,
        "second_direction": direction,
    }
