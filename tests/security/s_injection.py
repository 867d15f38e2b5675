"""S-IN: what is sent as data stays data, and a request has one meaning."""
import itertools
import re
import time
import urllib.parse

from checks import check, elsewhere, expect, expect_status, missing, not_applicable
from s_files import XLSX, workbook
from serving import ROOT
from talk import new_key
from town import COOKIE, PROGRAMME

SQL = ["'", "' or '1'='1", "1; drop table product--", "1) union select login,password from credential--",
       "id desc, (select 1)", "id'--", "1 and 1=(select count(*) from credential)", "\\' or 1=1--",
       "1;select pg_sleep(3)--", "1 and randomblob(900000000)", "%bf%27 or 1=1--"]
XSS = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "javascript:alert(1)",
       "</title><svg/onload=alert(1)>", "{{constructor.constructor('alert(1)')()}}",
       "<a href=\"data:text/html,x\">x</a>", "'-alert(1)-'", "<iframe srcdoc='x'>", "&lt;b&gt;",
       "=HYPERLINK(\"http://evil.example\")", "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3", "\tx"]


@check("S-IN 39a", "1.2.4", "SQL in every query parameter of every list: data or 400, never a fault")
def sql_in_queries(town):
    role, asked = "auditor", 0
    for operation in town.operations:
        if operation.method != "GET" or role not in operation.roles or "{" in operation.path.replace(
                "{programme}", "") or operation.name == "follow-changes":
            continue
        began, plain = time.monotonic(), town.get(operation.at(), role)
        usual_s = time.monotonic() - began
        for name in (*town.queries, "sort", "q", "limit", "cursor"):
            if town.get(f"{operation.at()}?{name}=x", role).status == 400 and "is not known here" in (
                    town.get(f"{operation.at()}?{name}=1", role).text):
                continue
            for value in SQL:
                began = time.monotonic()
                answer = town.get(f"{operation.at()}?{name}={urllib.parse.quote(value)}", role)
                took = time.monotonic() - began
                what = f"{operation.name}?{name}={value}: {answer.status}"
                expect(answer.status < 500 and "sql" not in answer.text.lower(), what)
                expect(took < usual_s + 2, f"{what} after {took:.1f} s")
                if answer.status == 200 and plain.status == 200 and "items" in plain.text:
                    expect(len(answer.content) <= len(plain.content) + 1000, what)
                asked += 1
    expect(asked > 300, f"only {asked} requests were made")


@check("S-IN 39b", "1.2.4, 1.2.5", "SQL and shell in headers, paths, ids and logins: 4xx")
def sql_elsewhere(town):
    who = town.people.enterprises[0]
    for value in (*SQL, "$(sleep 3)", "`sleep 3`", "| sleep 3", "; sleep 3"):
        quoted = urllib.parse.quote(value, safe="")
        began = time.monotonic()
        for answer in (town.get(f"{PROGRAMME}/orders/{quoted}", who),
                       town.get(f"/api/v1/files/{quoted}", who),
                       town.get(f"/api/v1/programmes/{quoted}/orders", who),
                       town.get("/api/v1/me", cookie=value.replace(";", "")),
                       town.log_in(value, value)):
            expect_status(answer, 400, 401, 404)
        expect_status(town.get("/api/v1/me", who, Accept_Language=value, User_Agent=value), 200)
        expect(time.monotonic() - began < 2, f"{value} took long")


@check("S-IN 40", "1.2.1, 1.2.3", "markup in names comes back as JSON text, on no page of the server's")
def stored_markup(town):
    seller = town.provider()
    for value in XSS:
        answer = town.ask("POST", f"{PROGRAMME}/products", seller, {
            "name": value, "direction": "cloud", "price": "100.00"})
        expect(answer.status < 500, answer.text)
        expect(answer.headers["content-type"].split(";")[0].endswith("json"),
               answer.headers["content-type"])
        expect("default-src 'none'" in answer.headers["content-security-policy"], "no policy")
    listed = town.get(f"{PROGRAMME}/products?limit=200", seller)
    expect(listed.headers["content-type"].startswith("application/json"), "no JSON")
    page = town.get("/" + urllib.parse.quote(XSS[0], safe=""))
    expect("alert" not in page.text, "the page repeats its address")


elsewhere("S-IN 40b", "1.2.1", "markup in the pages of the web app: Vue writes text, never HTML",
          "web tests; no `v-html` in web/src (S-IN 40c)")


@check("S-IN 40c", "1.2.1, 3.2.2", "the web app's source has no v-html, innerHTML or eval")
def no_raw_html(_):
    for path in (ROOT / "web" / "src").rglob("*"):
        if path.suffix in (".vue", ".ts") and not path.name.endswith(".test.ts"):
            found = re.search(r"v-html|innerHTML\s*=|\beval\(|new Function\(|document\.write",
                              path.read_text(encoding="utf-8"))
            expect(not found, f"{path.name}: {found and found[0]}")


elsewhere("S-IN 41a", "1.2.10", "formulas in CSV and workbooks are words",
          "app_tests csv_test, papers_tests sheets_test")


@check("S-IN 41b", "1.5.1", "workbooks with outside or swelling entities: refused, nothing fetched")
def entities(town):
    began = time.monotonic()
    outside = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    swelling = ("<!DOCTYPE a [" + "".join(
        f'<!ENTITY l{n} "{(f"&l{n - 1};" if n else "x") * 10}">' for n in range(10)) + "]>")
    cell = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData>'
    for prologue, text in ((outside, "&x;"), (swelling, "&l9;")):
        data = workbook(sheet=cell.format(text), prologue=prologue)
        answer = town.upload(data, XLSX, "a.xlsx")
        expect(answer.status in (201, 422), answer.text)  # entities are words to this parser
        read = town.ask("POST", f"{PROGRAMME}/application-form/reading", town.provider(), data,
                        Content_Type=XLSX)
        expect(read.status < 500 and "root:" not in read.text, read.text)
        expect(len(read.content) < 100_000, "it has swollen")
    expect(time.monotonic() - began < 5, "it took long")


not_applicable("S-IN 41c", "1.3.6", "requests to addresses that users name",
               "no address of a user is ever fetched; the object store and clamd are options")
elsewhere("S-IN 41d", "1.3.7, 1.3.11", "templates and headers of mail: names make no lines and no places",
          "links_tests mail_messages_test; domain_tests letter_texts_test")


@check("S-IN 42", "1.3.12", "50 kB in every text: answered within half a second")
def long_texts(town):
    who, seller = town.people.enterprises[0], town.provider()
    for text in ("a" * 50_000, "a@" * 25_000, "(" * 50_000, "左" * 16_000, " " * 50_000):
        for path, body, by in (
                (f"{PROGRAMME}/products", {"name": text, "direction": "cloud", "price": "1.00"}, seller),
                (f"{PROGRAMME}/products", {"name": "x", "direction": text, "price": text}, seller),
                (f"{PROGRAMME}/orders", {"product": 1, "contact": text, "amount": text}, who),
                (f"{PROGRAMME}/appeals", {"text": text}, who),
                ("/api/v1/session", {"login": text, "password": "x"}, None)):
            began = time.monotonic()
            answer = town.ask("POST", path, by, body, X_Forwarded_For=town.new_address())
            took = time.monotonic() - began
            expect(answer.status < 500, answer.text)
            expect(took < 0.5, f"{path} took {took:.2f} s")


elsewhere("S-IN 43", "1.4.1, 1.4.2, 1.4.3", "memory errors", "./dev test runs tests with ASan and UBSan")


@check("S-IN 44", "15.3.7", "a parameter, key or header that stands twice: 400")
def pollution(town):
    who = town.people.enterprises[0]
    expect_status(town.get(f"{PROGRAMME}/orders?limit=1&limit=2", who), 400)
    expect_status(town.get(f"{PROGRAMME}/orders?limit=1&%6Cimit=2", who), 400)
    expect_status(town.get(f"{PROGRAMME}/orders?limit[]=1", who), 400)
    twice = '{"product":1,"product":2}'
    for body in (twice, '{"product":1,"pr\\u006fduct":2}', '{"product":1}{"product":2}', "[1]",
                 '{"product":1,}', "{'product':1}", '{"product":1}//x', "\ufeff{}"):
        expect_status(town.ask("POST", f"{PROGRAMME}/orders", who, body,
                               Content_Type="application/json"), 400)
    for name, one, other in (("Cookie", f"{COOKIE}={who.cookie}", f"{COOKIE}=x"),
                             ("Idempotency-Key", new_key(), new_key()), ("Host", "h", "i"),
                             ("Content-Type", "application/json", "text/csv"),
                             ("Origin", "https://h", "https://evil.example")):
        lines = [f"{name}: {one}", f"{name}: {other}"] + ([] if name == "Host" else ["Host: h"])
        data = "GET /api/v1/me HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n"
        answer = town.alone(data.encode())
        expect(answer and answer.status == 400, f"{name} twice")


@check("S-IN 44b", "15.3.7", "the same value in the path, the query and the body: only one is asked")
def conflicting(town):
    who, order = town.two_enterprises()[:2]
    answer = town.ask("POST", f"{PROGRAMME}/orders/{order}/cancellation", who, {"order": order + 1})
    expect_status(answer, 400)
    answer = town.ask("POST", f"{PROGRAMME}/orders?product=1", who, {"product": 2})
    expect_status(answer, 400)


elsewhere("S-IN 45a", "4.2.1", "requests with two meanings, through nginx and HAProxy",
          "tests/deploy test_smuggling, more than 200 forms")


@check("S-IN 45b", "4.1.4, 13.4.4", "methods that an address does not know: 405, with those it does")
def methods(town):
    paths = ("/healthz", "/api/v1/me", f"{PROGRAMME}/orders", "/api/v1/session", "/")
    for path, method in itertools.product(paths, ("TRACE", "CONNECT", "PUT", "PATCH", "DELETE",
                                                  "PROPFIND", "OPTIONS", "get", "BREW", "X" * 300)):
        if path == "/api/v1/session" and method == "DELETE":
            continue
        answer = town.alone(f"{method} {path} HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n".encode())
        if answer is None:
            continue
        expect(answer.status in (400, 404, 405), f"{method} {path}: {answer.status}")
        expect(answer.status != 405 or "allow" in answer.headers, f"{method} {path}: no Allow")
        expect(method not in answer.text, "the request is repeated")


missing("S-IN 45c", "4.2.5", "addresses and headers that are too long are 414 and 431",
        "they are 400")
