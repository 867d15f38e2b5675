"""What the proxies agree on with a client: TLS 1.2 and 1.3 with strong suites, and nothing else."""
import socket
import ssl
import subprocess
import threading
import unittest
import warnings

import fronts
from proxied import Proxied, through_each

STRONG = ("ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-ECDSA-CHACHA20-POLY1305 "
          "ECDHE-RSA-AES128-GCM-SHA256 ECDHE-RSA-AES256-GCM-SHA384 ECDHE-RSA-CHACHA20-POLY1305").split()
OLD = {"1.0": ssl.TLSVersion.TLSv1, "1.1": ssl.TLSVersion.TLSv1_1}
NEW = {"TLSv1.2": ssl.TLSVersion.TLSv1_2, "TLSv1.3": ssl.TLSVersion.TLSv1_3}


def client(version, ciphers="ALL:@SECLEVEL=0"):
    """One that takes anything, so that a refusal is the other side's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_ciphers(ciphers)
        context.minimum_version = context.maximum_version = version
    return context


def agreed(port, context, name=fronts.NAME):
    """Version and suite; nothing when the other side refuses."""
    try:
        with socket.create_connection(("127.0.0.1", port), 5) as plain:
            with context.wrap_socket(plain, server_hostname=name) as wrapped:
                return wrapped.version(), wrapped.cipher()[0]
    except (ssl.SSLError, ConnectionError):
        return None


class LaxServer:
    """Takes old versions: shows that this client could speak them."""

    def __init__(self, folder, version):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.set_ciphers("ALL:@SECLEVEL=0")
            self.context.minimum_version = version
        self.context.load_cert_chain(folder / "fullchain.pem", folder / "key.pem")
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        plain, _ = self.listening.accept()
        try:
            self.context.wrap_socket(plain, server_side=True).close()
        except OSError:
            plain.close()


@through_each
class Tls(Proxied):
    """With the files of deploy/."""

    def test_new_versions_are_taken(self):
        for name, version in NEW.items():
            self.assertEqual(agreed(self.proxy.tls_port, client(version))[0], name)

    def test_old_versions_are_refused(self):
        for name, version in OLD.items():
            lax = LaxServer(self.proxy.folder, version)
            self.assertIsNotNone(agreed(lax.port, client(version)), f"no client of {name}")
            self.assertIsNone(agreed(self.proxy.tls_port, client(version)), name)

    def test_weak_suites_are_refused(self):
        listed = subprocess.run(["openssl", "ciphers", "-tls1_2", "-s",
                                 "ALL:COMPLEMENTOFALL:@SECLEVEL=0"],
                                capture_output=True, text=True, check=True).stdout.strip()
        weak = [one for one in listed.split(":") if one not in STRONG and not one.startswith("TLS_")]
        self.assertGreater(len(weak), 50)
        taken = [suite for suite in weak if agreed(
            self.proxy.tls_port, client(NEW["TLSv1.2"], f"{suite}:@SECLEVEL=0"))]
        self.assertEqual(taken, [])
        self.assertIsNotNone(agreed(self.proxy.tls_port, client(NEW["TLSv1.2"], STRONG[0])))

    def test_other_names_are_refused(self):
        for name in ("evil.example", "localhost", "sub.vouchers.example.org"):
            self.assertIsNone(agreed(self.proxy.tls_port, client(NEW["TLSv1.3"]), name), name)


if __name__ == "__main__":
    unittest.main()
