"""A thousand at once want the last one: of a voucher, of a quota, of an invoice number.

Each sends all of its request but the last byte and waits; then the last bytes leave one after the
other, within milliseconds. Exactly one is given what there was, and the rest are told why not.
"""
import collections
import json
import select
import socket
import time
import unittest

import proof
import wire
from city import OF_2025
from grounds import DEEP, FaultsTest, allow_descriptors
from load import Told, settle
from uploads import pdf

HOW_MANY = 1_000


class Starter:
    """Connections that have sent nearly all of their request."""

    def __init__(self, asked):
        self.asked = asked
        self.sockets = []
        for one in asked:
            data = wire.request_bytes("POST", one.path, one.who.cookie, one.key, one.body)
            connection = socket.create_connection(("127.0.0.1", one.port), 30)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection.sendall(data[:-1])
            self.sockets.append((connection, data[-1:]))

    def go(self, seconds=30):
        """All last bytes; then every answer. How long the bytes took to leave."""
        began = time.monotonic()
        for (connection, last), one in zip(self.sockets, self.asked):
            one.sent = time.monotonic()
            connection.sendall(last)
        took = time.monotonic() - began
        self._hear(began + seconds)
        return took

    def _hear(self, end):
        waiting = {connection.fileno(): (connection, one, bytearray())
                   for (connection, _), one in zip(self.sockets, self.asked)}
        poll = select.poll()
        for number in waiting:
            poll.register(number, select.POLLIN)
        while waiting:
            if time.monotonic() > end:
                raise AssertionError(f"{len(waiting)} have no answer")
            for number, _ in poll.poll(1000):
                connection, one, received = waiting[number]
                received += connection.recv(65536)
                if answer := whole(bytes(received)):
                    one.hear(answer)
                    poll.unregister(number)
                    del waiting[number]
                    connection.close()


def whole(received):
    """The answer, when all of it is there."""
    if not (head := wire.head_of(received)):
        return None
    status, headers, at = head
    end = at + int(headers.get("content-length", 0))
    if len(received) < end:
        return None
    return wire.Answer(status, headers, received[at:end].decode())


class LastUnit(FaultsTest):
    """Whoever's request was whole first gets it; nobody else does, and nobody is told wrongly."""

    def setUp(self):
        allow_descriptors()

    def race(self, asked, kind):
        """What came of each, after those that found the server overloaded have asked again."""
        took = Starter(asked).go()
        again = list(asked)
        settle(again, self.ports)
        self.history += again
        outcomes = collections.Counter(
            "ok" if one.accepted() else one.answer["code"] for one in again if one.decided())
        self.winner = next(one for one in again if one.accepted())
        told = ", ".join(f"{count} {code}" for code, count in outcomes.most_common())
        self.say(f"{len(asked)} for {kind}, sent within {took * 1000:.0f} ms: {told}")
        self.assertEqual(outcomes["ok"], 1, outcomes)
        return outcomes

    def act(self, who, path, body):
        """Must succeed; the answer."""
        told = Told(self.dice.choice(self.ports), who, f"before-{len(self.history):06}",
                    f"{OF_2025}/{path}", json.dumps(body))
        told.hear(wire.ask_once(told.port, "POST", told.path, cookie=who.cookie, key=told.key,
                                body=told.body))
        self.assertTrue(told.accepted(), told.text)
        self.history.append(told)
        return told

    def by_two(self, path, body):
        """The officer proposes, the approver approves."""
        told = self.act(self.people.by_role["programme-officer"], path, body)
        self.assertEqual(told.status, 202, told.text)
        self.act(self.people.by_role["approver"], f"proposals/{told.answer['id']}/approval", {})

    def asked(self, path, who, body, at, name):
        return Told(self.ports[at % len(self.ports)], who, f"{name}-{at:06}", f"{OF_2025}/{path}",
                    json.dumps(body))

    def begin(self, kind, servers=1):
        self.live_on(kind, servers=servers)
        self.history = []

    def prove_it(self):
        proof.prove(self.database, self.history, self.begins)

    def test_a_voucher_on_sqlite(self):
        """Of a thousand claims for the last voucher one is taken, and the rest are told by which."""
        self.begin("sqlite")
        for number in range(30 if DEEP else 2):
            self.race_for_a_voucher(self.people.products[number])
        self.prove_it()

    def test_a_voucher_on_postgresql(self):
        """The same, while half of them ask another process."""
        self.begin("postgresql", servers=2)
        for number in range(30 if DEEP else 1):
            self.race_for_a_voucher(self.people.products[number])
        self.prove_it()

    def race_for_a_voucher(self, product):
        (left,), = self.database.rows(
            'select "limit" - held - settled from account where programme_id = 2 and '
            f"kind = 'stock' and owner = {product}")
        if left != 1:
            self.by_two(f"products/{product}/vouchers", {"vouchers": 1 - left, "reason": "one"})
        crowd = self.people.enterprises
        race = [self.asked("orders", crowd[at % len(crowd)],
                           {"product": product, "amount": "500.00"}, at, f"voucher-{product}")
                for at in range(HOW_MANY)]
        outcomes = self.race(race, "the last voucher")
        self.assertGreater(outcomes["sold-out"], HOW_MANY * 9 // 10, outcomes)

    def test_the_last_yuan_of_a_quota(self):
        """One enterprise asks a thousand times while one yuan is left to it."""
        self.begin("postgresql", servers=2)
        who = self.people.enterprises[0]
        self.leave_one_yuan(who)
        product = self.in_stock()[0]
        race = [self.asked("orders", who, {"product": product, "amount": "500.00"}, at, "yuan")
                for at in range(HOW_MANY)]
        self.race(race, "the last yuan")
        self.assertEqual(self.winner.answer["order"]["subsidy"], "1.00")
        self.assertEqual(self.quota_left_fen(who), 0)
        self.prove_it()

    def leave_one_yuan(self, who):
        """By claims of which the state pays three tenths."""
        prices = self.database.rows("select id, price from product where programme_id = 2")
        price_of = dict(prices)
        for product in self.in_stock() * 10:
            wanted = self.quota_left_fen(who) - 100
            if wanted == 0:
                return
            amount = min(price_of[product], -(-wanted * 10 // 3))
            self.act(who, "orders",
                     {"product": product, "amount": f"{amount // 100}.{amount % 100:02}"})
        self.fail("the quota was not used up")

    def quota_left_fen(self, who):
        answer = self.server.ask("GET", f"{OF_2025}/quota", cookie=who.cookie)
        yuan, fen = answer.body["available"].split(".")
        return int(yuan) * 100 + int(fen)

    def test_an_invoice_number(self):
        """A thousand redemptions of twenty orders bring the same invoice: one order gets it."""
        self.begin("postgresql", servers=2)
        orders = self.signed_orders(20)
        race = []
        for at in range(HOW_MANY):
            order, seller, papers = orders[at % len(orders)]
            race.append(self.asked(f"orders/{order}/redemption", seller,
                                   {"checked": True, "documents": papers}, at, "invoice"))
        outcomes = self.race(race, "one invoice number")
        self.assertLessEqual(set(outcomes), {"ok", "invoice-reused", "wrong-state"})
        self.assertGreaterEqual(outcomes["invoice-reused"], HOW_MANY * 19 // 20)
        self.prove_it()

    def in_stock(self):
        """Products by how many vouchers are left, the most first."""
        return [product for product, in self.database.rows(
            "select owner from account where programme_id = 2 and kind = 'stock' and owner in "
            f"({', '.join(map(str, self.people.products))}) "
            'order by held + settled - "limit", owner')]

    def signed_orders(self, how_many):
        """Order, provider and the papers it would hand in; of enterprises that may claim."""
        orders, products = [], self.in_stock()
        for number, who in enumerate(self.people.enterprises):
            told = self.asked("orders", who, {"product": products[number % 5],
                                              "amount": "1000.00"}, number, "to-sign")
            told.hear(self.server.ask("POST", told.path, cookie=who.cookie, key=told.key,
                                      body=told.body))
            self.history.append(told)
            if told.accepted():
                orders.append(self.signed(told.answer["order"]))
            if len(orders) == how_many:
                return orders
        return self.fail("too few enterprises may claim")

    def signed(self, order):
        seller = self.people.providers[order["provider"]]
        self.act(seller, f"orders/{order['id']}/acceptance", {})
        self.act(seller, f"orders/{order['id']}/contract",
                 {"lists_order": True, "splits_payment": True})
        return order["id"], seller, self.papers_of(order, seller)

    def papers_of(self, order, seller):
        usual = {"dated": "2025-06-16", "sealed": True, "format": "pdf"}
        return [{"kind": "contract", "file": self.uploaded(seller), **usual},
                {"kind": "size-certificate", **usual}, {"kind": "undertaking", **usual},
                {"kind": "receipt", "dated": usual["dated"], "amount": order["own_payment"]},
                {"kind": "invoice", "dated": usual["dated"], "amount": order["amount"],
                 "number": "25112000000000777777", "format": "pdf"},
                {"kind": "invoice-verification"}]

    def uploaded(self, seller):
        data = pdf(f"contract of {seller.organisation}")
        head = (f"POST /api/v1/files?name=contract.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Cookie: zuoquan={seller.cookie}\r\n"
                f"Idempotency-Key: contract-{self.dice.randrange(1 << 60)}\r\n"
                f"Content-Type: application/pdf\r\nContent-Length: {len(data)}\r\n\r\n")
        connection = wire.Connection(self.server.port)
        connection.send((head + data).encode())
        answer = connection.receive()
        connection.close()
        self.assertEqual(answer.status, 201, answer.text)
        return answer.body["digest"]


if __name__ == "__main__":
    unittest.main()
