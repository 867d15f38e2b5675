#!/usr/bin/env python3
"""Holds 10,000 idle connections against a fresh server, and asks it questions the while.

    tests/api/idle_crowd.py PATH/TO/zuoquan [HOW_MANY]
"""
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request


def start(command, folder):
    """The server on a free port with an empty folder; its process and its port."""
    process = subprocess.Popen(
        [command, "serve", "--data", folder, "--listen", "127.0.0.1:0"],
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if match := re.search(r"Listening on http://127\.0\.0\.1:(\d+)", line):
            return process, int(match[1])
    raise SystemExit("the server did not start")


def ask(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
        return answer.status


def memory_mib(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS"))


def hold(process, port, how_many):
    """The figures of one crowd; raises when the server falters."""
    before = memory_mib(process)
    crowd = [socket.create_connection(("127.0.0.1", port)) for _ in range(how_many)]
    assert ask(port, "/readyz") == 200
    for one in crowd[:: max(1, how_many // 100)]:
        one.sendall(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
        assert one.recv(12) == b"HTTP/1.1 200"
    after = memory_mib(process)
    for one in crowd:
        one.close()
    assert ask(port, "/healthz") == 200
    return before, after


def main(arguments):
    if not arguments:
        raise SystemExit(__doc__)
    how_many = int(arguments[1]) if len(arguments) > 1 else 10_000
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    folder = tempfile.mkdtemp(prefix="zuoquan-crowd-")
    process, port = start(os.path.abspath(arguments[0]), folder)
    try:
        began = time.monotonic()
        before, after = hold(process, port, how_many)
        print(f"{how_many} idle connections held in {time.monotonic() - began:.1f} s; "
              f"memory {before} to {after} MiB")
    finally:
        process.terminate()
        ended = process.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
    return ended


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
