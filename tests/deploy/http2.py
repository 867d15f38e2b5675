"""Just enough HTTP/2 to send what no library would: headers as they are, in plain literals."""
import socket
import struct

from fronts import NAME
from variants import HIDDEN, PATH

DATA, HEADERS, RST_STREAM, SETTINGS, PING, GOAWAY = 0, 1, 3, 4, 6, 7
END_STREAM, ACK, END_HEADERS = 1, 1, 4
# Of the static table of HPACK, where an answer's status may stand as a number.
STATUSES = {8: 200, 9: 204, 10: 206, 11: 304, 12: 400, 13: 404, 14: 500}


def frame(kind, flags, stream, content=b""):
    return struct.pack(">I", len(content))[1:] + bytes((kind, flags)) + struct.pack(
        ">I", stream) + content


def literal(name, value):
    """A header that is not indexed and not packed."""
    out = b"\0"
    for text in (name, value):
        data = text.encode("latin-1")
        if len(data) < 127:
            out += bytes((len(data),))
        else:
            out += b"\x7f" + varint(len(data) - 127)
        out += data
    return out


def varint(number):
    out = b""
    while number > 127:
        out += bytes((number % 128 + 128,))
        number //= 128
    return out + bytes((number,))


class Http2:
    """One connection for one request."""

    def __init__(self, proxy, patience_s=0.6):
        self.proxy, self.patience_s = proxy, patience_s

    def _open(self):
        plain = socket.create_connection(("127.0.0.1", self.proxy.tls_port), 5)
        wrapped = self.proxy.wrap(plain, alpn=("h2",))
        wrapped.settimeout(self.patience_s)
        return wrapped

    def is_spoken(self):
        """Whether a plain request is answered."""
        usual = [(":method", "GET"), (":scheme", "https"), (":authority", NAME), (":path", "/healthz")]
        return self.statuses(usual, b"") == [200]

    def statuses(self, headers, body):
        """Of the answers; none when the stream or the connection was ended instead."""
        found = []
        try:
            with self._open() as sock:
                block = b"".join(literal(*one) for one in headers)
                end = END_HEADERS | (0 if body else END_STREAM)
                sock.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + frame(SETTINGS, 0, 0)
                             + frame(HEADERS, end, 1, block)
                             + (frame(DATA, END_STREAM, 1, body) if body else b""))
                self._listen(sock, found)
        except OSError:  # silence or an end
            pass
        return found

    def _listen(self, sock, found):
        received = b""
        while True:
            while len(received) < 9 or len(received) < 9 + int.from_bytes(received[:3], "big"):
                piece = sock.recv(65536)
                if not piece:
                    return
                received += piece
            length, kind, flags = int.from_bytes(received[:3], "big"), received[3], received[4]
            content, received = received[9:9 + length], received[9 + length:]
            if kind == SETTINGS and not flags & ACK:
                sock.sendall(frame(SETTINGS, ACK, 0))
            elif kind == HEADERS and (status := status_in(content)):
                found.append(status)
            elif kind == GOAWAY:
                return


def status_in(block):
    """The first header of an answer is its status: by number, or in three digits that may be
    packed. What cannot be read counts as 1."""
    while block and block[0] & 0xe0 == 0x20:  # the size of the table
        block = block[1:]
    if not block:
        return None
    if block[0] & 0x80:
        return STATUSES.get(block[0] & 0x7f)
    digits = block[2:5]
    if block[1] == 3 and digits.isdigit():
        return int(digits)
    return 1


def broken_requests():
    """Yields name, headers and body."""
    def usual(*more, method="POST", path=PATH, authority=NAME):
        return [(":method", method), (":scheme", "https"), (":authority", authority), (":path", path),
                ("content-type", "application/json"), ("idempotency-key", "of-http2"), *more]
    hidden = HIDDEN.decode()
    head_end = f" HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: 0\r\n\r\n{hidden}"
    chunked = b"0\r\n\r\n" + HIDDEN
    yield "transfer-encoding", usual(("transfer-encoding", "chunked")), chunked
    yield "transfer-encoding and length", usual(("transfer-encoding", "chunked"),
                                                ("content-length", str(len(chunked)))), chunked
    yield "a short length", usual(("content-length", "0")), HIDDEN
    yield "a long length", usual(("content-length", "500")), HIDDEN
    yield "two lengths", usual(("content-length", "0"), ("content-length", str(len(HIDDEN)))), HIDDEN
    yield "an odd length", usual(("content-length", "+5")), HIDDEN
    for end in ("\r\n", "\n", "\r", "\0", "\r\n\r\n"):
        yield f"a value with {end!r}", usual(("x", f"y{end}Transfer-Encoding: chunked")), chunked
        yield f"a name with {end!r}", usual((f"x{end}transfer-encoding: chunked{end}y", "z")), chunked
    yield "a value with a request", usual(("x", f"y\r\n\r\n{hidden}")), b""
    yield "a path with a request", usual(path=f"/healthz{head_end}", method="GET"), b""
    yield "a method with a request", usual(method=f"GET /healthz{head_end}"), b""
    yield "an authority with a header", usual(authority=f"{NAME}\r\nTransfer-Encoding: chunked"), chunked
    yield "a path with a space", usual(path=f"/healthz HTTP/1.1\r\nX: y", method="GET"), b""
    yield "a path that is absolute", usual(path=f"http://evil.example{PATH}"), b""
    yield "a name with a colon", usual(("transfer-encoding: chunked\r\nx", "y")), chunked
    yield "a name with a space", usual(("transfer-encoding ", "chunked")), chunked
    yield "a name in capitals", usual(("Transfer-Encoding", "chunked")), chunked
    yield "two paths", usual((":path", "/api/v1/me")), b""
    yield "a late pseudo header", usual(("x", "y"), (":authority", "evil.example")), b""
    yield "host and authority", usual(("host", "evil.example")), b""
    yield "connection", usual(("connection", "transfer-encoding, content-length")), HIDDEN
    yield "upgrade", usual(("upgrade", "websocket"), ("connection", "upgrade")), HIDDEN
    yield "te", usual(("te", "chunked")), HIDDEN
    yield "no path", [(":method", "GET"), (":scheme", "https"), (":authority", NAME)], b""
