"""Backups are made under load and restored to an empty machine; what is damaged is refused."""
import json
import os
import resource
import shutil
import subprocess
import time
import unittest

import city
import proof
from grounds import FaultsTest
from serving import BINARY, ROOT, Server, run
from test_full_disk import survive_long_files
from uploads import UploadsTest

# What can be said of a database that is older than the end of the history.
OF_A_MOMENT = (proof.log_is_a_chain, proof.acknowledged_is_there, proof.nothing_oversold,
               proof.tables_are_the_fold)


class Backup(UploadsTest):
    """Everything acknowledged before a backup began is in it, and nothing of it is half."""

    def under_load(self, kind, to):
        """What had been decided when the backup began; the load went on meanwhile and after."""
        self.be_a_provider()
        self.assert_taken("contract")
        with self.crowd() as crowd:
            crowd.wait_for(100)
            known = [one for one in list(crowd.history) if one.decided()]
            began = time.monotonic()
            status, output = run("admin", "backup", "--database", self.database.url, "--files",
                                 self.folder / "server-0" / "files", "--to", to)
            self.took = time.monotonic() - began
            self.assertEqual(status, 0, output)
            during = sum(one.sent > began for one in crowd.accepted_claims())
            crowd.wait_for(50)
        self.prove(crowd)
        self.say(f"{kind}: {len(known)} commands were decided before, {during} claims taken while "
                 f"the backup ran {self.took:.1f} s")
        self.assertGreater(during, 0, "the server stood still")
        return known

    def restore(self, *words):
        began = time.monotonic()
        status, output = run("admin", "restore", *words)
        self.assertEqual(status, 0, output)
        self.say(f"restored within {time.monotonic() - began:.1f} s")
        self.assertEqual(output.count("every table is their fold"), 3 * (1 + ("--database" in words)))

    def assert_holds(self, database, known, data):
        """Log, tables and answers; and a server that starts on it and gives the upload back."""
        case = proof.Case(database, known, self.begins)
        for check in OF_A_MOMENT:
            check(case)
        status, output = run("log", "verify", "--database", database.url)
        self.assertEqual(status, 0, output)
        for server in self.servers:
            server.stop()
        self.server = Server(database.url, data.parent, data.name)
        self.addCleanup(self.server.stop)
        self.assert_given("contract")
        one = next(one for one in known if one.is_claim() and one.accepted())
        again = self.server.ask("POST", one.path, cookie=one.who.cookie, key=one.key, body=one.body)
        self.assertEqual((again.status, again.replayed()), (201, True), again.text)

    def live_with_files(self, kind):
        self.live_on(kind)
        shutil.copytree(city.files(), self.folder / "server-0" / "files", dirs_exist_ok=True)

    def test_on_sqlite(self):
        """The old folder is gone; the new machine has the backup only."""
        self.live_with_files("sqlite")
        backup, data = self.folder / "backup", self.folder / "empty" / "data"
        known = self.under_load("sqlite", backup)
        self.restore("--from", backup, "--to", data)
        self.assert_holds(city.Sqlite(data / "zuoquan.db"), known, data)

    def test_on_postgresql(self):
        """To another PostgreSQL database, and to SQLite."""
        self.live_with_files("postgresql")
        backup = self.folder / "backup"
        known = self.under_load("postgresql", backup)
        empty, data = city.empty_postgresql(), self.folder / "empty" / "data"
        self.restore("--from", backup, "--to", data, "--database", empty.url)
        self.assertFalse((data / "zuoquan.db").exists())
        self.assert_holds(empty, known, data)
        other = self.folder / "other" / "data"
        self.restore("--from", backup, "--to", other)
        self.assert_holds(city.Sqlite(other / "zuoquan.db"), known, other)


class Damaged(FaultsTest):
    """What is not whole is refused with its name, and nothing of it is left behind."""

    @classmethod
    def setUpClass(cls):
        folder = city.new_folder("damaged")
        cls.database = city.on_sqlite(folder)
        cls.files = folder / "files"
        shutil.copytree(city.files(), cls.files)
        cls.backup = folder / "backup"
        status, output = run("admin", "backup", "--database", cls.database.url, "--to", cls.backup)
        assert status == 0, output

    def setUp(self):
        self.folder = city.new_folder(self.id().rsplit(".", 1)[1])
        self.copy = self.folder / "copy"
        self.target = self.folder / "target"
        shutil.copytree(self.backup, self.copy)

    def an_upload(self):
        return sorted((self.copy / "files").iterdir())[0]

    def assert_refused(self, words, *more):
        """With these words; the target stays empty."""
        status, output = run("admin", "restore", "--from", self.copy, "--to", self.target, *more)
        self.assertEqual(status, 1, output)
        self.assertIn(words, output)
        self.assertEqual(len(output.splitlines()) <= 4, True, output)
        if self.target.exists():
            self.assertEqual(list(self.target.iterdir()), [])

    def flip(self, path, at):
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)

    def test_one_bit_of_the_database(self):
        size = (self.copy / "zuoquan.db").stat().st_size
        self.flip(self.copy / "zuoquan.db", size // 2)
        self.assert_refused("zuoquan.db is damaged: it has")

    def test_one_bit_of_an_upload(self):
        self.flip(self.an_upload(), 1000)
        self.assert_refused(f"{self.an_upload().name} is damaged: it has")

    def test_an_upload_is_missing(self):
        name = self.an_upload().name
        self.an_upload().unlink()
        self.assert_refused(f"{name} is missing, which the manifest names")

    def test_the_database_is_missing(self):
        (self.copy / "zuoquan.db").unlink()
        self.assert_refused("zuoquan.db is missing, which the manifest names")

    def test_no_manifest(self):
        (self.copy / "manifest.json").unlink()
        self.assert_refused("no manifest.json can be read: that is no backup, or one that was not "
                            "finished")

    def test_half_a_manifest(self):
        manifest = self.copy / "manifest.json"
        manifest.write_bytes(manifest.read_bytes()[:500])
        self.assert_refused("manifest.json is damaged")

    def test_another_log_than_the_manifest_names(self):
        manifest = json.loads((self.copy / "manifest.json").read_text())
        manifest["logs"][2]["last_hash"] = "0" * 64
        self.write_manifest(manifest)
        self.assert_refused("the logs of the database are not those that the manifest names")

    def test_an_upload_that_the_manifest_forgot(self):
        manifest = json.loads((self.copy / "manifest.json").read_text())
        forgotten = manifest["files"].pop()
        self.write_manifest(manifest)
        self.assert_refused(f"the file {forgotten['digest']}, which the manifest does not")

    def test_a_manifest_of_a_newer_version(self):
        manifest = json.loads((self.copy / "manifest.json").read_text())
        self.write_manifest({**manifest, "signature": "x"})
        self.assert_refused("manifest.json is damaged, or of a newer version")

    def test_a_forged_row(self):
        """Somebody changed a table and made the manifest fit: the log says otherwise."""
        forged = city.Sqlite(self.copy / "zuoquan.db")
        forged.write("update orders set subsidy = subsidy + 1 where programme_id = 2 and id = "
                     "(select max(id) from orders where programme_id = 2)")
        done = subprocess.run(["sha256sum", forged.path], check=True, capture_output=True, text=True)
        manifest = json.loads((self.copy / "manifest.json").read_text())
        manifest["database"] = {"bytes": forged.path.stat().st_size,
                                "digest": done.stdout.split()[0]}
        self.write_manifest(manifest)
        self.assert_refused("subsidy")

    def write_manifest(self, manifest):
        text = json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        (self.copy / "manifest.json").write_text(text + "\n")

    def test_a_target_that_is_not_empty(self):
        self.target.mkdir()
        (self.target / "mine").write_text("kept")
        for words in (("restore", "--from", self.copy, "--to", self.target),
                      ("backup", "--database", self.database.url, "--to", self.target)):
            status, output = run("admin", *words)
            self.assertEqual(status, 1, output)
            self.assertIn("where something is already", output)
        self.assertEqual((self.target / "mine").read_text(), "kept")
        self.assertEqual(len(list(self.target.iterdir())), 1)

    def test_a_database_that_is_not_empty(self):
        self.assert_refused("where a file is already", "--database", self.database.url)
        used = city.empty_postgresql()
        self.assertEqual(run("admin", "--database", used.url, "init")[0], 0)
        before = used.rows("select count(*) from programme")
        self.assert_fails_on(used)
        self.assertEqual(used.rows("select count(*) from programme"), before)

    def assert_fails_on(self, used):
        status, output = run("admin", "restore", "--from", self.copy, "--to", self.target,
                             "--database", used.url)
        self.assertEqual(status, 1, output)
        self.assertIn("the target is not empty", output)
        self.assertEqual(list(self.target.iterdir()), [])

    def test_the_disk_is_full(self):
        """While backing up and while restoring; a file may grow to half of the database's size."""
        size = self.database.path.stat().st_size
        for words in (("restore", "--from", self.copy, "--to", self.target),
                      ("backup", "--database", self.database.url, "--to", self.target)):
            done = subprocess.run(
                [BINARY, "admin", *map(str, words)], cwd=ROOT, text=True, capture_output=True,
                check=False, preexec_fn=lambda: (
                    survive_long_files(),
                    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))))
            self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
            self.assertRegex(done.stderr, "File too large|disk is full|disk I/O error")
            self.assertEqual(list(self.target.iterdir()), [])

    def test_an_upload_was_lost_before(self):
        """The backup goes on, says which, and ends with 1; restoring says so again."""
        files = self.folder / "files"
        shutil.copytree(self.files, files)
        lost = sorted(path for path in files.iterdir() if path.is_file())
        lost[0].unlink()
        self.flip(lost[1], 10)
        status, output = run("admin", "backup", "--database", self.database.url, "--files", files,
                             "--to", self.target)
        self.assertEqual(status, 1, output)
        status, again = run("admin", "restore", "--from", self.target, "--to", self.folder / "new")
        self.assertEqual(status, 0, again)
        for path in lost[:2]:
            for told in (output, again):
                self.assertIn(f"file {path.name} was missing or damaged", told)
            self.assertFalse((self.folder / "new" / "files" / path.name).exists())

    def test_what_was_set_aside_is_backed_up(self):
        """An upload that was dropped after the database was read lies beside the others."""
        files = self.folder / "files"
        shutil.copytree(self.files, files)
        (files / "aside").mkdir(exist_ok=True)
        name = self.an_upload().name
        os.rename(files / name, files / "aside" / name)
        status, output = run("admin", "backup", "--database", self.database.url, "--files", files,
                             "--to", self.target)
        self.assertEqual(status, 0, output)
        self.assertTrue((self.target / "files" / name).exists())

    def test_a_database_of_another_version(self):
        """Or of something else: nothing is migrated or made of it."""
        other = city.on_sqlite(self.folder)
        other.write("insert into schema_version values (99, 'later', 'x')")
        empty = city.Sqlite(self.folder / "empty.db")
        empty.write("create table t (a)")
        for database, told in ((other, "has schema version 99"), (empty, "no database of Zuoquan")):
            before = database.rows("select name from sqlite_master")
            status, output = run("admin", "backup", "--database", database.url, "--files",
                                 self.files, "--to", self.target)
            self.assertEqual(status, 1, output)
            self.assertIn(told, output)
            self.assertEqual(list(self.target.iterdir()), [])
            self.assertEqual(database.rows("select name from sqlite_master"), before)

    def test_wrong_words(self):
        for words, told in (
                (("--database", f"sqlite:{self.folder}/none.db"), "there is no file"),
                (("--database", "postgresql:///x"), "--files is missing"),
                (("--database", self.database.url, "--files", self.folder / "none"),
                 "which is no folder")):
            status, output = run("admin", "backup", *words, "--to", self.folder / "to")
            self.assertNotEqual(status, 0)
            self.assertIn(told, output)


if __name__ == "__main__":
    unittest.main()
