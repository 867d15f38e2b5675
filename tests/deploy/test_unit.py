"""The unit of systemd: how little it leaves to the server, and that the server lives on that.

The second needs no systemd: the calls that the unit forbids are forbidden to a server of this test
by the same means, as a user who is nobody.
"""
import ctypes
import os
import pathlib
import pwd
import re
import subprocess
import unittest

from fronts import DEPLOY
from proxied import Line
import city  # found by what stands above
from serving import BINARY, Server
from talk import request
from uploads import pdf

UNIT = DEPLOY / "systemd" / "zuoquan.service"
EXPOSURE_MAX = 2.0
PR_SET_NO_NEW_PRIVS = 38
ALLOW, REFUSE = 0x7fff0000, 0x00050000 | 1  # SCMP_ACT_ALLOW, SCMP_ACT_ERRNO(EPERM)
NOT_EQUAL, EQUAL, MASKED = 1, 4, 7  # of scmp_compare
WRITE, EXEC = 2, 4
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10}


def setting(name):
    """All values of a setting of the unit."""
    return re.findall(rf"(?m)^{name}=(.*)$", UNIT.read_text(encoding="utf-8"))


def calls_of(word):
    """A call, or those of a group, down to the last."""
    if not word.startswith("@"):
        return {word}
    listed = subprocess.run(["systemd-analyze", "syscall-filter", word], check=True,
                            capture_output=True, text=True).stdout
    members = [line.strip() for line in listed.splitlines()[1:]]
    return set().union(*(calls_of(one) for one in members if one and not one.startswith("#")))


def allowed_calls():
    allowed = set()
    for value in setting("SystemCallFilter"):
        calls = set().union(*(calls_of(word) for word in value.lstrip("~").split()))
        allowed = allowed - calls if value.startswith("~") else allowed | calls
    return allowed


class Comparison(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("how", ctypes.c_int), ("one", ctypes.c_uint64),
                ("other", ctypes.c_uint64)]


class Cage:
    """Calls a process may make, in the library's form."""

    def __init__(self):
        self.seccomp = ctypes.CDLL("libseccomp.so.2")
        self.seccomp.seccomp_init.restype = ctypes.c_void_p
        self.calls = self._new(REFUSE)
        for name in allowed_calls():
            self._rule(self.calls, ALLOW, name)
        self.values = self._new(ALLOW)
        self._rule(self.values, REFUSE, "mmap", (2, MASKED, WRITE | EXEC, WRITE | EXEC))
        self._rule(self.values, REFUSE, "mprotect", (2, MASKED, EXEC, EXEC))
        self._rule(self.values, REFUSE, "pkey_mprotect", (2, MASKED, EXEC, EXEC))
        families = [FAMILIES[one] for one in setting("RestrictAddressFamilies")[0].split()]
        for family in set(range(46)) - set(families):
            self._rule(self.values, REFUSE, "socket", (0, EQUAL, family, 0))

    def _new(self, usual):
        return ctypes.c_void_p(self.seccomp.seccomp_init(ctypes.c_uint32(usual)))

    def _rule(self, cage, action, name, *comparisons):
        number = self.seccomp.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return  # of another machine
        array = (Comparison * max(1, len(comparisons)))(*(Comparison(*one) for one in comparisons))
        done = self.seccomp.seccomp_rule_add_array(cage, ctypes.c_uint32(action), number,
                                                   len(comparisons), array)
        if done != 0:
            raise OSError(-done, f"seccomp_rule_add_array for {name}")

    def close(self, user):
        """In the process that is to become the server."""
        if user:
            os.setgroups([])
            os.setresgid(user.pw_gid, user.pw_gid, user.pw_gid)
            os.setresuid(user.pw_uid, user.pw_uid, user.pw_uid)
        os.umask(int(setting("UMask")[0], 8))
        ctypes.CDLL(None).prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        for cage in (self.values, self.calls):
            if self.seccomp.seccomp_load(cage) != 0:
                os._exit(99)


class Unit(unittest.TestCase):
    """deploy/systemd/zuoquan.service"""

    def test_leaves_little(self):
        said = subprocess.run(["systemd-analyze", "security", "--offline=true", str(UNIT)],
                              capture_output=True, text=True, check=False)
        found = re.search(r"Overall exposure level for zuoquan.service: ([\d.]+)", said.stdout)
        self.assertTrue(found, said.stdout + said.stderr)
        self.assertLess(float(found[1]), EXPOSURE_MAX)
        self.assertNotIn("Unknown", said.stderr)
        print(f"exposure {found[1]}")

    def test_starts_the_server_with_options_that_it_knows(self):
        words = setting("ExecStart")[0].split()
        helped = subprocess.run([str(BINARY), "serve", "--help"], capture_output=True, text=True,
                                check=True).stdout
        for option in (word for word in words if word.startswith("--")):
            self.assertIn(option, helped)

    def serve_in_cage(self, cage):
        """A city of a user's own, and its server as that user."""
        folder = city.new_folder("unit")
        database = city.on_sqlite(folder)
        user = pwd.getpwnam("nobody") if os.geteuid() == 0 else None
        if user:
            folder.parent.chmod(0o711)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, user.pw_uid, user.pw_gid)
            if not is_readable(BINARY, user):
                self.skipTest(f"nobody may not read {BINARY}")
        server = Server(database.url, folder, options=("--demo",), before=lambda: cage.close(user))
        self.addCleanup(server.stop)
        return server, city.People(database)

    def test_server_and_reader_live_on_what_is_left(self):
        server, people = self.serve_in_cage(Cage())
        status = pathlib.Path(f"/proc/{server.process.pid}/status").read_text(encoding="ascii")
        self.assertRegex(status, r"Seccomp:\s+2")
        line = Line(server.port)
        seller = next(iter(people.providers.values()))

        def ask(method, path, body=None, **headers):
            line.send(request(method, path, {"Cookie": f"zuoquan={seller.cookie}", **headers}, body))
            return line.receive()
        taken = ask("POST", "/api/v1/files?name=a.pdf", pdf("caged").encode(),
                    **{"Content-Type": "application/pdf"})
        self.assertEqual(taken.status, 201, taken.text)
        page = ask("GET", f"/api/v1/files/{taken.body['digest']}/pages/1")
        self.assertEqual((page.status, page.content[:4]), (200, b"\x89PNG"))
        for path, begins in (("/application-form", b"PK"), ("/product-notices/paper", b"%PDF")):
            made = ask("GET", f"{city.OF_2025}{path}")
            self.assertEqual((made.status, made.content[:len(begins)]), (200, begins), path)
        active = ask("POST", "/api/v1/files?name=a.pdf", pdf("x").replace(
            "/Pages 2 0 R", "/Pages 2 0 R/OpenAction<</S/JavaScript/JS(1)>>", 1).encode(),
            **{"Content-Type": "application/pdf"})
        self.assertEqual(active.status, 422, active.text)
        login = ask("POST", "/api/v1/session", {"login": "fuwu1", "password": "zuoquan-2025"})
        self.assertEqual(login.status, 201, login.text)
        line.close()
        self.assertEqual(server.stop(), 0)


def is_readable(path, user):
    """Whether the user may go all the way and start it."""
    done = subprocess.run([str(path), "--help"], user=user.pw_uid, group=user.pw_gid,
                          extra_groups=[], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          check=False, cwd="/") if os.access(path, os.X_OK) else None
    return done is not None and done.returncode == 0


if __name__ == "__main__":
    unittest.main()
