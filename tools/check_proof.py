#!/usr/bin/env python3
"""Checks the proof of one entry without Treuga: Python 3 and its standard library, nothing else.

    check_proof.py DIR [--key FILE]

DIR         holds entry, entry.tlog-proof and vkey, as `treuga ledger prove` writes them
--key       the log's verifier key, got some other way; else the one in DIR is believed
Prints what holds and exits 0, or what does not and exits 1.
"""
import argparse
import os
import re
import sys
from pathlib import Path

from check_ledger import Wrong, b64, parse_checkpoint, parse_keys, require_signed, sha256

def proves_inclusion(path, index, size, leaf, root):
    """The loop of RFC 9162 section 2.1.3.2."""
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = sha256(b"\1" + p + r)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\1" + r + p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root

def check(folder, key):
    log = parse_keys(key or os.path.join(folder, "vkey"), 1)[0]
    path = os.path.join(folder, "entry.tlog-proof")
    text, _, note = Path(path).read_bytes().decode("utf-8").partition("\n\n")
    head, index, *hashes = text.split("\n")
    checkpoint = parse_checkpoint(path, note)
    require_signed(path, checkpoint, log)
    if head != "c2sp.org/tlog-proof@v1" or not re.fullmatch(r"index (0|[1-9][0-9]*)", index):
        raise Wrong(f"{path}: not a proof")
    leaf = sha256(b"\0" + Path(os.path.join(folder, "entry")).read_bytes())
    at, size = int(index[6:]), checkpoint[1]
    if at >= size or not proves_inclusion(map(b64, hashes), at, size, leaf, checkpoint[2]):
        raise Wrong(f"{path}: entry {at} is not proven")
    return f"proven: entry {at} is in the log {checkpoint[0]} of {size} entries"

def main():
    parser = argparse.ArgumentParser(description="Checks the proof of one entry.")
    parser.add_argument("folder")
    parser.add_argument("--key")
    arguments = parser.parse_args()
    try:
        print(check(arguments.folder, arguments.key))
    except (Wrong, OSError, ValueError) as e:
        print(f"wrong: {e}")
        sys.exit(1)

if __name__ == "__main__":
    main()
