"""Every form typed and saved in LibreOffice, every file checked by the command, both compared."""

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from office import type_in_office
from seeded.district import saved
from seeded.played import Seen, looks, play, seen, stamped
from seeded.slips_file import FILES
from seeded.slips_plan import PLAN
from seeded.slips_week import WEEK
from typed import OfficeFolder

from pipeline.texts.form import ASK, ASKS_LEFT, ERROR, READY, YET

CLERK = Path(__file__).with_name("slipping_clerk.py")
NOW = "2023-12-13T08:00"
TOLD_OTHERWISE = {"T11"}  # by the version before, where the same report comes twice
SLIPS = (*WEEK, *PLAN, *FILES)


@dataclass
class Found:
    """What was found in one file, and what its form showed."""

    name: str  # of the honest report, or of the slip
    form: str
    caught: bool  # of a slip: at its cell; of an honest form: not at all
    wanted: str
    asked: list  # code, sheet, cell of what `check` asks
    apart: list  # where form and check do not say the same
    unseen: str  # why they need not

    @property
    def agrees(self):
        return not self.apart or bool(self.unseen)


@dataclass
class Sent:
    """A file that came of a form in LibreOffice."""

    base: object
    slip: object  # None where it is honest
    seen: Seen
    paths: list


def run(folder, seed=6):
    """Play, type, check; returns what was found in each file."""
    played = play(seed)
    office = OfficeFolder(folder / "office")
    for report in played.before:
        (office.collected / report.name).write_bytes(report.content(saved(report.period)))
    sent = _typed(played, folder, office.collected)
    ended = office.run("templates", "2023-W41", "--now", NOW)  # reads what lies there, once
    assert ended.returncode == 0, ended.stderr
    honest = [one for one in sent if one.slip is None]
    found = _checked(office, honest)
    for slips in _together(sent):
        found += _checked(office, slips)
    return found


def _together(sent):
    """Put slips together that one command can check: what is judged by others comes after them."""
    groups = {}
    for one in sent:
        if one.slip:
            kind = one.slip.form.split("-")[0]
            alone = one.slip.name if one.slip.codes == ("V06",) else ""  # said of what is in force
            groups.setdefault((kind, alone), []).append(one)
    return groups.values()


def _typed(played, folder, collected):
    """Let a clerk fill the honest forms and slip in the others; one start of LibreOffice."""
    work = folder / "typed"
    work.mkdir()
    bases = [(None, report) for report in played.honest]
    bases += [(name, base.report) for name, base in played.forms.items()]
    jobs = [_job(work, number, name, report, played) for number, (name, report) in enumerate(bases)]
    answers = type_in_office(jobs, "Asia/Ho_Chi_Minh", CLERK)
    sent = []
    for (name, report), job, answer in zip(bases, jobs, answers, strict=True):
        assert not answer["refused"], f"{report.name}: an open cell refused what was typed"
        assert answer["after"] == answer["shown"], f"{report.name}: a slip was not undone"
        path = collected / report.name if name is None else work / f"{name}-{report.name}"
        path.write_bytes(stamped(job["save"], report.period))
        shown = seen(job["look"], answer["shown"])
        sent.append(Sent(played.forms.get(name), None, shown, [path]))
        for slip, done, shown in zip(_slips(name), job["slips"], answer["slips"], strict=True):
            paths = _files(Path(done["save"]), slip, played.forms[name], len(sent))
            sent.append(Sent(played.forms[name], slip, seen(job["look"], shown), paths))
    return sent


def _slips(name):
    return [slip for slip in SLIPS if slip.form == name]


def _job(work, number, name, report, played):
    blank = work / f"{number:03}.xlsx"
    blank.write_bytes(report.blank)
    slips = [
        {
            "do": slip.do(played.forms[name]),
            "save": str(work / f"{number:03}-{at:03}{slip.saved_as}"),
        }
        for at, slip in enumerate(_slips(name))
    ]
    save = str(work / f"{number:03}-filled.xlsx")
    said = {"open": str(blank), "type": report.typed, "save": save, "look": looks(report)}
    return said | {"slips": slips}


def _files(path, slip, base, seconds):
    """What a clerk sends of a saved form: in a folder of its own, for names matter.

    No two have the same bytes, or they were one file.
    """
    report, folder = base.report, path.with_suffix("")
    folder.mkdir()
    plain = slip.saved_as == ".xlsx"
    content = stamped(path, report.period, seconds) if plain else path.read_bytes()
    files = slip.files(content, base) if slip.files else {report.name: content}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


def _checked(office, sent):
    """Let one command check all; returns what was found in each."""
    paths = [path for one in sent for path in one.paths]
    answers = office.json("check", *paths, "--now", NOW)["files"]
    by_path = {}
    for answer in answers:
        # A file in a .zip or a mail is called by both.
        path = next(p for p in paths if answer["file"].startswith((str(p), p.name)))
        by_path.setdefault(path, []).append(answer)
    return [_found(one, [a for p in one.paths for a in by_path[p]]) for one in sent]


def _found(one, answers):
    slip, base = one.slip, one.base
    asked = [f for answer in answers for f in answer["findings"] if f["severity"] != "note"]
    said = [(f["code"], f["sheet"], cell) for f in asked for cell in _cells(f)]
    if slip is None:
        apart = list(_apart(one.seen, asked, answers))
        return Found(one.paths[0].name, "", not asked, "", said, apart, "")
    sheet, cell = base.place(slip.at)
    codes = set(slip.codes)
    caught = any(
        code.startswith(slip.codes) and sheet in (None, at) and cell in (None, where)
        for code, at, where in said
    )
    # All slips in a form come as versions of one report; of other versions no form knows.
    of_form = [f for f in asked if f["code"][0] != "V" and f["code"] not in TOLD_OTHERWISE - codes]
    apart = list(_apart(one.seen, of_form, answers))
    wanted = f"{'/'.join(slip.codes)} {sheet or ''}!{cell or ''}"
    return Found(slip.name, slip.form, caught, wanted, said, apart, slip.unseen)


def _cells(finding):
    return finding.get("cells") or [finding["cell"]]


def _apart(shown, asked, answers) -> Iterator[str]:
    """Say where the form and the command do not agree: in a row, or over all."""
    levels = {}
    for finding in asked:
        for cell in filter(None, _cells(finding)):
            place = finding["sheet"], int(re.search(r"\d+", cell)[0])
            levels.setdefault(place, set()).add(finding["severity"])
    for place, words in shown.rows.items():
        level = levels.get(place, set())
        refused = words.startswith((ERROR, YET))
        form = "error" if refused else "warning" if words.startswith(ASK) else ""
        check = "error" if "error" in level else "warning" if level else ""
        if form != check:
            yield f"{place}: {words!r}, {check or 'nothing'}"
    valid = all(answer["verdict"] == "valid" for answer in answers)
    if (shown.status == READY or ASKS_LEFT[1] in shown.status) != valid:
        yield f"{shown.status!r}, {'valid' if valid else 'invalid'}"


def kept(found):
    """As words, for whoever asks later."""
    return json.dumps([asdict(one) for one in found], ensure_ascii=False)


def told(found):
    """The three results, and what is not as it should be, for a person."""
    slips = [one for one in found if one.form]
    honest = [one for one in found if not one.form]
    lines = []
    for words, good, of in (
        ("slips caught at their cells", [o for o in slips if o.caught], slips),
        ("honest forms without a question", [o for o in honest if o.caught], honest),
        ("forms that say what check says", [o for o in found if not o.apart], found),
        ("or need not, for a reason", [o for o in found if o.agrees], found),
    ):
        lines.append(f"{words}: {len(good)}/{len(of)} ({len(good) / len(of):.1%})")
    for one in found:
        if not one.caught:
            lines.append(f"{one.form or 'honest'} · {one.name} · {one.wanted} · {one.asked[:4]}")
        if not one.agrees:
            lines.append(f"APART {one.form or 'honest'} · {one.name} · {one.apart[:3]}")
    for reason in sorted({one.unseen for one in found if one.unseen}):
        names = [f"{o.form}: {o.name}" for o in found if o.unseen == reason and o.apart]
        lines.append(f"unseen, {reason}: {len(names)}: {'; '.join(names)}")
    return "\n".join(lines)
