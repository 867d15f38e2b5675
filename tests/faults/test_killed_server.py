"""One server on SQLite, killed with -9 under load, again and again."""
import time

from grounds import DEEP, FaultsTest


class KilledServer(FaultsTest):
    """What was acknowledged is on the disk; what was not is there once or not at all."""

    def test_on_sqlite(self):
        """Rounds of load, kill -9 and start: nothing acknowledged is lost, nothing is there twice,
        and a request that was cut off is told its one outcome when it is sent again."""
        for _ in range(20 if DEEP else 1):
            self.kill_again_and_again(50 if DEEP else 20)

    def kill_again_and_again(self, rounds):
        """A city of its own, so that what is held against its log stays within bounds."""
        self.live_on("sqlite")
        longest = 0
        with self.crowd() as crowd:
            for _ in range(rounds):
                crowd.wait_for(25)
                time.sleep(self.dice.uniform(0.01, 0.5))
                self.server.kill()
                began = time.monotonic()
                self.server.start()
                longest = max(longest, time.monotonic() - began)
            crowd.wait_for(50)
        self.prove(crowd)
        self.say(f"killed {rounds} times, started again within {longest:.2f} s")
        self.assertLess(longest, 5)
        self.server.stop()

    def test_stopped_as_an_administrator_does(self):
        """SIGTERM under load: the process ends with 0 after it has answered what it had begun,
        and the next one goes on where it stood."""
        self.live_on("sqlite")
        with self.crowd() as crowd:
            for _ in range(10 if DEEP else 2):
                crowd.wait_for(50)
                self.assertEqual(self.server.stop(), 0)
                self.server.start()
            crowd.wait_for(50)
        self.prove(crowd)
