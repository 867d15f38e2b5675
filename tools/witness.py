#!/usr/bin/env python3
"""Watches that a log only grows: keeps its last checkpoint, and refuses a fork or a rewind.

    witness.py LOG --key KEY --state FILE [--every SECONDS]

LOG is the log's address (https://HOST/api/v1/programmes/CODE/log), KEY its verifier key. FILE holds
the last checkpoint that was right; it is for the witness to keep where the bureau cannot reach it.
Run it on another machine, under another authority: docs/witness.md says how.

Ends with 0 when the log has grown or stayed, with 1 when it contradicts what was seen before (both
checkpoints are kept beside FILE, and each is signed: together they prove it), and with 2 when it
cannot be asked. With --every it goes on until it has to end with 1.
"""
import argparse
import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.request

import verify_receipt as proof

MOST = 1 << 20  # bytes of an answer


class Contradiction(Exception):
    """The log says now what cannot be true together with what it has signed before."""


def fetch(url):
    with urllib.request.urlopen(url, timeout=30) as answer:
        return answer.read(MOST).decode()


def keep(path, text):
    """Whole or not at all."""
    fresh = path.with_name(path.name + ".new")
    with open(fresh, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def compare(known, shown, key, ask):
    """What there is to say of `shown`, when `known` was right; Contradiction when both cannot be.
    `ask(older, newer)` gives the hashes of a consistency proof."""
    older, older_root = proof.read_checkpoint(known, key)
    newer, newer_root = proof.read_checkpoint(shown, key)
    if newer < older:
        raise Contradiction(f"the log was put back from {older} events to {newer}")
    if newer == older and newer_root != older_root:
        raise Contradiction(f"two logs of {newer} events were signed")
    try:
        proof.check_consistency(older, older_root, newer, newer_root,
                                ask(older, newer) if older < newer else [])
    except proof.Wrong as wrong:
        raise Contradiction(f"the log of {newer} events does not begin with that of {older}: "
                            f"{wrong}") from wrong
    return f"{newer} events, {newer - older} more than before"


def look(log, key, state):
    """One look at the log; the new checkpoint is kept when it continues the old one."""
    shown = fetch(f"{log}/checkpoint")
    size, _ = proof.read_checkpoint(shown, key)
    if not state.exists():
        keep(state, shown)
        return f"{size} events; the first checkpoint that this witness keeps"

    def ask(older, newer):
        answer = json.loads(fetch(f"{log}/consistency?from={older}&to={newer}"))
        return proof.hashes_of(answer["proof"])

    try:
        said = compare(state.read_text(encoding="utf-8"), shown, key, ask)
    except Contradiction:
        keep(state.with_name(state.name + f".against-{int(time.time())}"), shown)
        raise
    keep(state, shown)
    return said


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("log", help="https://HOST/api/v1/programmes/CODE/log")
    parser.add_argument("--key", required=True, help="the verifier key, NAME+HASH+BASE64")
    parser.add_argument("--state", required=True, type=pathlib.Path, help="the last checkpoint")
    parser.add_argument("--every", type=int, help="look again after so many seconds, for good")
    arguments = parser.parse_args()
    while True:
        status = 0
        try:
            print("right:", look(arguments.log.rstrip("/"), arguments.key, arguments.state),
                  flush=True)
        except Contradiction as found:
            sys.exit(f"ALARM: {found}")
        except (proof.Wrong, ValueError, KeyError, TypeError) as wrong:
            print(f"WRONG: {wrong}", file=sys.stderr, flush=True)
            status = 1
        except (OSError, urllib.error.URLError) as fault:
            print(f"not asked: {fault}", file=sys.stderr, flush=True)
            status = 2
        if not arguments.every:
            sys.exit(status)
        time.sleep(arguments.every)


if __name__ == "__main__":
    main()
