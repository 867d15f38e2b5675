"""Requests with two meanings: each is refused, or has one answer, and nobody else feels it."""
import unittest
from concurrent.futures import ThreadPoolExecutor

import fronts
from proxied import Proxied, through_each, town
from careless import Careless
from http2 import Http2, broken_requests
from talk import Line, request
from town import COOKIE
from variants import all_variants

PATIENCE_S = 0.4  # longer than any answer takes; a request that is not whole has none


class Attacker:
    """Sends bytes on a connection of its own, and counts what is answered."""

    def __init__(self, proxy, patience_s=PATIENCE_S):
        self.proxy, self.patience_s = proxy, patience_s

    def statuses(self, data):
        """Of all answers until the other side ends or is silent."""
        line = Line(self.proxy.tls_port, self.proxy.wrap, timeout=self.patience_s)
        found = []
        try:
            line.send(data)
            while line.socket:
                found.append(line.receive(data.startswith(b"HEAD")).status)
        except (OSError, ValueError, IndexError):  # silence, an end, or what is no answer
            pass
        finally:
            line.close()
        return found


class Victim:
    """Somebody who asks on, on a connection of his own, and knows what he must be told."""

    def __init__(self, proxy, who):
        self.line, self.who = Line(proxy.tls_port, proxy.wrap, timeout=5), who

    def ask(self):
        """What is wrong with the answer; nothing, when it is his."""
        data = request("GET", "/api/v1/me", {"Cookie": f"{COOKIE}={self.who.cookie}"},
                       host=fronts.NAME)
        for _ in range(2):
            try:
                self.line.send(data)
                answer = self.line.receive()
                break
            except ConnectionError:  # an end between two requests is everybody's right
                self.line.close()
            except TimeoutError:
                self.line.close()
                return "nothing came"
        else:
            return "no answer"
        if answer.status == 200 and f'"person":{self.who.person},' in answer.text:
            return None
        return f"{answer.status} {answer.text[:200]}"


def victims():
    return town().people.enterprises[:8]


def attack(proxy, attacks, people):
    """Every attack, and two questions of a victim behind each; eight at once. Says what is wrong."""
    def one_lane(number):
        victim, wrong = Victim(proxy, people[number]), []
        for name, attacked in attacks[number::8]:
            wrong += [f"{name}: {what}" for what in attacked()]
            wrong += [f"after {name}: {what}" for what in (victim.ask(), victim.ask()) if what]
        victim.line.close()
        return wrong
    with ThreadPoolExecutor(8) as pool:
        return [what for lane in pool.map(one_lane, range(8)) for what in lane]


def attacks_of(proxy, variants):
    """Each says what is wrong with its answers: a second one, or that somebody was logged out."""
    attacker = Attacker(proxy)

    def attacked(data):
        found = attacker.statuses(data)
        second = [status for status in found[1:] if status < 400]
        return [f"answered {found}"] if second or 204 in found else []
    return [(name, lambda data=data: attacked(data)) for name, data in variants]


class CarelessProxies(unittest.TestCase):
    """That these tests would see it."""

    def test_are_found_out(self):
        proxy = Careless(town().server.port)
        self.addCleanup(proxy.stop)
        gets = [(name, data) for name, data in all_variants() if name.startswith("GET ")]
        others = town().people.enterprises[8:16]  # for they are logged out
        self.assertNotEqual(attack(proxy, attacks_of(proxy, gets), others), [])


@through_each
class Smuggling(Proxied):
    """Through each proxy, with its connections to the server kept and shared."""

    def test_each_has_one_meaning(self):
        """Refused with 4xx or an end, answered once, or not whole; never followed by a second."""
        variants = list(all_variants())
        self.assertGreater(len(variants), 400)
        self.assertEqual(attack(self.proxy, attacks_of(self.proxy, variants), victims()), [])
        self.assert_nobody_was_logged_out()

    def test_of_http2(self):
        """Headers that mean something else once they are written as HTTP/1.1."""
        self.assertTrue(Http2(self.proxy).is_spoken())

        def attacked(headers, body):
            statuses = Http2(self.proxy).statuses(headers, body)
            return [f"answered {statuses}"] if 204 in statuses or len(statuses) > 1 else []
        attacks = [(name, lambda h=headers, b=body: attacked(h, b))
                   for name, headers, body in broken_requests()]
        self.assertEqual(attack(self.proxy, attacks, victims()), [])
        self.assert_nobody_was_logged_out()

    def assert_nobody_was_logged_out(self):
        """What is hidden in each is a logout."""
        reached = [entry["line"] for entry in town().log_entries()
                   if entry["line"].get("operation") == "log-out"
                   and entry["line"].get("person") in {str(one.person) for one in victims()}]
        self.assertEqual(reached, [])


if __name__ == "__main__":
    unittest.main()
