"""PostgreSQL is stopped and started under load."""
import json
import time

import city
import proof
from city import OF_2025
from grounds import DEEP, FaultsTest
from load import Told
from serving import UNKNOWN_COMMIT
from wire import Broken, Connection, request_bytes


class DatabaseStops(FaultsTest):
    """Claims are refused cleanly meanwhile. Whoever cannot tell what was stored ends with code 70,
    and is started again."""

    def test_fast_immediate_and_killed(self):
        """Each way to stop, under the load of two processes: nothing acknowledged is lost or
        there twice, and both serve again without anybody's help once they run."""
        self.live_on("postgresql", servers=2)
        ended = 0
        with self.crowd() as crowd:
            for mode in ("fast", "immediate", "crash") * (5 if DEEP else 1):
                crowd.wait_for(100)
                city.cluster().halt(mode)
                time.sleep(self.dice.uniform(0.2, 1))
                city.cluster().start_again()
                ended += self.start_who_ended()
                crowd.wait_for(100)
        ended += self.start_who_ended()
        self.prove(crowd)
        refused = sum(one.status in (500, 503) for one in crowd.history)
        self.say(f"{refused} refused with 5xx, {ended} processes ended with {UNKNOWN_COMMIT}")

    def test_nobody_can_say_whether_a_claim_was_stored(self):
        """The database goes down between storing a commit and saying so. The process ends with
        70 rather than guess; the next one answers the same request from what was stored."""
        for mode in ("fast", "crash"):
            with self.subTest(mode):
                self.live_on("postgresql")
                who = self.people.enterprises[0]
                told = Told(self.server.port, who, f"unknown-{mode}", f"{OF_2025}/orders",
                            json.dumps({"product": self.people.products[-1]}))
                with city.cluster().silent_commits():
                    connection = Connection(told.port)
                    connection.send(request_bytes("POST", told.path, who.cookie, told.key,
                                                  told.body))
                    self.wait_for_a_silent_commit()
                    city.cluster().halt(mode)
                    self.assertRaises(Broken, connection.receive)
                    self.assertEqual(self.server.process.wait(timeout=10), UNKNOWN_COMMIT)
                    city.cluster().start_again()
                self.server.start()
                again = told.again()
                again.hear(self.server.ask("POST", told.path, cookie=who.cookie, key=told.key,
                                           body=told.body))
                self.assertEqual((again.status, again.replayed), (201, True), again.text)
                proof.prove(self.database, [told, again], self.begins)

    def test_commit_cancelled_while_waiting_for_the_standby(self):
        """The commit is there, but on this machine only. The process ends with 70, and no other
        one repeats the answer before the standby has it, too."""
        self.live_on("postgresql", servers=2)
        who = self.people.enterprises[0]
        told = Told(self.ports[0], who, "cancelled", f"{OF_2025}/orders",
                    json.dumps({"product": self.people.products[-1]}))
        again = told.again(self.ports[1])
        bytes_of_it = request_bytes("POST", told.path, who.cookie, told.key, told.body)
        other = Connection(again.port)
        with city.cluster().silent_commits():
            connection = Connection(told.port)
            connection.send(bytes_of_it)
            backend = self.wait_for_a_silent_commit()
            self.database.write(f"select pg_cancel_backend({backend})")
            self.assertRaises(Broken, connection.receive)
            self.assertEqual(self.servers[0].process.wait(timeout=10), UNKNOWN_COMMIT)
            self.assertEqual(self.orders_under(told), 1)
            other.send(bytes_of_it)
            other.socket.settimeout(2)
            self.assertRaises(Broken, other.receive)
        again.hear(other.ask("POST", told.path, who.cookie, told.key, told.body))
        self.assertEqual((again.status, again.replayed), (201, True), again.text)
        self.servers[0].start()
        proof.prove(self.database, [told, again], self.begins)

    def orders_under(self, told):
        return self.database.rows("select count(*) from idempotency where programme_id = 2 and "
                                  f"key = '{told.key}'")[0][0]

    def wait_for_a_silent_commit(self):
        """One that has written an order, and not one of the server's timers; its backend."""
        end = time.monotonic() + 10
        while not (found := self.database.rows(
                "select pid from pg_stat_activity join pg_locks using (pid) where wait_event = "
                "'SyncRep' and relation = 'orders'::regclass and mode = 'RowExclusiveLock'")):
            self.assertLess(time.monotonic(), end, "no commit waits")
            time.sleep(0.02)
        return found[0][0]

    def start_who_ended(self):
        """A moment after the database is back; how many they were."""
        time.sleep(0.5)
        ended = [server for server in self.servers if not server.alive()]
        for server in ended:
            self.assertEqual(server.process.returncode, UNKNOWN_COMMIT, server.log_text()[-2000:])
            server.start()
        return len(ended)
