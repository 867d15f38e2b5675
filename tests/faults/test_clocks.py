"""Clocks that jump, differ between processes or stand still."""
import heapq
import time

from city import OF_2025
from grounds import FaultsTest

DAY_US = 86_400 * 1_000_000
AFTER_ACCEPTANCE = "2025-06-24T09:00:00+08:00"  # orders of the 16th are to be accepted by the 23rd


class Clocks(FaultsTest):
    """Deadlines fire in order and before what comes later; the log's times never go back."""

    def move(self, to, key):
        return self.server.ask("POST", "/api/v1/demo/clock", key=key, body=f'{{"to":"{to}"}}',
                               cookie=self.people.by_role["platform-operator"].cookie)

    def test_a_jump_forward_fires_what_is_due(self):
        """Under load the clock jumps over the term for accepting: every order that waited lapses,
        in the order of its deadline, and no later act comes before it. A jump back is refused."""
        self.live_on("postgresql", servers=2)
        with self.crowd() as crowd:
            crowd.wait_for(150)
            self.assertEqual(self.move(AFTER_ACCEPTANCE, "clock-forward").status, 200)
            crowd.wait_for(150)
            back = self.move("2025-06-17T09:00:00+08:00", "clock-back")
            self.assertEqual(back.status, 422, back.text)
        case = self.prove(crowd)
        lapsed = deadlines_fired_in_time(case.logs[2])
        self.say(f"{lapsed} orders lapsed")
        self.assertGreater(lapsed, 60)

    def test_processes_whose_clocks_differ(self):
        """One process is a day behind the other. The log takes the later of its last time and
        the process's own, so times do not go back and no deadline is missed or early."""
        self.live_on("postgresql", servers=2)
        behind = self.servers[1]
        behind.stop()
        self.assertEqual(self.move(AFTER_ACCEPTANCE, "clock-forward").status, 200)
        self.database.write("update setting set value = value - "
                            f"{8 * DAY_US} where name = 'demo_offset_us'")
        behind.start()
        now = [server.ask("GET", "/api/v1/demo/clock").body["now"] for server in self.servers]
        self.assertGreater(now[0], now[1])
        with self.crowd() as crowd:
            crowd.wait_for(200)
        deadlines_fired_in_time(self.prove(crowd).logs[2])

    def test_a_process_stands_still(self):
        """One of two processes is stopped for two seconds at random moments and goes on: its
        requests wait, those of the other go on or wait for it, and all are decided once."""
        self.live_on("postgresql", servers=2)
        with self.crowd() as crowd:
            for _ in range(2):
                crowd.wait_for(50)
                victim = self.dice.choice(self.servers)
                victim.pause()
                time.sleep(2)
                victim.go_on()
            crowd.wait_for(50)
        self.prove(crowd)

    def test_sqlite_stands_still(self):
        """The only process is stopped for three seconds and is none the worse for it."""
        self.live_on("sqlite")
        with self.crowd() as crowd:
            crowd.wait_for(50)
            self.server.pause()
            time.sleep(3)
            self.server.go_on()
            crowd.wait_for(50)
        self.prove(crowd)
        self.assertEqual(
            self.server.ask("GET", f"{OF_2025}/catalogue?limit=1").status, 200)


def deadlines_fired_in_time(log):
    """No event of a later time stands before the lapse of an order that waited; how many lapsed."""
    waiting, due, lapsed = {}, [], 0
    for entry in log:
        while due and waiting.get(due[0][1]) != due[0][0]:
            heapq.heappop(due)
        earliest = due[0][0] if due else entry.time
        if entry.command == "lapse":
            order = entry.event["body"]["changes"][0]["row"]["id"]
            assert waiting[order] == earliest, f"seq {entry.seq} lapses before an earlier one"
            assert waiting[order] < entry.time, f"seq {entry.seq} lapses too early"
            lapsed += 1
        else:
            assert earliest >= entry.time or not due, (
                f"seq {entry.seq} at {entry.time} comes after a deadline of {earliest}")
        for change in entry.event["body"].get("changes", []):
            if change["entity"] == "order":
                row = change["row"]
                waiting.pop(row["id"], None)
                if row["status"] == "placed":
                    waiting[row["id"]] = row["accept_by"]
                    heapq.heappush(due, (row["accept_by"], row["id"]))
    return lapsed
