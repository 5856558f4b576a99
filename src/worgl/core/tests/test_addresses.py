"""Addresses that strangers name: only those of the open internet, however an inner one is dressed."""

from __future__ import annotations

import pytest

from worgl.core.addresses import is_outer_name, is_public, place_of

INNER = """
127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 0.1.2.3 100.64.0.1 224.0.0.1 240.0.0.1 255.255.255.255
192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 192.88.99.1
:: ::1 fe80::1 fe80::1%eth0 2606:4700::1%1 fec0::1 fc00::1 fd12::1 ff02::1 100::1 4000::1 5f00::1
::ffff:10.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1 ::127.0.0.1 ::10.0.0.1
2002:7f00:1:: 2002:0a00:0001::1 2002:808:808::1 64:ff9b::a00:1 64:ff9b::8.8.8.8 64:ff9b:1::7f00:1 64:ff9b:1:fffe::a00:1
2001:0:7f00:1:: 2001::1 2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 3fff::1 3ffe::1
2a00:1450:4001:80b:0:5efe:10.0.0.1 2a00:1450:4001:80b:200:5efe:8.8.8.8
2a00:1450:4001:80b::10.0.0.1 2a00:1450:4001:80b::7f00:1 2a00:1450:4001:80b::c0a8:101 2a00:1450:a00:1::
2a00:1450:4001:80b:7f:0:100:0 2a00:1450:4001:a9fe:a9:fe00::
x 1.2.3 2130706433 0177.0.0.1
"""
"""The last row but one: translators of an operator's own prefix, of 96, 32, 64 and 48 bits (RFC 6052)."""


@pytest.mark.parametrize("number", INNER.split())
def test_a_number_that_is_or_holds_an_inner_one_is_not_public(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize(
    "number",
    ["8.8.8.8", "93.184.216.34", "1.1.1.1", "2606:4700::1111", "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
     "2001:4860:4860::8888", "2001:470:1:18::119",
     "2a00:1450:4001:80b::200e", "2a01:4f8:c0c:9::2", "2a01:4f8:c0a8:1::1"],
)  # fmt: skip
def test_a_number_of_the_open_internet_is_public(number: str) -> None:
    assert is_public(number)


PLACES = """
https://push.example.org/abc          yes
https://push.example.org:8443/a?b=c   yes
https://8.8.8.8/x                     yes
https://[2606:4700::1111]/x           yes
https://localhost/x                   no
https://intranet/x                    no
https://printer.local/x               no
https://printer.local./x              no
https://db.internal/x                 no
https://router.home.arpa/x            no
https://127.0.0.1/x                   no
https://127.1/x                       no
https://0177.0.0.1/x                  no
https://0x7f.0.0.1/x                  no
https://0x7f000001/x                  no
https://2130706433/x                  no
https://10.1.2.3./x                   no
https://169.254.169.254/latest        no
https://[::1]/x                       no
https://[::ffff:7f00:1]/x             no
https://[2002:7f00:1::]/x             no
https://user:word@push.example.org/   no
https://push.example.org@10.0.0.1/    no
https://push.example.org:99999/x      no
https://push.example.org:0/x          no
https://push.example.org/#x           no
https:///x                            no
https://[::1/x                        no
ftp://push.example.org/x              no
https://pusch.exämple.org/            no
"""


@pytest.mark.parametrize("row", PLACES.strip().splitlines())
def test_what_may_be_called_is_seen_from_how_it_is_written(row: str) -> None:
    address, verdict = row.split()
    place = place_of(address, longest=1_000)
    assert (place is not None and is_outer_name(place.host)) is (verdict == "yes")


def test_an_address_has_a_length() -> None:
    assert place_of("https://example.org/" + "x" * 20, longest=40) is not None
    assert place_of("https://example.org/" + "x" * 21, longest=40) is None
