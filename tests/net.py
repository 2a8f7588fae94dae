"""The net: what a command leaves in output/ must open, whatever the test looks at.

Each distinct content is opened once: by openpyxl, by the program's own reader, by python-docx, and
by the Open XML validator in a test that has it.
"""

import contextlib
import hashlib
import io
import subprocess
import tempfile
import threading
from pathlib import Path

import docx
import openpyxl

from pipeline.intake import workbook

_watched = set()  # offices' folders in which recipes may run without a command
_left = {}  # hash → (path, content): written by commands, not yet opened
_opened = set()  # hashes of what opened
_lock = threading.Lock()


def outputs(root):
    """Hash and path of every document in an office's output/, or in that of one played in it."""
    found = {}
    for folder in (root / "output", *root.glob("*/output")):
        for path in folder.rglob("*"):
            if path.suffix in (".xlsx", ".docx") and path.is_file() and path.name[0] != "~":
                content = path.read_bytes()
                found[hashlib.sha256(content).hexdigest()] = path, content
    return found


def watch(root):
    """Look into an office's folder when the test is over, whoever wrote there."""
    _watched.add(root)


@contextlib.contextmanager
def over(root):
    """Remember what the block, a command, leaves in an office's folder."""
    before = outputs(root)
    yield
    with _lock:
        _left.update((h, one) for h, one in outputs(root).items() if h not in before)


def faults(validator=None):
    """Open all that was left since the last time; returns what would not open, and why."""
    found = []
    for root in _watched:
        _left.update(outputs(root))
    left = {h: one for h, one in _left.items() if h not in _opened}
    _watched.clear()
    _left.clear()
    for sha256, (path, content) in left.items():
        said = [*refusals(path.suffix, content)]
        if validator and (why := verdict_on(validator, path.suffix, content)):
            said.append(("the Open XML validator", why))
        found += [f"{'/'.join(path.parts[-3:])}: {by}: {why}" for by, why in said]
        _opened.add(sha256)
    return found


def verdict(validator, path):
    """Ask the Open XML validator; returns "" or all it says."""
    words = [validator, path, "--officeVersion", "Microsoft365"]
    done = subprocess.run(words, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def verdict_on(validator, suffix, content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"left{suffix}"
        path.write_bytes(content)
        return verdict(validator, path)


def refusals(suffix, content):
    """Name whoever cannot open a document, and what it says."""
    readers = (
        {"python-docx": lambda: docx.Document(io.BytesIO(content))}
        if suffix == ".docx"
        else {
            "openpyxl": lambda: openpyxl.load_workbook(io.BytesIO(content), data_only=True),
            "the program's reader": lambda: workbook.read(content),
        }
    )
    for name, opens in readers.items():
        try:
            opens()
        except Exception as error:
            yield name, repr(error)


def spaced(text):
    """Return words with ordinary spaces and hyphens, as they are searched for."""
    return text.replace("\u00a0", " ").replace("\u2011", "-")
