"""Monday, as deploy/README.md tells it: installed, a first person added, served behind nginx."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import fronts
from proxied import Line
from serving import BINARY
from talk import request
from test_unit import setting

PASSWORD = "on Monday we begin anew"


class Installation(unittest.TestCase):
    """In a folder instead of the machine's root."""

    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp(prefix="zuoquan-installed-", dir="/var/tmp"))
        self.addCleanup(shutil.rmtree, self.root, ignore_errors=True)
        self.install()

    def install(self):
        subprocess.run([fronts.DEPLOY / "install.sh", BINARY.parent, self.root], check=True,
                       stdout=subprocess.DEVNULL)

    def run_as_told(self, *words, given=""):
        """A command of `zuoquan admin` from the README."""
        done = subprocess.run(
            [self.root / "usr/bin/zuoquan", "admin", "--programmes", self.there("programmes"),
             "--database", f"sqlite:{self.root}/var/lib/zuoquan/zuoquan.db", *words],
            input=given, capture_output=True, text=True, check=False, cwd="/")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def there(self, name):
        return str(self.root / "usr/share/zuoquan" / name)

    def test_on_monday(self):
        (self.root / "var/lib/zuoquan").mkdir(parents=True, mode=0o700)
        self.assertIn("beijing-2025", self.run_as_told("init"))
        self.run_as_told("organisation", "add", "--name", "平台运营公司", "--uscc",
                         "91110108MA01A8XW1Q", "--kind", "platform")
        self.run_as_told("person", "add", "--login", "first", "--name", "第一人", "--organisation",
                         "91110108MA01A8XW1Q", "--role", "platform-operator", given=PASSWORD)
        port = fronts.free_port()
        words = setting("ExecStart")[0].replace(" $ZUOQUAN_OPTIONS", self.options()).replace(
            "127.0.0.1:8080", f"127.0.0.1:{port}")
        command = re.sub(r"(?<= )/(?=usr|var)|^/", f"{self.root}/", words).split()
        with open(self.root / "errors", "wb") as errors:
            server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, cwd="/")
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        front = fronts.Nginx(port)
        self.addCleanup(front.stop)
        self.log_in(front, server)

    def options(self):
        """Those of the settings that were installed."""
        text = (self.root / "etc/zuoquan/zuoquan.env").read_text()
        return " " + re.search(r'ZUOQUAN_OPTIONS="(.*)"', text)[1]

    def log_in(self, front, server):
        line = Line(front.tls_port, front.wrap)
        for _ in range(100):  # it listens soon
            line.send(request("GET", "/readyz", host=fronts.NAME))
            if (answer := line.receive()).status == 200:
                break
            self.assertIsNone(server.poll(), (self.root / "errors").read_text())
            line.close()
        self.assertEqual(answer.status, 200, answer.text)
        line.send(request("POST", "/api/v1/session", body={"login": "first", "password": PASSWORD},
                          host=fronts.NAME))
        answer = line.receive()
        self.assertEqual(answer.status, 201, answer.text)
        self.assertTrue(answer.headers["set-cookie"].startswith("__Host-zuoquan="))
        line.send(request("GET", "/", host=fronts.NAME))
        self.assertIn("Zuoquan", line.receive().text)
        line.close()

    def test_again_keeps_the_settings(self):
        settings = self.root / "etc/zuoquan/zuoquan.env"
        settings.write_text("ZUOQUAN_OPTIONS=\"--workers 2\"\n")
        self.install()
        self.assertIn("--workers 2", settings.read_text())
        self.assertEqual(settings.stat().st_uid, os.geteuid())

    def test_readme_names_what_is_there(self):
        text = (fronts.DEPLOY / "README.md").read_text(encoding="utf-8")
        named = set(re.findall(r"/(?:usr|etc/systemd)/[\w./-]*zuoquan[\w./-]*", text))
        self.assertGreater(len(named), 4)
        for path in named:
            self.assertTrue((self.root / path.lstrip("/").rstrip("./")).exists(), path)


if __name__ == "__main__":
    unittest.main()
