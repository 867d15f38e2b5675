"""Two people and a visitor through a proxy that keeps whatever answers allow to be kept."""
import collections
import random
import unittest

import fronts
from proxied import town
from talk import Line, request
from town import COOKIE, PROGRAMME

PERSONAL = ("/api/v1/me", f"{PROGRAMME}/orders", f"{PROGRAMME}/quota", f"{PROGRAMME}/inbox",
            f"{PROGRAMME}/enterprise", f"{PROGRAMME}/work", "/api/v1/files", "/api/v1/log")
OPEN = (f"{PROGRAMME}/catalogue", f"{PROGRAMME}/statistics", "/api/v1/programmes", "/", "/orders/1",
        "/favicon.svg")
ROUNDS = 6000


class CachingProxy(unittest.TestCase):
    """nginx keeps answers for everybody, as far as their headers allow."""

    def setUp(self):
        self.proxy = fronts.Nginx(town().server.port, cache=True)
        self.addCleanup(self.proxy.stop)
        self.line = Line(self.proxy.tls_port, self.proxy.wrap)
        self.addCleanup(self.line.close)

    def get(self, path, who, **headers):
        sent = {"Cookie": f"{COOKIE}={who.cookie}"} if who else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        for attempt in (1, 2):
            try:
                self.line.send(request("GET", path, sent, host=fronts.NAME))
                return self.line.receive()
            except ConnectionError:  # the proxy ends a connection after a thousand requests
                self.line.close()
                if attempt == 2:
                    raise
        return None

    def test_nobody_gets_the_answer_of_another(self):
        dice, kept = random.Random(50), collections.Counter()
        one, _, other = town().two_enterprises()
        people = (one, other, None)
        asset = next(word for word in self.get("/", None).text.split('"')
                     if word.startswith("/assets/"))
        told = {}
        for _ in range(ROUNDS):
            who, path = dice.choice(people), dice.choice((*PERSONAL, *OPEN, asset))
            answer = self.get(path, who, Cache_Control=dice.choice(("max-age=3600", "only-if-cached")),
                              Accept_Language=dice.choice(("zh-CN", "en")))
            kept[answer.headers.get("x-kept")] += 1
            if path in PERSONAL:
                self.assertEqual(answer.headers["cache-control"], "no-store", path)
                self.assertNotEqual(answer.headers.get("x-kept"), "HIT", path)
                self.is_ones_own(path, who, answer)
                first = told.setdefault((path, who), answer.status)
                self.assertEqual(answer.status, first, path)
        self.assertGreater(kept["HIT"], ROUNDS // 40, "the proxy keeps nothing; this shows nothing")
        print(f"{ROUNDS} requests: {dict(kept)}")

    def is_ones_own(self, path, who, answer):
        if who is None:
            self.assertEqual(answer.status, 401, path)
        elif path == "/api/v1/me":
            self.assertEqual(answer.body["person"], who.person)
        elif path.endswith("/orders"):
            self.assertLessEqual({item["enterprise"] for item in answer.body["items"]},
                                 {who.organisation})
        elif path.endswith("/enterprise"):
            self.assertEqual(answer.body["id"], who.organisation)

    def test_a_login_and_its_end_are_never_kept(self):
        cookie = town().session_of("xitong")
        for _ in range(3):
            answer = self.get("/api/v1/me", None, Cookie=f"{COOKIE}={cookie}")
            self.assertEqual(answer.status, 200)
        self.line.send(request("DELETE", "/api/v1/session", {"Cookie": f"{COOKIE}={cookie}"},
                               host=fronts.NAME))
        self.assertEqual(self.line.receive().status, 204)
        self.assertEqual(self.get("/api/v1/me", None, Cookie=f"{COOKIE}={cookie}").status, 401)


if __name__ == "__main__":
    unittest.main()
