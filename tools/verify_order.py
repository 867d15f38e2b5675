#!/usr/bin/env python3
"""Computes again who came first, from the list that `zuoquan log publish-order` prints.

    verify_order.py LIST --key KEY [--receipt RECEIPT]

It checks that the leaves of the list make the tree whose root was signed, so that no event was left
out or put in; that times never go back; and it plays stock, quota and budget through from nothing:
nobody was given a voucher that was not there, and nobody was told "sold out" while there was one.
What a line says of its event is vouched for by whoever has that event: with a receipt, its own line
is compared with what was signed. Python's standard library only.
"""
import argparse
import base64
import collections
import json
import sys

import verify_receipt as proof
from verify_receipt import Wrong

ACCOUNTS_OF_SCARCITY = {"sold-out": "stock", "budget-exhausted": "budget"}


class Balance:
    """limit None: unlimited, or set by the rulebook."""

    def __init__(self):
        self.limit, self.held, self.settled = None, 0, 0

    def free(self):
        return None if self.limit is None else self.limit - self.held - self.settled

    def move(self, move):
        if move.get("limited"):
            self.limit = move.get("limit", 0)
        elif move.get("unlimited"):
            self.limit = None
        elif "limit" in move:
            self.limit = (self.limit or 0) + move["limit"]
        self.held += move.get("held", 0)
        self.settled += move.get("settled", 0)


class Tree:
    """The root over leaves that come one by one (RFC 6962, 2.1), from complete subtrees."""

    def __init__(self):
        self.size, self.roots = 0, []

    def add(self, leaf):
        at, root = self.size, leaf
        while at & 1:
            root = proof.node_hash(self.roots.pop(), root)
            at >>= 1
        self.roots.append(root)
        self.size += 1

    def root(self):
        roots = list(self.roots)
        root = roots.pop()
        while roots:
            root = proof.node_hash(roots.pop(), root)
        return root


def account_of(move):
    return (move["of"], move.get("product") or move.get("enterprise"), move.get("scope", ""))


class Order:
    """Plays the list through."""

    def __init__(self):
        self.balances = collections.defaultdict(Balance)
        self.seen = collections.Counter()
        self.time = 0

    def take(self, row):
        seq = row["seq"]
        if row.get("time", self.time) < self.time:
            raise Wrong(f"event {seq} is earlier than the one before")
        self.time = row.get("time", self.time)
        if row.get("act") == "claim":
            self.take_claim(row)
        for move in row.get("moves", ()):
            self.balances[account_of(move)].move(move)
        for move in row.get("moves", ()):
            self.check_balance(seq, account_of(move))

    def take_claim(self, row):
        reasons = row.get("refused", ())
        self.seen["refused" if reasons else "granted"] += 1
        if not reasons and not row.get("moves"):
            raise Wrong(f"the claim at {row['seq']} was granted and took nothing")
        for reason in reasons:
            kind = ACCOUNTS_OF_SCARCITY.get(reason["code"])
            if not kind:
                continue
            owner = row.get("product") if kind == "stock" else None
            free = self.balances[kind, owner, ""].free()
            self.seen[reason["code"]] += 1
            if free is not None and free > 0:
                raise Wrong(f"the claim at {row['seq']} was refused as {reason['code']}, and "
                            f"{free} were free")

    def check_balance(self, seq, account):
        balance = self.balances[account]
        free = balance.free()
        if balance.held < 0 or balance.settled < 0:
            raise Wrong(f"event {seq} takes more from {account} than there was")
        if account[0] == "stock" and free is not None and free < 0:
            raise Wrong(f"event {seq} takes a voucher of product {account[1]} that was not there")


def check_own(row, receipt, key):
    """The line of a receipt's claim says what the signed event says."""
    proof.verify_receipt(receipt, key)
    event = json.loads(receipt["event"])
    moves = [{name: value for name, value in move.items() if name != "account"}
             for move in event["body"].get("moves", ())]
    listed = [{name: value for name, value in move.items()
               if name not in ("of", "product", "enterprise", "scope")}
              for move in row.get("moves", ())]
    reasons = [reason["code"] for reason in event["body"].get("reasons", ())]
    if (row.get("time"), row.get("act"), row.get("product"), listed,
            [reason["code"] for reason in row.get("refused", ())]) != (
                event["time"], event["command"], event["body"]["request"].get("product"), moves,
                reasons):
        raise Wrong(f"the list says something else of event {row['seq']} than the receipt")


def verify(lines, key, receipt=None):
    head = json.loads(next(lines))
    size, root = proof.read_checkpoint(head["checkpoint"], key)
    tree, order = Tree(), Order()
    for line in lines:
        row = json.loads(line)
        if row["seq"] != tree.size + 1:
            raise Wrong(f"event {tree.size + 1} is missing")
        tree.add(base64.b64decode(row["leaf"], validate=True))
        order.take(row)
        if receipt and row["seq"] == receipt["seq"]:
            check_own(row, receipt, key)
    if receipt and receipt["seq"] > tree.size:
        raise Wrong("the receipt's event is not in the list")
    if tree.size != size:
        raise Wrong(f"the list has {tree.size} events, and {size} were signed")
    if size and tree.root() != root:
        raise Wrong("the leaves of the list are not those of the log that was signed")
    seen = order.seen
    return (f"{size} events, {seen['granted']} claims granted and {seen['refused']} refused, "
            f"{seen['sold-out']} of these as sold out")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("list", help="what `zuoquan log publish-order` printed")
    parser.add_argument("--key", required=True, help="the verifier key, NAME+HASH+BASE64")
    parser.add_argument("--receipt", help="whose line is compared with its event")
    arguments = parser.parse_args()
    try:
        receipt = None
        if arguments.receipt:
            with open(arguments.receipt, encoding="utf-8") as file:
                receipt = json.load(file)
        with open(arguments.list, encoding="utf-8") as lines:
            print("right:", verify(lines, arguments.key, receipt))
    except (Wrong, ValueError, KeyError, TypeError, StopIteration, OSError) as wrong:
        sys.exit(f"WRONG: {wrong!s}")


if __name__ == "__main__":
    main()
