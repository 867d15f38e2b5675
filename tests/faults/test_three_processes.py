"""Two and more server processes on one PostgreSQL, one of them killed without a word."""
import concurrent.futures
import shutil
import time

import city
from grounds import DEEP, FaultsTest
from load import Crowd, Told, settle
from serving import ROOT, Server, run
from wire import Connection


class ThreeProcesses(FaultsTest):
    """Batches of a programme are ordered by its locked log tail, whoever decides them."""

    def test_one_is_killed_under_mixed_load(self):
        """Three processes, any of which is killed: what was acknowledged is there, once; limits
        hold; the order is that of real time; every process gives the same answers again."""
        self.live_on("postgresql", servers=3)
        with self.crowd() as crowd:
            for _ in range(20 if DEEP else 2):
                time.sleep(self.dice.uniform(0.5, 3))
                victim = self.dice.choice(self.servers)
                victim.kill()
                crowd.wait_for(200)
                victim.start()
                crowd.wait_for(200)
        still_open = settle(crowd.history, self.ports)
        self.say(f"{still_open} had no answer when the load ended")
        self.ask_elsewhere(crowd, 200)
        self.prove(crowd)

    def ask_elsewhere(self, crowd, how_many):
        """Repeats requests that were decided, in another process than the one that did."""
        known = [one for one in crowd.history if one.decided()]
        for one in self.dice.sample(known, how_many):
            port = self.dice.choice([port for port in self.ports if port != one.port])
            again = one.again(port)
            connection = Connection(port)
            again.hear(connection.ask("POST", one.path, one.who.cookie, one.key, one.body))
            connection.close()
            self.assertTrue(again.replayed, again.text)
            crowd.history.append(again)

    def test_programmes_run_side_by_side(self):
        """While the tail of one programme is locked, and its claims wait, the other one goes on."""
        self.live_on("postgresql", servers=2)
        officer = self.people.by_role["programme-officer"]
        crowd = Crowd(self.people, self.ports, self.seed, threads=4)
        with self.database.locked_tail(2) as let_go:
            with crowd:
                for number in range(50):
                    connection = Connection(self.ports[number % 2], timeout=5)
                    answer = connection.ask(
                        "POST", "/api/v1/programmes/beijing-2023/budget", officer.cookie,
                        f"side-by-side-{number}", '{"total":"12000000.00","reason":"again"}')
                    connection.close()
                    self.assertEqual(answer.status, 202, answer.text)  # a second person is needed
                self.assertEqual(crowd.accepted_claims(), [])
                let_go()
                crowd.wait_for(50)
        self.assertEqual(crowd.faults, [])

    def test_three_start_at_once(self):
        """Three processes begin on one empty database: all serve, and each programme was
        published once."""
        for _ in range(10 if DEEP else 2):
            database, folder = city.empty_postgresql(), city.new_folder("at-once")
            with concurrent.futures.ThreadPoolExecutor(3) as pool:
                servers = list(pool.map(
                    lambda number: Server(database.url, folder, f"server-{number}", options=()),
                    range(3)))
            for server in servers:
                self.assertEqual(server.ask("GET", "/api/v1/programmes").status, 200)
                self.assertEqual(server.stop(), 0)
            self.assertEqual(database.rows("select programme_id, count(*) from edition "
                                           "group by programme_id order by programme_id"),
                             [(1, 1), (2, 1)])
            self.assertEqual(run("log", "verify", "--database", database.url)[0], 0)

    def test_one_brings_a_new_edition(self):
        """Under load one process is started with an amended rulebook and proposes it; once it is
        approved the other one reads the new edition from the database, and nothing is refused on
        account of it."""
        self.live_on("postgresql", servers=2)
        amended = self.folder / "programmes"
        shutil.copytree(ROOT / "programmes", amended)
        with open(amended / "beijing-2025" / "rulebook.toml", "a", encoding="utf-8") as rulebook:
            rulebook.write("\n# Nothing but these words is new.\n")
        with self.crowd() as crowd:
            crowd.wait_for(50)
            self.servers[1].stop()
            self.servers[1].options += ["--programmes", str(amended)]
            self.servers[1].start()
            (proposal,), = self.database.rows(
                "select id from proposal where programme_id = 2 and act = 'publish-edition'")
            told = Told(self.servers[1].port, crowd.people.by_role["approver"], "the-edition",
                        f"{city.OF_2025}/proposals/{proposal}/approval", "{}")
            told.hear(self.servers[1].ask("POST", told.path, key=told.key, body=told.body,
                                          cookie=told.who.cookie))
            self.assertEqual(told.status, 200, told.text)
            crowd.history.append(told)
            crowd.wait_for(50)
        case = self.prove(crowd)
        failed = [one.text for one in crowd.history if one.status == 500]
        self.assertEqual(failed, [])
        self.assertEqual(self.database.rows("select count(*) from edition where programme_id = 2"),
                         [(2,)])
        under = {self.servers.index(server): {
            one.answer["order"]["edition"] for one in case.decided
            if one.accepted() and one.is_claim() and one.port == server.port}
            for server in self.servers}
        self.assertEqual(len(under[0]), 2, "the old process never decided under the new edition")
