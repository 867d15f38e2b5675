"""What the tests of this folder share: one city behind one server, and the proxies before it."""
import atexit
import pathlib
import sys
import unittest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / "security"), str(TESTS / "faults")]

import fronts  # noqa: E402
from talk import Line, request  # noqa: E402
from town import COOKIE, Town  # noqa: E402

_shared = {}


def town():
    """Made when it is first asked for, in the form of a server behind a proxy."""
    if "town" not in _shared:
        _shared["town"] = Town()
        atexit.register(_shared["town"].stop)
    return _shared["town"]


def front(kind):
    """The proxy of this kind before the town."""
    if kind not in _shared:
        _shared[kind] = kind(town().server.port)
        atexit.register(_shared[kind].stop)
    return _shared[kind]


def through_each(test_class):
    """The tests of a class once for each proxy, each as a class of its own."""
    module = sys.modules[test_class.__module__]
    for kind in fronts.ALL:
        name = f"{test_class.__name__}Of{kind.__name__}"
        setattr(module, name, type(name, (test_class, unittest.TestCase), {
            "kind": kind, "__module__": test_class.__module__}))
    return test_class


class Proxied:
    """Asks through a proxy, with TLS, as browsers come."""
    kind = fronts.Nginx

    @property
    def proxy(self):
        return front(self.kind)

    def ask(self, method, path, who=None, body=None, source="127.0.0.1", **headers):
        line = Line(self.proxy.tls_port, self.proxy.wrap, source=source)
        sent = {"Cookie": f"{COOKIE}={who.cookie}"} if who else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            line.send_while_silent(request(method, path, sent, body, host=fronts.NAME))
            return line.receive(method == "HEAD")
        finally:
            line.close()
