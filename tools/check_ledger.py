#!/usr/bin/env python3
"""Checks a Treuga ledger without Treuga: Python 3 and its standard library, nothing else.

    check_ledger.py LEDGER [--key FILE] [--since CHECKPOINT]... [--witness FILE]...

LEDGER      the folder with checkpoint, vkey and tile/; blobs/ beside it is checked too
--key       the log's verifier key, got some other way; else the one in the ledger is believed
--since     an older checkpoint of this log, which the ledger must continue
--witness   the verifier key of a witness who must have cosigned the checkpoint
Prints what holds and exits 0, or the first thing that does not and exits 1.
"""
import argparse
import base64
import hashlib
import json
import os
import re
import sys
from pathlib import Path

class Wrong(Exception):
    """Something is not as it must be; the message says what and where."""

def sha256(data):
    return hashlib.sha256(data).digest()

def b64(text):
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise Wrong(f"base64 {text!r} is not canonical")
    return data

# --- Ed25519 verification, RFC 8032 section 5.1 -------------------------------------------------
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)

def add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = add(result, point)
        point = add(point, point)
        factor >>= 1
    return result

def decompress(data):
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P

BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

def ed25519_holds(key, message, signature):
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(key) != 32 or len(signature) != 64 or a is None or r is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(s, BASE), add(r, times(h, a))
    return all((left[i] * right[2] - right[i] * left[2]) % P == 0 for i in (0, 1))

# --- Signed notes and checkpoints, C2SP signed-note, tlog-checkpoint, tlog-cosignature ----------
def parse_keys(path, wanted_type):
    text = Path(path).read_bytes().decode("utf-8")
    if not text.endswith("\n"):
        raise Wrong(f"{path}: does not end with a line feed")
    return [parse_key(path, line, wanted_type) for line in text[:-1].split("\n")]

def parse_key(path, line, wanted_type):
    match = re.fullmatch(r"([^\s+]+)\+([0-9a-f]{8})\+(\S+)", line)
    if not match:
        raise Wrong(f"{path}: not name+id+base64")
    name, key_id, material = match[1], bytes.fromhex(match[2]), b64(match[3])
    if len(material) != 33 or material[0] != wanted_type:
        raise Wrong(f"{path}: not an Ed25519 key of signature type {wanted_type}")
    if sha256(name.encode() + b"\n" + material)[:4] != key_id:
        raise Wrong(f"{path}: the id {key_id.hex()} is not that of name and key")
    return name, key_id, material[0], material[1:]

def parse_checkpoint(path, note=None):
    note = Path(path).read_bytes().decode("utf-8") if note is None else note
    if any(ord(c) < 0x20 and c != "\n" for c in note):
        raise Wrong(f"{path}: control characters")
    text, gap, tail = note.rpartition("\n\n")
    lines = text.split("\n")
    if not gap or not tail.endswith("\n") or len(lines) < 3 or "" in lines:
        raise Wrong(f"{path}: not origin, size, root, an empty line and signatures")
    if not re.fullmatch(r"0|[1-9][0-9]{0,18}", lines[1]) or len(b64(lines[2])) != 32:
        raise Wrong(f"{path}: bad size {lines[1]!r} or root {lines[2]!r}")
    signatures = []
    for line in tail[:-1].split("\n"):
        match = re.fullmatch("\u2014 ([^\\s+]+) (\\S+)", line)
        if not match:
            raise Wrong(f"{path}: bad signature line {line!r}")
        data = b64(match[2])
        signatures.append((match[1], data[:4], data[4:]))
    return lines[0], int(lines[1]), b64(lines[2]), text + "\n", signatures

def require_signed(path, checkpoint, key):
    """By a log (type 1) the text is signed, by a witness (type 4) a time and the text."""
    (name, key_id, kind, public), (origin, _, _, text, signatures) = key, checkpoint
    if kind == 1 and origin != name:
        raise Wrong(f"{path}: origin {origin!r} is not the key's name {name!r}")
    mine = [s for n, i, s in signatures if (n, i) == (name, key_id)]
    for signature in mine:
        time = int.from_bytes(signature[:8], "big")
        head = "" if kind == 1 else f"cosignature/v1\ntime {time}\n"
        if not ed25519_holds(public, (head + text).encode(), signature[0 if kind == 1 else 8:]):
            raise Wrong(f"{path}: the signature of {name}+{key_id.hex()} is not true")
    if not mine:
        raise Wrong(f"{path}: not signed by {name}+{key_id.hex()}")

def require_lines(path, checkpoint, log, witnesses):
    """Every line must be of the log or of a witness that is known, and true."""
    for name, key_id, _ in checkpoint[4]:
        known = [key for key in [log] + witnesses if key[:2] == (name, key_id)]
        if not known:
            raise Wrong(f"{path}: a line of nobody known: {name}+{key_id.hex()}")
        require_signed(path, checkpoint, known[0])
    require_signed(path, checkpoint, log)

# --- The tree, RFC 9162 section 2.1 -------------------------------------------------------------
def split(width):
    return 1 << (width - 1).bit_length() - 1

class Tree:
    """All complete subtrees: rows[h][i] is the hash over the leaves [i << h, (i + 1) << h)."""

    def __init__(self, leaves):
        self.size, self.rows = len(leaves), [leaves]
        while len(self.rows[-1]) > 1:
            below = self.rows[-1]
            self.rows.append([sha256(b"\1" + below[i] + below[i + 1])
                              for i in range(0, len(below) - 1, 2)])

    def root(self, start, end):
        width = end - start
        if width & (width - 1) == 0:
            return self.rows[width.bit_length() - 1][start // width] if width else sha256(b"")
        middle = start + split(width)
        return sha256(b"\1" + self.root(start, middle) + self.root(middle, end))

# --- Tiles and bundles, C2SP tlog-tiles ---------------------------------------------------------
def tile_path(ledger, level, n):
    name = f"{n % 1000:03d}"
    while n := n // 1000:
        name = f"x{n % 1000:03d}/{name}"
    return os.path.join(ledger, "tile", str(level), name)

def locate(full, width):
    """The partial file of the width needed, else the full one; and whether it must end there."""
    exact = full if width == 256 else f"{full}.p/{width}"
    return (exact, True) if width == 256 or os.path.exists(exact) else (full, False)

def require_bytes(path, expected, exact):
    """The file must hold the bytes expected, and end there if exact."""
    found = Path(path).read_bytes()
    pairs = enumerate(zip(expected, found))
    at = next((i for i, (e, f) in pairs if e != f), min(len(expected), len(found)))
    if at < len(expected) or (exact and at < len(found)):
        raise Wrong(f"{path}: byte {at} (hash {at // 32}): the entries give "
                    f"{expected[at:at + 32].hex()}, found {found[at:at + 32].hex()}")

def require_narrower(full, width, tile, ends):
    """Partial files kept from earlier checkpoints must be the begin of the tile."""
    names = os.listdir(full + ".p") if os.path.isdir(full + ".p") else []
    for kept in sorted(int(n) for n in names if re.fullmatch("[1-9][0-9]{0,2}", n)):
        if kept < width:
            require_bytes(f"{full}.p/{kept}", tile[:ends[kept]], True)

def read_entries(ledger, size):
    """The leaf hashes, and the entries that name other files."""
    leaves, naming = [], []
    for n in range((size + 255) // 256):
        full, width = tile_path(ledger, "entries", n), min(256, size - n * 256)
        path, exact = locate(full, width)
        data, ends = Path(path).read_bytes(), [0]
        for i in range(width):
            start = ends[-1] + 2
            end = start + int.from_bytes(data[ends[-1]:start], "big")
            if max(start, end) > len(data):
                raise Wrong(f"{path}: ends within entry {n * 256 + i}")
            leaves.append(sha256(b"\0" + data[start:end]))
            # Canonical JSON has the type last.
            if data[start:end].endswith((b'"type":"timestamp"}', b'"type":"capture"}')):
                naming.append(json.loads(data[start:end]))
            ends.append(end)
        if exact and ends[-1] != len(data):
            raise Wrong(f"{path}: {len(data) - ends[-1]} bytes after the last entry")
        require_narrower(full, width, data, ends)
    return leaves, naming

def check_tiles(ledger, tree):
    for level, row in enumerate(tree.rows[::8] if tree.size else []):
        for n in range((len(row) + 255) // 256):
            hashes = row[n * 256:(n + 1) * 256]
            full, tile = tile_path(ledger, level, n), b"".join(hashes)
            path, exact = locate(full, len(hashes))
            require_bytes(path, tile, exact)
            require_narrower(full, len(hashes), tile, range(0, 8193, 32))

def check_past(path, tree, log, witnesses):
    """A checkpoint from outside must be what the log was at its size."""
    past = parse_checkpoint(path)
    require_lines(path, past, log, witnesses)
    if past[1] > tree.size or tree.root(0, past[1]) != past[2]:
        raise Wrong(f"{path}: size {past[1]} of the log is not continued at size {tree.size}")
    return past[1]

def check_outside(ledger, tree, log, witnesses, naming):
    """What witnesses and time-stamp authorities said; the stamp itself is for openssl ts."""
    folder = os.path.join(ledger, "cosignatures")
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        path = os.path.join(folder, name)
        if name.isdigit() and check_past(path, tree, log, witnesses) != int(name):
            raise Wrong(f"{path}: not of size {name}")
    for stamp in (e["body"] for e in naming if e["type"] == "timestamp"):
        for end, digest in (("tsr", "stamp_sha256"), ("checkpoint", "checkpoint_sha256")):
            path = os.path.join(ledger, "timestamps", f"{stamp['size']}.{end}")
            if sha256(Path(path).read_bytes()).hex() != stamp[digest]:
                raise Wrong(f"{path}: its SHA-256 is not {stamp[digest]}, as recorded")
        if check_past(path, tree, log, []) != stamp["size"]:
            raise Wrong(f"{path}: not of size {stamp['size']}")

def check_blobs(folder):
    count = 0
    for where, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(where, name)
            digest = sha256(Path(path).read_bytes()).hex()
            if path != os.path.join(folder, digest[:2], digest[2:]):
                raise Wrong(f"{path}: its SHA-256 is {digest}")
            count += 1
    return count

def check(arguments):
    ledger = arguments.ledger
    keys = parse_keys(os.path.join(ledger, "vkey"), 1)
    if len(keys) != 1 or arguments.key and parse_keys(arguments.key, 1) != keys:
        raise Wrong(f"{ledger}/vkey: not the one key in {arguments.key}")
    log, named = keys[0], [parse_keys(witness, 4)[0] for witness in arguments.witness]
    kept = os.path.join(ledger, "witnesses")
    witnesses = named + (parse_keys(kept, 4) if os.path.exists(kept) else [])
    head = os.path.join(ledger, "checkpoint")
    checkpoint = parse_checkpoint(head)
    require_lines(head, checkpoint, log, witnesses)
    for witness in named:
        require_signed(head, checkpoint, witness)
    origin, size, root, _, _ = checkpoint
    leaves, naming = read_entries(ledger, size)
    tree = Tree(leaves)
    check_tiles(ledger, tree)
    if tree.root(0, size) != root:
        raise Wrong(f"{head}: root {root.hex()}, the entries give {tree.root(0, size).hex()}")
    for path in arguments.since:
        check_past(path, tree, log, witnesses)
    check_outside(ledger, tree, log, witnesses, naming)
    folder = os.path.join(os.path.abspath(ledger), "..", "blobs")
    blobs = check_blobs(folder)
    for digest in (e["body"]["sha256"] for e in naming if e["type"] == "capture"):
        if os.path.isdir(folder) and not os.path.exists(f"{folder}/{digest[:2]}/{digest[2:]}"):
            raise Wrong(f"{folder}: no file {digest[:2]}/{digest[2:]}, which an entry names")
    return f"sound: {origin}, {size} entries, root {root.hex()}, {blobs} blobs"

def main():
    parser = argparse.ArgumentParser(description="Checks a Treuga ledger without Treuga.")
    parser.add_argument("ledger")
    parser.add_argument("--key")
    parser.add_argument("--since", action="append", default=[])
    parser.add_argument("--witness", action="append", default=[])
    arguments = parser.parse_args()
    try:
        print(check(arguments))
    except (Wrong, OSError, ValueError, KeyError, TypeError) as e:
        print(f"wrong: {e}")
        sys.exit(1)

if __name__ == "__main__":
    main()
