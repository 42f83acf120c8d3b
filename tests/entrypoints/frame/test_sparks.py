"""The small line that the server draws keeps to its values."""

from decimal import Decimal

from wangdian.entrypoints.web.frame.sparks import HEIGHT, spark


def values(*numbers: int | None) -> list[Decimal | None]:
    return [None if n is None else Decimal(n) for n in numbers]


def test_fewer_than_two_values_draw_no_line() -> None:
    assert spark(values()).trend == ""
    assert spark(values(None, 90, None)).trend == ""


def test_a_gap_breaks_the_line() -> None:
    assert spark(values(90, 91, None, 93, 94)).trend.count("M") == 2


def test_higher_values_stand_higher() -> None:
    low, high = (float(part.split()[1]) for part in spark(values(80, 90)).trend[1:].split("L"))
    assert high < low <= HEIGHT


def test_days_below_the_limit_are_shaded_inside_the_drawing() -> None:
    drawn = spark(values(95, 85, 95, 80), Decimal(90))
    assert drawn.breaches == ((50.0, 100.0), (250.0, 50.0))
    assert drawn.limit is not None
    assert 0 < drawn.limit < HEIGHT


def test_a_flat_line_stands_in_the_middle() -> None:
    assert spark(values(90, 90)).trend == f"M0.0 {HEIGHT / 2}L300.0 {HEIGHT / 2}"
