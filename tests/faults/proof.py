"""What must hold after any fault: the answers that were given, held against the log and the tables.

The log is read and folded here anew, in another language than the server's; `zuoquan log verify`
then says the same of every table. Each check raises AssertionError with what it found.
"""
import collections
import hashlib
import json

from load import request_of
from serving import run

PROGRAMMES = {"beijing-2023": 1, "beijing-2025": 2}
EXPECTED = {200, 201, 202, 409, 422, 429, 500, 503, None}


class Entry:
    """An event of a log."""

    def __init__(self, programme, seq, time, text, link):
        self.programme, self.seq, self.time, self.text, self.link = programme, seq, time, text, link
        self.event = json.loads(text)
        self.command, self.actor = self.event["command"], self.event["actor"]
        self.reasons = self.event["body"].get("reasons", [])
        self.moves = self.event["body"].get("moves", [])


def expect(holds, what):
    if not holds:
        raise AssertionError(what)


class Case:
    """A history and the database it left behind. `begins` is where each log stood before."""

    def __init__(self, database, history, begins, heads=()):
        self.database, self.history, self.begins, self.heads = database, history, begins, heads
        self.logs = {programme: read_log(database, programme) for programme in (1, 2)}
        self.decided = [one for one in history if one.decided()]
        self.first = {}
        for one in self.decided:
            self.first.setdefault(request_of(one), one)

    def new_entries(self):
        for programme, log in self.logs.items():
            yield from (entry for entry in log if entry.seq >= self.begins[programme])

    def at(self, programme, seq):
        log = self.logs[programme]
        return log[seq - 1] if 0 < seq <= len(log) else None

    def place(self, told):
        """Programme and seq of what an accepted request was told."""
        programme = told.path.split("/programmes/")[1].split("/")[0]
        return PROGRAMMES[programme], told.answer["log"]["seq"]


def read_log(database, programme):
    return [Entry(programme, *row) for row in database.rows(
        f'select seq, "time", bytes, hash from log_entry where programme_id = {programme} '
        "order by seq")]


def tails(database):
    """Where the next event of each log will stand."""
    return dict(database.rows("select programme_id, next_seq from log_tail"))


# ---- the log by itself


def log_is_a_chain(case):
    """Seqs from 1 without a gap, each linked to the one before; times never go back."""
    for log in case.logs.values():
        link, time = "0" * 64, 0
        for wanted, entry in enumerate(log, start=1):
            expect(entry.seq == wanted, f"seq {entry.seq} stands where {wanted} should")
            link = hashlib.sha256((link + entry.text).encode()).hexdigest()
            expect(entry.link == link, f"seq {entry.seq} is not linked to the one before")
            expect(entry.time >= time, f"the time of seq {entry.seq} goes back")
            time = entry.time


# ---- answers and log


def answers_are_expected(case):
    """No answer but those that the load can lead to."""
    for one in case.history:
        expect(one.status in EXPECTED, f"{one.path} was answered {one.status}: {one.text}")


def acknowledged_is_there(case):
    """Each 2xx stands in the log at the place it was told, with the same hash, act and actor."""
    for one in case.decided:
        if not one.accepted():
            continue
        programme, seq = case.place(one)
        entry = case.at(programme, seq)
        expect(entry, f"{one.key} was told of seq {seq}, which is not there")
        expect(entry.link == one.answer["log"]["hash"], f"seq {seq} has another hash than told")
        expect(entry.command == one.answer["act"], f"seq {seq} is a {entry.command}")
        expect(entry.actor["person"] == one.who.person, f"seq {seq} is another person's")


def nothing_twice(case):
    """Each event that a person caused was told under one key; refused claims are as many."""
    told = collections.Counter(case.place(one) for one in case.first.values() if one.accepted())
    refused = collections.Counter(
        (one.who.person, one.answer["code"]) for one in case.first.values()
        if one.is_claim() and not one.accepted() and one.answer.get("reasons"))
    logged = collections.Counter()
    for entry in case.new_entries():
        if not entry.actor.get("person"):
            continue
        if entry.reasons:
            logged[entry.actor["person"], entry.reasons[0]["code"]] += 1
        else:
            expect(told[entry.programme, entry.seq] == 1,
                   f"seq {entry.seq} ({entry.command}) was told {told[entry.programme, entry.seq]} "
                   "times, each under another key")
    expect(logged == refused, f"refused claims differ: {(logged - refused) or (refused - logged)}")


def same_key_same_answer(case):
    """All answers that decided a request are one answer, whichever process gave them."""
    for one in case.decided:
        first = case.first[request_of(one)]
        expect(without_request(one) == without_request(first),
               f"{one.key} was answered {first.text} and then {one.text}")
        expect(one is first or one.replayed or first.replayed,
               f"{one.key} was answered twice, and neither is marked as replayed")


def without_request(told):
    body = dict(told.answer)
    body.pop("request_id", None)
    return told.status, body


def real_time_order(case):
    """What was answered before another claim was sent stands before it in the log."""
    claims = [(one.sent, one.got, case.place(one)) for one in case.decided
              if one.is_claim() and one.accepted() and not one.replayed]
    by_answer = sorted(claims, key=lambda claim: claim[1])
    latest, at = {}, 0
    for sent, _, (programme, seq) in sorted(claims, key=lambda claim: claim[0]):
        while at < len(by_answer) and by_answer[at][1] < sent:
            before, known = by_answer[at][2]
            latest[before] = max(latest.get(before, 0), known)
            at += 1
        expect(latest.get(programme, 0) < seq,
               f"seq {latest.get(programme)} was answered before seq {seq} was sent")


def reads_see_what_was_told(case):
    """A log's head that is asked for after an answer was given, anywhere, is not before it."""
    told = sorted((one.got, case.place(one)[1]) for one in case.decided
                  if one.accepted() and case.place(one)[0] == 2)
    latest, at = 0, 0
    for sent, head in sorted(case.heads):
        while at < len(told) and told[at][0] < sent:
            latest, at = max(latest, told[at][1]), at + 1
        expect(latest <= head, f"the head was {head} after seq {latest} had been told")


# ---- accounts


def _key(account):
    return account["kind"], account.get("owner", 0), account.get("scope", "")


class Accounts:
    """Balances as the moves of events make them."""

    def __init__(self):
        self.limit, self.used = {}, collections.Counter()
        self.full_since = {}

    def move(self, entry):
        """Yields the accounts that were touched."""
        for move in entry.moves:
            key = _key(move["account"])
            if move.get("limited"):
                self.limit[key] = move.get("limit", 0)
            elif key in self.limit:
                self.limit[key] += move.get("limit", 0)
            self.used[key] += move.get("held", 0) + move.get("settled", 0)
            yield key


def nothing_oversold(case):
    """After every event stock, quota and budget are within limits; the tables say the same."""
    for programme, log in case.logs.items():
        accounts = Accounts()
        for entry in log:
            for key in accounts.move(entry):
                limit = accounts.limit.get(key)
                expect(accounts.used[key] >= 0, f"{key} is below nothing at seq {entry.seq}")
                expect(limit is None or accounts.used[key] <= limit,
                       f"{key} is oversold at seq {entry.seq}: {accounts.used[key]} of {limit}")
        stored = {(kind, owner, scope): used for kind, owner, scope, used in case.database.rows(
            "select kind, owner, scope, held + settled from account "
            f"where programme_id = {programme}")}
        folded = {key: used for key, used in accounts.used.items() if key in stored or used}
        expect(stored == folded, "accounts differ from the moves of the log: "
               f"{set(stored.items()) ^ set(folded.items())}")


def sold_out_is_true(case):
    """Sold-out names the event that took the last one; from there to the refusal it stayed sold.

    Hence no claim succeeded in between, and none overtook one that was refused.
    """
    cited = 0
    for log in case.logs.values():
        accounts, full_since = Accounts(), {}
        for entry in log:
            for key in accounts.move(entry):
                full = accounts.used[key] >= accounts.limit.get(key, 1 << 62)
                if full:
                    full_since.setdefault(key, entry.seq)
                else:
                    full_since.pop(key, None)
            for reason in entry.reasons:
                if reason["code"] == "sold-out":
                    stock = ("stock", entry.event["body"]["request"]["product"], "")
                    since = reason["facts"]["exhausted_at"]
                    expect(full_since.get(stock) == since,
                           f"seq {entry.seq} says sold out since {since}, but it is "
                           f"{full_since.get(stock)}")
                    cited += entry.seq >= case.begins[entry.programme]
    return cited


def refusals_cite_the_log(case):
    """Who was told `sold-out` was told of an event that had happened and took the last voucher."""
    told = 0
    for one in case.decided:
        if one.is_claim() and one.status == 409 and one.answer["code"] == "sold-out":
            entry = case.at(2, one.answer["facts"]["exhausted_at"])
            product = json.loads(one.body)["product"]
            expect(entry and ("stock", product, "") in [_key(m["account"]) for m in entry.moves],
                   f"{one.key} was told of an event that took no voucher of {product}")
            told += 1
    return told


def tables_are_the_fold(case):
    """The product's own check, over every log and table."""
    status, output = run("log", "verify", "--database", case.database.url)
    expect(status == 0, output)


CHECKS = (log_is_a_chain, answers_are_expected, acknowledged_is_there, nothing_twice,
          same_key_same_answer, real_time_order, reads_see_what_was_told, nothing_oversold,
          sold_out_is_true, refusals_cite_the_log, tables_are_the_fold)


def prove(database, history, begins, heads=()):
    """All of it; gives the case for more."""
    case = Case(database, history, begins, heads)
    for check in CHECKS:
        check(case)
    return case
