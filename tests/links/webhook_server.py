"""A webhook's other side for tests: python3 tests/links/webhook_server.py [CERT KEY]

Line by line on its standard input, each answered by one:
  answer STATUS TIMES   the next requests are answered so; 307 leads elsewhere
  stall TIMES           the next requests are never answered
  taken                 tells all requests so far, as one line of JSON
"""
import http.server
import json
import ssl
import sys
import threading
import time

FAULT = {"kind": "", "status": 0, "times": 0}
TAKEN = []


class Handler(http.server.BaseHTTPRequestHandler):
    """Keeps what comes, then answers as it was told."""

    def do_POST(self):
        """The only method there is."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        TAKEN.append({"path": self.path, "body": body,
                      "headers": {name.lower(): value for name, value in self.headers.items()}})
        status = 204
        if FAULT["times"] > 0:
            FAULT["times"] -= 1
            if FAULT["kind"] == "stall":
                time.sleep(30)
            status = FAULT["status"] or 204
        self.send_response(status)
        if status == 307:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_):
        """Says nothing."""


def main():
    """Serves until its standard input ends."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if len(sys.argv) == 3:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"listening {server.server_port}", flush=True)
    for line in sys.stdin:
        words = line.split()
        if words[0] == "taken":
            print(json.dumps(TAKEN), flush=True)
            continue
        FAULT.update(kind=words[0], times=int(words[-1]),
                     status=int(words[1]) if words[0] == "answer" else 0)
        print("as told", flush=True)


main()
