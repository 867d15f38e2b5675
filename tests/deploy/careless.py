"""A proxy as it must not be: it thinks that no GET has a body, and shares one connection to the
server among all. The tests of smuggling must find it out."""
import socket
import threading

from proxied import Line


class Careless:
    """Without TLS, on a port of its own."""

    def __init__(self, server_port):
        self.server = Line(server_port, timeout=1)
        self.lock = threading.Lock()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.tls_port = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def wrap(self, sock):
        """There is no TLS."""
        return sock

    def stop(self):
        self.listening.close()

    def _accept(self):
        while True:
            try:
                client = self.listening.accept()[0]
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        received = b""
        with client:
            while piece := client.recv(65536):
                received += piece
                while (end := received.find(b"\r\n\r\n")) >= 0:
                    head, received = received[:end + 4], received[end + 4:]
                    client.sendall(self._pass_on(head))

    def _pass_on(self, head):
        with self.lock:
            try:
                self.server.send(head)
                answer = self.server.receive()
            except OSError:
                return b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"
        lines = "\r\n".join((f"HTTP/1.1 {answer.status} X", *answer.lines))
        return lines.encode("latin-1") + b"\r\n\r\n" + answer.content
