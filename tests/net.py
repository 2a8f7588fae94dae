"""The net: what a command leaves in output/ must open, whatever the test looks at.

Each distinct content is opened once: by openpyxl, by the program's own reader, by python-docx.
"""

import contextlib
import hashlib
import io
import threading

import docx
import openpyxl

from pipeline.intake import workbook

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


@contextlib.contextmanager
def over(root):
    """Remember what the block, a command, leaves in an office's folder."""
    before = outputs(root)
    yield
    with _lock:
        _left.update((h, one) for h, one in outputs(root).items() if h not in before)


def faults():
    """Open all that was left since the last time; returns what would not open, and why."""
    found = []
    with _lock:
        left = {h: one for h, one in _left.items() if h not in _opened}
        _left.clear()
    for sha256, (path, content) in left.items():
        said = refusals(path.suffix, content)
        found += [f"{'/'.join(path.parts[-3:])}: {by}: {why}" for by, why in said]
        _opened.add(sha256)
    return found


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
