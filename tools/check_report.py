#!/usr/bin/env python3
"""Checks the folder of a report without Treuga: Python 3 and its standard library, nothing else.

    check_report.py DIR [--key FILE]

DIR         what `treuga assess CASE --data DIR --out DIR` wrote
--key       the log's verifier key, got some other way; else the one in DIR is believed
Every file must be as the manifest says, every entry the report rests on must be in the signed log,
and every file of the case must be the one that was recorded. It does not work the answer out again:
`treuga verify DIR` does. Prints what holds and exits 0, or what does not and exits 1.
"""
import argparse
import json
import os
import sys
from pathlib import Path

from check_ledger import Wrong, parse_checkpoint, parse_keys, require_signed, sha256
from check_proof import proves_inclusion

def only_once(pairs):
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)

def parse(path, text):
    """JSON in its canonical form (RFC 8785); all our numbers are whole."""
    value = json.loads(text, object_pairs_hook=only_once)
    if json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")) != text:
        raise Wrong(f"{path}: not in canonical form")
    return value

def check_manifest(folder):
    path = os.path.join(folder, "manifest.json")
    text = Path(path).read_bytes().decode("utf-8")
    if not text.endswith("\n"):
        raise Wrong(f"{path}: does not end with a line feed")
    manifest = parse(path, text[:-1])
    own = {name: value for name, value in manifest.items() if name != "self"}
    text = json.dumps(own, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    if sha256(text.encode()).hex() != manifest.get("self"):
        raise Wrong(f"{path}: not what its own digest says")
    for name, digest in manifest["outputs"].items():
        if sha256(Path(os.path.join(folder, name)).read_bytes()).hex() != digest:
            raise Wrong(f"{name}: not the bytes whose digest the manifest gives")
    return manifest

def check_entries(record, checkpoint):
    cases = []
    path = os.path.join(record, "entries.ndjson")
    lines = Path(path).read_bytes().decode("utf-8").split("\n")
    if lines.pop() != "":
        raise Wrong(f"{path}: does not end with a line feed")
    for line in lines:
        proven = parse(path, line)
        index, size = proven["index"], checkpoint[1]
        leaf = sha256(b"\0" + proven["entry"].encode())
        hashes = map(bytes.fromhex, proven["proof"])
        if index >= size or not proves_inclusion(hashes, index, size, leaf, checkpoint[2]):
            raise Wrong(f"{path}: entry {index} is not proven")
        entry = json.loads(proven["entry"])
        cases += [entry["body"]] if entry["type"] == "case" else []
    if len(cases) != 1:
        raise Wrong(f"{path}: one entry of the case was expected, found {len(cases)}")
    for name, digest in cases[0]["files"].items():
        if sha256(Path(os.path.join(record, "case", name)).read_bytes()).hex() != digest:
            raise Wrong(f"record/case/{name}: not the bytes that were recorded")
    return len(lines)

def check(folder, key):
    manifest = check_manifest(folder)
    record = os.path.join(folder, "record")
    if not os.path.isdir(record):
        raise Wrong(f"{folder}: made from files, so nothing in it can be proven")
    path = os.path.join(record, "checkpoint")
    checkpoint = parse_checkpoint(path)
    require_signed(path, checkpoint, parse_keys(key or os.path.join(record, "vkey"), 1)[0])
    entries = check_entries(record, checkpoint)
    return f"proven: {len(manifest['outputs'])} files, {entries} entries in the log {checkpoint[0]}"

def main():
    parser = argparse.ArgumentParser(description="Checks the folder of a report.")
    parser.add_argument("folder")
    parser.add_argument("--key")
    arguments = parser.parse_args()
    try:
        print(check(arguments.folder, arguments.key))
    except (Wrong, OSError, ValueError, KeyError, TypeError, AttributeError) as e:
        print(f"wrong: {e}")
        sys.exit(1)

if __name__ == "__main__":
    main()
