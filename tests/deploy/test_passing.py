"""What the proxies let through, what they add and what they keep back."""
import json
import time
import unittest

import fronts
from proxied import Proxied, through_each, town
from talk import Line, request
from town import COOKIE, PROGRAMME
from uploads import pdf

MIB = 1 << 20
FORGED = {"X-Forwarded-For": "10.9.8.7", "X-Real-IP": "10.9.8.7", "Forwarded": "for=10.9.8.7",
          "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http", "Via": "1.1 evil",
          "X-Client-IP": "10.9.8.7"}


def padded_pdf(length, words):
    """A PDF of just so many bytes."""
    whole = pdf(words)
    filling = f"%{'x' * (length - len(whole) - 2)}\n"
    return whole.replace("trailer", filling + "trailer").encode()


@through_each
class Passing(Proxied):
    """Through each proxy, with TLS, as browsers come."""

    def test_pages_and_answers(self):
        page = self.ask("GET", "/")
        self.assertEqual((page.status, "Zuoquan" in page.text), (200, True))
        me = self.ask("GET", "/api/v1/me", town().provider())
        self.assertEqual(me.body["person"], town().provider().person)
        self.assertEqual(self.ask("HEAD", "/api/v1/me", town().provider()).status, 200)
        self.assertEqual(self.ask("GET", "/metrics").status, 404)

    def test_hsts_stands_once_on_every_answer(self):
        answers = [self.ask("GET", path) for path in
                   ("/", "/healthz", "/api/v1/me", "/api/v1/none", "/metrics", "/none.js")]
        answers.append(self.ask("POST", "/api/v1/session", body="{",
                                Content_Type="application/json"))
        answers.append(self.ask("POST", "/api/v1/files?name=a.pdf", body=b"",
                                Content_Length=str(100 * MIB)))
        for answer in answers:
            self.assertEqual(answer.all_of("strict-transport-security"),
                             ["max-age=63072000; includeSubDomains"], answer.status)
            self.assertNotRegex(answer.headers.get("server", ""), r"\d|Caddy|haproxy")

    def test_without_tls_nothing_but_the_way_to_it(self):
        for method, path, wanted in (("GET", "/api/v1/me", 403), ("POST", "/api/v1/session", 403),
                                     ("GET", "/", 308), ("GET", "/orders/1?x=y", 308)):
            line = Line(self.proxy.plain_port)
            line.send(request(method, path, {"Connection": "close"}, host=fronts.NAME))
            answer = line.receive()
            line.close()
            self.assertEqual(answer.status, wanted, path)
            self.assertEqual(answer.headers.get("location"), None if wanted == 403 else
                             f"https://{fronts.NAME}{path}")
            self.assertNotIn("set-cookie", answer.headers)

    def test_other_hosts_get_nothing(self):
        line = Line(self.proxy.tls_port, self.proxy.wrap)
        line.send(request("GET", "/", host="evil.example"))
        answer = line.receive()
        line.close()
        self.assertTrue(answer.status == 421 or not answer.content, answer.text[:200])
        self.assertNotIn("Zuoquan", answer.text)

    def test_who_asks_is_who_is_connected(self):
        """Forged headers change neither the log nor what one address may do."""
        source = f"127.0.5.{1 + fronts.ALL.index(self.kind)}"
        answer = self.ask("GET", "/api/v1/me", source=source, **FORGED)
        name = answer.headers["x-request-id"]
        line = town().wait_for_log(lambda one, name=name: one.get("request_id") == name)
        self.assertEqual(line["peer"], source)
        statuses = []
        for guess in range(13):
            headers = {key: value.replace("10.9.8.7", f"10.9.8.{guess}")
                       for key, value in FORGED.items()}
            answer = self.ask("POST", "/api/v1/session", source=source, body={
                "login": f"nobody-by-{self.proxy.name}", "password": "wrong"}, **headers)
            statuses.append(answer.status)
        self.assertEqual((statuses[0], statuses[-1]), (401, 429))
        self.assertNotIn("10.9.8.", town().server.log_text())

    def test_origins_are_compared_with_the_name_outside(self):
        for origin, wanted in ((f"https://{fronts.NAME}", 404), ("https://evil.example", 403),
                               (f"http://{fronts.NAME}", 403)):
            answer = self.ask("POST", f"{PROGRAMME}/orders/999999/cancellation",
                              town().people.enterprises[0], {}, Origin=origin)
            self.assertEqual(answer.status, wanted, origin)

    def test_changes_come_at_once(self):
        line = Line(self.proxy.tls_port, self.proxy.wrap, timeout=5)
        began = time.monotonic()
        line.send(request("GET", f"{PROGRAMME}/changes", host=fronts.NAME))
        while b"event: change" not in line.received:
            line.read_more()
        self.assertLess(time.monotonic() - began, 4)
        self.assertIn(b"text/event-stream", line.received)
        line.close()

    def test_files_of_20_mib(self):
        seller = town().provider()
        send = lambda data: self.ask("POST", "/api/v1/files?name=a.pdf", seller, data,
                                     Content_Type="application/pdf")
        self.assertEqual(send(padded_pdf(20 * MIB, f"by {self.proxy.name}")).status, 201)
        longer = send(padded_pdf(20 * MIB + 1, "longer"))
        self.assertEqual((longer.status, longer.code()), (413, "too-large"))

    def test_files_that_are_far_too_long_end_at_the_proxy(self):
        line = Line(self.proxy.tls_port, self.proxy.wrap, timeout=10)
        line.send(request("POST", "/api/v1/files?name=a.pdf", {
            "Cookie": f"{COOKIE}={town().provider().cookie}", "Content-Length": str(90 * MIB),
            "Content-Type": "application/pdf"}, host=fronts.NAME))
        self.assertEqual(line.receive().status, 413)
        line.close()

    def test_files_in_pieces(self):
        seller, data = town().provider(), padded_pdf(3 * MIB, f"pieces by {self.proxy.name}")
        begun = self.ask("POST", "/api/v1/uploads", seller, {
            "name": "a.pdf", "media_type": "application/pdf", "bytes": len(data)})
        self.assertEqual(begun.status, 201, begun.text)
        for at in range(0, len(data), MIB):
            answer = self.ask("PATCH", f"/api/v1/uploads/{begun.body['upload']}", seller,
                              data[at:at + MIB], Upload_Offset=str(at),
                              Content_Type="application/octet-stream")
            self.assertEqual(answer.status, 200, answer.text)
        digest = json.loads(answer.content)["file"]["digest"]
        kept = self.ask("GET", f"/api/v1/files/{digest}", seller)
        self.assertEqual(kept.content, data)


if __name__ == "__main__":
    unittest.main()
