"""Clients that break off, never listen, or are very slow, while others want to be served."""
import json
import re
import socket
import struct
import time

import proof
from city import OF_2025
from grounds import FaultsTest, allow_descriptors
from load import Told
from wire import Connection, ask_once, request_bytes

PATIENCE_S = 2  # what others wait at most while somebody misbehaves, on a busy machine of two cores


def reset(sock):
    """Ends a connection with RST: what was not read on either side is gone."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


class BrokenClients(FaultsTest):
    """Whoever misbehaves does so to himself only."""

    def claim_bytes(self, key, who=None):
        who = who or self.dice.choice(self.people.enterprises)
        body = json.dumps({"product": self.dice.choice(self.people.products), "amount": "900.00"})
        told = Told(self.server.port, who, key, f"{OF_2025}/orders", body)
        return told, request_bytes("POST", told.path, who.cookie, key, body)

    def slowest_of(self, questions, path="/healthz"):
        """How long the slowest of some questions took, each on a new connection."""
        slowest = 0
        for _ in range(questions):
            began = time.monotonic()
            self.assertEqual(ask_once(self.server.port, "GET", path).status, 200)
            slowest = max(slowest, time.monotonic() - began)
            time.sleep(0.02)
        return slowest

    def test_bodies_are_cut(self):
        """Claims whose body breaks off, by FIN or RST, leave nothing: no event, no key, no place
        in the queue; others go on. What was whole when its sender left is decided once."""
        self.live_on("sqlite")
        whole = []
        with self.crowd(threads=8) as crowd:
            for number in range(400):
                told, data = self.claim_bytes(f"cut-{number:05}")
                end = data.find(b"\r\n\r\n") + 4
                at = self.dice.randrange(end, len(data) + 1)
                if at == len(data):
                    whole.append(told)
                sock = socket.create_connection(("127.0.0.1", self.server.port))
                sock.sendall(data[:at])
                (reset if self.dice.random() < 0.5 else socket.socket.close)(sock)
                time.sleep(0.005)
            crowd.wait_for(100)
        kept = [key for key, in self.database.rows(
            "select key from idempotency where key like 'cut-%'")]
        self.assertLessEqual(set(kept), {one.key for one in whole})
        crowd.history += whole
        self.prove(crowd)
        self.wait_until_closed()

    def test_places_are_given_up(self):
        """Claims that turn out to be none (no session, another role, no JSON) had a place in the
        queue; they give it up, and those behind are decided."""
        self.live_on("sqlite")
        good, bad = [], []
        connections = [Connection(self.server.port) for _ in range(16)]
        for number in range(640):
            told, data = self.claim_bytes(f"place-{number:05}")
            connection = connections[number % 16]
            if self.dice.random() < 0.5:
                good.append((told, connection, data))
            else:
                bad.append((told, connection, self.spoilt(data)))
        for told, connection, data in sorted(good + bad, key=lambda one: one[0].key):
            connection.send(data)
        spoilt = {told.key for told, *_ in bad}
        for told, connection, _ in sorted(good + bad, key=lambda one: one[0].key):
            told.hear(connection.receive())
            if told.key in spoilt:
                self.assertIn(told.status, (400, 401, 403), told.text)
            else:
                self.assertTrue(told.decided(), told.text)
        for connection in connections:
            connection.close()
        proof.prove(self.database, [told for told, *_ in good], self.begins)

    def spoilt(self, data):
        provider = next(iter(self.people.providers.values()))
        cookie = re.search(rb"zuoquan=(\w+)", data)[1]
        return data.replace(*self.dice.choice([
            (b'{"product"', b'["product"'), (cookie, b"0" * 64),
            (cookie, provider.cookie.encode())]))

    def wait_until_closed(self):
        """Connections that ended are closed on the server's side, too."""
        end = time.monotonic() + 15
        while (left := self.connections()) > 1 and time.monotonic() < end:
            time.sleep(0.2)
        self.assertLessEqual(left, 1)

    def connections(self):
        """As the server counts them; one of them asks."""
        return int(self.measured("zuoquan_http_connections"))

    def measured(self, name):
        """The sum of a metric over its labels."""
        return sum(float(line.split()[-1])
                   for line in self.server.ask("GET", "/metrics").text.splitlines()
                   if line.startswith(name))

    def test_clients_that_never_read(self):
        """100 clients send question after question for a large answer, and 50 claim after claim,
        and never read: the server stops reading them, serves others, and stays small."""
        self.live_on("sqlite")
        before = self.server.memory_mib()
        large = request_bytes("GET", f"{OF_2025}/clauses") * 50
        deaf, told = [], []
        with self.crowd(threads=4) as crowd:
            for number in range(150):
                data = large
                if number >= 100:
                    claims = [self.claim_bytes(f"deaf-{number}-{one}") for one in range(20)]
                    told += [claim for claim, _ in claims]
                    data = b"".join(sent for _, sent in claims)
                deaf.append(self.send_what_fits(data))
            slowest = self.slowest_of(50)
            crowd.wait_for(100)
            grown = self.server.memory_mib() - before
        served = self.measured('zuoquan_http_requests_total{operation="list-clauses"')
        for sock in deaf:
            reset(sock)
        crowd.history += told
        self.prove(crowd)
        self.say(f"slowest answer to others {slowest * 1000:.0f} ms, memory {before} MiB and "
                 f"{grown} more, {served:.0f} large answers made of 5000 asked for")
        self.assertLess(slowest, PATIENCE_S)
        self.assertLess(grown, 150)
        self.assertLess(served, 100 * 50, "nobody was ever kept from being read")
        self.wait_until_closed()

    def send_what_fits(self, data):
        sock = socket.socket()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", self.server.port))
        sock.setblocking(False)
        try:
            sock.send(data)
        except BlockingIOError:
            pass
        return sock

    def test_ten_thousand_slow_connections(self):
        """10,000 connections send a byte now and then, of a head or of a body: others are served
        quickly, memory is bounded, and a head that takes longer than its time is given up."""
        allow_descriptors()
        self.live_on("sqlite")
        before = self.server.memory_mib()
        slow = [self.begin_slowly(number) for number in range(10_000)]
        self.assertGreater(self.connections(), 9_900)
        slowest = 0
        with self.crowd(threads=4) as crowd:
            end = time.monotonic() + 12
            while time.monotonic() < end:
                self.dribble(slow)
                slowest = max(slowest, self.slowest_of(10))
            claims = len(crowd.accepted_claims())
            left, grown = self.connections(), self.server.memory_mib() - before
        for sock, _ in slow:
            reset(sock)
        self.say(f"slowest answer to others {slowest * 1000:.0f} ms, {claims} claims meanwhile, "
                 f"{grown} MiB for all, {left} connections left of 10000")
        self.prove(crowd)
        self.assertLess(slowest, PATIENCE_S)
        self.assertGreater(claims, 100)
        self.assertLess(grown, 400)
        self.assertLess(left, 6_000)  # 5,000 of them were at their heads for too long
        self.wait_until_closed()

    def begin_slowly(self, number):
        """Every other one has sent its head and begins its body."""
        _, data = self.claim_bytes(f"slow-{number:05}")
        begun = data.find(b"\r\n\r\n") + 5 if number % 2 else 1
        sock = socket.create_connection(("127.0.0.1", self.server.port))
        sock.setblocking(False)
        sock.send(data[:begun])
        return sock, iter(data[begun:-1])

    def dribble(self, slow):
        """One byte more for one in ten."""
        for sock, rest in self.dice.sample(slow, len(slow) // 10):
            try:
                sock.send(bytes([next(rest)]))
            except (OSError, StopIteration):
                pass
