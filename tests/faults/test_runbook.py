"""docs/runbooks/restore.md, run as it is printed: backup, drill, loss of the machine, restore.

The commands `systemctl` and `runuser` are the test's own: the one starts and stops a real server,
the other runs its command as whoever runs the test.
"""
import getpass
import os
import pathlib
import shutil
import socket
import sys
import unittest

import city
from grounds import FaultsTest
from serving import BINARY, ROOT

sys.path.insert(0, str(ROOT / "tools"))
from run_tour import Shell, first_missing, steps  # noqa: E402

SYSTEMCTL = """#!/bin/bash
# start and stop, as the unit does
cd {root}
case $1 in
    start) {binary} serve --demo --data "$data" --listen "$listen" >/dev/null 2>"$pid.errors" 3>&- &
           echo $! >"$pid" ;;
    stop) kill "$(cat "$pid")" && while kill -0 "$(cat "$pid")" 2>/dev/null; do sleep 0.1; done ;;
esac
"""
RUNUSER = """#!/bin/bash
# runuser -u NAME -- COMMAND...
shift 3
exec "$@"
"""


class Runbook(FaultsTest):
    """Whoever follows the page has his city back."""

    def prepare(self):
        self.folder = city.new_folder("runbook")
        programs, data = self.folder / "bin", self.folder / "data"
        programs.mkdir()
        data.mkdir()
        self.write(programs / "systemctl", SYSTEMCTL.format(root=ROOT, binary=BINARY))
        self.write(programs / "runuser", RUNUSER)
        city.on_sqlite(data)
        shutil.copytree(city.files(), data / "files")
        return {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                "zuoquan": str(BINARY), "data": str(data), "owner": getpass.getuser(),
                "backups": str(self.folder / "backups"), "pid": str(self.folder / "pid"),
                "listen": f"127.0.0.1:{free_port()}"}

    def write(self, path, text):
        path.write_text(text)
        path.chmod(0o755)

    def test_as_it_is_printed(self):
        environment = self.prepare()
        shell = Shell(self.folder, environment)
        self.addCleanup(shell.end)
        _, status = shell.run("systemctl start && " + WAIT)
        self.assertEqual(status, 0)
        self.addCleanup(shell.run, "systemctl stop")
        page = (ROOT / "docs" / "runbooks" / "restore.md").read_text(encoding="utf-8")
        done = 0
        for line, commands, fragments in steps(page):
            output, status = shell.run(commands)
            self.assertEqual(status, 0, f"line {line}: {commands}\n{output}")
            self.assertIsNone(first_missing(output, fragments), f"line {line}: {output}")
            done += 1
        self.assertGreater(done, 6)
        data = pathlib.Path(environment["data"])
        self.assertTrue((data.parent / "data.broken").exists(), "the old machine was not lost")
        self.assertEqual((data / "keys").read_text(),
                         (data.parent / "data.broken" / "keys").read_text())


WAIT = 'curl -fsS --retry 40 --retry-connrefused --retry-delay 1 "http://$listen/readyz"'


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


if __name__ == "__main__":
    unittest.main()
