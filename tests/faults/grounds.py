"""What the tests of this folder have in common: a city, its people, servers that are stopped."""
import collections
import os
import random
import resource
import unittest

import city
import proof
from load import Crowd, settle
from serving import Server

DEEP = os.environ.get("ZQ_DEEP") == "1"


def new_seed():
    """That of ZQ_SEED, to see a run again; printed with what was seen."""
    return int(os.environ.get("ZQ_SEED", random.SystemRandom().randrange(1 << 32)))


def allow_descriptors(wanted=20_000):
    """So many for this process and the servers it starts; root may raise what others may not."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most != resource.RLIM_INFINITY:
        most = max(most, wanted)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class FaultsTest(unittest.TestCase):
    """Begins with a fresh city and no server."""

    def live_on(self, kind, servers=1, **how):
        """A city on 'sqlite' or 'postgresql' and so many servers of it."""
        self.folder = city.new_folder(self.id().rsplit(".", 1)[1])
        self.database = (city.on_sqlite(self.folder) if kind == "sqlite" else
                         city.on_postgresql())
        self.people = city.People(self.database)
        self.begins = proof.tails(self.database)
        self.start_servers(servers, **how)

    def start_servers(self, servers=1, **how):
        self.seed = new_seed()
        self.dice = random.Random(self.seed)
        self.servers = []
        for number in range(servers):
            self.servers.append(
                Server(self.database.url, self.folder, f"server-{number}", **how))
            self.addCleanup(self.servers[-1].stop)
        self.server = self.servers[0]
        self.ports = [server.port for server in self.servers]

    def crowd(self, **how):
        return Crowd(self.people, self.ports, self.dice.randrange(1 << 32), **how)

    def prove(self, crowd):
        """Asks again what is open, then holds all that was told against the database."""
        self.assertEqual(crowd.faults, [])
        self.assertLessEqual(set(crowd.reads), {200, 500, 503})
        still_open = settle(crowd.history, self.ports)
        case = proof.prove(self.database, crowd.history, self.begins, crowd.heads)
        codes = collections.Counter(one.answer["code"] for one in case.first.values()
                                    if one.is_claim() and not one.accepted())
        refused = ", ".join(f"{number} {code}" for code, number in codes.most_common())
        self.say(f"{len(crowd.history)} commands; {len(crowd.accepted_claims())} claims taken, "
                 f"refused: {refused}; {still_open} asked again at the end")
        return case

    def say(self, what):
        print(f"{self.id().rsplit('.', 1)[1]}: seed {self.seed}: {what}", flush=True)
