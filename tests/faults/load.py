"""A crowd that claims, accepts, declines, cancels and reads, and remembers all it was told.

Each thread asks one thing after the other, of any of the servers. What it sent and got is a `Told`;
when a connection breaks, what became of the request is not known until `settle` asks again.
"""
import json
import random
import threading
import time

from city import OF_2023, OF_2025
from wire import Broken, Connection

# Nothing was decided, or nobody can say.
OPEN_STATUSES = {429, 500, 503}


class Told:
    """One request and what came of it. Times are of one clock that never goes back."""
    __slots__ = ("sent", "got", "port", "who", "key", "path", "body", "status", "text", "replayed",
                 "_answer")

    def __init__(self, port, who, key, path, body):
        self.sent = time.monotonic()
        self.port, self.who, self.key, self.path, self.body = port, who, key, path, body
        self.got = self.status = self.text = self._answer = None
        self.replayed = False

    def hear(self, answer):
        self.got = time.monotonic()
        self.status, self.text, self.replayed = answer.status, answer.text, answer.replayed()

    def decided(self):
        return self.status is not None and self.status not in OPEN_STATUSES

    def accepted(self):
        return self.decided() and self.status < 300

    def is_claim(self):
        return self.path.endswith("/orders")

    @property
    def answer(self):
        if self._answer is None:
            self._answer = json.loads(self.text)
        return self._answer

    def again(self, port=None, who=None, body=None):
        """The same request, unsent."""
        return Told(port or self.port, who or self.who, self.key, self.path, body or self.body)


class Crowd:
    """Threads that act until they are stopped; `history` is everything they asked with a key."""

    def __init__(self, people, ports, seed, threads=16, pause_s=0.1):
        self.people, self.ports = people, list(ports)
        self.pause_s = pause_s  # after a connection broke
        self.seed = seed
        self.history = []
        self.reads = []  # statuses of answers to plain questions
        self.heads = []  # (when it was asked, seq of the log's head)
        self.orders = []  # (order, enterprise, provider) that may still be acted on
        self.spent_yuan = 0
        self.faults = []
        self.hot = people.products[:3]
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._live, args=(number,), daemon=True)
                         for number in range(threads)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=90)

    def accepted_claims(self):
        return [one for one in list(self.history) if one.is_claim() and one.accepted()]

    def wait_for(self, claims, seconds=60):
        """Until so many more claims were accepted."""
        wanted = len(self.accepted_claims()) + claims
        end = time.monotonic() + seconds
        while len(self.accepted_claims()) < wanted:
            if time.monotonic() > end:
                raise AssertionError(f"within {seconds} s not even {claims} more claims")
            time.sleep(0.05)

    def _live(self, number):
        actor = _Actor(self, random.Random(f"{self.seed}-{number}"), number)
        while not self._stopping.is_set():
            try:
                actor.act()
            except Broken:
                time.sleep(self.pause_s)
            except Exception as fault:  # what a thread dies of, the test must see
                self.faults.append(fault)
                raise
        actor.close()


class _Actor:
    """One thread's view: its connections, its dice."""

    def __init__(self, crowd, dice, number):
        self.crowd, self.dice, self.number = crowd, dice, number
        self.people = crowd.people
        self.count = 0
        self.connections = {}
        self.acts = [self.claim, self.claim_elsewhere, self.accept, self.decline, self.cancel,
                     self.read, self.add_vouchers, self.set_budget]
        self.weights = [50, 3, 8, 8, 12, 15, 2, 3]

    def close(self):
        for connection in self.connections.values():
            connection.close()

    def act(self):
        self.dice.choices(self.acts, self.weights)[0]()

    def to(self, port):
        return self.connections.setdefault(port, Connection(port))

    def any_port(self):
        return self.dice.choice(self.crowd.ports)

    def send(self, told):
        self.crowd.history.append(told)
        told.hear(self.to(told.port).ask("POST", told.path, told.who.cookie, told.key, told.body))
        if not told.decided():
            time.sleep(0.05)
        return told

    def post(self, who, path, body):
        """Sends once, and one time in eight again to any server."""
        self.count += 1
        key = f"crowd-{self.crowd.seed}-{self.number}-{self.count}"
        told = Told(self.any_port(), who, key, path, json.dumps(body))
        try:
            self.send(told)
        finally:
            if self.dice.random() < 0.125:
                self.send(told.again(self.any_port()))
        return told

    def claim(self):
        who = self.dice.choice(self.people.enterprises)
        wanted = self.crowd.hot if self.dice.random() < 0.4 else self.people.products
        body = {"product": self.dice.choice(wanted)}
        if self.dice.random() < 0.97:  # else at the full price, which uses quotas up
            body["amount"] = f"{self.dice.randint(500, 3000)}.00"
        told = self.post(who, f"{OF_2025}/orders", body)
        if told.status == 201:
            order = told.answer["order"]
            self.crowd.orders.append((order["id"], who, order["provider"]))
            self.crowd.spent_yuan += float(order["subsidy"])

    def claim_elsewhere(self):
        who = self.dice.choice(self.people.enterprises)
        self.post(who, f"{OF_2023}/orders", {"product": self.people.products[0]})

    def on_an_order(self, whose, act):
        """Orders that were acted on may be chosen again, and are refused then."""
        orders = self.crowd.orders
        if not orders:
            return
        at = self.dice.randrange(len(orders))
        order, enterprise, provider = orders[at]
        who = enterprise if whose == "enterprise" else self.people.providers[provider]
        self.post(who, f"{OF_2025}/orders/{order}/{act}", {})

    def accept(self):
        self.on_an_order("provider", "acceptance")

    def decline(self):
        self.on_an_order("provider", "refusal")

    def cancel(self):
        self.on_an_order("enterprise", "cancellation")

    def add_vouchers(self):
        """Few of what everybody wants, so that it is sold out again soon."""
        wanted = self.dice.random() < 0.7
        product = self.dice.choice(self.crowd.hot if wanted else self.people.products[3:])
        self.post_by_two(OF_2025, f"/products/{product}/vouchers", {
            "vouchers": self.dice.randint(1, 9) * (1 if wanted else 10), "reason": "more"})

    def set_budget(self):
        """Of 2025 so that it is used up now and then, of 2023 just so that its log moves, too."""
        programme, least = self.dice.choice([(OF_2025, self.people.budget_used_yuan),
                                             (OF_2023, 12_000_000)])
        spent = self.crowd.spent_yuan if programme == OF_2025 else 0
        total = int(least + spent * self.dice.uniform(0.5, 1)) + self.dice.randint(0, 200_000)
        self.post_by_two(programme, "/budget", {"total": f"{total}.00", "reason": "another"})

    def post_by_two(self, programme, rest, body):
        """The officer proposes, the approver approves."""
        told = self.post(self.people.by_role["programme-officer"], programme + rest, body)
        if told.status == 202:
            self.post(self.people.by_role["approver"],
                      f"{programme}/proposals/{told.answer['id']}/approval", {})

    def read(self):
        who = self.dice.choice(self.people.enterprises)
        path = self.dice.choice([f"{OF_2025}/quota", f"{OF_2025}/orders?limit=5",
                                 f"{OF_2025}/catalogue?limit=5", f"{OF_2025}/log/head"])
        sent = time.monotonic()
        answer = self.to(self.any_port()).ask("GET", path, who.cookie)
        self.crowd.reads.append(answer.status)
        if path.endswith("/head") and answer.status == 200:
            self.crowd.heads.append((sent, answer.body["seq"]))


def request_of(told):
    return told.who.person, told.key


def settle(history, ports, seconds=60):
    """Asks again, under its key, whatever was not decided; the answers join `history`."""
    decided = {request_of(one) for one in history if one.decided()}
    waiting = {request_of(one): one for one in history if request_of(one) not in decided}
    connections = [Connection(port) for port in ports]
    end = time.monotonic() + seconds
    for number, one in enumerate(waiting.values()):
        connection = connections[number % len(connections)]
        while True:
            told = one.again(connection.port)
            history.append(told)
            try:
                told.hear(connection.ask("POST", told.path, told.who.cookie, told.key, told.body))
            except Broken:
                pass
            if told.decided():
                break
            if time.monotonic() > end:
                raise AssertionError(f"{told.path} is still answered {told.status}")
            time.sleep(0.02)
    for connection in connections:
        connection.close()
    return len(waiting)
