"""Invented things for the gallery, in English and Arabic."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.paginator import Paginator

from pratique.foundation.ui.road import Milestone, Road, Stage, make_road


@dataclass(frozen=True)
class Part:
    """Anything with names, as templates like it."""

    values: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        return self.values.get(name, "")


def part(**values: Any) -> Part:
    """A part with those values; whatever else a template asks of it is empty."""
    return Part(values)


def _why(arabic: bool) -> Part:
    text = "طُلب لأن الصورة توحي بمرض." if arabic else "Asked because the film suggests disease."
    standing = "تم التحقق" if arabic else "verified"
    return part(text=text, rule="XX-07", source="Edition 2018, 4.2", standing="verified", standing_text=standing)


def road_sample(arabic: bool) -> Road:
    """A road three weeks in."""
    words = (
        [
            "التسجيل",
            "الصورة",
            "العينات 3/3",
            "المزارع، أسبوع 3",
            "المزرعة الأخيرة",
            "فحص قبل السفر",
            "السفر",
            "تنتهي الصورة",
        ]
        if arabic
        else [
            "Registered",
            "Film",
            "Sputa 3/3",
            "Cultures wk 3",
            "Final culture",
            "Fit to fly",
            "Flight",
            "Film expires",
        ]
    )
    days = [(11, 3), (11, 11), (11, 14), (11, 20), (1, 9), (1, 31), (2, 2), (3, 11)]
    stages = [Stage.DONE] * 3 + [Stage.NOW] + [Stage.LATER] * 3 + [Stage.LIMIT]
    months = {11: "نوفمبر", 1: "يناير", 2: "فبراير", 3: "مارس"} if arabic else {11: "Nov", 1: "Jan", 2: "Feb", 3: "Mar"}
    stones = [
        Milestone(
            what=what,
            stage=stage,
            when=f"{day} {months[month]}",
            on=date(2026 if month > 3 else 2027, month, day),
            is_flight=place == 6,
        )
        for place, (what, (month, day), stage) in enumerate(zip(words, days, stages, strict=True))
    ]
    sentence = (
        "أول سفر ممكن 2 فبراير · آخره 11 مارس، ثم تنتهي صلاحية الصورة"
        if arabic
        else "earliest flight 2 Feb · latest 11 Mar, then the film expires"
    )
    return make_road(stones, sentence=sentence)


def person_sample(arabic: bool) -> Part:
    """An invented woman."""
    remember = [
        part(text="مترجم:" if arabic else "Interpreter:", value="لينغالا" if arabic else "Lingala, a woman", icon="message-language", kind="care"),
        part(text="عائلة من 4:" if arabic else "Family of 4:", value="دانيال · روث · صموئيل" if arabic else "Daniel · Ruth · Samuel", icon="users"),
        part(text="الوجهة:" if arabic else "Destination:", value="الولايات المتحدة" if arabic else "United States", icon="plane-departure"),
        part(text="كندا" if arabic else "Canada", value="إعادة توطين" if arabic else "resettlement"),
    ]  # fmt: skip
    return part(
        name="أمينة غريس أوكيلو" if arabic else "OKELLO Amina Grace",
        name_native="OKELLO Amina Grace" if arabic else "أمينة غريس أوكيلو",
        native_language="en" if arabic else "ar",
        native_direction="ltr" if arabic else "rtl",
        sex="امرأة" if arabic else "Woman",
        born="ولدت 14 مارس 1992 (34)" if arabic else "born 14 Mar 1992 (34)",
        number="P-7K3M-9QX4",
        identity="تأكدت الهوية في 3 محطات" if arabic else "passport identity confirmed at 3 stations",
        remember=remember,
    )


def steps_sample(arabic: bool) -> list[Part]:
    """The steps of a day."""
    rows = (
        [("السيرة المرضية والفحص", "done", "تم", ""), ("صورة الصدر", "done", "قُرئت", "قارئان متفقان"), ("القشع، ثلاث عينات", "due", "القراءة 28 نوفمبر", ""), ("مخالطة في السنة الماضية؟", "ask", "اسألها", ""), ("مصلية", "stop", "أوقف", "هوية غير مؤكدة"), ("فحص إضافي", "off", "غير لازم", "")]
        if arabic
        else [("History and examination", "done", "done", ""), ("Chest film", "done", "read", "two readers agree"), ("Sputum, three specimens", "due", "reading 28 Nov", ""), ("Close contact in the last year?", "ask", "ask her", ""), ("Serology", "stop", "stopped", "identity not confirmed"), ("Further test", "off", "not needed", "")]
    )  # fmt: skip
    return [
        part(text=text, kind=kind, state=state, detail=detail, address="#", why=_why(arabic) if kind == "due" else "")
        for text, kind, state, detail in rows
    ]


def board_sample(arabic: bool) -> list[Part]:
    """Who waits where."""
    rows = (
        [("التسجيل", "9 · 12 د", [("A-041", "عائلة من 6", "due", "18 د"), ("A-044", "شخص واحد", "off", "4 د"), ("A-045", "عائلة من 3", "off", "2 د")]),
         ("القياسات", "21 · 16 د", [("A-022", "مترجم: لينغالا", "due", "31 د"), ("A-029", "طفلان", "off", "9 د")]),
         ("صورة الصدر", "14 · 11 د", [("A-017", "سؤال ينتظر", "ask", "اسألها"), ("A-019", "شخص واحد", "off", "6 د")]),
         ("الطبيب", "12 · 22 د", [("A-008", "هوية غير مؤكدة", "stop", "أوقف"), ("A-011", "عائلة من 4", "off", "15 د")])]
        if arabic
        else [("Reception", "9 · 12 min", [("A-041", "family of 6", "due", "18 min"), ("A-044", "one person", "off", "4 min"), ("A-045", "family of 3", "off", "2 min")]),
              ("Vital signs and history", "21 · 16 min", [("A-022", "interpreter: Lingala", "due", "31 min"), ("A-029", "two children", "off", "9 min")]),
              ("Chest film", "14 · 11 min", [("A-017", "a question waits", "ask", "ask her"), ("A-019", "one person", "off", "6 min")]),
              ("Physician", "12 · 22 min", [("A-008", "identity not confirmed", "stop", "stopped"), ("A-011", "family of 4", "off", "15 min")])]
    )  # fmt: skip
    return [
        part(
            text=text,
            load=load,
            tickets=[part(number=number, text=who, kind=kind, state=state) for number, who, kind, state in tickets],
        )
        for text, load, tickets in rows
    ]


def people_rows(chosen: str) -> Any:
    """Seventy invented rows, in pages of five."""
    names = ["OKELLO Amina Grace", "NGUYỄN Văn Hải", "AL-HASSAN Yusuf", "KOVALENKO Олена", "ŞAHİN Elif"]
    rows = [
        part(name=names[place % 5], number=f"P-{place:04d}-9QX4", age=20 + place, due=date(2026, 11, 20))
        for place in range(70)
    ]
    return Paginator(rows, 5).get_page(chosen)


def samples(language: str, *, chosen: str) -> dict[str, Any]:
    """All that the gallery shows."""
    arabic = language == "ar"
    return {
        "arabic": arabic,
        "person": person_sample(arabic),
        "road": road_sample(arabic),
        "steps": steps_sample(arabic),
        "board": board_sample(arabic),
        "rows": people_rows(chosen),
        "reason": _why(arabic),
        "provisional": part(text="Asked by a draft of the instructions.", rule="XX-11", source="public copy, 2024", standing="provisional", standing_text="provisional"),
        "problems": [part(name="weight", text="Weight: write a number between 0.5 and 300."), part(name="cough", text="Cough for two weeks or more: choose an answer.")],
        "difference": [part(text="Given names", before="Amina", after="Amina Grace", changed=True), part(text="Family name", before="OKELLO", after="OKELLO"), part(text="Telephone", before="", after="+256 700 000 000", changed=True)],
        "sections": form_sample(language, "")["sections"],
    }  # fmt: skip


def _choices(*labels: tuple[str, str, str]) -> list[Part]:
    return [part(value=value, label=label, label_second=second) for value, label, second in labels]


def form_sample(language: str, second: str) -> dict[str, Any]:
    """A short station form with every type of question, and problems on two of them."""
    yes_no = (
        _choices(("yes", "Yes", "نعم"), ("no", "No", "لا"), ("unknown", "Not known", "غير معروف")) if second else ""
    )
    measured = [
        part(name="weight", type="number", label="Weight", label_second="الوزن", unit="kg", value="3000", hard_min=0.5, hard_max=300, soft_min=2, soft_max=180, problem="Write a number between 0.5 and 300.", required=True),
        part(name="temperature", type="number", label="Temperature", label_second="الحرارة", unit="°C", value="36.8", hard_min=25, hard_max=45, soft_min=35, soft_max=38.5, required=True),
        part(name="measured_on", type="date", label="Measured on", label_second="تاريخ القياس", value=date(2026, 11, 20), required=True),
    ]  # fmt: skip
    asked = [
        part(name="cough", type="yes_no", label="Cough for two weeks or more?", label_second="سعال منذ أسبوعين أو أكثر؟", choices=yes_no, value="no", normal="no", is_marked_normal=True, purpose="Asked because the destination demands it.", why=_why(language == "ar")),
        part(name="cough_blood", type="yes_no", label="Blood in it?", label_second="هل فيه دم؟", choices=yes_no, value="", normal="no"),
        part(name="lungs", type="choice", label="Lungs", label_second="الرئتان", value="", normal="normal", help="Listen in front and behind.", choices=[part(value="normal", label="Normal", label_second="طبيعي"), part(value="abnormal", label="Not normal", label_second="غير طبيعي", help="say what below"), part(value="not_examined", label="Not examined", label_second="لم يُفحص")]),
        part(name="told", type="multi_choice", label="She tells of", label_second="تشكو من", value=["fever"], required=False, choices=_choices(("fever", "Fever", "حمّى"), ("sweats", "Night sweats", "تعرّق ليلي"), ("weight_loss", "Loss of weight", "نقص الوزن"))),
        part(name="note", type="textarea", label="In her words", label_second="بكلماتها", value="", required=False),
    ]  # fmt: skip
    person = [
        part(name="birth", type="partial_date", label="Date of birth", label_second="تاريخ الميلاد", value=part(year=1992, month=3, day="", is_estimated=True), help="Write what is known; the rest stays empty."),
        part(name="name", type="text", label="Name as spoken", label_second="الاسم كما يُنطق", value="", required=False),
        part(name="language", type="select", label="Language", label_second="اللغة", value="ln", choices=_choices(("ar", "Arabic", ""), ("ln", "Lingala", ""), ("sw", "Swahili", ""))),
        part(name="photo", type="photo", label="Photograph", label_second="الصورة"),
        part(name="signature", type="signature", label="Signature", label_second="التوقيع"),
    ]  # fmt: skip
    return {
        "second": "ar" if second else "",
        "second_direction": "rtl" if second else "",
        "person": person_sample(language == "ar"),
        "problems": [part(name="weight", text="Weight: write a number between 0.5 and 300.")],
        "sections": [
            part(code="measured", title="Measured", title_second="القياسات", questions=measured),
            part(code="asked", title="Asked and examined", title_second="الأسئلة والفحص", questions=asked, can_be_normal=True),
            part(code="person", title="About her", title_second="عنها", questions=person),
        ],
    }  # fmt: skip
