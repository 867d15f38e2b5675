"""The primary dies under load, in each way there is; another one takes over.

What was acknowledged is there, once; within a minute claims are taken again, and nobody does
anything but what a unit of systemd does: starting a server that has ended.
"""
import json
import random
import threading
import time
import unittest

import city
import proof
from grounds import DEEP, FaultsTest, new_seed
from load import Told
from machines import OWN_NETWORK, PASSWORD, Database, Machines, wait_until
from serving import UNKNOWN_COMMIT, Server, run
from wire import Broken, Connection, request_bytes

GAP_MAX_S = 60


class Supervisor:
    """Restart=always, RestartSec=1."""

    def __init__(self, server):
        self.server = server
        self.ended = []
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self):
        while not self._stopping.wait(0.2):
            if self.server.alive():
                continue
            self.ended.append(self.server.process.returncode)
            if not self._stopping.wait(1):
                started(self.server)

    def stop(self):
        self._stopping.set()
        self._thread.join(timeout=90)


def started(server):
    """Whether it could: it ends at once where there is no primary."""
    try:
        server.start()
        return True
    except RuntimeError:
        return False


class Failover(FaultsTest):
    """One cluster for all tests; each leaves it whole."""

    @classmethod
    def setUpClass(cls):
        began = time.monotonic()
        cls.machines = Machines()
        cls.addClassCleanup(cls.machines.end)
        cls.machines.write_passwords()
        cls.machines.start()
        cls.machines.sql(f"create role zuoquan login password '{PASSWORD}'")
        cls.machines.sql("create database zuoquan owner zuoquan")
        cls.database = Database(cls.machines)
        status, output = run("admin", "copy", "--from", city.original().url, "--to",
                             cls.database.url)
        if status != 0:
            raise RuntimeError(output)
        print(f"three machines are up after {time.monotonic() - began:.0f} s", flush=True)

    def setUp(self):
        self.folder = city.new_folder(self.id().rsplit(".", 1)[1])
        self.people = city.People(self.database)
        self.begins = proof.tails(self.database)
        self.seed = new_seed()
        self.dice = random.Random(self.seed)
        self.server = Server(self.database.url, self.folder)
        self.addCleanup(self.server.stop)
        self.servers, self.ports = [self.server], [self.server.port]

    def test_primary_dies_under_load(self):
        """Killed with Patroni, cut off the network, or PostgreSQL alone killed."""
        kinds = [self.machine_dies, self.machine_is_cut_off if OWN_NETWORK else self.machine_dies,
                 self.postgresql_dies]
        if DEEP:
            kinds = [self.dice.choice(kinds) for _ in range(50)]
        gaps = []
        supervisor = Supervisor(self.server)
        self.addCleanup(supervisor.stop)
        with self.crowd(threads=8, pause_s=0.5) as crowd:
            for kind in kinds:
                crowd.wait_for(50, seconds=GAP_MAX_S)
                gaps.append(self.gap(crowd, kind))
                print(f"{kind.__name__}: claims again after {gaps[-1]:.1f} s", flush=True)
            crowd.wait_for(50, seconds=GAP_MAX_S)
        self.prove(crowd)
        supervisor.stop()
        self.assertLessEqual(set(supervisor.ended), {UNKNOWN_COMMIT, 1}, supervisor.ended)
        self.say(f"the primary was lost {len(gaps)} times; claims were taken again after "
                 f"{sorted(gaps)[len(gaps) // 2]:.1f} s in the middle, {max(gaps):.1f} s at most; "
                 f"the server ended {supervisor.ended.count(UNKNOWN_COMMIT)} times with "
                 f"{UNKNOWN_COMMIT}")
        self.assertLess(max(gaps), GAP_MAX_S)

    def gap(self, crowd, kind):
        """From the fault to the first answer to a claim that was sent after it and taken."""
        primary = wait_until(lambda: self.machines.named("leader"), 30, "no primary")
        began = time.monotonic()
        bring_back = kind(primary)
        lost = time.monotonic()

        def taken():
            return [one for one in crowd.accepted_claims() if one.sent > lost]
        wait_until(taken, GAP_MAX_S, lambda: f"no claim is taken; {self.machines.roles()}")
        seconds = min(one.got for one in taken()) - began
        bring_back()
        self.machines.wait_until_whole()
        return seconds

    def machine_dies(self, primary):
        primary.kill()
        return primary.start_patroni

    def machine_is_cut_off(self, primary):
        primary.cut()
        return primary.mend

    def postgresql_dies(self, primary):
        primary.kill_postgresql()
        return lambda: None

    def test_commit_cancelled_while_waiting_for_the_standby(self):
        """The synchronous standby is cut off, a claim waits for it, and an operator cancels the
        wait: PostgreSQL says COMMIT, the server does not. Then the primary is lost, and the claim
        with it: it was never acknowledged, and under the same key it is decided once."""
        if not OWN_NETWORK:
            self.skipTest("networks cannot be cut here")
        primary, standby = self.machines.named("leader"), self.machines.named("sync_standby")
        who = self.people.enterprises[0]
        told = Told(self.server.port, who, f"cancelled-{self.seed}", f"{city.OF_2025}/orders",
                    json.dumps({"product": self.people.products[-1]}))
        connection = Connection(told.port)
        standby.cut()
        connection.send(request_bytes("POST", told.path, who.cookie, told.key, told.body))
        self.cancel_the_wait(primary)
        self.assertRaises(Broken, connection.receive)
        self.assertEqual(self.server.process.wait(timeout=10), UNKNOWN_COMMIT)
        self.assertEqual(self.stored_under(told.key, primary), 1)
        primary.cut()  # or its kernel would still send what it had
        primary.kill()
        standby.mend()
        wait_until(lambda: self.machines.named("leader") is standby, GAP_MAX_S,
                   lambda: f"the standby does not take over: {self.machines.roles()}")
        wait_until(lambda: started(self.server), GAP_MAX_S, "the server does not start")
        self.assertEqual(self.stored_under(told.key, standby), 0)
        again = told.again()
        again.hear(self.server.ask("POST", told.path, cookie=who.cookie, key=told.key,
                                   body=told.body))
        self.assertEqual((again.status, again.replayed), (201, False), again.text)
        proof.prove(self.database, [told, again], self.begins)
        primary.mend()
        primary.start_patroni()
        self.machines.wait_until_whole()

    def stored_under(self, key, machine):
        return int(self.machines.sql(f"select count(*) from idempotency where key = '{key}'",
                                     database="zuoquan", address=machine.address))

    def cancel_the_wait(self, primary):
        """Of the commit that has written an order."""
        def cancelled():
            return "t" in self.machines.sql(
                "select pg_cancel_backend(pid) from pg_stat_activity join pg_locks using (pid) "
                "where wait_event = 'SyncRep' and relation = 'orders'::regclass "
                "and mode = 'RowExclusiveLock'", database="zuoquan", address=primary.address)
        wait_until(cancelled, 8, "no commit waits for the standby")


if __name__ == "__main__":
    unittest.main()
