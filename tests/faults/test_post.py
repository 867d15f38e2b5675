"""Messages leave by mail and by webhook, while servers stall and ours is killed."""
import base64
import json
import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from serving import ROOT, Server
from grounds import DEEP

LOGIN = {"login": "qiye1", "password": "zuoquan-2025"}


class Peer:
    """A program of tests/links that is told things line by line."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        said = self.process.stdout.readline()
        if not said.startswith("listening "):
            self.stop()
            raise RuntimeError("no server for the tests; ./dev test brings its packages")
        self.port = int(said.split()[1])

    def stop(self):
        """Ends it."""
        self.process.kill()
        self.process.communicate()

    def tell(self, line):
        """Its answer."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def all(self, which="taken"):
        """What it has taken."""
        return json.loads(self.tell(which))


def until(found, seconds):
    """The first true answer; fails when there is none in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = found()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"nothing within {seconds} s")


def header(mail, name):
    """A header of a mail as it is on the wire."""
    return re.search(rf"^{name}: (.*)\r$", mail["text"], re.MULTILINE)[1]


def body(mail):
    """The text of a mail."""
    return base64.b64decode(mail["text"].split("\r\n\r\n", 1)[1]).decode()


class PostTest(unittest.TestCase):
    """A demo city whose mail goes to a server of the test."""

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="zuoquan-post-")
        self.addCleanup(self.folder.cleanup)
        self.mail = Peer("node", "tests/links/mail_server.mjs")
        self.addCleanup(self.mail.stop)
        self.hook = Peer("python3", "tests/links/webhook_server.py")
        self.addCleanup(self.hook.stop)
        base = pathlib.Path(self.folder.name)
        credentials, secret = base / "mail", base / "hook"
        credentials.write_text("zuoquan\nthe secret+of/tests\n", encoding="ascii")
        secret.write_text("0123456789abcdef0123456789abcdef\n", encoding="ascii")
        for file in (credentials, secret):
            file.chmod(0o600)
        self.server = Server(
            f"sqlite:{base / 'city.db'}", base, before=lambda: os.environ.pop("http_proxy", None),
            options=("--demo", "--mail", f"smtp://127.0.0.1:{self.mail.port}",
                     "--mail-from", "noreply@vouchers.example.org",
                     "--mail-credentials", credentials,
                     "--webhook", f"http://127.0.0.1:{self.hook.port}/zuoquan",
                     "--webhook-secret", secret))
        self.addCleanup(self.server.stop)
        self.cookie = ""

    def ask(self, path, **fields):
        """A POST of the enterprise's owner, who is logged in."""
        if not self.cookie:
            answer = self.server.ask("POST", "/api/v1/session", body=json.dumps(LOGIN),
                                     key="log-in-of-a-test")
            self.assertEqual(answer.status, 201, answer.text)
            self.cookie = answer.headers["set-cookie"].split(";")[0].removeprefix("zuoquan=")
        return self.server.ask("POST", path, body=json.dumps(fields), cookie=self.cookie,
                               key=f"key-{time.monotonic_ns()}")

    def test_a_killed_server_sends_again_under_the_same_name(self):
        """The mail had come, and nobody could say so: it comes again, as a second copy."""
        self.mail.tell("stall 1")
        self.assertEqual(self.ask("/api/v1/me/mail/address", address="wang@example.org").status, 200)
        first = until(lambda: self.mail.all("seen"), 20)[0]
        self.server.kill()
        self.assertEqual(self.mail.all(), [])
        self.server.start()
        second = until(self.mail.all, 90)[0]
        self.assertEqual(header(second, "Message-ID"), header(first, "Message-ID"))
        self.assertEqual(body(second), body(first))
        self.assertEqual(second["user"], "zuoquan")
        token = re.search(r"#([0-9a-f]{64})", body(second))[1]
        self.assertEqual(self.ask("/api/v1/mail-confirmations", token=token).status, 200)
        time.sleep(5)
        self.assertEqual([header(one, "Message-ID") for one in self.mail.all()].count(
            header(first, "Message-ID")), 1)
        self.assertNotIn("the secret+of/tests", self.server.log_text())
        self.assertNotIn("wang@example.org", self.server.log_text())

    def test_a_mail_server_that_stalls_delays_nobody_else(self):
        """Requests, deadlines and the webhook go on meanwhile."""
        self.mail.tell("stall 100")
        self.assertEqual(self.ask("/api/v1/me/mail/address", address="wang@example.org").status, 200)
        until(lambda: self.mail.all("seen"), 20)
        began = time.monotonic()
        self.assertEqual(self.server.ask("GET", "/readyz").status, 200)
        self.assertLess(time.monotonic() - began, 2)

    def test_the_webhook_goes_away_and_comes_back(self):
        """What it refused it is told again, under the same name, with nothing left out."""
        self.hook.tell("answer 503 2")
        told = until(lambda: len(self.hook.all()) > 20 and self.hook.all(), 60)
        names = [one["headers"]["zuoquan-id"] for one in told]
        self.assertGreater(len(set(names)), 10)
        refused = set(names[:2])
        until(lambda: refused <= {one["headers"]["zuoquan-id"] for one in self.hook.all()[2:]}, 90)



if not DEEP:  # they wait for real pauses, three minutes of them
    del PostTest.test_a_mail_server_that_stalls_delays_nobody_else
    del PostTest.test_the_webhook_goes_away_and_comes_back

if __name__ == "__main__":
    unittest.main()
