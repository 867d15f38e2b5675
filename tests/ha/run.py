#!/usr/bin/env python3
"""Runs the tests of this folder where networks may be cut: in a network of their own.

As root that is a namespace in which each machine has a namespace again; all of it ends with this
process, whatever becomes of it. Where that is not permitted, the machines are three addresses of
the loopback network, which can be killed and not cut.
"""
import os
import pathlib
import subprocess
import sys
import unittest

HERE = pathlib.Path(__file__).resolve().parent
OWN_NETWORK = ["unshare", "--net", "--pid", "--fork", "--kill-child", "--mount-proc"]
TRY = "ip link set lo up && ip link add zq0 type bridge && ip link add zq1 type veth peer name zq2"


def may_cut():
    return subprocess.run([*OWN_NETWORK, "sh", "-c", TRY], check=False,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def main():
    if "ZQ_HA_NETWORK" not in os.environ:
        own = may_cut()
        os.environ["ZQ_HA_NETWORK"] = "own" if own else "loopback"
        print(f"network: {'namespaces' if own else 'loopback addresses'}", flush=True)
        words = [sys.executable, __file__, *sys.argv[1:]]
        if own:  # the shell is the first process there, and buries what ends
            words = [*OWN_NETWORK, "bash", "-c", '"$@"; exit $?', "bash", *words]
        os.execvp(words[0], words)
    sys.path[:0] = [str(HERE), str(HERE.parent / "faults")]
    if names := sys.argv[1:]:
        suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    else:
        suite = unittest.defaultTestLoader.discover(str(HERE), "test_*.py", str(HERE))
    done = unittest.TextTestRunner(stream=sys.stdout).run(suite)
    return 0 if done.wasSuccessful() and done.testsRun else 1


if __name__ == "__main__":
    sys.exit(main())
