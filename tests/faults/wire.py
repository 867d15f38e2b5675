"""HTTP as bytes on a socket: one connection, one request at a time, nothing repeated in secret."""
import json
import socket


class Broken(Exception):
    """The connection ended before the answer was whole; nobody knows what became of it."""


class Answer:
    """A status, headers in lower case, and the body as it came."""

    def __init__(self, status, headers, text):
        self.status, self.headers, self.text = status, headers, text

    @property
    def body(self):
        return json.loads(self.text)

    def replayed(self):
        return self.headers.get("idempotency-replayed") == "true"


def request_bytes(method, path, cookie=None, key=None, body=None):
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if cookie:
        lines.append(f"Cookie: zuoquan={cookie}")
    if key:
        lines.append(f"Idempotency-Key: {key}")
    content = b"" if body is None else body.encode()
    if method == "POST":
        lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def head_of(received):
    """Status, headers and length of the head; None while it is not whole."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return None
    first, *rest = received[:end].decode("latin-1").split("\r\n")
    headers = {}
    for line in rest:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())  # of cookies, the first
    return int(first.split(" ", 2)[1]), headers, end + 4


class Connection:
    """Opened at the first question, and again after it broke."""

    def __init__(self, port, timeout=30):
        self.port, self.timeout = port, timeout
        self.socket = None
        self.received = b""

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket, self.received = None, b""

    def send(self, data):
        try:
            if not self.socket:
                self.socket = socket.create_connection(("127.0.0.1", self.port), self.timeout)
                self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.socket.sendall(data)
        except OSError as fault:
            self.close()
            raise Broken(str(fault)) from fault

    def receive(self):
        """The next answer."""
        try:
            while not (head := head_of(self.received)):
                self._read_more()
            status, headers, at = head
            end = at + int(headers.get("content-length", 0))
            while len(self.received) < end:
                self._read_more()
        except OSError as fault:
            self.close()
            raise Broken(str(fault)) from fault
        text = self.received[at:end].decode()
        self.received = self.received[end:]
        if headers.get("connection") == "close":
            self.close()
        return Answer(status, headers, text)

    def _read_more(self):
        piece = self.socket.recv(65536)
        if not piece:
            raise ConnectionResetError("closed by the server")
        self.received += piece

    def ask(self, method, path, cookie=None, key=None, body=None):
        self.send(request_bytes(method, path, cookie, key, body))
        return self.receive()


def ask_once(port, method, path, timeout=30, **rest):
    """One question on a connection of its own."""
    connection = Connection(port, timeout)
    try:
        return connection.ask(method, path, **rest)
    finally:
        connection.close()
