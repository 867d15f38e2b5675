"""What outsiders check, with the tools that they are given: receipts, growth, the published order;
and that a database which was put back is not served."""
import json
import shutil
import time
import unittest

import city
from city import OF_2025
from grounds import FaultsTest
from serving import Server, run, tool

LOG = f"{OF_2025}/log"


class Receipts(FaultsTest):
    """On a city that claims, by a server that is asked like any other."""

    def setUp(self):
        self.live_on("sqlite")
        with self.crowd() as crowd:
            crowd.wait_for(150)
        self.claims = [one for one in crowd.history if one.is_claim() and one.decided()
                       and OF_2025 in one.path]
        self.key = self.server.ask("GET", f"{LOG}/key").text.strip()

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def receipt_of(self, claim):
        seq = claim.answer["order"]["id"]
        return self.ask(f"{OF_2025}/receipts/{seq}", cookie=claim.who.cookie)

    def ask(self, path, **who):
        """Again while the last checkpoint is not a second old."""
        while (answer := self.server.ask("GET", path, **who)).status == 503:
            time.sleep(0.2)
        return answer

    def test_receipts_are_verified_without_the_server(self):
        """Those of the first, a middle and the last claim; a changed one is not."""
        granted = [one for one in self.claims if one.accepted()]
        for claim in (granted[0], granted[len(granted) // 2], granted[-1]):
            receipt = self.receipt_of(claim)
            self.assertEqual(receipt.status, 200, receipt.text)
            status, said = tool("verify_receipt.py", self.file("receipt", receipt.text),
                                "--key", self.key)
            self.assertEqual((status, said[:6]), (0, "right:"), said)
        forged = json.loads(receipt.text)
        forged["event"] = forged["event"].replace('"held":1', '"held":2')
        status, said = tool("verify_receipt.py", self.file("forged", json.dumps(forged)),
                            "--key", self.key)
        self.assertEqual((status, said[:6]), (1, "WRONG:"), said)

    def test_a_witness_sees_growth_and_a_restored_database(self):
        """It follows the log; when yesterday's copy is served, it says so."""
        state = self.folder / "witness"
        where = f"http://127.0.0.1:{self.server.port}{LOG}"
        self.receipt_of([one for one in self.claims if one.accepted()][-1])
        self.assertEqual(tool("witness.py", where, "--key", self.key, "--state", state)[0], 0)
        yesterday = self.folder / "yesterday.db"
        self.server.stop()
        shutil.copyfile(self.database.path, yesterday)
        self.server.start()
        with self.crowd() as crowd:
            crowd.wait_for(40)
        self.receipt_of(crowd.accepted_claims()[-1])
        status, said = tool("witness.py", where, "--key", self.key, "--state", state)
        self.assertEqual(status, 0, said)
        self.assertIn("more than before", said)
        self.server.stop()
        shutil.copyfile(yesterday, self.database.path)
        self.server.start()
        status, said = tool("witness.py", where, "--key", self.key, "--state", state)
        self.assertEqual(status, 1, said)
        self.assertIn("was put back", said)
        self.assertTrue(list(self.folder.glob("witness.against-*")), "no evidence was kept")

    def test_the_published_order_can_be_computed_again(self):
        """Only of a programme that is closed; an omitted or changed row is found; no personal data
        and no names are in it."""
        command = ("log", "publish-order", "--database", self.database.url, "--programme")
        status, said = run(*command, "beijing-2025")
        self.assertNotEqual(status, 0)
        self.assertIn("is open to claims", said)
        self.close_programme()
        self.ask(f"{LOG}/inclusion?seq={self.events()}")
        status, listed = run(*command, "beijing-2025")
        self.assertEqual(status, 0, listed[-300:])
        path = self.file("order", listed)
        status, said = tool("verify_order.py", path, "--key", self.key)
        self.assertEqual(status, 0, said)
        lines = listed.splitlines()
        claims = [line for line in lines if '"act":"claim"' in line]
        self.assertGreaterEqual(len(claims), len({one.key for one in self.claims}))
        names = [name for name, in self.database.rows("select name from enterprise")]
        self.assertFalse([name for name in names if name in listed])
        self.assertNotIn("commitment", listed)
        mine = [one for one in self.claims if one.accepted()][0]
        receipt = self.file("receipt", self.receipt_of(mine).text)
        place = lines.index(next(line for line in claims
                                 if f'"seq":{mine.answer["order"]["id"]},' in line))
        dearer = lines[place].replace('"held":', '"held":1')
        for lie, *more in ((lines[:50] + lines[51:],),
                           (lines[:place] + [dearer] + lines[place + 1:], "--receipt", receipt)):
            status, said = tool("verify_order.py", self.file("lie", "\n".join(lie)),
                                "--key", self.key, *more)
            self.assertEqual((status, said[:6]), (1, "WRONG:"), said)
        status, said = tool("verify_order.py", path, "--key", self.key, "--receipt", receipt)
        self.assertEqual(status, 0, said)

    def close_programme(self):
        officer = self.people_of("programme-officer")
        answer = self.server.ask("POST", f"{OF_2025}/closing", cookie=officer.cookie,
                                 key="close-it-once", body='{"reason":"the year is over"}')
        self.assertLess(answer.status, 300, answer.text)
        if answer.status == 202:
            self.server.ask("POST", f"{OF_2025}/proposals/{answer.body['id']}/approval",
                            cookie=self.people_of("approver").cookie, key="close-it-two", body="{}")

    def people_of(self, role):
        return self.people.by_role[role]

    def events(self):
        return self.server.ask("GET", f"{LOG}/head").body["seq"]


class Restored(unittest.TestCase):
    """A server that is no demonstration keeps its last checkpoints beside the database."""

    def setUp(self):
        self.folder = city.new_folder("restored")
        self.file = self.folder / "zuoquan.db"
        self.url = f"sqlite:{self.file}"
        self.assertEqual(self.admin("init")[0], 0)

    def admin(self, *words):
        return run("admin", "--database", self.url, *words)

    def serve_once(self):
        """Starts and stops: what the log has come to is signed."""
        server = Server(self.url, self.folder, options=())
        server.ask("GET", f"{LOG}/inclusion?seq=1")
        server.stop()

    def register(self, name, uscc):
        status, said = self.admin("organisation", "add", "--name", name, "--uscc", uscc,
                                  "--kind", "bureau")
        self.assertEqual(status, 0, said)

    def test_an_older_database_is_not_served(self):
        """With yesterday's copy the start is refused, and says why and what would be right; with
        the newest it goes on, and so it does with one that is newer than the last checkpoint."""
        self.serve_once()
        yesterday, newest = self.folder / "yesterday", self.folder / "newest"
        shutil.copyfile(self.file, yesterday)
        self.register("Bureau", "111100000000134425")
        self.serve_once()
        shutil.copyfile(self.file, newest)
        shutil.copyfile(yesterday, self.file)
        with self.assertRaisesRegex(RuntimeError, "registry has .*this database is older"):
            self.serve_once()
        shutil.copyfile(newest, self.file)
        self.register("Audit office", "111100000000134438")
        self.serve_once()

    def test_a_log_that_was_rewritten_is_not_served(self):
        """As long as before, but another."""
        self.serve_once()
        self.file.unlink()
        self.assertEqual(self.admin("init")[0], 0)
        with self.assertRaisesRegex(RuntimeError, "rewritten"):
            self.serve_once()
