"""A benchmark counts what did its work, and nothing else."""

import dataclasses
import sys
import xml.etree.ElementTree as ET

import pytest
from typed import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what a step took")


@pytest.fixture
def timed(monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "benchmarks")
    import timed

    return timed


def python(code):
    return [sys.executable, "-c", code]


def test_what_worked_has_a_time_and_its_words(timed, tmp_path):
    made = tmp_path / "made"
    took, said = timed.timed(python(f"open({str(made)!r}, 'w'); print('xong')"), writes=[made])
    assert took > 0 and said == "xong\n"


def test_one_is_success_only_where_somebody_is_needed(timed, tmp_path):
    made = tmp_path / "made"
    code = f"open({str(made)!r}, 'w'); raise SystemExit(1)"
    assert timed.timed(python(code), writes=[made], for_somebody=True)[0] > 0


@pytest.mark.parametrize(
    ("code", "for_somebody", "said"),
    [
        ("import a_library_that_is_not_there", False, "exit status 1"),
        ("import a_library_that_is_not_there", True, "not written"),
        ("pass", False, "not written"),
        ("raise SystemExit(2)", True, "exit status 2"),
    ],
)
def test_what_did_not_work_is_no_time(timed, tmp_path, capsys, code, for_somebody, said):
    with pytest.raises(SystemExit) as ended:
        timed.timed(python(code), writes=[tmp_path / "made"], for_somebody=for_somebody)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_what_was_there_before_proves_nothing(timed, tmp_path):
    (tmp_path / "made").touch()
    with pytest.raises(SystemExit) as ended:
        timed.timed(python("pass"), writes=[tmp_path / "made"])
    assert ended.value.code == 2


def test_what_is_compared_with_must_be_installed(timed, capsys):
    timed.need("pytest")
    with pytest.raises(SystemExit) as ended:
        timed.need("pytest", "a_library_that_is_not_there")
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "not installed: a_library_that_is_not_there" in said and "./baocao06 test" in said


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell what a process took")
def test_what_it_and_its_own_take_is_counted(timed, tmp_path):
    made = tmp_path / "made"
    code = f"open({str(made)!r}, 'w'); held = b'x' * 60_000_000; sum(range(2_000_000))"
    spent = timed.spent(python(code), writes=[made])
    assert spent.cpu > 0 and 60 < spent.memory < 200 and spent.wall > 0
    with pytest.raises(SystemExit) as ended:
        timed.spent(python("raise SystemExit(3)"))
    assert ended.value.code == 2


def test_the_same_size_gives_the_same_office(timed, tmp_path):
    from offices import make_office

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        make_office(tmp_path / name, 2)
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "returned").iterdir()}
        for name in ("one", "two")
    )
    assert one == two and len(one) == 2


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """An office of three units, before anything is merged."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "benchmarks")
        from growth import Office

        from offices import make_office

        office = Office(tmp_path_factory.mktemp("văn phòng"), 3)
        make_office(office.root, 3)
        yield office


@linux
def test_each_step_is_seen_at_work_and_every_form_accepted(small):
    """Form by form the files are another unit's, and none is refused: the command says 3/3."""
    steps = small.by_step()  # of two, then the third
    assert steps.keys() >= {"words and tables", "workbook", "document", "decree", "other processes"}
    assert all(took > 0 and memory > 20 for took, memory in steps.values())
    seen = small.merged()
    assert seen.cpu > 0.5 and sum(took for took, _ in steps.values()) > 0.5


@linux
def test_a_form_that_is_refused_ends_the_comparison(small, capsys):
    small.fresh()
    (small.root / "collected" / "mau-00002.xlsx").write_bytes(b"no form")
    with pytest.raises(SystemExit) as ended:
        small.merged(cold=True)
    assert ended.value.code == 2
    assert "mau-00002" in capsys.readouterr().err


def test_a_step_is_a_room_that_is_there(timed):
    import steps

    for place in (*steps._STEPS, *steps._ANYWHERE):
        path, _, function = place.partition(":")
        assert (ROOT / "pipeline" / path).exists(), place
        assert not function or f"def {function}" in (ROOT / "pipeline" / path).read_text("utf-8")


def test_what_grows_is_told_and_drawn(timed):
    import growth

    runs = {
        name: timed.Spent(number, number * 2, 100)
        for number, name in enumerate((growth.BARE, growth.PLAIN, *growth.OURS), start=1)
    } | {growth.POLARS_RUN: None}
    one = growth.Measured(runs, {"workbook": (1.5, 80)})
    tenfold = {
        name: run and dataclasses.replace(run, cpu=run.cpu * 10) for name, run in runs.items()
    }
    found = {100: one, 1000: growth.Measured(tenfold, {"workbook": (15, 800)})}
    said = growth.tables(found)
    assert "| cold, of the pandas script | **1.50** | **1.50** |" in said
    assert f"| {growth.POLARS_RUN} | not installed | not installed |" in said
    assert "| workbook | 1.50 s · 80 MB | 15.00 s · 800 MB |" in said
    drawn = ET.fromstring(growth.drawn(found))
    lines = [
        p.get("d")
        for p in drawn.iter("{http://www.w3.org/2000/svg}path")
        if p.get("class").startswith("line")
    ]
    assert len([d for d in lines if "L" in d]) == 2 * 5  # in both panels, polars in none
    each = [d for d in lines if "L" in d][5:]
    assert all(d.split("L")[0].split()[1] == d.split("L")[1].split()[1] for d in each), "flat"
