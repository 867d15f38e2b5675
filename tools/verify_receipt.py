#!/usr/bin/env python3
"""Checks what a programme's log promised, without its server and without its code.

    verify_receipt.py RECEIPT --key KEY          an order's receipt
    verify_receipt.py OLD NEW PROOF --key KEY    that a later checkpoint only adds to an earlier one

Written from RFC 6962 and RFC 9162 (the tree), RFC 8032 (Ed25519) and C2SP's signed-note and
tlog-checkpoint; it needs Python's standard library only. KEY is the log's verifier key, as the
bureau publishes it on paper (NAME+HASH+BASE64): one that comes with the receipt proves nothing.
"""
import argparse
import base64
import hashlib
import json
import sys

# ---- Ed25519 (RFC 8032, 5.1): points as (x, y, z, t)
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


class Wrong(Exception):  # what was shown does not prove what it says
    pass


def x_of(y, sign):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise Wrong('a point of the signature is not on the curve')
    return P - x if x & 1 != sign else x


def point(data):
    sign, y = divmod(int.from_bytes(data, 'little'), 1 << 255)
    x = x_of(y, sign)
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, p):
    product = 0, 1, 1, 0
    for bit in f'{number:b}':
        product = add(product, product)
        product = add(product, p) if bit == '1' else product
    return product


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P


def check_signature(key, message, signature):
    scalar = int.from_bytes(signature[32:], 'little')
    if len(key) != 32 or len(signature) != 64 or scalar >= ORDER:
        raise Wrong('the key or the signature is malformed')
    hashed = hashlib.sha512(signature[:32] + key + message).digest()
    left = times(scalar, BASE)
    right = add(point(signature[:32]), times(int.from_bytes(hashed, 'little') % ORDER, point(key)))
    if any((left[i] * right[2] - right[i] * left[2]) % P for i in (0, 1)):
        raise Wrong('the signature is not of this key')


# ---- the tree (RFC 6962, 2.1; RFC 9162, 2.1.3.2 and 2.1.4.2)
def leaf_hash(data):
    return hashlib.sha256(b'\0' + data).digest()


def node_hash(left, right):
    return hashlib.sha256(b'\1' + left + right).digest()


def check_inclusion(root, size, index, leaf, proof):
    if not 0 <= index < size:
        raise Wrong(f'place {index} is not in a tree of {size}')
    at, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise Wrong('the proof is too long')
        if at & 1 or at == last:
            found = node_hash(step, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, step)
        at, last = at >> 1, last >> 1
    if last or found != root:
        raise Wrong('the event is not at this place of the log')


def check_consistency(older, older_root, newer, newer_root, proof):
    if not 0 < older <= newer:
        raise Wrong(f'a tree of {newer} does not continue one of {older}')
    if older == newer:
        if proof or older_root != newer_root:
            raise Wrong('two logs of one size differ: one of them was forged')
        return
    path = [older_root] + proof if older & (older - 1) == 0 else proof
    if not path:
        raise Wrong('the proof is empty')
    at, last = older - 1, newer - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            raise Wrong('the proof is too long')
        if at & 1 or at == last:
            before, after = node_hash(step, before), node_hash(step, after)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, step)
        at, last = at >> 1, last >> 1
    if last or before != older_root or after != newer_root:
        raise Wrong('the later log does not contain the earlier one: it was rewritten')


# ---- signed checkpoints (C2SP signed-note, tlog-checkpoint)
def key_of(text):
    name, digest, data = text.strip().split('+', 2)
    raw = base64.b64decode(data, validate=True)
    hashed = hashlib.sha256(name.encode() + b'\n' + raw).digest()[:4]
    if raw[:1] != b'\1' or hashed.hex() != digest:
        raise Wrong('the key is mistyped, or not of Ed25519')
    return name, hashed, raw[1:]


def read_checkpoint(note, key):
    """(size, root) of a checkpoint that the key has signed."""
    name, digest, public = key_of(key)
    body, separator, signatures = note.partition('\n\n')
    lines = (body := body + '\n').split('\n')
    if not separator or len(lines) < 4 or lines[0] != name:
        raise Wrong(f'this is no checkpoint of {name}')
    for line in signatures.split('\n'):
        words = line.split(' ')
        if len(words) == 3 and words[0] == '\u2014' and words[1] == name:
            data = base64.b64decode(words[2], validate=True)
            if data[:4] == digest:
                check_signature(public, body.encode(), data[4:])
                root = base64.b64decode(lines[2], validate=True)
                if str(int(lines[1])) != lines[1] or len(root) != 32:
                    raise Wrong('the checkpoint is malformed')
                return int(lines[1]), root
    raise Wrong(f'the checkpoint is not signed by {name}')


def hashes_of(texts):
    hashes = [base64.b64decode(text, validate=True) for text in texts]
    if any(len(one) != 32 for one in hashes):
        raise Wrong('a hash of the proof has not 32 bytes')
    return hashes


def verify_receipt(receipt, key):
    size, root = read_checkpoint(receipt['checkpoint'], key)
    event = json.loads(receipt['event'])
    if event['seq'] != receipt['seq']:
        raise Wrong('the event says another place than the receipt')
    check_inclusion(root, size, receipt['seq'] - 1, leaf_hash(receipt['event'].encode()),
                    hashes_of(receipt['proof']))
    return f"event {event['seq']} ({event['command']}) is in the log of {size} events"


def verify_growth(old, new, proof, key):
    older, older_root = read_checkpoint(old, key)
    newer, newer_root = read_checkpoint(new, key)
    check_consistency(older, older_root, newer, newer_root, hashes_of(proof.split()))
    return f'the log of {newer} events begins with that of {older}'


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n', maxsplit=1)[0])
    parser.add_argument('files', nargs='+', help='RECEIPT, or OLD NEW PROOF')
    parser.add_argument('--key', required=True, help='the verifier key, NAME+HASH+BASE64')
    arguments = parser.parse_args()
    if len(arguments.files) not in (1, 3):
        parser.error('one file is a receipt, three are two checkpoints and a proof')
    try:
        texts = [open(name, encoding='utf-8').read() for name in arguments.files]
        one = len(texts) == 1
        print('right:', verify_receipt(json.loads(*texts), arguments.key) if one
              else verify_growth(*texts, arguments.key))
    except (Wrong, ValueError, KeyError, TypeError, OSError) as wrong:
        sys.exit(f"WRONG: {wrong if isinstance(wrong, (Wrong, OSError)) else f'bad: {wrong!r}'}")


if __name__ == '__main__':
    main()
