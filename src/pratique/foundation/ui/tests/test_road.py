"""The road is laid out by its dates, and says how far it has been walked."""

from datetime import date

from pratique.foundation.ui.road import Milestone, Stage, make_road


def stone(what: str, stage: Stage, on: date | None = None) -> Milestone:
    return Milestone(what=what, stage=stage, on=on)


def test_long_waits_are_wider_but_never_push_the_others_off() -> None:
    road = make_road(
        [
            stone("Registered", Stage.DONE, date(2026, 11, 3)),
            stone("Film", Stage.DONE, date(2026, 11, 6)),
            stone("Culture", Stage.NOW, date(2026, 11, 20)),
            stone("Flight", Stage.LATER, date(2027, 11, 20)),
        ]
    )

    assert [milestone.width for milestone in road.milestones] == [1, 2, 4, 4]


def test_the_finished_part_of_the_line_ends_at_what_happens_now() -> None:
    road = make_road(
        [
            stone("Registered", Stage.DONE),
            stone("Film", Stage.DONE),
            stone("Culture", Stage.NOW),
            stone("Flight", Stage.LATER),
        ]
    )

    assert [milestone.behind_is_done for milestone in road.milestones] == [False, True, True, False]
    assert [milestone.ahead_is_done for milestone in road.milestones] == [True, True, False, False]


def test_a_stop_breaks_the_line() -> None:
    road = make_road([stone("Registered", Stage.DONE), stone("Film", Stage.STOP), stone("Flight", Stage.LATER)])

    assert [milestone.behind_is_done for milestone in road.milestones] == [False, False, False]
    assert [milestone.ahead_is_done for milestone in road.milestones] == [False, False, False]


def test_milestones_without_dates_stand_evenly() -> None:
    road = make_road([stone("Registered", Stage.DONE), stone("Flight", Stage.LATER)], sentence="not planned yet")

    assert [milestone.width for milestone in road.milestones] == [1, 1]
    assert road.sentence == "not planned yet"
