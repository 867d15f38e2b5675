"""S-CR and S-OP: keys and hashes, what is published by mistake, faults, and the server's log; and
what Chinese rules add."""
import json
import re
import subprocess

from checks import all_checks, check, elsewhere, expect, expect_status, missing, not_applicable
from serving import BINARY, ROOT
from talk import Line, request
from town import PROGRAMME

elsewhere("S-CR 53", "12.1.1, 12.1.2, 12.2.1, 4.1.2", "TLS 1.2 and 1.3 only, strong suites, no API without TLS",
          "tests/deploy test_tls, with the files of deploy/")
missing("S-CR 53b", "12.1.2", "a listener with 国密 suites (TLCP)", "the proxies here have none")
elsewhere("S-CR 54", "12.3.1, 12.3.2", "the object store's certificate and name are checked",
          "links_tests object_store_test; PostgreSQL does with sslmode=verify-full in the address")


@check("S-CR 55a", "11.4.2", "passwords are stored as Argon2id with their parameters")
def password_hashes(town):
    for _, password in town.database.rows("select login, password from credential"):
        expect(re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$", password), password[:30])
        memory, passes = map(int, re.search(r"m=(\d+),t=(\d+)", password).groups())
        expect(memory >= 19456 and passes >= 2, f"{memory} KiB, {passes} passes")


@check("S-CR 55b", "11.5.1, 14.2.4", "no session can be made of what is stored of it")
def session_digests(town):
    cookie = town.session_of("shenji")
    kept = [row[0] for row in town.database.rows("select id_digest from session")]
    expect(cookie not in kept and all(re.fullmatch("[0-9a-f]{64}", one) for one in kept), "cookie")
    expect_status(town.get("/api/v1/me", cookie=kept[-1]), 401)


missing("S-CR 56", "11.2.2", "the same with `crypto=gm` (SM2, SM3, SM4)", "there is one set of algorithms")


@check("S-OP 57a", "13.4.1, 13.4.3", "no files of builders, backups or editors, no lists of files")
def stray_files(town):
    for path in (".git/config", ".git/HEAD", ".env", ".htaccess", "web.config", "zuoquan.db",
                 "zuoquan.db-wal", "data/zuoquan.db", "backup.zip", "index.html.bak", "index.html~",
                 "index.html.gz", "package.json", "assets/.map", "server-status", "swagger.json",
                 "openapi.yaml", "%2e%2e/zuoquan.db", "..%2f..%2fetc%2fpasswd", "robots.txt.",
                 "assets/../../zuoquan.db", "assets/%2e%2e/%2e%2e/zuoquan.db", "sitemap.xml"):
        answer = town.alone(f"GET /{path} HTTP/1.1\r\nHost: h\r\n\r\n".encode())
        if path == "server-status":  # an address of the web app's, as any word is
            expect("Zuoquan" in answer.text, answer.text)
            continue
        expect_status(answer, 400, 404)
    for path in ("/assets", "/assets/", "/api/", "/api/v1/"):
        text = town.get(path).text
        expect(".js\"" not in text.replace("/assets/index", "").split("<link")[0]
               or "<!doctype html>" in text, f"{path} lists files")


@check("S-OP 57b", "13.4.5", "measurements are for the machine itself, not for who comes by the proxy")
def metrics(town):
    expect_status(town.get("/metrics"), 200)
    for headers in ({"X_Forwarded_For": "203.0.113.7"}, {"Forwarded": "for=1.2.3.4"}, {"Via": "x"},
                    {"X_Forwarded_For": "127.0.0.1"}):
        expect_status(town.get("/metrics", **headers), 404)


@check("S-OP 57c", "13.4.6", "no answer names the server's program or version")
def banners(town):
    for path in ("/", "/healthz", "/api/v1/nothing", "/api/v1/me"):
        answer = town.get(path)
        named = {"server", "x-powered-by", "via"} & set(answer.headers)
        expect(not named, f"{path}: {named}")
    text = town.alone(b"NONSENSE\r\n\r\n")
    expect(not re.search("beast|boost|zuoquan/", str(text.headers) + text.text, re.IGNORECASE), "named")


@check("S-OP 57d", "13.4.2", "without --demo there is no clock to move and no list of accounts")
def no_demo(town):
    line = Line(town.plain().port)

    def ask(method, path, body=None):
        cookie = town.people.by_role["platform-operator"].cookie
        line.send(request(method, path, {"Cookie": f"zuoquan={cookie}"}, body))
        return line.receive()
    expect_status(ask("GET", "/api/v1/demo/accounts"), 404)
    expect_status(ask("POST", "/api/v1/demo/clock", {"to": "2030-01-01T00:00:00+08:00"}), 404)
    line.close()


@check("S-OP 58a", "16.5.1", "a fault is told in general words with the request's name, and logged under it")
def faults(town):
    plain = town.plain()
    town.plain_database.write("alter table product rename to product_away")
    try:
        line = Line(plain.port)
        line.send(request("GET", f"{PROGRAMME}/catalogue"))
        answer = line.receive()
        line.close()
    finally:
        town.plain_database.write("alter table product_away rename to product")
    expect_status(answer, 500)
    expect(answer.code() == "failed", answer.text)
    expect(not re.search(r"select|product|sqlite|/work|\.cpp|\.db", answer.text, re.IGNORECASE),
           answer.text)
    name = answer.headers["x-request-id"]
    expect(answer.body["request_id"] == name, answer.text)
    town.server, kept = plain, town.server
    try:
        found = town.wait_for_log(lambda line: line.get("request_id") == name and "what" in line)
    finally:
        town.server = kept
    expect(found and "product" in found["what"], "the fault is not in the log")


@check("S-OP 58b", "16.5.1", "no refusal tells of files, tables or programs")
def quiet_refusals(town):
    for operation in town.operations:
        for role in (None, "auditor", "provider-owner"):
            if operation.name == "follow-changes":
                continue
            answer = town.ask(operation.method, operation.at(), role,
                              "{" if operation.method == "POST" else None,
                              Content_Type="application/json")
            if answer.status >= 400:
                expect(answer.headers.get("x-request-id"), operation.name)
                found = re.search(r"/work|/tmp|sqlite|select |\.cpp|0x[0-9a-f]{8}|std::",
                                  answer.text)
                expect(not found, f"{operation.name}: {found and found[0]}")


elsewhere("S-OP 58c", "16.5.3", "a link that is out of reach is never taken for a yes",
          "faults test_virus_scanner, test_object_store, test_database_stops")


@check("S-OP 59a", "16.3.1 to 16.3.4", "logins, refusals, limits, bad input and acts stand once in the log")
def logged(town):
    who, address = town.people.enterprises[0], town.new_address()
    asked = {
        "login": town.log_in("shenji", address=address),
        "wrong password": town.log_in("shenji", "wrong", address),
        "403": town.get("/api/v1/log", who), "404": town.get(f"{PROGRAMME}/orders/999999", who),
        "400": town.get(f"{PROGRAMME}/orders?zzz=1", who),
        "405": town.ask("PUT", "/healthz"),
        "act": town.ask("POST", f"{PROGRAMME}/orders", who, {"product": town.people.products[5]}),
        "unread": town.alone(b"GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"),
        "upload by nobody": town.upload(b"%PDF-1.4", "application/pdf",
                                        who=town.people.by_role["auditor"])}
    for name, answer in asked.items():
        wanted = answer.headers["x-request-id"]
        town.wait_for_log(lambda line, wanted=wanted: line.get("request_id") == wanted)
        found = [entry for entry in town.log_entries()
                 if entry["line"].get("request_id") == wanted
                 and entry["line"]["event"] in ("request", "unread")]
        expect(len(found) == 1, f"{name} stands {len(found)} times in the log")
        line = found[0]["line"]
        expect(found[0]["time"].endswith("Z") and line["status"] == str(answer.status), line)
        expect(line.get("peer") and line.get("method", "-"), f"{name}: {line}")
        if name in ("403", "404", "400", "act"):
            expect(line["person"] == str(who.person) and line["operation"] != "none", line)


@check("S-OP 59b", "16.4.1", "nothing that is sent makes a line of the log, or colours it")
def forged_lines(town):
    before = len(town.server.log_text().splitlines())
    forged = 'x","event":"forged","y":"\\u000a\x1b[31m'
    for answer in (town.get("/healthz", User_Agent=forged.replace("\x1b", "")),
                   town.get("/api/v1/me", Accept_Language=forged.replace("\x1b", "")),
                   town.alone(f"{forged.split()[0]} / HTTP/1.1\r\nHost: h\r\n\r\n".encode()),
                   town.alone(b"G\x1b[31mT / HTTP/1.1\r\nHost: h\r\n\r\n"),
                   town.get("/api/v1/%0a%22event%22:%22forged%22"), town.log_in(forged, forged)):
        last = answer
    town.wait_for_log(lambda line: line.get("request_id") == last.headers["x-request-id"])
    text = town.server.log_text()
    expect(len(town.log_entries()) > before, "a line is no JSON")
    expect("\x1b" not in text, "colours")
    expect(not [e for e in town.log_entries() if e["line"]["event"] == "forged"], "a forged line")


elsewhere("S-OP 59c", "16.2.5", "no secrets in the server's log", "S-WB 51")
missing("S-OP 59d", "16.4.2, 16.4.3", "the server's log goes where the server cannot change it",
        "it goes to standard output: journald or a collector of the operator's keeps it")


@check("S-OP 59e", "16.4.2", "the programme's log is a chain: `zuoquan log verify` finds it whole")
def chain(town):
    done = subprocess.run([str(BINARY), "log", "verify", "--database", town.database.url],
                          capture_output=True, text=True, check=False)
    expect(done.returncode == 0, done.stdout + done.stderr)


@check("S-OP 60", "15.1.2", "a list of components (SBOM) says what the programs load and the pages are built of")
def components(_):
    done = subprocess.run([ROOT / "tools" / "sbom.py", BINARY.parent], capture_output=True, text=True,
                          check=False)
    expect(done.returncode == 0, done.stdout + done.stderr)
    parts = json.loads(done.stdout)["components"]
    names = {one["name"] for one in parts}
    expect({"libssl3", "libsodium23", "libsqlite3-0", "libpoppler126", "vue"} <= names, sorted(names))
    expect(all(one["version"] and one["purl"].startswith("pkg:") for one in parts), parts)


missing("S-OP 60a", "15.2.1", "a look for known faults in the components",
        "the list is of a form that scanners read; none is run here")


@check("S-OP 60b", "15.1", "docs/security.md names checks and tests that there are")
def threat_model(_):
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    numbers = {one.number for one in all_checks()}
    named = set(re.findall(r"S-[A-Z]{2} \d+[a-z]?", text))
    expect(len(named) > 40 and named <= numbers, f"there is no {sorted(named - numbers)}")
    for path in re.findall(r"`((?:tests|src|deploy)/[\w./-]+)`", text):
        expect((ROOT / path).exists(), f"there is no {path}")


missing("S-OP 61", "15.1.3, 15.2.2", "the heaviest questions do not slow claims down",
        "papers have threads of their own; fifty exports at once are not measured")


@check("S-ZH 62", "8.2.1", "三员: three administrators, and none of them sees orders, files or money")
def three_administrators(town):
    for role in ("system-administrator", "security-administrator", "audit-administrator"):
        for path in ("orders", "batches", "enterprises", "products", "objections", "sanctions"):
            expect_status(town.get(f"{PROGRAMME}/{path}", role), 403)
        expect_status(town.get("/api/v1/files", role), 403)
    expect_status(town.get("/api/v1/log", "audit-administrator"), 200)
    expect_status(town.get("/api/v1/log", "system-administrator"), 403)
    expect_status(town.get("/api/v1/log", "security-administrator"), 403)


missing("S-ZH 62b", "8.2.1", "三员: consoles of their own", "the roles are kept apart; they have few acts yet")
missing("S-ZH 63", "6.1.3", "accounts unused for 90 days are closed", "they stay open")
missing("S-ZH 64", "14.1.1", "security labels on classes of documents", "there are none")
elsewhere("S-ZH 65", "14.2.6", "personal data is masked in lists and opened with a purpose",
          "api_tests PersonalData.*; `src/domain/cases_test.cpp`; `src/domain/personal_test.cpp`")
not_applicable("S-ZH 66", "16.4.2", "log entries of 184 days can be asked for online",
               "the programme's log is never shortened")
missing("S-ZH 67", "14.1.1", "the version of a notice that a person agreed to is kept", "none is shown")
missing("S-ZH 68", "11.1.1", "the list of cryptography fits the program", "there is no list")
