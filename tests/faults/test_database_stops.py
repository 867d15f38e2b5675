"""PostgreSQL is stopped and started under load."""
import time

import city
from grounds import DEEP, FaultsTest
from serving import UNKNOWN_COMMIT


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

    def start_who_ended(self):
        """A moment after the database is back; how many they were."""
        time.sleep(0.5)
        ended = [server for server in self.servers if not server.alive()]
        for server in ended:
            self.assertEqual(server.process.returncode, UNKNOWN_COMMIT, server.log_text()[-2000:])
            server.start()
        return len(ended)
