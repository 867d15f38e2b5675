#!/usr/bin/env python3
"""Keeps what a released version leaves on a disk: tests/upgrades/VERSION.tar.xz.

    ZUOQUAN=build/release/zuoquan tests/upgrades/make.py

Done once for each release, by the program of that release: the city of its demonstration, with its
log, checkpoints, keys and papers. Every later version has to open it (tests/faults/test_upgrade.py).
"""
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "faults"))
from serving import BINARY, Server  # noqa: E402

CHECKPOINT = "/api/v1/programmes/beijing-2025/log/checkpoint"


def main():
    version = subprocess.run([str(BINARY), "--version"], text=True, capture_output=True,
                             check=True).stdout.split()[-1]
    archive = ROOT / "tests" / "upgrades" / f"{version}.tar.xz"
    if archive.exists():
        sys.exit(f"{archive.name} is there: a release is kept once and never changed")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        data = pathlib.Path(folder) / "data"
        server = Server(f"sqlite:{data}/zuoquan.db", folder, "data")
        while (signed := server.ask("GET", CHECKPOINT)).status != 200:
            time.sleep(0.1)
        (data / "witnessed").write_text(signed.text)
        server.stop()
        subprocess.run(["tar", "cJf", str(archive), "--owner=0", "--group=0", "--sort=name",
                        "-C", str(data), "."], check=True)
    print(f"{archive}: {archive.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
