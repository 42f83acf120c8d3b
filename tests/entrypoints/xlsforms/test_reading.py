"""A workbook that would break its readers is refused, and breaks nothing."""

from tests.entrypoints.xlsforms.books import asked, book
from wangdian.entrypoints.xlsforms.becoming import become
from wangdian.entrypoints.xlsforms.reading import read_workbook


def test_groups_that_lie_too_deep_within_each_other_are_refused() -> None:
    opened = [{"type": "begin_group", "name": f"g{number}", "label": "组"} for number in range(900)]
    closed = [{"type": "end_group", "name": f"e{number}"} for number in range(900)]
    outcome = become(read_workbook(book([*opened, asked(), *closed])), subject="outlet", prefix="OWN")
    assert "分组嵌套太深。" in {one.why for one in outcome.unfit}
