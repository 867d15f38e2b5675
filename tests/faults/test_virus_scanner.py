"""Uploads pass a real clamd, which knows one virus only: the test string of EICAR."""
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

from uploads import UploadsTest

# In two halves, so that no scanner takes this file for it.
EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"


class Clamd:
    """On a socket in a folder of its own; as nobody, when root starts it."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="zuoquan-clamd-"))
        self.socket = self.folder / "socket"
        signatures = self.folder / "signatures"
        signatures.mkdir()
        (signatures / "own.ndb").write_text(f"Zuoquan.Test.Eicar:0:*:{EICAR.encode().hex()}\n")
        config = (f"Foreground yes\nDatabaseDirectory {signatures}\n"
                  f"TemporaryDirectory {self.folder}\nLocalSocket {self.socket}\n")
        if os.getuid() == 0:
            config += "User nobody\n"
            self.folder.chmod(0o777)
        (self.folder / "clamd.conf").write_text(config)
        self.start()

    def start(self):
        """Returns when it answers."""
        self.socket.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            ["/usr/sbin/clamd", "--config-file", str(self.folder / "clamd.conf")],
            stdout=subprocess.DEVNULL)
        end = time.monotonic() + 60
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("clamd does not answer; ./dev test installs it")
            time.sleep(0.05)

    def answers(self):
        try:
            with socket.socket(socket.AF_UNIX) as talk:
                talk.connect(str(self.socket))
                talk.sendall(b"zPING\0")
                return talk.recv(100) == b"PONG\0"
        except OSError:
            return False

    def stop(self):
        self.process.kill()
        self.process.wait(timeout=30)

    def end(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


class VirusScanner(UploadsTest):
    """What was not scanned is not taken."""

    def test_uploads_are_scanned(self):
        """What is clean is taken and marked so, what is found is named and refused, and while
        the scanner is down nothing is taken; when it is back, all is."""
        clamd = Clamd()
        self.addCleanup(clamd.end)
        self.live_on("sqlite", options=("--demo", "--virus-scanner", f"unix:{clamd.socket}"))
        self.be_a_provider()
        self.assert_taken("one")
        self.assertEqual(self.files()[0]["scan"], "clean")
        self.assert_turned_away(EICAR)
        clamd.stop()
        self.assert_not_taken("two")
        self.assert_given("one")
        clamd.start()
        self.assert_taken("two")

    def assert_turned_away(self, words):
        """With the scanner's name for it; nothing of it stays."""
        before = self.listed()
        answer = self.upload(words)
        self.assertEqual(answer.status, 422, answer.text)
        self.assertIn("Zuoquan.Test.Eicar", answer.text)
        self.assertEqual(self.listed(), before)
        self.assertEqual(self.downloaded(words).status, 404)


if __name__ == "__main__":
    unittest.main()
