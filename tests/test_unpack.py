"""Forms inside a .zip or a saved mail are taken out; all else in it is answered or counted."""

import base64
import hashlib
import io
import random
import time
import tracemalloc
import zipfile
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.header import Header
from email.message import EmailMessage
from email.utils import encode_rfc2231
from pathlib import Path

import pytest
from made import filled, read

from pipeline.intake.container import MAX_ENTRIES, open_package
from pipeline.intake.inbox import MAX_BYTES, Arrival, Inbox
from pipeline.intake.refused import Refused
from pipeline.intake.unpack import MAX_INSIDE, MAX_INSIDE_BYTES, unpack, unpack_all


def arrival(name, content):
    return Arrival(name, Path(name), content, hashlib.sha256(content).hexdigest(), len(content))


def zipped(*members, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def mail(*attachments, received="Tue, 28 Mar 2023 08:41:07 +0700"):
    message = EmailMessage()
    message["Received"] = f"from mx.example.invalid by mail.example.invalid; {received}"
    message["Received"] = "from pc by mx.example.invalid; Mon, 27 Mar 2023 01:00:00 +0700"
    message["Subject"] = "Báo cáo tuần"
    message["From"] = "a@example.invalid"
    message.set_content("Gửi báo cáo.")
    for name, content in attachments:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return message.as_bytes()


@pytest.fixture(scope="module")
def form(tmp_path_factory):
    return filled("tu-phap", tmp_path_factory.mktemp("unpack"))


def taken(inbox):
    return {one.file: one.content for one in inbox.arrivals}


def answered(inbox):
    return {finding.where.file: finding.code for finding in inbox.findings}


def test_a_workbook_is_itself(form):
    assert unpack(arrival("a.xlsx", form)) == Inbox((arrival("a.xlsx", form),), (), ())


def test_a_zip_of_forms(form):
    packed = zipped(("xã/tư pháp.xlsx", form), ("ảnh.png", b"x"), ("b.xls", b"other"))
    inbox = unpack(arrival("gửi.zip", packed))
    assert taken(inbox) == {"gửi.zip/b.xls": b"other", "gửi.zip/xã/tư pháp.xlsx": form}
    assert inbox.ignored == ("gửi.zip/ảnh.png",) and not inbox.findings


def test_what_could_be_a_report_is_taken_whatever_it_is_called(form):
    """No ending, another ending, a workbook's ending on something else: content or name will do."""
    members = [("không đuôi", form), ("a.dat", form), ("b.pdf", form), ("c.xlsx", b"no workbook")]
    members += [("d.rar", b"Rar!\x1a\x07\x01\0"), ("e", b"7z\xbc\xaf\x27\x1c"), ("g.csv", b"1;2")]
    inbox = unpack(arrival("z.zip", zipped(*members)))
    assert taken(inbox) == {f"z.zip/{name}": content for name, content in members}
    assert unpack(arrival("z.zip", zipped(("a", form)))).arrivals[0].content == form


def test_letters_pictures_and_an_editors_files_are_counted_and_left(form):
    letter = zipped(("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<x/>"))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
    rest = [("công văn.docx", letter), ("cũ.doc", old), ("ký.p7s", b"\0"), ("bản in.txt", b"in")]
    rest += [("~$a.xlsx", b"x"), ("__MACOSX/._a.xlsx", b"x"), ("Thumbs.db", b"x")]
    inbox = unpack(arrival("z.zip", zipped(("a.xlsx", form), *rest)))
    assert taken(inbox) == {"z.zip/a.xlsx": form} and not inbox.findings
    assert set(inbox.ignored) == {f"z.zip/{name}" for name, _ in rest}
    signed = unpack(arrival("z.zip", zipped(("a.xlsx", form), ("bản ký.pdf", b"%PDF"))))
    assert taken(signed) == {"z.zip/a.xlsx": form, "z.zip/bản ký.pdf": b"%PDF"}
    mailed = unpack(arrival("t.eml", mail(("a.xlsx", form), ("công văn.docx", letter))))
    assert taken(mailed) == {"t.eml/a.xlsx": form}
    assert mailed.ignored == ("t.eml/công văn.docx",)


def encrypted(packed, name):
    """Mark one member as locked by a password, as its directory would."""
    content = bytearray(packed)
    at = content.rindex(name.encode()) - 46
    content[at + 8] |= 1
    return bytes(content)


def flipped(packed, name, offset=60):
    """Change a member's bytes; its checksum knows."""
    content = bytearray(packed)
    content[content.index(name.encode()) + len(name) + offset] ^= 255
    return bytes(content)


def test_a_member_that_cannot_be_taken_is_answered_beside_the_others(form):
    good = ("good.xlsx", form)
    large = ("large.xlsx", random.Random(1).randbytes(MAX_BYTES // 16) * 17)
    locked = encrypted(zipped(good, ("locked.xlsx", form)), "locked.xlsx")
    damaged = flipped(zipped(good, ("damaged.xlsx", form)), "damaged.xlsx")
    for packed, expected in (
        (zipped(good, large), {"z.zip/large.xlsx": "F03"}),
        (zipped(good, ("empty.xlsx", b"")), {"z.zip/empty.xlsx": "F02"}),
        (locked, {"z.zip/locked.xlsx": "F08"}),
        (damaged, {"z.zip/damaged.xlsx": "F12"}),
    ):
        inbox = unpack(arrival("z.zip", packed))
        assert taken(inbox) == {"z.zip/good.xlsx": form}
        assert answered(inbox) == expected
    assert answered(unpack(arrival("t.eml", mail(good, ("e.xlsx", b""))))) == {
        "t.eml/e.xlsx": "F02"
    }


def test_a_mail_with_its_time(form):
    (one,) = unpack(arrival("thư.eml", mail(("báo cáo.xlsx", form), ("logo.png", b"x")))).arrivals
    assert (one.file, one.content) == ("thư.eml/báo cáo.xlsx", form)
    assert one.mailed_at == datetime(2023, 3, 28, 1, 41, 7, tzinfo=UTC)


@pytest.mark.parametrize("received", ["hôm qua", "", "Tue, 28 Mar 2023 08:41:07"])
def test_a_mail_without_a_certain_time(form, received):
    (one,) = unpack(arrival("thư.eml", mail(("a.xlsx", form), received=received))).arrivals
    assert one.mailed_at is None and one.content == form


def test_a_mail_in_a_mail_is_opened_and_proves_no_time_of_its_own(form):
    """Attached as a file or as a message: only what our own server wrote is evidence."""
    early = mail(("a.xlsx", form), received="Mon, 27 Mar 2023 08:00:00 +0700")
    forwarded = EmailMessage()
    forwarded["Received"] = "by mail.example.invalid; Tue, 28 Mar 2023 08:41:07 +0700"
    forwarded.set_content("Chuyển tiếp.")
    forwarded.add_attachment(message_from_bytes(early, policy=policy.default))
    for content, name in (
        (mail(("chuyển tiếp.eml", early)), "t.eml/chuyển tiếp.eml/a.xlsx"),
        (forwarded.as_bytes(), "t.eml/a.xlsx"),
    ):
        (one,) = unpack(arrival("t.eml", content)).arrivals
        assert (one.file, one.content) == (name, form)
        assert one.mailed_at == datetime(2023, 3, 28, 1, 41, 7, tzinfo=UTC)
    (one,) = unpack(arrival("t.eml", mail(("b.eml", early), received=""))).arrivals
    assert one.content == form and one.mailed_at is None


def test_saved_mails_in_a_zip(form):
    packed = zipped(("thư 1.eml", mail(("a.xlsx", form))), ("thư 2.eml", mail(("a.xlsx", b"x"))))
    inbox = unpack(arrival("z.zip", packed))
    assert taken(inbox) == {"z.zip/thư 1.eml/a.xlsx": form, "z.zip/thư 2.eml/a.xlsx": b"x"}
    assert all(one.mailed_at for one in inbox.arrivals)


def test_an_attachment_without_a_name(form):
    lines = ["From: a@example.invalid", "Content-Type: application/octet-stream"]
    lines += ["Content-Transfer-Encoding: base64", "", base64.encodebytes(form).decode()]
    assert taken(unpack(arrival("t.eml", "\n".join(lines).encode()))) == {
        "t.eml/tệp đính kèm 1": form
    }


MIXED = b"From: a\nContent-Type: multipart/mixed; boundary=x"
NAME = "Biểu số 1; phường Hòa Hải, tuần 12.xlsx"
IN_WORDS = Header(NAME, "utf-8", maxlinelen=40).encode()
IN_PERCENT = encode_rfc2231(NAME, "utf-8")
WRITTEN = {
    "encoded words": f'Content-Disposition: attachment; filename="{IN_WORDS}"',
    "folded": f'Content-Disposition: attachment;\n\tfilename="{IN_WORDS}";\n size=1',
    "only a type": f'Content-Type: application/octet-stream; name="{IN_WORDS}"',
    "RFC 2231": f"Content-Disposition: attachment; filename*={IN_PERCENT}",
    "RFC 2231 in pieces": "Content-Disposition: attachment"
    + "".join(f";\n filename*{n}*={IN_PERCENT[n * 50 :][:50]}" for n in range(3)),
    "as it is": f'Content-Disposition: attachment; filename="{NAME}"',
}


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("way", WRITTEN)
def test_an_attachments_name_however_it_is_written(way, line_break):
    lines = ["From: a@example.invalid", 'Content-Type: multipart/mixed; boundary="=_1"', ""]
    lines += ["--=_1", "Content-Type: text/plain", "", "Gửi báo cáo.", "--=_1  ", WRITTEN[way]]
    text = "\n".join([*lines, "", "1;2", "", "--=_1--", ""]).replace("\n", line_break)
    (one,) = unpack(arrival("t.eml", text.encode())).arrivals
    assert one.file == f"t.eml/{NAME}" and one.content == f"1;2{line_break}".encode()


@pytest.mark.parametrize(
    ("way", "written"),
    [
        ("base64", base64.encodebytes),
        ("Quoted-Printable", lambda content: b"=\r\n".join(b"=%02X" % one for one in content)),
        ("binary", lambda content: content),
    ],
)
def test_an_attachment_is_taken_byte_for_byte(way, written, form):
    head = f"\r\n\r\n--x\r\nContent-Type: a/b; name=a.xlsx\r\nContent-Transfer-Encoding: {way}"
    content = MIXED + head.encode() + b"\r\n\r\n" + written(form) + b"\r\n--x--\r\n"
    assert taken(unpack(arrival("t.eml", content))) == {"t.eml/a.xlsx": form}


@pytest.mark.parametrize("end", [b"--x--\nbye\n", b"--x", b""], ids=["closed", "open", "cut off"])
def test_parts_end_where_a_boundary_does(end):
    """An inner boundary may begin as the outer one does; an outer one ends what is within."""
    head = MIXED + b"\n\n--x\n"
    inner = b"Content-Type: multipart/mixed; boundary=x-1\n\nto be left\n--x-1\n"
    one, two = (b"Content-Type: text/csv; name=%d.csv\n\n%d\n" % (n, n) for n in (1, 2))
    content = head + inner + one + b"--x\n" + two + b"\n" + end
    said = taken(unpack(arrival("t.eml", content)))
    assert {name: figures.strip() for name, figures in said.items()} == {
        "t.eml/1.csv": b"1",
        "t.eml/2.csv": b"2",
    }


def test_an_honest_mails_long_headers_are_no_matter(form):
    """Hundreds of addressees, and what a filter wrote: none of it is read."""
    content = b"To: " + b"unit@example.invalid,\n " * 5000 + b"z@example.invalid\n"
    content += b"X-Filter: " + b"a b" * 30_000 + b"\n" + mail(("a.xlsx", form))
    (one,) = unpack(arrival("t.eml", content)).arrivals
    assert one.content == form and one.mailed_at


def test_a_zip_in_a_mail_but_no_deeper(form):
    once = zipped(("a.xlsx", form))
    (one,) = unpack(arrival("thư.eml", mail(("a.zip", once)))).arrivals
    assert one.content == form and one.mailed_at
    inbox = unpack(arrival("thư.eml", mail(("b.zip", zipped(("a.zip", once), ("b.xlsx", form))))))
    assert taken(inbox) == {"thư.eml/b.zip/b.xlsx": form}
    assert answered(inbox) == {"thư.eml/b.zip/a.zip": "F06"}


@pytest.mark.parametrize(
    "content",
    [
        zipped(("a.txt", b"no form")),
        zipped(("a.xlsx", b"x" * 100))[:-30],
        zipped(),
        mail(),
        mail(("a.png", b"x")),
        b"Subject: \xff\xfe\n\n\x00",
        b"PK\x03\x04 nothing more",
        b"",
    ],
    ids=["no form", "damaged", "empty zip", "no attachment", "picture", "noise", "stub", "empty"],
)
def test_what_holds_nothing_of_use_is_left_to_be_read_as_it_is(content):
    assert unpack(arrival("x", content)) == Inbox((arrival("x", content),), (), ())


SECONDS = 15  # generous: each of these takes a tenth of a second, slowed by what counts memory
OTHER_WAYS = {"bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}


def relabelled(packed, method):
    """Say of each member of a .zip that it is packed another way, as its directory would."""
    content = bytearray(packed)
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] = method
            at = content.find(mark, at + 1)
    return bytes(content)


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_what_zipfile_would_expand_without_a_bound_is_answered_unread(way, form, monkeypatch):
    """Its bytes are never looked at, whatever it is called; what stands beside it is taken."""
    packed = zipped(("a.xlsx", form), ("b.dat", b"\0" * 10**6), method=OTHER_WAYS[way])
    monkeypatch.setattr(zipfile.ZipFile, "open", None)
    assert answered(unpack(arrival("z.zip", packed))) == {
        "z.zip/a.xlsx": "F22",
        "z.zip/b.dat": "F22",
    }


def test_a_way_of_packing_nobody_here_knows_is_answered(form):
    assert answered(unpack(arrival("z.zip", relabelled(zipped(("a.xlsx", form)), 9)))) == {
        "z.zip/a.xlsx": "F22"
    }


def test_what_lies_beside_a_member_packed_another_way_is_taken(form):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xlsx", form)
        archive.writestr("b.xlsx", form, zipfile.ZIP_BZIP2)
        archive.writestr("c.xlsx", form, zipfile.ZIP_STORED)
        archive.writestr("Thumbs.db", b"x", zipfile.ZIP_LZMA)
    inbox = unpack(arrival("z.zip", out.getvalue()))
    assert taken(inbox) == {"z.zip/a.xlsx": form, "z.zip/c.xlsx": form}
    assert answered(inbox) == {"z.zip/b.xlsx": "F22"} and inbox.ignored == ("z.zip/Thumbs.db",)


def test_no_more_is_expanded_than_the_directory_says():
    """A member that says it is small is found out by its checksum, not by expanding all of it."""
    content = bytearray(zipped(("a.xlsx", ZEROS)))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(mark) + offset
        content[at : at + 4] = (10_000).to_bytes(4, "little")
    tracemalloc.start()
    inbox = unpack(arrival("z.zip", bytes(content)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert answered(inbox) == {"z.zip/a.xlsx": "F12"} and peak < 2**20


ZEROS = b"\0" * 24 * 1024 * 1024  # 24 kB when packed
NOISE = random.Random(2).randbytes(16_384)  # repeated, it packs less than 200 times: no bomb alone


def in_parts(*members):
    """Pack members by themselves, then all these packs in one: as a bomb is made to grow."""
    return zipped(*((f"{name}.zip", zipped((name, content))) for name, content in members))


BOMBS = {
    "zeros": ("F11", lambda: zipped(("a.xlsx", ZEROS))),
    "zeros in a zip in a zip": (
        "F11",
        lambda: in_parts(*((f"{i}.xlsx", ZEROS) for i in range(25))),
    ),
    "zeros in a zip in a mail": ("F11", lambda: mail(("a.zip", zipped(("a.xlsx", ZEROS))))),
    "too many": ("F06", lambda: zipped(*((f"{i}.xlsx", b"x") for i in range(MAX_INSIDE + 1)))),
    "too many together": (
        "F06",
        lambda: zipped(
            *((f"{n}.zip", zipped(*((f"{i}.xlsx", b"x") for i in range(90)))) for n in range(3))
        ),
    ),
    "too many pictures": (
        "F06",
        lambda: zipped(("a.xlsx", b"x"), *((f"{i}.png", b"x") for i in range(MAX_ENTRIES))),
    ),
    "too large together": (
        "F06",
        lambda: in_parts(*((f"{i}.xlsx", NOISE * 1400) for i in range(6))),  # 22 MB each
    ),
    "a mail with a long way": ("F06", lambda: b"From: a\nReceived: " + b"a b" * 700_000 + b"\n\n"),
    "a mail of many parameters": (
        "F06",
        lambda: MIXED + b"".join(b"; a%d=b" % n for n in range(12_000)) + b"\n\n--x\n\n",
    ),
    "a mail with a long boundary": ("F06", lambda: MIXED + b';a="' + b";" * 100_000 + b'"\n\n'),
    "a mail of headers": ("F06", lambda: b"From: a\n" * 500_000),
    "a mail of empty lines": ("F06", lambda: MIXED + b"\n\n--x\n" + b"\n" * 24_000_000),
    "a mail of parts": ("F06", lambda: MIXED + b"\n\n" + b"--x\n" * 900_000),
    "a mail of parts in parts": (
        "F06",
        lambda: (
            b"From: a\n"
            + b"".join(
                b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
                for n in range(90)
            )
            + b"\n" * 900_000
        ),
    ),
    "a mail of messages": (
        "F06",
        lambda: b"From: a\n" + b"Content-Type: message/rfc822\n\n" * 400_000,
    ),
    "a mail of mails": (
        "F06",
        lambda: b"From: a\n" + b"Content-Type: multipart/mixed; boundary=x\n\n--x\n" * 200,
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_whoever_exceeds_the_budget_is_refused_whole_and_by_name(name, form):
    code, make = BOMBS[name]
    content = make()
    assert len(content) < MAX_BYTES
    tracemalloc.start()
    began = time.monotonic()
    inbox = unpack(arrival("bom.zip", content))
    took = time.monotonic() - began
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert inbox.arrivals == () and inbox.ignored == ()
    assert answered(inbox) == {"bom.zip": code}
    assert peak < 2 * MAX_INSIDE_BYTES
    assert took < SECONDS


def test_a_mail_of_a_status_without_end_is_gone_through_at_once():
    """The library's own parser needs minutes for it; it holds nothing, and the reader says so."""
    content = b"From: a\nContent-Type: message/delivery-status\n\n" + b"\n" * 900_000
    began = time.monotonic()
    assert taken(unpack(arrival("t.eml", content))) == {"t.eml": content}
    assert time.monotonic() - began < SECONDS


def test_the_budget_is_each_files_own(form):
    each = zipped(*((f"{i}.xlsx", b"x") for i in range(MAX_INSIDE)))
    scanned = Inbox(tuple(arrival(f"{n}.zip", each) for n in range(3)), (), ("Thumbs.db",))
    inbox = unpack_all((*scanned.files, *scanned.ignored))
    assert len(inbox.arrivals) == 3 * MAX_INSIDE
    assert (inbox.findings, inbox.ignored) == ((), ("Thumbs.db",))


def test_what_was_read_as_a_form_is_not_looked_into(form, monkeypatch):
    packed = zipped(("trong.xlsx", form))
    named = ("a.xlsx", form), ("thư.eml", form), ("a.zip", packed), ("b.xlsx", form + b"x")
    inbox, looked_into = Inbox(tuple(arrival(*one) for one in named), (), ()), []
    whole = unpack_all(inbox.files)

    def noted(one):
        looked_into.append(one.file)
        return unpack(one)

    monkeypatch.setattr("pipeline.intake.unpack.unpack", noted)
    assert unpack_all(inbox.files, {arrival("a.xlsx", form).sha256}) == whole
    assert looked_into == ["thư.eml", "a.zip", "b.xlsx"]


def test_names_inside_cannot_lead_away(form):
    packed = zipped(("../../trên\\x.xlsx", form), ("/etc/y.xlsx", form), ("./.. /", b""))
    inbox = unpack(arrival("a.zip", packed))
    assert set(taken(inbox)) == {"a.zip/trên/x.xlsx", "a.zip/etc/y.xlsx"}


def test_two_of_one_name_are_two(form):
    packed = zipped(("xã A/bc.xlsx", form), ("xã B/bc.xlsx", b"x"))
    assert len(taken(unpack(arrival("a.zip", packed)))) == 2
    sent = unpack(arrival("t.eml", mail(("bc.xlsx", form), ("bc.xlsx", b"x"))))
    assert taken(sent) == {"t.eml/bc.xlsx": form, "t.eml/(2) bc.xlsx": b"x"}


def test_what_is_left_closed_is_answered_by_the_reader(form):
    for content, code in (
        (mail(), "F20"),
        (mail(("ảnh.png", b"x")), "F20"),
        (b"\x78\x9f\x3e\x22" + b"\0" * 50, "F20"),
        (b"Rar!\x1a\x07\x01\0" + b"\0" * 50, "F19"),
        (b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "F19"),
        (zipped(("a.txt", b"x")), "F40"),
    ):
        (one,) = unpack(arrival("x", content)).arrivals
        (finding,) = read(one.content).findings
        assert finding.code == code


def test_the_mails_time_counts_as_evidence(office_folder, form):
    """Seen after the deadline, yet the server had it before: on time."""
    from weekly import ZONE, saved_at

    saved = saved_at(form, datetime(2023, 3, 28, 8, 30, tzinfo=ZONE))
    (office_folder.collected / "thư.eml").write_bytes(mail(("tp.xlsx", saved)))
    (office_folder.collected / "outlook.msg").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "__substg1.0_".encode("utf-16-le")
    )
    done = office_folder.json("merge", "2023-W12", "--now", "2023-03-28T15:00")
    (period,) = done["periods"]
    unit = next(u for u in period["units"] if u["code"] == "tu-phap")
    assert (unit["standing"], unit["file"]) == ("on_time", "thư.eml/tp.xlsx")
    assert unit["received"]["latest"].startswith("2023-03-28T08:41:07")
    assert [f["code"] for f in period["other_findings"]] == ["F17"]
    assert sum(v for k, v in done["files"].items() if k != "seen") == done["files"]["seen"]


def test_a_zip_of_a_multitude_is_left_to_the_process_that_may_be_stopped():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in range(10 * MAX_ENTRIES + 1):
            archive.writestr(f"{number}/", "")
    content = stream.getvalue()
    (left,) = unpack(arrival("nhiều.zip", content)).arrivals
    assert left.content == content
    with pytest.raises(Refused):
        open_package(content)
