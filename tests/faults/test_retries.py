"""Requests that come again: repeated, reordered, with another body, by another person."""
import concurrent.futures
import json
import time

import proof
from city import OF_2025
from grounds import DEEP, FaultsTest
from load import Told, request_of
from wire import Broken, Connection


class Retries(FaultsTest):
    """For one person and one key there is one effect, whatever is sent under it and where."""

    def test_repeated_reordered_and_changed(self):
        """Three in ten requests come 1 to 10 times more, in any order, to two processes: one
        effect, one answer; another body is refused; another person's is that person's own."""
        self.live_on("postgresql", servers=2)
        asked = self.all_that_is_sent(20_000 if DEEP else 1_000)
        with concurrent.futures.ThreadPoolExecutor(24) as pool:
            history = [told for part in pool.map(self.send_all, split(asked, 24))
                       for told in part]
        others = self.sort_out_other_bodies(history)
        kept = [one for one in history if not is_reused(one)]
        proof.prove(self.database, kept, self.begins)
        people_of = {}
        for person, key in {request_of(one) for one in kept}:
            people_of.setdefault(key, set()).add(person)
        shared = sum(len(people) > 1 for people in people_of.values())
        self.say(f"{len(history)} requests under {len(people_of)} keys, {others} with another body "
                 f"refused, {shared} keys of more than one person")
        self.assertGreater(others, 20)
        self.assertGreater(shared, 20)

    def all_that_is_sent(self, how_many):
        """(person, key, body), shuffled but for a little locality: a retry comes soon or late."""
        asked = []
        for number in range(how_many):
            who, key = self.dice.choice(self.people.enterprises), f"retry-{number:06}"
            body = self.claim()
            asked.append((number, who, key, body))
            if self.dice.random() < 0.3:
                for _ in range(self.dice.randint(1, 10)):
                    at = number + self.dice.expovariate(1 / 20)
                    asked.append((at, *self.changed(who, key, body)))
        return [rest for _, *rest in sorted(asked, key=lambda one: one[0])]

    def claim(self):
        return json.dumps({"product": self.dice.choice(self.people.products),
                           "amount": f"{self.dice.randint(500, 3000)}.00"})

    def changed(self, who, key, body):
        """Mostly the very same; one in ten with another body, one in ten by another person."""
        kind = self.dice.random()
        if kind < 0.1:
            return who, key, self.claim()
        if kind < 0.2:
            return self.dice.choice(self.people.enterprises), key, body
        return who, key, body

    def send_all(self, asked):
        connections = [Connection(port) for port in self.ports]
        told = []
        for number, (who, key, body) in enumerate(asked):
            connection = connections[number % 2]
            while True:
                one = Told(connection.port, who, key, f"{OF_2025}/orders", body)
                told.append(one)
                try:
                    one.hear(connection.ask("POST", one.path, who.cookie, key, body))
                except Broken:
                    pass
                if one.decided():
                    break
                time.sleep(0.05)
        for connection in connections:
            connection.close()
        return told

    def sort_out_other_bodies(self, history):
        """Of the bodies under one key one was decided, and all others were refused."""
        decided, reused = {}, 0
        for one in history:
            if one.decided() and not is_reused(one):
                known = decided.setdefault(request_of(one), one.body)
                self.assertEqual(known, one.body, f"two bodies were decided under {one.key}")
        for one in history:
            if is_reused(one):
                reused += 1
                self.assertNotEqual(decided[request_of(one)], one.body,
                                    f"{one.key} was refused though it came with the same body")
        return reused


def is_reused(one):
    return one.status == 409 and one.answer["code"] == "idempotency-key-reused"


def split(asked, parts):
    """Neighbours go to different threads, so that they run at the same time."""
    return [asked[first::parts] for first in range(parts)]
