"""Forms inside a .zip or a saved mail are taken out; nothing else is."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from made import filled

from pipeline.intake.inbox import Arrival
from pipeline.intake.unpack import MAX_INSIDE, unpack


def arrival(name, content):
    return Arrival(name, Path(name), content, hashlib.sha256(content).hexdigest(), len(content))


def zipped(*members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
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


def test_a_workbook_is_itself(form):
    assert unpack(arrival("a.xlsx", form)) == (arrival("a.xlsx", form),)


def test_a_zip_of_forms(form):
    packed = zipped(("xã/tư pháp.xlsx", form), ("ảnh.png", b"x"), ("b.xls", b"other"))
    taken = unpack(arrival("gửi.zip", packed))
    assert [(one.file, one.content) for one in taken] == [
        ("gửi.zip/b.xls", b"other"),
        ("gửi.zip/tư pháp.xlsx", form),
    ]


def test_a_mail_with_its_time(form):
    (taken,) = unpack(arrival("thư.eml", mail(("báo cáo.xlsx", form), ("logo.png", b"x"))))
    assert (taken.file, taken.content) == ("thư.eml/báo cáo.xlsx", form)
    assert taken.mailed_at == datetime(2023, 3, 28, 1, 41, 7, tzinfo=UTC)


@pytest.mark.parametrize("received", ["hôm qua", "", "Tue, 28 Mar 2023 08:41:07 -0000"])
def test_a_mail_without_a_certain_time(form, received):
    (taken,) = unpack(arrival("thư.eml", mail(("a.xlsx", form), received=received)))
    assert taken.mailed_at is None and taken.content == form


def test_a_zip_in_a_mail_but_no_deeper(form):
    once = zipped(("a.xlsx", form))
    (taken,) = unpack(arrival("thư.eml", mail(("a.zip", once))))
    assert taken.content == form and taken.mailed_at
    (kept,) = unpack(arrival("thư.eml", mail(("b.zip", zipped(("a.zip", once))))))
    assert kept.content == once, "left closed, to be refused by name"


@pytest.mark.parametrize(
    "content",
    [
        zipped(("a.txt", b"no form")),
        zipped(*((f"{i}.xlsx", b"x") for i in range(MAX_INSIDE + 1))),
        zipped(("a.xlsx", b"x" * 100))[:-30],
        zipped(("a.xlsx", b"\0" * 101 * 1024 * 1024)),
        mail(),
        b"Subject: \xff\xfe\n\n\x00",
        b"PK\x03\x04 nothing more",
        b"",
    ],
    ids=["no form", "too many", "damaged", "bomb", "no attachment", "noise", "stub", "empty"],
)
def test_the_rest_is_left_as_it_is(content):
    assert unpack(arrival("x", content)) == (arrival("x", content),)


def test_names_inside_cannot_lead_away(form):
    (taken,) = unpack(arrival("a.zip", zipped(("../../trên\\x.xlsx", form))))
    assert taken.file == "a.zip/x.xlsx"


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
