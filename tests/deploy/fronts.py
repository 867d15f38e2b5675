"""The proxies of deploy/, started with these very files: only ports, paths and certificates are put
in the place of those of a real machine."""
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
NAME = "vouchers.example.org"


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def make_certificate(folder):
    """Self-made, of one day: chain, key, and both in one file."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-days", "1", "-subj", f"/CN={NAME}",
                    "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", folder / "key.pem",
                    "-out", folder / "fullchain.pem"], check=True, capture_output=True)
    (folder / "certs").mkdir()
    both = (folder / "fullchain.pem").read_text() + (folder / "key.pem").read_text()
    (folder / "certs" / "both.pem").write_text(both)


def replaced(text, *pairs):
    """The text with each pattern replaced; every one of them must be found."""
    for pattern, by in pairs:
        text, count = re.subn(pattern, by, text)
        if not count:
            raise RuntimeError(f"'{pattern}' is not in the file of deploy/ any more")
    return text


class Front:
    """A proxy before a server: its ports with and without TLS, and its process."""
    name = ""

    def __init__(self, server_port, **options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix=f"zuoquan-{self.name}-"))
        make_certificate(self.folder)
        self.server_port, self.options = server_port, options
        self.tls_port, self.plain_port = free_port(), free_port()
        self.log = self.folder / "log"
        command = self.prepare()
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([str(word) for word in command], stdout=log, stderr=log,
                                            env=os.environ | {"HOME": str(self.folder)})
        self.wait()

    def prepare(self):
        """Writes the configuration; the command that runs it."""
        raise NotImplementedError

    def wait(self):
        """Until both ports answer."""
        end = time.monotonic() + 20
        for port in (self.tls_port, self.plain_port):
            while True:
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    break
                except OSError as fault:
                    if self.process.poll() is not None or time.monotonic() > end:
                        raise RuntimeError(f"{self.name}: {self.log.read_text()}") from fault
                    time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if not os.environ.get("ZQ_KEEP"):
            shutil.rmtree(self.folder, ignore_errors=True)

    def wrap(self, sock, name=NAME, alpn=("http/1.1",)):
        """TLS over a connection, as a browser that knows the certificate."""
        context = ssl.create_default_context(cafile=self.folder / "fullchain.pem")
        context.set_alpn_protocols(list(alpn))
        return context.wrap_socket(sock, server_hostname=name)


class Nginx(Front):
    """With `cache`, answers are kept as far as their headers allow."""
    name = "nginx"

    def prepare(self):
        text = replaced(
            (DEPLOY / "nginx" / "zuoquan.conf").read_text(),
            (r"listen 80\b", f"listen 127.0.0.1:{self.plain_port}"),
            (r"listen 443\b", f"listen 127.0.0.1:{self.tls_port}"),
            (r"127\.0\.0\.1:8080", f"127.0.0.1:{self.server_port}"),
            ("/etc/ssl/zuoquan", str(self.folder)), ("/var/log/nginx", str(self.folder)))
        if self.options.get("cache"):
            text = f"proxy_cache_path {self.folder}/kept keys_zone=kept:10m;\n" + replaced(
                text, (r"proxy_request_buffering on;", "proxy_request_buffering on;\n"
                       "    proxy_cache kept;\n    add_header X-Kept $upstream_cache_status;"))
        (self.folder / "zuoquan.conf").write_text(text)
        temporary = "".join(f"{kind}_temp_path {self.folder}/{kind};\n" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;\n" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(
            f"{user}daemon off;\nworker_processes 1;\npid {self.folder}/pid;\n"
            f"error_log stderr;\nevents {{ worker_connections 4096; }}\n"
            f"http {{\n{temporary}include {self.folder}/zuoquan.conf;\n}}\n")
        return ["nginx", "-p", self.folder, "-e", "stderr", "-c", self.folder / "nginx.conf"]


class Haproxy(Front):
    name = "haproxy"

    def prepare(self):
        text = replaced(
            (DEPLOY / "haproxy" / "haproxy.cfg").read_text(),
            (r"bind :80\b", f"bind 127.0.0.1:{self.plain_port}"),
            (r"bind :443\b", f"bind 127.0.0.1:{self.tls_port}"),
            (r"127\.0\.0\.1:8080", f"127.0.0.1:{self.server_port}"),
            ("/etc/haproxy/certs/", f"{self.folder}/certs/"),
            ("log /dev/log local0", "log stderr format raw local0"),
            ("maxconn 20000", "maxconn 2000"), (r" +(user|group) haproxy\n", ""), (r" +chroot .*\n", ""))
        (self.folder / "haproxy.cfg").write_text(text)
        return ["haproxy", "-db", "-f", self.folder / "haproxy.cfg"]


class Caddy(Front):
    name = "caddy"

    def prepare(self):
        text = replaced(
            (DEPLOY / "caddy" / "Caddyfile").read_text(),
            (r"(?m)^http://vouchers.example.org \{", f"http://{NAME}:{self.plain_port} {{"),
            (r"(?m)^vouchers.example.org \{", f"{NAME}:{self.tls_port} {{"),
            (r"127\.0\.0\.1:8080", f"127.0.0.1:{self.server_port}"),
            (r"tls \{", f"tls {self.folder}/fullchain.pem {self.folder}/key.pem {{"))
        (self.folder / "Caddyfile").write_text(text)
        return ["caddy", "run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile"]


ALL = (Nginx, Haproxy, Caddy)
