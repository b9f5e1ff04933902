"""Changes bytes one at a time, and has the checkers in tools/ look at each.

    flip_bytes.py ledger LEDGER CHANGES
    flip_bytes.py report REPORT CHANGES

CHANGES     one a line: offset, bits to flip, file
Ends with 0 when the checker found every one of them and nothing before and after.
"""
import argparse
import functools
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[4] / "tools"))
sys.dont_write_bytecode = True
import check_ledger  # noqa: E402
import check_report  # noqa: E402

# The same signature over the same bytes need not be worked out ten thousand times.
check_ledger.ed25519_holds = functools.cache(check_ledger.ed25519_holds)


def verdict(kind, folder):
    try:
        if kind == "report":
            return check_report.check(folder, None)
        return check_ledger.check(
            argparse.Namespace(ledger=folder, key=None, since=[], witness=[]))
    except (check_ledger.Wrong, OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def main():
    kind, folder = sys.argv[1:3]
    changes = Path(sys.argv[3]).read_text("utf-8").splitlines()
    if verdict(kind, folder) is None:
        sys.exit("wrong before any change")
    for change in changes:
        offset, bits, name = change.split(" ", 2)
        file = Path(name)
        data = file.read_bytes()
        changed = bytearray(data)
        changed[int(offset)] ^= int(bits)
        file.write_bytes(changed)
        found = verdict(kind, folder)
        file.write_bytes(data)
        if found is not None:
            sys.exit(f"not found: byte {offset} of {name} by {bits}: {found}")
    if verdict(kind, folder) is None:
        sys.exit("wrong after all changes")
    print(f"{len(changes)} changes, all found")


if __name__ == "__main__":
    main()
