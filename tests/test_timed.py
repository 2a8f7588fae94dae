"""A benchmark counts what did its work, and nothing else."""

import sys

import pytest
from typed import ROOT


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
