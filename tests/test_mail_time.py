"""When a mail reached our server, in every way a header may write it."""

import time
from datetime import UTC, datetime, timedelta

import pytest
from test_unpack import arrival

from pipeline.intake.received import reached_at
from pipeline.intake.unpack import unpack

AT = datetime(2023, 3, 28, 1, 41, 7, tzinfo=UTC)
NO_SECONDS = AT.replace(second=0)

FORMS = {  # after the last semicolon of a "Received" header: the instant, or None
    "Tue, 28 Mar 2023 08:41:07 +0700": AT,
    "28 Mar 2023 08:41:07 +0700": AT,
    "tue, 28 MAR 2023 08:41:07 +0700": AT,
    "Tue, 28 Mar 2023 08:41 +0700": NO_SECONDS,
    "Tue,28 Mar 2023 08:41:07 +0700": AT,
    "Tue , 28 Mar 2023 08 : 41 : 07 +0700": AT,
    "28Mar2023 08:41:07 +0700": AT,
    "Tue, 28 Mar 2023 08:41:07 +0700 (ICT)": AT,
    "Tue, 28 Mar 2023 08:41:07 +0700 (giờ Đông Dương; của máy)": AT,
    r"Tue, 28 Mar 2023 08:41:07 +0700 (một (hai \) ba) bốn)": AT,
    "(a)Tue(b),(c)28(d)Mar(e)2023(f)08(g):(h)41(i):(j)07(k)+0700(l)": AT,
    "Tue,\r\n\t28 Mar 2023\r\n 08:41:07\r\n +0700": AT,
    "Tue, 28 Mar 23 08:41:07 +0700": AT,
    "28 Mar 123 08:41:07 +0700": AT,
    "28 Mar 99 08:41:07 +0700": datetime(1999, 3, 28, 1, 41, 7, tzinfo=UTC),
    "28 Mar 49 08:41:07 +0700": datetime(2049, 3, 28, 1, 41, 7, tzinfo=UTC),
    "Tue, 28 Mar 2023 01:41:07 +0000": AT,
    "Tue, 28 Mar 2023 01:41:07 -0000": AT,
    "Tue, 28 Mar 2023 01:41:07 UT": AT,
    "Tue, 28 Mar 2023 01:41:07 GMT": AT,
    "Tue, 28 Mar 2023 01:41:07 gmt": AT,
    "Tue, 28 Mar 2023 01:41:07 UTC": AT,
    "Tue, 28 Mar 2023 01:41:07 Z": AT,
    "Mon, 27 Mar 2023 20:41:07 EST": AT,
    "Mon, 27 Mar 2023 21:41:07 EDT": AT,
    "Mon, 27 Mar 2023 19:41:07 CST": AT,
    "Mon, 27 Mar 2023 20:41:07 CDT": AT,
    "Mon, 27 Mar 2023 18:41:07 MST": AT,
    "Mon, 27 Mar 2023 19:41:07 MDT": AT,
    "Mon, 27 Mar 2023 17:41:07 PST": AT,
    "Mon, 27 Mar 2023 18:41:07 PDT": AT,
    "Tue, 28 Mar 2023 07:11:07 +0530": AT,
    "Mon, 27 Mar 2023 22:11:07 -0330": AT,
    "Tue, 28 Mar 2023 08:40:60 +0700": NO_SECONDS,  # a second that leaps
    "1 Apr 2023 08:41:07 +0700": datetime(2023, 4, 1, 1, 41, 7, tzinfo=UTC),
    "01 Apr 2023 08:41:07 +0700": datetime(2023, 4, 1, 1, 41, 7, tzinfo=UTC),
    # Named is no instant, or none that can be.
    "": None,
    "hôm qua": None,
    "Tue, 28 Mar 2023 08:41:07": None,
    "Tue, 28 Mar 2023 08:41:07 H": None,
    "Tue, 28 Mar 2023 08:41:07 A": None,
    "Tue, 28 Mar 2023 08:41:07 ICT": None,
    "Wed, 28 Mar 2023 08:41:07 +0700": None,
    "Tue, 28 Mar 2023 08:41:61 +0700": None,
    "Tue, 28 Mar 2023 24:41:07 +0700": None,
    "Tue, 28 Mar 2023 08:60:07 +0700": None,
    "Thu, 30 Feb 2023 08:41:07 +0700": None,
    "Tue, 28 Thg 2023 08:41:07 +0700": None,
    "Tue, 28 Mar 2023 08:41:07 +0799": None,
    "Tue, 28 Mar 2023 08:41:07 +2400": None,
    "Tue, 28 Mar 2023 08:41:07 +07:00": None,
    "28 Mar 0023 08:41:07 +0700": None,
    "1 Jan 0001 00:00:00 +1400": None,
    "28 Mar 9999 08:41:07 +0700": None,
    "Tue, 28 Mar 2023 08:41:07 +0700 rồi": None,
    '"Tue, 28 Mar 2023 08:41:07 +0700"': None,
    "2023-03-28T08:41:07+07:00": None,
    "Tue, 28 Mar 2023 08:41:07 +0700 (chưa đóng": None,
}


@pytest.mark.parametrize(("said", "expected"), FORMS.items())
def test_a_time_is_evidence_in_every_form_or_rightly_none(said, expected):
    head = f"Received: from mx.example.invalid by mail.example.invalid; {said}\r\n"
    body = "Content-Type: application/octet-stream\r\nContent-Disposition: attachment;"
    content = f"{head}{body} filename=a.xlsx\r\n\r\nPK".encode()
    (one,) = unpack(arrival("thư.eml", content)).arrivals
    assert (one.file, one.mailed_at) == ("thư.eml/a.xlsx", expected)


@pytest.mark.parametrize(
    ("way", "expected"),
    [
        ('from "a;b" by mail.example.invalid', AT),
        ("from a (b; c) by mail.example.invalid (d \\( ; e)", AT),
        ("from a) by mail.example.invalid", AT),
        ("from a( by mail.example.invalid", AT),
        ('from a" by mail.example.invalid', AT),
        ("from MAY\\can-bo by mail.example.invalid", AT),
        # What the sender's machine calls itself is no time of our server's.
        ("from (;Mon, 27 Mar 2023 08:00:00 +0700 by mail.example.invalid", AT),
        ('from ";Mon, 27 Mar 2023 08:00:00 +0700" by mail.example.invalid', AT),
    ],
)
def test_the_time_is_what_ends_the_header(way, expected):
    assert reached_at(f"{way}; Tue, 28 Mar 2023 08:41:07 +0700") == expected


@pytest.mark.parametrize(
    "said",
    [
        "(" * 4_000,
        "(a)" * 1_300,
        ";" * 4_000,
        '"' * 3_999,
        " " * 4_000,
        "1 " * 2_000,
        "\\(" * 2_000,
    ],
)
def test_a_long_header_takes_no_time(said):
    began = time.process_time()
    assert reached_at(said) is None
    ended = reached_at(f"{said}; Tue, 28 Mar 2023 08:41:07 +0700")
    assert ended in (None, AT)
    assert timedelta(seconds=time.process_time() - began) < timedelta(seconds=1)
