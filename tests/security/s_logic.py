"""S-BL: limits, order of steps, values at their edges, and what is sent twice."""
import json
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

from checks import check, elsewhere, expect, expect_status, missing
from talk import Line, request
from town import COOKIE, PROGRAMME

# Put where a number, a day, a sum, a text or an id belongs.
VALUES = [
    "", " ", "-1", "0", "1e309", "NaN", "Infinity", "1.234", "１００", "٣", "99999999999999999999",
    "0x10", "1,000.00", "+1", "2025-02-29", "2025-13-01", "\u202e100", "\u200b", "\x00", "a\r\nb",
    "true", "null", "[]", "{}", "%00", "%n%n%n", "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    "A" * 5000, "\ud83d\ude00" * 100, "\U0001d7ce"]

elsewhere("S-BL 22", "2.3.1", "steps out of order are refused and change nothing",
          "domain_tests life_cycles_test, transitions_test; the scenarios of each transition")
elsewhere("S-BL 23", "2.3.2, 2.1.3", "every limit: at it, a fen and a unit beyond, by two at once",
          "scenarios; domain_tests quota_test; faults test_three_processes")
elsewhere("S-BL 24", "2.3.3", "killed between two steps: all or nothing",
          "faults test_killed_server, test_database_stops")
elsewhere("S-BL 26", "2.3.5", "what needs two people is not done by one", "api_tests TwoPeople")


@check("S-BL 25", "2.3.4, 15.4.2", "many claims of one enterprise for one product at once: one is taken")
def double_claims(town):
    who, product = town.people.enterprises[1], town.people.products[1]

    def claim(number):
        line = Line(town.server.port)
        line.send(request("POST", f"{PROGRAMME}/orders", {
            "Cookie": f"{COOKIE}={who.cookie}", "Idempotency-Key": f"at-once-{number:03}"},
            {"product": product, "amount": "900.00"}))
        answer = line.receive()
        line.close()
        return answer.status
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(claim, range(20)))
    expect(set(statuses) <= {201, 409, 422}, statuses)
    taken = town.database.rows(
        f"select count(*) from orders where programme_id = 2 and enterprise = {who.organisation} "
        f"and product = {product}")[0][0]
    limit, held, settled = town.database.rows(
        "select \"limit\", held, settled from account where programme_id = 2 and kind = 'stock' "
        f"and owner = {product}")[0]
    expect(held + settled <= limit, "more was given than there is")
    expect(statuses.count(201) <= taken, f"{statuses.count(201)} of {taken}")


@check("S-BL 27a", "2.4.1", "logins, objections and unfinished uploads are limited: 429, Retry-After")
def rate_limits(town):
    address = town.new_address()
    objections = [town.ask("POST", f"{PROGRAMME}/objections", body={"text": "x"},
                           X_Forwarded_For=address) for _ in range(22)]
    expect(objections[-1].status == 429 and "retry-after" in objections[-1].headers,
           f"objections: {objections[-1].status}")
    uploads = [town.ask("POST", "/api/v1/uploads", town.other_provider(), {
        "name": "a.pdf", "media_type": "application/pdf", "bytes": 10}) for _ in range(33)]
    expect(uploads[-1].status == 429 and "retry-after" in uploads[-1].headers,
           f"uploads: {uploads[-1].status}")


@check("S-BL 27b", "2.4.1", "each person, each organisation and each address has so many requests a minute")
def requests_a_minute(town):
    server = town.plain()
    one = town.people.by_role["enterprise-owner"]
    line = Line(server.port)

    def asked(who):
        line.send(request("GET", f"{PROGRAMME}/orders", {"Cookie": f"zuoquan={who.cookie}"}))
        return line.receive()
    answers = [asked(one) for _ in range(town.plain_rate + 2)]
    expect(answers[0].status == 200, answers[0].text)
    expect(answers[-1].status == 429 and int(answers[-1].headers["retry-after"]) > 0, answers[-1].text)
    expect_status(asked(town.people.by_role["provider-owner"]), 200)


missing("S-BL 27c", "2.4.2", "a claim faster than a human hand is asked to prove itself",
        "there is no such test")
elsewhere("S-BL 27d", "2.4.1", "an overload is answered 503 with Retry-After, and what was taken holds",
          "bench: the overload; api_tests TheDoor")


@check("S-BL 28a", "2.2.1, 2.2.2", "values of every odd sort in a claim: 400 or 422, nothing stored")
def odd_values_in_bodies(town):
    who, before = town.people.enterprises[0], town.tails()
    for value in (*VALUES, *([-1, 0, 1.5, 1e300, None, True, [], {}, 10**30])):
        for field in ("amount", "product", "contact"):
            body = json.dumps({"product": town.people.products[0], field: value})
            answer = town.ask("POST", f"{PROGRAMME}/orders", who, body, Preview="true",
                              Content_Type="application/json")
            expect(answer.status < 500, f"{field}={value!r}: {answer.text}")
            if field != "contact":
                expect(answer.status in (400, 404, 409, 422), f"{field}={value!r}: {answer.status}")
    expect(town.tails() == before, "a log has grown")


@check("S-BL 28b", "2.2.1, 2.2.3", "values of every odd sort in the size test's query: no fault")
def odd_values_in_queries(town):
    good = {"industry": "I6513", "staff": "60", "revenue": "9000000.00"}
    for name in good:
        for value in VALUES:
            query = urllib.parse.urlencode(good | {name: value.encode("utf-8", "surrogatepass")})
            answer = town.get(f"{PROGRAMME}/size-class?{query}")
            wanted = (200, 400, 422) if value == "0" else (400, 422)
            expect(answer.status in wanted, f"{name}={value!r}: {answer.status}")


elsewhere("S-BL 28c", "2.2.1", "every field of every request: type, null, unknown and missing ones",
          "api_tests Strictness, against the contract")


@check("S-BL 29a", "2.3.3", "one key ten times at once: one effect and ten equal answers")
def same_key_at_once(town):
    who, product = town.people.enterprises[2], town.people.products[2]
    before = town.tails()

    def claim(_):
        return claim_with(town, who, "ten-at-once", {"product": product, "amount": "900.00"})
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(claim, range(10)))
    bodies = {answer.content for answer in answers if answer.status == 201} or {
        json.dumps({k: v for k, v in answer.body.items() if k != "request_id"}) for answer in answers}
    expect(len(bodies) == 1 and len({a.status for a in answers}) == 1, [a.status for a in answers])
    grown = sum(after[1] - was[1] for after, was in zip(town.tails(), before))
    expect(grown <= 1, f"{grown} events")


def claim_with(town, who, key, body):
    line = Line(town.server.port)
    line.send(request("POST", f"{PROGRAMME}/orders",
                      {"Cookie": f"{COOKIE}={who.cookie}", "Idempotency-Key": key}, body))
    answer = line.receive()
    line.close()
    return answer


@check("S-BL 29b", "2.3.3", "a key with another body: 409; a POST without one: 400")
def keys(town):
    who = town.people.enterprises[3]
    first = claim_with(town, who, "one-key-twice", {"product": town.people.products[3]})
    expect(first.status < 500, first.text)
    again = claim_with(town, who, "one-key-twice", {"product": town.people.products[4]})
    expect_status(again, 409)
    expect(again.code() == "idempotency-key-reused", again.text)
    for operation in town.operations:
        if operation.method == "POST" and operation.name not in ("log-in", "object"):
            role = sorted(operation.roles - {"public", "provider-operator"})[0]
            if role in town.people.by_role:
                answer = town.ask("POST", operation.at(), role, "{}", Idempotency_Key=None,
                                  Content_Type="application/json")
                expect(answer.status in (400, 404, 415), f"{operation.name}: {answer.text}")
