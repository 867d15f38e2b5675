"""The disk is full, and then it is not.

Mounting is not permitted everywhere, so the limit on the length of files takes the disk's place:
a write beyond it fails with EFBIG where a full disk says ENOSPC.
"""
import os
import signal
import time

import wire
from city import OF_2025
from grounds import DEEP, FaultsTest
from uploads import pdf


def survive_long_files():
    """Without this the first write beyond the limit would end the process."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


class FullDisk(FaultsTest):
    """What needs space is refused with 5xx, nothing is lost, and all goes on when there is some."""

    def test_sqlite_finds_no_space(self):
        """Under load the database can no longer grow: claims are refused with 5xx, reads go on.
        With space again claims go on, too, and each of the refused is decided once."""
        self.live_on("sqlite", before=survive_long_files)
        reads = 0
        with self.crowd() as crowd:
            for _ in range(20 if DEEP else 3):
                crowd.wait_for(50)
                self.server.limit_files(self.longest_file())
                reads += self.read_until_refused(crowd)
                self.server.limit_files(None)
            crowd.wait_for(50)
        self.prove(crowd)
        refused = sum(one.status in (500, 503) for one in crowd.history)
        self.say(f"{refused} refused with 5xx, and {reads} reads while it was full")

    def longest_file(self):
        return max(os.path.getsize(self.folder / name)
                   for name in os.listdir(self.folder) if name.startswith("zuoquan.db"))

    def read_until_refused(self, crowd, wanted=30):
        """Reads until so many more were refused; how many reads went well meanwhile."""
        reads, end = 0, time.monotonic() + 20
        before = sum(one.status == 500 for one in crowd.history)
        while sum(one.status == 500 for one in list(crowd.history)) < before + wanted:
            self.assertTrue(self.server.alive(), self.server.log_text()[-1000:])
            self.assertLess(time.monotonic(), end, "nothing is refused")
            answer = self.server.ask("GET", f"{OF_2025}/catalogue?limit=1")
            self.assertEqual(answer.status, 200, answer.text)
            reads += 1
        return reads

    def test_an_upload_finds_no_space(self):
        """An upload that does not fit is refused with 5xx, leaves no file behind, and succeeds
        when there is space."""
        self.live_on("sqlite", before=survive_long_files)
        provider = next(iter(self.people.providers.values()))
        data = pdf("x" * 12_000_000)
        self.server.limit_files(10_000_000)
        refused = self.upload(provider, data, "upload-1")
        self.assertIn(refused.status, (500, 503, 507), refused.text)
        files = self.folder / "server-0" / "files"
        self.assertEqual([path for path in files.rglob("*") if path.is_file()], [])
        self.server.limit_files(None)
        self.assertEqual(self.upload(provider, data, "upload-1").status, 201)

    def upload(self, provider, data, key):
        head = (f"POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Cookie: zuoquan={provider.cookie}\r\nIdempotency-Key: {key}\r\n"
                f"Content-Type: application/pdf\r\nContent-Length: {len(data)}\r\n\r\n")
        connection = wire.Connection(self.server.port)
        connection.send((head + data).encode())
        answer = connection.receive()
        connection.close()
        return answer
