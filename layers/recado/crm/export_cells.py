"""Cells of exported files: text to every spreadsheet, whichever letter it splits lines at.

A spreadsheet runs a cell that begins like a formula, and one that splits at another letter than ours (semicolons in
much of Latin America) makes cells out of the middle of ours, quotes or not. So an apostrophe goes before whatever would
run at the beginning of the cell, and after every letter at which it may be split. Importing takes it away again.
"""

import re

_RUNS = r"=+\-@＝＋－＠"  # what begins a formula, also in wide letters
_SPLITS = r",;|:\t\r\n\""
_UNSAFE = re.compile(f"(?:^|(?<=[{_SPLITS}]))( *)(?='*[{_RUNS}])")
_SAFE = re.compile(f"(?:^|(?<=[{_SPLITS}]))( *)'(?='*[{_RUNS}])")
_BLANKS = re.compile(r"^(?='*[\t\r\n])")  # a spreadsheet drops these, and then runs what follows
_KEPT_BLANKS = re.compile(r"^'(?='*[\t\r\n])")


def safe(cell: str) -> str:
    """Returns the cell as it is written."""
    return _BLANKS.sub("'", _UNSAFE.sub(r"\1'", cell), count=1)


def plain(cell: str) -> str:
    """Returns the text of a cell that `safe` wrote; other cells stay as they are but for an apostrophe put likewise."""
    return _SAFE.sub(r"\1", _KEPT_BLANKS.sub("", cell, count=1))
