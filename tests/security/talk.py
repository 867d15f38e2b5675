"""Requests with any header and body, as a browser, a proxy or an attacker sends them."""
import itertools
import json
import select
import socket

import wire

_keys = itertools.count(1)


class Answer:
    """What came back: the headers also as they stood, for those that must come once."""

    def __init__(self, head, content):
        self.status, self.headers, _ = wire.head_of(head)
        self.lines = head.decode("latin-1").split("\r\n")[1:-2]
        self.content = content

    @property
    def text(self):
        return self.content.decode("utf-8", "replace")

    @property
    def body(self):
        return json.loads(self.content)

    def code(self):
        """The problem's code, if it is a problem."""
        try:
            return self.body.get("code", "")
        except (ValueError, AttributeError):
            return ""

    def all_of(self, name):
        """Every value of a header."""
        pairs = (line.partition(":") for line in self.lines)
        return [value.strip() for key, _, value in pairs if key.strip().lower() == name]


class Line:
    """A connection to one address; made again when it was closed."""

    def __init__(self, port, wrap=None, timeout=30, source="127.0.0.1"):
        self.port, self.wrap, self.timeout, self.source = port, wrap, timeout, source
        self.socket, self.received = None, b""

    def open(self):
        if not self.socket:
            plain = socket.create_connection(("127.0.0.1", self.port), self.timeout,
                                             (self.source, 0))
            plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket = self.wrap(plain) if self.wrap else plain

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.received = None, b""

    def send(self, data):
        self.open()
        self.socket.sendall(data)

    def send_while_silent(self, data):
        """Ends early when the other side answers before it has heard all."""
        self.open()
        for at in range(0, len(data), 1 << 16):
            if select.select([self.socket], [], [], 0)[0] and self._is_answered():
                return
            self.socket.sendall(data[at:at + (1 << 16)])

    def _is_answered(self):
        """What came may be TLS's own only."""
        self.socket.settimeout(0.05)
        try:
            self.read_more()
        except TimeoutError:
            pass
        self.socket.settimeout(self.timeout)
        return bool(self.received)

    def receive(self, head_only=False):
        """The next answer; ConnectionError when there is none."""
        while (end := self.received.find(b"\r\n\r\n")) < 0:
            self.read_more()
        head, self.received = self.received[:end + 4], self.received[end + 4:]
        status, headers, _ = wire.head_of(head)
        if status == 100:
            return self.receive(head_only)
        content = b"" if head_only or status in (204, 304) else self._content(headers)
        answer = Answer(head, content)
        if headers.get("connection", "").lower() == "close":
            self.close()
        return answer

    def _content(self, headers):
        if headers.get("transfer-encoding", "") == "chunked":
            return b"".join(iter(self._chunk, b""))
        if "content-length" not in headers:
            return self._until_closed()
        return self._exactly(int(headers["content-length"]))

    def _chunk(self):
        while (end := self.received.find(b"\r\n")) < 0:
            self.read_more()
        size = int(self.received[:end].split(b";")[0], 16)
        self.received = self.received[end + 2:]
        return self._exactly(size + 2)[:-2]

    def _exactly(self, length):
        while len(self.received) < length:
            self.read_more()
        content, self.received = self.received[:length], self.received[length:]
        return content

    def _until_closed(self):
        while True:
            try:
                self.read_more()
            except ConnectionError:
                content, self.received = self.received, b""
                return content

    def read_more(self):
        piece = self.socket.recv(65536)
        if not piece:
            self.close()
            raise ConnectionResetError("closed by the other side")
        self.received += piece


def new_key():
    return f"security-{next(_keys):06}"


def request(method, path, headers=(), body=None, host="127.0.0.1"):
    """The bytes of a request; a `dict` or list goes as JSON."""
    headers = dict(headers)
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        headers.setdefault("Content-Type", "application/json")
    content = body.encode() if isinstance(body, str) else body or b""
    if method == "POST":
        headers.setdefault("Idempotency-Key", new_key())
    if method in ("POST", "PUT", "PATCH") or content:
        headers.setdefault("Content-Length", str(len(content)))
    headers.setdefault("Host", host)
    lines = [f"{method} {path} HTTP/1.1", *(f"{k}: {v}" for k, v in headers.items() if v is not None)]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
