"""What each released version left on a disk is opened, believed and worked on by this one.

The archives of tests/upgrades hold the city of a demonstration as that version made it.
"""
import subprocess
import time
import unittest

import city
import proof
from grounds import FaultsTest
from serving import ROOT, run, tool

RELEASES = sorted((ROOT / "tests" / "upgrades").glob("*.tar.xz"))


class Upgrade(FaultsTest):

    def unpack(self, archive):
        """Where the server looks, and what it looked like."""
        self.folder = city.new_folder(archive.name.removesuffix(".tar.xz"))
        self.data = self.folder / "server-0"
        self.data.mkdir()
        subprocess.run(["tar", "xJf", str(archive), "-C", str(self.data)], check=True)
        self.database = city.Sqlite(self.data / "zuoquan.db")

    def go_on(self):
        """The city's clock goes on where it stood, however long ago that is; the server brings the
        database up to date; everybody logs in anew."""
        stood = self.database.rows("select max(last_time) from log_tail")[0][0]
        self.database.write("insert into setting (name, value) values ('demo_offset_us', "
                            f"{stood - int(time.time() * 1_000_000)}) "
                            "on conflict (name) do update set value = excluded.value")
        self.start_servers()
        city.begin_sessions(self.database)
        self.people = city.People(self.database)
        self.begins = proof.tails(self.database)

    def verified(self, url):
        for log in ("registry", "beijing-2023", "beijing-2025"):
            status, said = run("log", "verify", "--database", url, "--programme", log)
            self.assertEqual(status, 0, said)

    def test_releases_are_kept(self):
        self.assertIn("0.1.0", [path.name.removesuffix(".tar.xz") for path in RELEASES])

    def test_each_release_goes_on(self):
        """Its checkpoints are believed, its people claim, and every table is what its log says."""
        for archive in RELEASES:
            with self.subTest(archive.name):
                self.unpack(archive)
                self.go_on()
                with self.crowd() as crowd:
                    crowd.wait_for(100)
                self.prove(crowd)
                self.assert_grown()
                self.server.stop()
                self.verified(self.database.url)

    def assert_grown(self):
        """A witness who kept the checkpoint of that version accepts the one of this."""
        log = f"{city.OF_2025}/log"
        events = self.server.ask("GET", f"{log}/head").body["seq"]
        while self.server.ask("GET", f"{log}/inclusion?seq={events}").status == 503:
            time.sleep(0.2)
        status, said = tool("witness.py", f"http://127.0.0.1:{self.server.port}{log}", "--key",
                            self.server.ask("GET", f"{log}/key").text.strip(),
                            "--state", self.data / "witnessed")
        self.assertEqual(status, 0, said)
        self.assertIn("more than before", said)

    def test_each_release_moves_to_postgresql(self):
        for archive in RELEASES:
            with self.subTest(archive.name):
                self.unpack(archive)
                to = city.empty_postgresql()
                status, said = run("admin", "copy", "--from", self.database.url, "--to", to.url)
                self.assertEqual(status, 0, said)
                self.verified(to.url)


if __name__ == "__main__":
    unittest.main()
