"""What a filled-in form may say of its time and of how it is written, without anybody's harm."""

import pytest

from wangdian.entrypoints.openrosa.filled import read_filled
from wangdian.foundation import clock
from wangdian.foundation.errors import Invalid

FORM = '<data id="new-self-N001"><start>{start}</start><end>{end}</end><meta><instanceID>1</instanceID></meta></data>'


@pytest.mark.parametrize("wrong", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "soon"])
def test_a_moment_that_no_database_keeps_is_worth_nothing(wrong: str) -> None:
    form = read_filled(FORM.format(start=wrong, end=wrong).encode())
    assert (form.started_at, form.ended_at) == (clock.now(), clock.now())


@pytest.mark.parametrize("encoding", ["bogus", "UTF-7"])
def test_an_encoding_that_nobody_knows_is_refused(encoding: str) -> None:
    with pytest.raises(Invalid):
        read_filled(f'<?xml version="1.0" encoding="{encoding}"?><data/>'.encode())
