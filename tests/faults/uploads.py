"""A provider who uploads pages with some words, and sees what has become of them."""
import hashlib

import wire
from grounds import FaultsTest


def pdf(words):
    """A page with some words, as bytes that differ by the words."""
    content = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>\nstream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    text, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (f"{text}xref\n0 6\n0000000000 65535 f \n{table}"
            f"trailer\n<</Root 1 0 R/Size 6>>\nstartxref\n{len(text)}\n%%EOF\n")


class UploadsTest(FaultsTest):
    """What was answered 201 is there; what was not is nowhere."""

    def be_a_provider(self):
        """Uploads are this provider's."""
        self.provider = next(iter(self.people.providers.values()))

    def upload(self, words):
        """As a PDF."""
        data = pdf(words)
        head = (f"POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                f"Cookie: zuoquan={self.provider.cookie}\r\nIdempotency-Key: upload-{words}\r\n"
                f"Content-Type: application/pdf\r\nContent-Length: {len(data)}\r\n\r\n")
        connection = wire.Connection(self.server.port, timeout=60)
        connection.send((head + data).encode())
        answer = connection.receive()
        connection.close()
        return answer

    def files(self):
        """The provider's, the newest first."""
        answer = self.server.ask("GET", "/api/v1/files?limit=100", cookie=self.provider.cookie)
        self.assertEqual(answer.status, 200, answer.text)
        return answer.body["items"]

    def listed(self):
        return [file["digest"] for file in self.files()]

    def downloaded(self, words):
        digest = hashlib.sha256(pdf(words).encode()).hexdigest()
        return self.server.ask("GET", f"/api/v1/files/{digest}", cookie=self.provider.cookie)

    def assert_taken(self, words):
        """The answer says so, and so do the list and the bytes."""
        answer = self.upload(words)
        self.assertEqual(answer.status, 201, answer.text)
        self.assertIn(answer.body["digest"], self.listed())
        self.assert_given(words)

    def assert_given(self, words):
        answer = self.downloaded(words)
        self.assertEqual((answer.status, answer.text), (200, pdf(words)))

    def assert_not_taken(self, words):
        """A clean 503, and nothing of it stays."""
        before = self.listed()
        answer = self.upload(words)
        self.assertEqual((answer.status, answer.body["code"]), (503, "out-of-reach"), answer.text)
        self.assertEqual(self.listed(), before)
        self.assertEqual(self.downloaded(words).status, 404)
        self.assertTrue(self.server.alive())
        return answer
