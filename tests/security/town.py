"""The demo city behind a server that runs as it would behind a proxy, and those who ask it."""
import itertools
import json
import pathlib
import time

import city
import contract
from checks import expect
from serving import ROOT, Server
from talk import Line, new_key, request

COOKIE = "__Host-zuoquan"
PASSWORD = "zuoquan-2025"
PROGRAMME = "/api/v1/programmes/beijing-2025"

# Everybody of the demo with a login, by role.
LOGINS = {
    "enterprise-owner": "qiye1", "enterprise-operator": "qiye1b", "provider-owner": "fuwu1",
    "expert": "zhuanjia", "reviewer": "pingshen", "programme-officer": "jingban",
    "batch-maker": "pici", "approver": "shenpi", "platform-operator": "pingtai",
    "auditor": "shenji", "system-administrator": "xitong", "security-administrator": "anquan",
    "audit-administrator": "shenjiyuan"}


class Town:
    """`ask` asks the server that is told to be behind TLS and to trust the proxy 127.0.0.1;
    `plain` is one of another city that trusts nobody."""

    def __init__(self):
        self.folder = city.new_folder("security")
        self.database = city.on_sqlite(self.folder)
        self.people = city.People(self.database)
        self.operations, self.queries = contract.read()
        self.server = Server(self.database.url, self.folder, "behind-tls",
                             ("--demo", "--web", "web/dist", "--behind-tls",
                              "--trusted-proxy", "127.0.0.1"))
        self.line = Line(self.server.port)
        self._addresses = itertools.count(1)
        self._plain = None

    plain_rate = 300  # requests of one person in a minute

    def plain(self):
        """Started when it is first asked for; the clock of no demonstration."""
        if not self._plain:
            folder = city.new_folder("security-plain")
            self.plain_database = city.on_sqlite(folder)
            # The server refuses a demonstration's city without --demo: nobody shall claim in one.
            self.plain_database.write("delete from setting where name = 'demo_city'")
            self._plain = Server(self.plain_database.url, folder, "plain",
                                 ("--requests-per-minute", str(self.plain_rate)))
        return self._plain

    def stop(self):
        self.server.stop()
        if self._plain:
            self._plain.stop()

    # --- asking

    def ask(self, method, path, who=None, body=None, cookie=None, **headers):
        """`who` is a Person, a role or nobody. Underscores in names of headers become hyphens."""
        if isinstance(who, str):
            who = self.people.by_role[who]
        cookie = cookie or (who and who.cookie)
        sent = {"Cookie": f"{COOKIE}={cookie}"} if cookie else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.tell(request(method, path, sent, body), method == "HEAD")

    def tell(self, data, head_only=False):
        """Bytes as they are, on the connection that is open; on a new one, should it be gone."""
        for last in (False, True):
            try:
                self.line.send(data)
                return self.line.receive(head_only)
            except ConnectionError:
                self.line.close()
                if last:
                    raise
        return None

    def get(self, path, who=None, **headers):
        return self.ask("GET", path, who, **headers)

    def alone(self, data):
        """Bytes on a connection of their own; nothing, when it is closed without an answer."""
        line = Line(self.server.port, timeout=10)
        try:
            line.send(data)
            return line.receive()
        except ConnectionError:
            return None
        finally:
            line.close()

    def new_address(self):
        """A client's that nobody had before, as the proxy would tell it."""
        number = next(self._addresses)
        return f"198.18.{number // 250}.{number % 250 + 1}"

    # --- logging in

    def log_in(self, login, password=PASSWORD, address=None, **headers):
        return self.ask("POST", "/api/v1/session", body={"login": login, "password": password},
                        X_Forwarded_For=address or self.new_address(), **headers)

    def session_of(self, login, password=PASSWORD):
        """The cookie's value after a login that works."""
        answer = self.log_in(login, password)
        expect(answer.status == 201, f"{login} could not log in: {answer.text}")
        return cookie_in(answer)

    # --- what there is

    def two_enterprises(self):
        """One with an order, its order, and another that has nothing to do with it."""
        order, owner = self.database.rows(
            "select id, enterprise from orders where programme_id = 2 and enterprise in (select "
            "organisation from membership where role = 'enterprise-owner') order by id")[0]
        one = next(person for person in self._members() if person.organisation == owner and
                   person.role == "enterprise-owner")
        other = next(person for person in self.people.enterprises if person.organisation != owner)
        return one, order, other

    def _members(self):
        return [city.Person(*row) for row in self.database.rows(
            "select person, organisation, role from membership where active = 1")]

    def provider(self):
        """One with products of the programme and files."""
        found = self.database.rows(
            "select provider from product where programme_id = 2 and provider in (select owner "
            "from stored_file) group by provider order by count(*) desc, provider")
        return self.people.providers[found[0][0]]

    def other_provider(self):
        mine = self.provider().organisation
        return next(one for of, one in self.people.providers.items() if of != mine)

    def tails(self):
        """How far each log is: what changes nothing leaves them as they are."""
        return self.database.rows("select programme_id, next_seq from log_tail "
                                  "order by programme_id")

    def upload(self, data, media_type, name="a.pdf", who=None):
        return self.tell(request("POST", f"/api/v1/files?name={name}", {
            "Cookie": f"{COOKIE}={(who or self.provider()).cookie}", "Content-Type": media_type,
            "Idempotency-Key": new_key()}, data))

    def log_entries(self):
        """What the server wrote into its own log, line by line."""
        return [json.loads(line) for line in self.server.log_text().splitlines()]

    def wait_for_log(self, wanted, seconds=5):
        """The first entry that is wanted; the server writes its log once a second."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for entry in self.log_entries():
                if wanted(entry["line"]):
                    return entry["line"]
            time.sleep(0.1)
        return None

    def files_folder(self):
        return self.folder / "behind-tls" / "files"


def cookie_in(answer):
    """The value of the cookie that an answer sets."""
    return answer.headers["set-cookie"].split("=", 1)[1].split(";")[0]


def has_pages():
    return pathlib.Path(ROOT / "web" / "dist" / "index.html").exists()
