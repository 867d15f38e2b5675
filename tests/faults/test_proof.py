"""The checks themselves: each of them finds the lie that was made for it."""
import copy
import hashlib
import json
import pickle

import proof
from grounds import FaultsTest

LIES = {}


def lie_for(check):
    """Marks a function that falsifies a case so that `check` has to find it."""
    def mark(lie):
        LIES[lie.__name__] = (check, lie)
        return lie
    return mark


def accepted_claims(case):
    return [one for one in case.first.values() if one.is_claim() and one.accepted()]


def forge(told, change):
    answer = json.loads(told.text)
    change(answer)
    told.text, told._answer = json.dumps(answer), None


@lie_for(proof.log_is_a_chain)
def an_event_is_missing(case):
    del case.logs[2][-5]


@lie_for(proof.log_is_a_chain)
def an_event_was_edited(case):
    entry = case.logs[2][-5]
    entry.text = entry.text.replace('"programme":2', '"programme":3')


@lie_for(proof.log_is_a_chain)
def time_goes_back(case):
    case.logs[2][-1].time = case.logs[2][-2].time - 1


@lie_for(proof.answers_are_expected)
def an_answer_makes_no_sense(case):
    case.history[0].status = 404


@lie_for(proof.acknowledged_is_there)
def the_end_of_the_log_was_lost(case):
    last = max(case.place(one)[1] for one in accepted_claims(case))
    case.logs[2] = case.logs[2][:last - 1]


@lie_for(proof.acknowledged_is_there)
def another_hash_was_told(case):
    forge(accepted_claims(case)[0],
          lambda answer: answer["log"].update(hash=hashlib.sha256().hexdigest()))


@lie_for(proof.nothing_twice)
def an_event_was_never_asked_for(case):
    case.first.pop(next(key for key, one in case.first.items()
                        if one.is_claim() and one.accepted()))


@lie_for(proof.nothing_twice)
def a_refused_claim_was_never_asked_for(case):
    case.first.pop(next(key for key, one in case.first.items()
                        if one.is_claim() and not one.accepted() and one.answer["reasons"]))


@lie_for(proof.nothing_twice)
def two_were_told_of_one_voucher(case):
    one, other = accepted_claims(case)[:2]
    other.text, other._answer = one.text, None


@lie_for(proof.same_key_same_answer)
def a_repeated_request_was_told_otherwise(case):
    one = accepted_claims(case)[0]
    again = one.again()
    again.got, again.status, again.text, again.replayed = 1, 201, one.text, True
    forge(again, lambda answer: answer["order"].update(subsidy="0.01"))
    case.decided.append(again)


@lie_for(proof.same_key_same_answer)
def a_key_was_used_twice(case):
    one = next(one for one in accepted_claims(case) if not one.replayed)
    again = one.again()
    again.got, again.status, again.text = 1, 201, one.text
    case.decided.append(again)


@lie_for(proof.real_time_order)
def a_later_claim_overtook(case):
    last = max((one for one in accepted_claims(case) if not one.replayed), key=case.place)
    last.sent, last.got = -2, -1


@lie_for(proof.reads_see_what_was_told)
def a_read_was_stale(case):
    seen, _ = max(case.heads)
    case.heads = [*case.heads, (seen, case.begins[2])]


@lie_for(proof.nothing_oversold)
def a_voucher_was_sold_that_was_not_there(case):
    product = accepted_claims(case)[-1].answer["order"]["product"]
    for entry in case.logs[2]:
        for move in entry.moves:
            if move["account"] == {"kind": "stock", "owner": product} and "limited" in move:
                move["limit"] = 1


@lie_for(proof.nothing_oversold)
def a_balance_drifted(case):
    next(move for move in case.logs[2][-1].moves + accepted_moves(case)
         if move["account"]["kind"] == "quota")["held"] -= 1


def accepted_moves(case):
    return case.at(*case.place(accepted_claims(case)[-1])).moves


def sold_out_entries(case):
    return [entry for entry in case.new_entries()
            if entry.reasons and entry.reasons[0]["code"] == "sold-out"]


@lie_for(proof.sold_out_is_true)
def sold_out_since_another_event(case):
    sold_out_entries(case)[-1].reasons[0]["facts"]["exhausted_at"] -= 1


@lie_for(proof.sold_out_is_true)
def sold_out_while_there_was_one(case):
    entry = sold_out_entries(case)[-1]
    stock = {"kind": "stock", "owner": entry.event["body"]["request"]["product"]}
    case.logs[2][entry.seq - 2].moves.append({"account": stock, "limit": 1})


@lie_for(proof.refusals_cite_the_log)
def told_of_an_event_that_did_not_happen(case):
    one = next(one for one in case.decided
               if one.is_claim() and one.status == 409 and one.answer["code"] == "sold-out")
    forge(one, lambda answer: answer["facts"].update(exhausted_at=len(case.logs[2]) + 1))


@lie_for(proof.tables_are_the_fold)
def a_row_was_edited(case):
    case.database.write("update orders set subsidy = subsidy + 1 where programme_id = 2 and id = "
                        "(select max(id) from orders where programme_id = 2)")


class Proof(FaultsTest):
    """A proof that cannot fail proves nothing."""

    def test_each_check_finds_its_lies(self):
        """After a calm run all checks hold; after each lie the check that is meant for it does
        not. Every check has a lie."""
        self.live_on("sqlite")
        with self.crowd() as crowd:
            crowd.wait_for(200)
            while not any('"sold-out"' in one.text for one in list(crowd.history)
                          if one.decided()):
                crowd.wait_for(50)
        self.server.stop()
        true = proof.prove(self.database, crowd.history, self.begins, crowd.heads)
        self.assertGreater(proof.refusals_cite_the_log(true), 0, "nothing was sold out")
        logs = pickle.dumps(true.logs)
        self.assertEqual(set(proof.CHECKS), {check for check, _ in LIES.values()})
        for name, (check, lie) in LIES.items():
            with self.subTest(name):
                told = [(one.sent, one.got, one.status, one.text) for one in crowd.history]
                case = copy.copy(true)
                case.logs, case.decided = pickle.loads(logs), list(true.decided)
                case.first = dict(true.first)
                lie(case)
                with self.assertRaises(AssertionError):
                    check(case)
                self.take_back(crowd.history, told)

    def take_back(self, history, told):
        for one, (sent, got, status, text) in zip(history, told):
            one.sent, one.got, one.status, one.text, one._answer = sent, got, status, text, None
