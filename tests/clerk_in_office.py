"""A clerk at LibreOffice: opens forms, types into cells, saves. Run by a Python that has UNO.

Reads from standard input a JSON list of jobs:
    {"open": path, "type": [[sheet, cell, value], ...], "save": path}
Writes a JSON list: for each job the cells that refused what was typed.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97"}


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop_of(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(120):
        try:
            remote = resolver.resolve(address)
        except Exception:
            time.sleep(0.5)
            continue
        return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    raise SystemExit("LibreOffice did not answer")


def do(desktop, job):
    url = uno.systemPathToFileUrl(job["open"])
    document = desktop.loadComponentFromURL(url, "_blank", 0, (option("Hidden", True),))
    refused = []
    for sheet, address, value in job["type"]:
        cell = document.Sheets.getByName(sheet).getCellRangeByName(address)
        if isinstance(value, int):
            cell.setValue(value)
        else:
            cell.setString(value)
        typed = cell.getValue() if isinstance(value, int) else cell.getString()
        if typed != value:
            refused.append([sheet, address])
    target = job["save"]
    filter_name = option("FilterName", FILTERS[Path(target).suffix])
    document.storeToURL(uno.systemPathToFileUrl(target), (filter_name,))
    document.close(True)
    return refused


@contextlib.contextmanager
def desktop_in(soffice):
    """The desktop of an office of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"clerk{Path(profile).name}"
        office = subprocess.Popen(
            [
                soffice,
                "--headless",
                "--norestore",
                f"--accept=pipe,name={pipe};urp;",
                f"-env:UserInstallation={Path(profile).as_uri()}",
            ]
        )
        try:
            desktop = desktop_of(pipe)
            yield desktop
            with contextlib.suppress(Exception):  # the connection dies with the office
                desktop.terminate()
            office.wait(30)
        finally:
            office.kill()
            office.wait()


def answer(do):
    """Do each job that stands in the standard input; write what each answers."""
    with desktop_in(sys.argv[1]) as desktop:
        answers = [do(desktop, job) for job in json.load(sys.stdin)]
    print(json.dumps(answers))


if __name__ == "__main__":
    answer(do)
