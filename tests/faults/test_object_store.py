"""Uploads lie in an object store, which fails, refuses and goes away."""
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import unittest

from serving import ROOT
from uploads import UploadsTest

SECRET = "the-secret/of+tests"


class Store:
    """s3rver behind a gate that checks each signature (tests/links/object_store.mjs)."""

    def __init__(self, folder):
        self.folder, self.port, self.process = pathlib.Path(folder), 0, None
        self.start()

    def start(self):
        """Listens where it did before, with the objects it had."""
        self.process = subprocess.Popen(
            ["node", "tests/links/object_store.mjs", str(self.folder), str(self.port)], cwd=ROOT,
            text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        said = self.process.stdout.readline()
        if not said.startswith("listening "):
            self.stop()
            raise RuntimeError("no object store for the tests; ./dev test brings its packages")
        self.port = int(said.split()[1])

    def stop(self):
        self.process.kill()
        self.process.communicate()

    def tell(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def url(self):
        return f"http://127.0.0.1:{self.port}/papers/of/2025?region=cn-north-1"


class ObjectStoreFaults(UploadsTest):
    """What was answered 201 is in the store; what was not is nowhere."""

    def live_with_store(self, secret=SECRET):
        """A server of a city whose uploads lie in a store."""
        self.store = Store(self.folder_of_store())
        self.addCleanup(self.store.stop)
        keys = {"ZUOQUAN_S3_ACCESS_KEY": "S3RVER", "ZUOQUAN_S3_SECRET_KEY": secret}
        self.live_on("sqlite", options=("--demo", "--object-store", self.store.url()),
                     before=lambda: os.environ.update(keys))
        self.be_a_provider()

    def folder_of_store(self):
        folder = tempfile.mkdtemp(prefix="zuoquan-store-")
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def forget_what_is_at_hand(self):
        """Takes the server's files away, so that only the store has them."""
        self.server.stop()
        shutil.rmtree(self.server.folder / self.server.name / "files", ignore_errors=True)
        self.server.start()

    def test_uploads_outlive_the_machine(self):
        """A file is read by a server that never had it."""
        self.live_with_store()
        self.assert_taken("one")
        self.assertIn("PUT", self.store.tell("seen").split())
        self.forget_what_is_at_hand()
        self.assert_given("one")
        self.assert_given("one")
        seen = self.store.tell("seen").split()
        self.assertIn("GET", seen)
        self.assertNotIn("PUT", seen)

    def test_the_store_goes_away_and_comes_back(self):
        """Killed: uploads are refused, what is at hand is still given, all else goes on. Back
        again: the same upload is taken."""
        self.live_with_store()
        self.assert_taken("one")
        self.store.stop()
        self.assert_not_taken("two")
        self.assert_given("one")
        self.store.start()
        self.assert_taken("two")

    def test_the_store_stumbles(self):
        """It is busy twice, then cuts connections: nobody notices."""
        self.live_with_store()
        self.store.tell("answer 503 2")
        self.assert_taken("one")
        self.store.tell("drop 2")
        self.assert_taken("two")
        self.store.tell("answer 500 1000")
        self.assert_not_taken("three")
        self.store.tell("answer 500 0")
        self.assert_taken("three")

    def test_what_comes_back_changed_is_not_given(self):
        """A download of damaged bytes is refused, and succeeds once they are right again."""
        self.live_with_store()
        self.assert_taken("one")
        self.forget_what_is_at_hand()
        self.store.tell("corrupt 1")
        self.assertIn(self.downloaded("one").status, (500, 502, 503))
        self.assert_given("one")

    def test_a_wrong_secret(self):
        """Every upload is refused; the log says why, and neither secret."""
        self.live_with_store(secret="not-the-secret-of-tests")
        self.assertNotIn("secret", self.assert_not_taken("one").text)
        self.server.process.send_signal(signal.SIGTERM)
        self.server.process.wait(timeout=30)
        log = self.server.log_text()
        self.assertIn("SignatureDoesNotMatch", log)
        self.assertNotIn("not-the-secret-of-tests", log)


if __name__ == "__main__":
    unittest.main()
