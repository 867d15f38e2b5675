"""S-AC: who may do what, and see what."""
import itertools

import contract
from checks import check, elsewhere, expect, expect_status
from s_authentication import usual
from talk import Line
from town import PROGRAMME

EXTRA = ("id status enterprise order programme price subsidy grant share cap quota budget limit "
         "held settled class size_class role person organisation actor admin approved paid "
         "claimed_at time seq hash stock vouchers expires").split()


@check("S-AC 16a", "8.2.1, 8.3.1", "every route by every role that may not: 403; by visitors: 401")
def matrix(town):
    asked = 0
    for operation in town.operations:
        for role in (*contract.ROLES, None):
            if (role or "public") in operation.roles:
                continue
            if role and role not in town.people.by_role:
                continue  # of provider-operator there is nobody in the city
            before = town.tails()
            answer = town.ask(operation.method, operation.at(), role, usual(operation))
            what = f"{operation.name} by {role or 'a visitor'}: {answer.status}"
            expect(answer.status == (403 if role else 401), what)
            expect(operation.method == "GET" or town.tails() == before, f"{what}, changed a log")
            asked += 1
    expect(asked > 1000, f"only {asked} requests were made")


@check("S-AC 16b", "8.2.1", "addresses that are not in the contract: 404, whoever asks")
def unknown_routes(town):
    for path in ("/api/v1/admin", "/api/v1/users", "/api/v2/me", "/api/v1/me/", "/api/v1//me",
                 "/api/v1/../v1/me", "/api/v1/me;x=1", "/api/v1/me%2F..",
                 f"{PROGRAMME}/orders/1/pay"):
        for role in (None, "auditor", "platform-operator", "system-administrator"):
            expect_status(town.get(path, role), 404, 401)
            if role:
                expect_status(town.get(path, role), 404)


def same_answer(one, other):
    """Whether two answers tell the same, but for the name of the request."""
    def of(answer):
        try:
            body = answer.body
            body.pop("request_id", None)
        except (ValueError, AttributeError):
            body = answer.content
        return answer.status, body
    return of(one) == of(other)


@check("S-AC 17a", "8.2.2", "orders of others read like orders that do not exist, on every route")
def foreign_orders(town):
    owner, order, stranger = town.two_enterprises()
    expect_status(town.get(f"{PROGRAMME}/orders/{order}", owner), 200)
    sellers = {one.organisation for one in town.people.providers.values()}
    seller = town.database.rows(f"select provider from orders where programme_id = 2 and "
                                f"id = {order}")[0][0]
    other_seller = town.people.providers[next(iter(sellers - {seller}))]
    asked = 0
    for operation, who in itertools.product(town.operations, (stranger, other_seller)):
        if "{order}" not in operation.path or who.role not in operation.roles:
            continue
        foreign = town.ask(operation.method, operation.at(order=order), who, usual(operation))
        unknown = town.ask(operation.method, operation.at(), who, usual(operation))
        expect(foreign.status >= 400 and same_answer(foreign, unknown),
               f"{operation.name} by {who.role}: {foreign.status} and {unknown.status}")
        asked += 1
    expect(asked > 20, f"only {asked} requests were made")


@check("S-AC 17b", "8.2.2", "products, files and uploads of others read like what does not exist")
def foreign_things(town):
    mine, other = town.provider(), town.other_provider()
    product = town.database.rows("select id from product where programme_id = 2 and provider = "
                                 f"{mine.organisation} limit 1")[0][0]
    digest = town.database.rows("select digest from stored_file where owner = "
                                f"{mine.organisation} limit 1")[0][0]
    upload = expect_status(town.ask("POST", "/api/v1/uploads", mine, {
        "name": "a.pdf", "media_type": "application/pdf", "bytes": 10}), 201).body["upload"]
    things = {"{product}": {"product": product}, "{digest}": {"digest": digest},
              "{upload}": {"upload": upload}}
    for operation, (name, value) in itertools.product(town.operations, things.items()):
        public = "public" in operation.roles
        if name not in operation.path or other.role not in operation.roles or public:
            continue
        foreign = town.ask(operation.method, operation.at(**value), other, usual(operation),
                           Upload_Offset="0")
        unknown = town.ask(operation.method, operation.at(), other, usual(operation),
                           Upload_Offset="0")
        expect(foreign.status >= 400 and same_answer(foreign, unknown),
               f"{operation.name}: {foreign.text[:150]} and {unknown.text[:150]}")
    named = town.get(f"/api/v1/files/{digest}?owner={mine.organisation}", other)
    expect_status(named, 400, 404)


elsewhere("S-AC 18a", "8.2.3", "answers hold what the contract names for them and nothing more",
          "api_tests: every answer is held against api/openapi.yaml, without additional properties")


@check("S-AC 18b", "15.3.3", "thirty more fields in a claim, one by one: 400, nothing changes")
def mass_assignment(town):
    who, product = town.people.enterprises[0], town.people.products[0]
    before = town.tails()
    for field in EXTRA:
        for value in (1, "9999999.00"):
            answer = town.ask("POST", f"{PROGRAMME}/orders", who, {"product": product, field: value})
            expect_status(answer, 400)
    expect(town.tails() == before, "a log has grown")


@check("S-AC 19", "8.4.1", "lists, counts and searches show one's own only")
def lists(town):
    owner, _, stranger = town.two_enterprises()
    for who in (owner, stranger):
        found = set()
        for query in ("", "?sort=id", "?sort=-id", f"?enterprise={owner.organisation}",
                      f"?provider={town.provider().organisation}", "?limit=200"):
            answer = town.get(f"{PROGRAMME}/orders{query}", who)
            expect_status(answer, 200, 400)
            if answer.status == 200:
                found |= {item["enterprise"] for item in answer.body["items"]}
        expect(found <= {who.organisation}, f"{who.organisation} saw orders of {found}")
    seller = town.provider()
    products = expect_status(town.get(f"{PROGRAMME}/products?limit=200", seller), 200).body
    expect({item["provider"] for item in products["items"]} == {seller.organisation}, "products")
    files = expect_status(town.get("/api/v1/files?limit=100", seller), 200).body["items"]
    own = {digest for digest, in town.database.rows(
        f"select digest from stored_file where owner = {seller.organisation}")}
    expect({item["digest"] for item in files} <= own, "files of others are listed")


@check("S-AC 20", "8.3.2", "a role that is taken away is gone for the next request")
def revoked_role(town):
    who = town.people.enterprises[-1]
    member = town.database.rows(f"select id from membership where person = {who.person} and "
                                f"organisation = {who.organisation}")[0][0]
    expect_status(town.get(f"{PROGRAMME}/orders", who), 200)
    expect_status(town.ask("POST", f"/api/v1/memberships/{member}/revocation",
                           "platform-operator", {}), 200, 201)
    expect_status(town.get(f"{PROGRAMME}/orders", who), 401)


SPOOFED = {
    "X-Real-IP": "10.9.8.7", "Forwarded": "for=10.9.8.7;host=evil.example", "X-User-Id": "1",
    "X-Client-IP": "10.9.8.7", "True-Client-IP": "10.9.8.7", "CF-Connecting-IP": "10.9.8.7",
    "X-Remote-User": "admin", "X-Forwarded-User": "admin", "X-HTTP-Method-Override": "DELETE",
    "X-HTTP-Method": "DELETE", "X-Method-Override": "DELETE", "X-Original-URL": "/api/v1/log",
    "X-Rewrite-URL": "/api/v1/log", "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Prefix": "/admin", "X-Role": "platform-operator"}


@check("S-AC 21a", "4.1.3, 15.3.4", "headers of proxies and frameworks change nothing")
def spoofed_headers(town):
    who = town.people.enterprises[0]
    plain = town.get("/api/v1/me", who)
    for name, value in SPOOFED.items():
        answer = town.get("/api/v1/me", who, **{name: value})
        expect(answer.content == plain.content, f"{name}: {answer.text}")
        expect_status(town.get("/api/v1/me", **{name: value}), 401)
        expect_status(town.get("/api/v1/log", who, **{name: value}), 403)
    expect("10.9.8.7" not in town.server.log_text(), "a forged address is in the log")


@check("S-AC 21b", "4.1.3, 15.3.4", "without a trusted proxy X-Forwarded-For gives no fresh tries")
def forged_forwarding(town):
    plain = town.plain()
    statuses = []
    for number in range(13):
        body = f'{{"login":"nobody-here","password":"x{number}"}}'
        with_header = (f"POST /api/v1/session HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 10.7.7.{number}"
                       f"\r\nIdempotency-Key: forged-{number:04}\r\nContent-Type: application/json"
                       f"\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}")
        line = Line(plain.port)
        line.send(with_header.encode())
        statuses.append(line.receive().status)
    expect(statuses[0] == 401 and statuses[-1] == 429, statuses)
    expect("10.7.7." not in plain.log_text(), "a forged address is in the log")


@check("S-AC 21c", "4.1.3", "of a trusted proxy the last address counts; two headers, or none: 400")
def trusted_forwarding(town):
    address = town.new_address()
    town.get("/api/v1/me", X_Forwarded_For=f"10.6.6.6, {address}")
    expect_status(town.get("/healthz", X_Forwarded_For="unknown"), 400)
    twice = (b"GET /healthz HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 10.6.6.6\r\n"
             b"x-forwarded-for: 10.6.6.7\r\n\r\n")
    expect_status(town.alone(twice), 400)
    expect(town.wait_for_log(lambda entry: entry.get("peer") == address), "not the last address")
    expect("10.6.6.6" not in town.server.log_text(), "the first address is in the log")
