"""Portraits and signatures of people who do not exist: drawn, calm, the same for the same seed."""

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 480, 600
# Drawn twice as large and made smaller: edges come out smooth.
SCALE = 2
# From dark to light; a family's tone is a place in this row, and each of its people lies near it.
SKINS = ("#6f4630", "#7d4f35", "#8d5a3b", "#a8714b", "#b98259", "#c68f68", "#dcab86", "#e8c3a0")
HAIRS = ("#1d1815", "#2b201a", "#3b2a20", "#151312", "#4a3426")
GREYS = ("#8b8783", "#a6a29d", "#c9c6c2")
CLOTHES = ("#34576b", "#6b4a5a", "#4d6a4f", "#8a6d3b", "#5b5f7a", "#7a4b3a", "#3f6f6f", "#6d6d6d")
SCARVES = ("#5d7f8f", "#8f6f86", "#6f8a6b", "#a68a5b", "#7c7fa3", "#b0766a", "#4f7d7a")
GROUNDS = ("#e6ebee", "#eef0ea", "#ece8ef", "#f0ece6")


@dataclass(frozen=True, kw_only=True)
class Look:
    """The colours and shapes of one portrait."""

    skin: str
    hair: str
    clothes: str
    scarf: str
    ground: str
    has_scarf: bool
    has_beard: bool
    has_long_hair: bool
    is_child: bool
    breadth: float


def draw_portrait(*, sex: str, age: int, seed: int, tone: int, covers_hair: bool) -> bytes:
    """A JPEG of a drawn face."""
    look = _look(sex, age, tone, covers_hair, random.Random(seed))  # noqa: S311 - a picture, nothing secret
    picture = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), look.ground)
    pen = _Pen(ImageDraw.Draw(picture))
    _draw_body(pen, look)
    _draw_back(pen, look)
    _draw_face(pen, look)
    _draw_front(pen, look)
    kept = io.BytesIO()
    picture.reduce(SCALE).save(kept, "JPEG", quality=80)
    return kept.getvalue()


def draw_signature(seed: int) -> bytes:
    """A PNG of a scribble on a clear ground, as the page sends one."""
    chance = random.Random(seed)  # noqa: S311 - a picture, nothing secret
    picture = Image.new("RGBA", (520, 150), (0, 0, 0, 0))
    across, points = 60, []
    while across < 350:
        points.append((across, 75 + chance.randrange(-35, 35)))
        across += chance.randrange(9, 30)
    ImageDraw.Draw(picture).line(points, fill=(20, 20, 60, 255), width=3, joint="curve")
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()


def _look(sex: str, age: int, tone: int, covers_hair: bool, chance: random.Random) -> Look:
    is_woman, is_child = sex == "F", age < 13
    return Look(
        skin=chance.choice(SKINS[max(0, tone - 1) : tone + 2]),
        hair=chance.choice(GREYS if age >= 60 else HAIRS),
        clothes=chance.choice(CLOTHES),
        scarf=chance.choice(SCARVES),
        ground=chance.choice(GROUNDS),
        has_scarf=is_woman and age >= 12 and covers_hair,
        has_beard=not is_woman and age >= 25 and chance.random() < 0.5,
        has_long_hair=is_woman and chance.random() < 0.8,
        is_child=is_child,
        breadth=chance.uniform(0.94, 1.06),
    )


@dataclass(frozen=True)
class _Pen:
    """Draws shapes given by centre and radii in the picture's own measure."""

    draw: ImageDraw.ImageDraw

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        self.draw.ellipse(_box(x, y, across, down), fill=colour)

    def arc(self, x: float, y: float, across: float, down: float, colour: str, start: int, end: int) -> None:
        self.draw.arc(_box(x, y, across, down), start, end, fill=colour, width=5 * SCALE)

    def chord(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        self.draw.chord(_box(x, y, across, down), 180, 360, fill=colour)


def _box(x: float, y: float, across: float, down: float) -> tuple[float, float, float, float]:
    return ((x - across) * SCALE, (y - down) * SCALE, (x + across) * SCALE, (y + down) * SCALE)


def _shade(colour: str, share: float) -> str:
    parts = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return "#" + "".join(f"{max(0, min(255, int(part * share))):02x}" for part in parts)


def _draw_body(pen: _Pen, look: Look) -> None:
    shoulders = 150 if look.is_child else 190
    pen.oval(240, 620, shoulders * look.breadth, 170, look.clothes)


def _draw_back(pen: _Pen, look: Look) -> None:
    """What lies behind the face: a scarf, or hair that falls."""
    if look.has_scarf:
        pen.oval(240, 290, 150 * look.breadth, 185, look.scarf)
        pen.oval(240, 480, 165 * look.breadth, 90, look.scarf)
    elif look.has_long_hair:
        pen.oval(240, 320, 138 * look.breadth, 190, look.hair)


def _draw_face(pen: _Pen, look: Look) -> None:
    down = 128 if look.is_child else 142
    if not look.has_scarf:
        pen.oval(240, 445, 46, 80, _shade(look.skin, 0.9))
        for side in (-1, 1):
            pen.oval(240 + side * 112 * look.breadth, 305, 18, 28, _shade(look.skin, 0.93))
    pen.oval(240, 300, 112 * look.breadth, down, look.skin)
    for side in (-1, 1):
        pen.oval(240 + side * 42, 290, 15, 9, "#fbf8f4")
        pen.oval(240 + side * 42, 290, 8, 8, "#2a1f1a")
        pen.arc(240 + side * 42, 272, 24, 12, _shade(look.hair, 0.9), 200, 340)
    pen.arc(240, 322, 14, 14, _shade(look.skin, 0.78), 20, 160)
    pen.arc(240, 358, 34, 16, _shade(look.skin, 0.62), 25, 155)


def _draw_front(pen: _Pen, look: Look) -> None:
    """What lies before the face: a beard, the hair above it, the edge of a scarf."""
    if look.has_beard:
        pen.arc(240, 330, 100 * look.breadth, 112, _shade(look.hair, 1.1), 25, 155)
        pen.arc(240, 326, 97 * look.breadth, 110, _shade(look.hair, 1.1), 30, 150)
    if look.has_scarf:
        pen.chord(240, 245, 122 * look.breadth, 105, look.scarf)
    else:
        pen.chord(240, 240, 118 * look.breadth, 92, look.hair)
