"""S-WB: what browsers are told, and what other sites can make them do."""
import itertools
import re

from checks import check, elsewhere, expect, expect_status, missing
from talk import new_key
from town import COOKIE, PASSWORD, PROGRAMME

YEAR_S = 365 * 24 * 3600


def answers_of_all_sorts(town):
    """One of each sort that the server gives, with what it is."""
    who = town.people.enterprises[0]
    yield "page", town.get("/")
    yield "page by name", town.get("/orders/1")
    yield "asset", town.get(re.search(r'src="(/assets/[^"]+)"', town.get("/").text)[1])
    yield "unchanged page", town.get("/", If_None_Match=town.get("/").headers["etag"])
    yield "no such file", town.get("/none.js")
    yield "list", town.get(f"{PROGRAMME}/catalogue")
    yield "own", town.get("/api/v1/me", who)
    yield "head", town.ask("HEAD", "/api/v1/me", who)
    yield "no content", town.ask("DELETE", "/api/v1/session", cookie=town.session_of("shenpi"))
    yield "400", town.get(f"{PROGRAMME}/catalogue?zzz=1")
    yield "401", town.get("/api/v1/me")
    yield "403", town.get("/api/v1/log", who)
    yield "404", town.get("/api/v1/nothing")
    yield "405", town.ask("PUT", "/healthz")
    yield "409", town.ask("POST", f"{PROGRAMME}/orders", who, {"product": 999999})
    yield "413", town.alone(b"POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999"
                            b"\r\n\r\n")
    yield "415", town.ask("POST", f"{PROGRAMME}/orders", who, "x", Content_Type="text/plain")
    yield "no request", town.alone(b"NONSENSE\r\n\r\n")
    yield "no host", town.alone(b"GET / HTTP/1.1\r\n\r\n")
    yield "bad path", town.alone(b"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n")
    yield "long head", town.alone(b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 20_000 + b"\r\n\r\n")
    yield "two lengths", town.alone(b"POST /api/v1/session HTTP/1.1\r\nHost: h\r\nContent-Length: 1"
                                    b"\r\nContent-Length: 2\r\n\r\n")


@check("S-WB 46a", "3.3.1 to 3.3.4", "the cookie: __Host-, Secure, HttpOnly, SameSite=Strict, no Domain")
def cookie(town):
    set_cookie = town.log_in("shenji").headers["set-cookie"]
    parts = {part.strip() for part in set_cookie.split(";")[1:]}
    expect(set_cookie.startswith(f"{COOKIE}="), set_cookie)
    expect(parts == {"Path=/", "HttpOnly", "SameSite=Strict", "Secure"}, parts)
    plain = set_cookie.split(";")[0].replace("__Host-", "")
    expect_status(town.get("/api/v1/me", Cookie=plain), 401)


@check("S-WB 46b", "3.4.1", "HSTS of a year and more, with subdomains, on every answer")
def hsts(town):
    for name, answer in answers_of_all_sorts(town):
        value = answer.headers.get("strict-transport-security", "")
        age = re.fullmatch(r"max-age=(\d+); includeSubDomains", value)
        expect(age and int(age[1]) >= YEAR_S, f"{name}: '{value}'")


@check("S-WB 47a", "3.4.2", "no other site is let in by CORS, whatever its name looks like")
def cors(town):
    who = town.people.enterprises[0]
    for origin in ("null", "https://evil.example", "https://127.0.0.1.evil.example",
                   "https://evil127.0.0.1", "http://127.0.0.1", "https://127.0.0.1:1", "file://"):
        for method in ("GET", "OPTIONS", "POST"):
            answer = town.ask(method, "/api/v1/me", who, Origin=origin,
                              Access_Control_Request_Method="POST")
            allowed = [name for name in answer.headers if name.startswith("access-control-")]
            expect(not allowed, f"{origin}: {allowed}")


@check("S-WB 47b", "3.4.3 to 3.4.6", "CSP, nosniff, no referrer and no frames on every answer")
def policies(town):
    for name, answer in answers_of_all_sorts(town):
        policy = answer.headers.get("content-security-policy", "")
        for wanted in ("base-uri 'none'", "form-action", "frame-ancestors 'none'"):
            expect(wanted in policy, f"{name}: no {wanted} in '{policy}'")
        expect("default-src 'none'" in policy or "object-src 'none'" in policy, f"{name}: {policy}")
        scripts = re.sub(r"style-src-attr [^;]*", "", policy)
        expect("unsafe" not in scripts and "*" not in policy and "http:" not in policy, policy)
        expect(answer.headers.get("x-content-type-options") == "nosniff", f"{name}: nosniff")
        expect(answer.headers.get("referrer-policy") == "no-referrer", f"{name}: referrer")
        expect(answer.headers.get("cross-origin-resource-policy") == "same-origin", f"{name}: CORP")


@check("S-WB 47c", "3.4.3", "no page has a script or a style of its own")
def inline(town):
    text = town.get("/").text
    for tag in re.findall(r"<script[^>]*>", text):
        expect(" src=\"/assets/" in tag, tag)
    expect("<style" not in text and not re.search(r"\son\w+=", text), "inline style or handler")


@check("S-WB 48", "3.5.1 to 3.5.3", "acts from other sites are refused and change nothing")
def cross_site(town):
    who, product, before = town.people.enterprises[0], town.people.products[0], town.tails()
    body = f'{{"product":{product}}}'
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; "
                       "boundary=x", "text/plain; application/json", None, "application/jsonx"):
        answer = town.ask("POST", f"{PROGRAMME}/orders", who, body, Content_Type=media_type)
        expect_status(answer, 415)
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"},
                    {"Origin": "https://127.0.0.1.evil.example"}, {"Origin": "https://127.0.0.1:1"},
                    {"Origin": "http://127.0.0.1"}, {"Origin": "https://sub.127.0.0.1"},
                    {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        for path, asked in ((f"{PROGRAMME}/orders", body), ("/api/v1/files?name=a.pdf", "%PDF-1.4"),
                            ("/api/v1/session/membership", '{"membership":1}')):
            answer = town.ask("POST", path, who, asked, Content_Type="application/json", **headers)
            expect(answer.status == 403, f"{headers} to {path}: {answer.status}")
        expect_status(town.ask("DELETE", "/api/v1/session", who, **headers), 403)
    login = town.ask("POST", "/api/v1/session", body={"login": "shenji", "password": PASSWORD},
                     Origin="https://evil.example")
    expect_status(login, 403)
    expect(town.tails() == before, "a log has grown")
    expect_status(town.get("/api/v1/me", who), 200)


@check("S-WB 48b", "3.5.3", "no GET has an effect on a log")
def reads(town):
    before = town.tails()
    for operation, role in itertools.product(town.operations, ("auditor", "platform-operator")):
        if operation.method == "GET" and operation.name != "follow-changes":
            town.get(operation.at(), role)
    expect(town.tails() == before, "a log has grown")


@check("S-WB 49", "3.7.2", "no answer sends anybody elsewhere")
def redirects(town):
    for path in ("//evil.example", "/%2f%2fevil.example", "/\\evil.example", "/?next=//evil.example",
                 "/login?return=https://evil.example", "/https://evil.example", "/assets", "/api/v1",
                 "/api", "/.", "/..//evil.example"):
        answer = town.alone(f"GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n".encode())
        if answer:
            expect(not 300 < answer.status < 304, f"{path}: {answer.status}")
            expect("location" not in answer.headers, f"{path}: {answer.headers.get('location')}")
            expect("evil" not in answer.text, f"{path} is repeated")


@check("S-WB 50a", "14.3.2, 14.2.2", "every answer of the API is no-store, and pages are asked again")
def caching(town):
    for name, answer in answers_of_all_sorts(town):
        value = answer.headers.get("cache-control", "")
        wanted = {"page": "no-cache", "page by name": "no-cache", "unchanged page": "no-cache",
                  "asset": "public, max-age=31536000, immutable"}.get(name, "no-store")
        expect(value == wanted, f"{name}: '{value}'")


@check("S-WB 50b", "14.3.1", "logging out clears what the browser keeps")
def clear_site_data(town):
    answer = town.ask("DELETE", "/api/v1/session", cookie=town.session_of("shenpi"))
    expect('"storage"' in answer.headers.get("clear-site-data", ""), "no Clear-Site-Data")
    expect("Max-Age=0" in answer.headers["set-cookie"], answer.headers["set-cookie"])


elsewhere("S-WB 50c", "14.2.2", "two users through a proxy that keeps answers never see the other's",
          "tests/deploy test_caching_proxy")
missing("S-WB 50d", "14.3.3", "what the browser keeps is only what it must",
        "the web app keeps language and drafts' keys; no test reads the storage")


@check("S-WB 51", "14.2.1", "no password, cookie or key in an address or in the server's log")
def secrets_in_log(town):
    session, key = town.session_of("shenji"), new_key()
    town.ask("POST", f"{PROGRAMME}/objections", cookie=session, body={"text": "canary-of-a-text"},
             Idempotency_Key=key)
    town.log_in("canary-login", "canary-password")
    town.get(f"/api/v1/me?token={session}", cookie=session)
    expect(town.wait_for_log(lambda line: line.get("operation") == "log-in"), "no log")
    for secret in (session, key, PASSWORD, "canary-of-a-text", "canary-password", "canary-login",
                   town.people.enterprises[0].cookie):
        expect(secret not in town.server.log_text(), f"{secret[:20]} is in the log")


@check("S-WB 52", "4.1.1", "every body has its media type and character set, errors too")
def media_types(town):
    for name, answer in answers_of_all_sorts(town):
        kind = answer.headers.get("content-type", "")
        if answer.content and name != "asset":
            expect("charset=utf-8" in kind, f"{name}: '{kind}'")
        expect(bool(kind) or not answer.content, f"{name}: no media type")
