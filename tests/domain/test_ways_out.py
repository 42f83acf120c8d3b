"""Only the origins that the operator named are spoken to, however an address is dressed up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangdian.domain.ways_out import may_go_out, origin_of

ORIGINS = ("https://oapi.dingtalk.com", "http://127.0.0.1:8081")


@pytest.mark.parametrize("address", [
    "https://oapi.dingtalk.com/robot/send?access_token=x", "https://OAPI.dingtalk.com:443/robot", "http://127.0.0.1:8081/x",
])
def test_a_named_origin_may_be_spoken_to(address: str) -> None:
    assert may_go_out(address, ORIGINS)


@pytest.mark.parametrize("address", [
    "", "oapi.dingtalk.com", "http://oapi.dingtalk.com/robot", "https://oapi.dingtalk.com:8443/", "ftp://oapi.dingtalk.com/",
    "https://oapi.dingtalk.com@127.0.0.1/", "https://oapi.dingtalk.com.evil.example/", "https://evil.example/oapi.dingtalk.com",
    "https://oapi.dingtalk.com\\@evil.example/", "https://oapi.dingtalk.com#@evil.example/", "https://evil.example?oapi.dingtalk.com",
    "http://127.0.0.1/", "http://127.1:8081/", "http://2130706433:8081/", "http://0x7f000001:8081/", "http://[::1]:8081/",
    "http://localhost:8081/", "file:///etc/passwd", "https://oapi.dingtalk.com/a b", "https://oapi.dingtalk.com/\n",
    "https://oapi.dingtalk.com:99999/", "https://oapi.dingtalk.com/" + "a" * 2000, " https://oapi.dingtalk.com/",
])
def test_anything_else_may_not(address: str) -> None:
    assert not may_go_out(address, ORIGINS)


@given(st.text(max_size=60))
def test_no_text_before_or_behind_the_host_opens_a_way(text: str) -> None:
    for address in (f"https://{text}@evil.example/", f"https://oapi.dingtalk.com{text}.evil.example/"):
        if may_go_out(address, ORIGINS):
            assert origin_of(address) in ORIGINS
            assert address.removeprefix("https://oapi.dingtalk.com")[:1] in {"/", ":"}
