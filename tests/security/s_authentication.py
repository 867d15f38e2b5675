"""S-AU: logging in, passwords and sessions.

What needs an identity provider comes with it.
"""
import collections
import re
import statistics
import time

from checks import check, elsewhere, expect, expect_status, missing, not_applicable
from town import COOKIE, LOGINS, PASSWORD, cookie_in

HOUR_US = 3600 * 1_000_000
COMMON = ("123456 password 12345678 qwerty 123456789 12345 1234 111111 1234567 dragon 123123 "
          "baseball abc123 football monkey letmein 696969 shadow master 666666").split()


@check("S-AU 1", "6.3.2", "no account of a usual name with a usual password")
def default_names(town):
    for name in ("root", "admin", "sa", "test", "demo"):
        for password in COMMON:
            answer = town.log_in(name, password)
            expect(answer.status in (401, 429), f"{name} with {password}: {answer.status}")


@check("S-AU 2a", "6.3.1", "eleven wrong passwords: 429 with Retry-After, other logins unharmed")
def guessing(town):
    address = town.new_address()
    statuses = [town.log_in("fuwu2", f"wrong-{n}", address).status for n in range(11)]
    expect(statuses[0] == 401 and statuses[-1] == 429, statuses)
    last = town.log_in("fuwu2", "wrong", address)
    expect(int(last.headers.get("retry-after", 0)) > 0, "no Retry-After")
    expect_status(town.log_in("xitong"), 201)


elsewhere("S-AU 2b", "6.3.1", "who guesses cannot lock the owner out, and has 100 tries a day",
          "api_tests Passwords.TriedByAStrangerDoNotLockTheOwnerOut")


@check("S-AU 3", "6.2.1, 6.2.8, 6.2.9", "passwords of 12 (staff) to 128 characters, each of them counts")
def lengths(town):
    before, person = town.database.rows(
        "select password, person from credential where login = 'pici'")[0]
    sessions = town.database.rows(f"select * from session where person = {person}")
    cookie = town.session_of("pici")
    change = lambda new: town.ask("POST", "/api/v1/me/password", cookie=cookie, body={
        "login": "pici", "current": PASSWORD, "password": new}, X_Forwarded_For=town.new_address())
    expect_status(change("Zq7!kdw8hfp"), 422)
    expect_status(change("x7" * 64 + "x"), 422)
    long = "correct horse battery staple 桥 " + "x7" * 40
    expect_status(change(long), 200)
    expect_status(town.log_in("pici", long[:-1]), 401)
    expect_status(town.log_in("pici", long[:63] + "?" + long[64:]), 401)
    expect_status(town.log_in("pici", long), 201)
    town.database.write(f"update credential set password = '{before}' where login = 'pici'")
    for row in sessions:  # ended with the password; other checks use them
        town.database.write(f"insert into session values {tuple(row)}")


@check("S-AU 4", "6.2.4, 6.2.11, 6.2.12", "common, leaked and local words are no passwords")
def common_words(town):
    cookie = town.session_of("zhuanjia")
    for word in ("password1234", "qwertyuiop12", "aaaaaaaaaaaa", "abcdefghijkl", "zuoquan-2026",
                 "my zhuanjia 1", "Beijing voucher"):
        answer = town.ask("POST", "/api/v1/me/password", cookie=cookie, body={
            "login": "zhuanjia", "current": PASSWORD, "password": word},
            X_Forwarded_For=town.new_address())
        expect_status(answer, 422)


elsewhere("S-AU 5", "6.2.5", "password profiles `asvs` and `mlps3`",
          "`src/http/password_policy_test.cpp`; api_tests Passwords.OfLevelThreeExpireAndAreChangedFirst")


@check("S-AU 6a", "6.2.3", "no new password without the one before")
def change_needs_current(town):
    cookie = town.session_of("shenjiyuan")
    for current in ("", "wrong", PASSWORD + " "):
        answer = town.ask("POST", "/api/v1/me/password", cookie=cookie, body={
            "login": "shenjiyuan", "current": current, "password": "another one 1"},
            X_Forwarded_For=town.new_address())
        expect_status(answer, 400, 401, 422)
    town.session_of("shenjiyuan")


@check("S-AU 6b", "6.2.3", "nobody changes the password of somebody else")
def change_is_ones_own(town):
    answer = town.ask("POST", "/api/v1/me/password", cookie=town.session_of("anquan"), body={
        "login": "xitong", "current": PASSWORD, "password": "another one 1"})
    expect_status(answer, 401)
    town.session_of("xitong")


elsewhere("S-AU 6c", "7.4.3", "other sessions end with a change of password",
          "api_tests Passwords.ThatAreChangedEndTheOtherSessions")
elsewhere("S-AU 7", "6.3.3", "staff acts need a second factor",
          "api_tests SecondFactor.IsAskedOfStaffBeforeAnythingElse")
elsewhere("S-AU 8", "6.5.1, 6.5.5, 6.6.2, 6.6.3", "one-time codes once, briefly, few tries",
          "api_tests SecondFactor.*; `src/http/one_time_code_test.cpp`")
elsewhere("S-AU 9", "6.8.1, 6.8.2, 9.1, 9.2", "forged and replayed identity tokens",
          "`src/http/id_token_test.cpp`; api_tests IdentityLogins.*; `web/tests/identity.spec.ts`")
elsewhere("S-AU 9b", "6.8.4", "identities too weak, or too old, open nothing grave",
          "api_tests IdentityLogins.OpenRolesOfStaffWithASecondFactorOnly, "
          "IdentityLogins.ConfirmGraveActs")
elsewhere("S-AU 9c", "10.1, 10.2", "errands to the identity provider: once, in one browser, PKCE, "
          "`iss`", "api_tests IdentityLogins.EndOnceAndInTheBrowserInWhichTheyBegan, "
          "IdentityLogins.SayWhoseTheyAreWhereTheProviderDoes")
elsewhere("S-AU 10", "6.4.1, 6.4.3", "invitations once and for a day; resets keep the password",
          "api_tests Invitations.*, SecondFactor.ThatWasLostIsResetBySomebodyElse")
not_applicable("S-AU 10b", "6.4.2", "no secret questions", "there are none")


@check("S-AU 11", "6.3.8", "unknown and known logins: the same answer after the same time")
def unknown_logins(town):
    took, said = collections.defaultdict(list), collections.defaultdict(set)
    for number in range(24):
        # Few enough for each login that nobody is slowed down.
        known = list(LOGINS.values())[number % 8]
        for kind, login in (("known", known), ("unknown", f"nobody{number % 8}")):
            began = time.monotonic()
            answer = town.log_in(login, "wrong password")
            took[kind].append(time.monotonic() - began)
            text = re.sub(r'"request_id":"\w+"', "", answer.text)
            said[kind].add((answer.status, text))
    expect(said["known"] == said["unknown"] and len(said["known"]) == 1, dict(said))
    medians = [statistics.median(took[kind]) for kind in ("known", "unknown")]
    expect(0.6 < medians[0] / medians[1] < 1.7, f"medians in seconds: {medians}")


@check("S-AU 12a", "7.2.3", "session ids: 256 bits, no repeats, no bias")
def session_ids(town):
    cookie, seen = town.session_of("qiye2"), []
    membership = town.get("/api/v1/me", cookie=cookie).body["acting_as"]["id"]
    for _ in range(400):
        answer = expect_status(town.ask("POST", "/api/v1/session/membership", cookie=cookie,
                                        body={"membership": membership}), 200)
        cookie = cookie_in(answer)
        seen.append(cookie)
    expect(all(re.fullmatch("[0-9a-f]{64}", one) for one in seen), seen[0])
    expect(len(set(seen)) == len(seen), "an id came twice")
    numbers = [int(one, 16) for one in seen]
    for bit in range(256):  # six standard deviations of 400 throws are 60
        ones = sum(number >> bit & 1 for number in numbers)
        expect(140 <= ones <= 260, f"bit {bit} was set {ones} times of 400")


@check("S-AU 12b", "7.2.4", "a login gives a new id; the one before, or one of the client's, is none")
def fixation(town):
    before = town.session_of("jingban")
    answer = town.ask("POST", "/api/v1/session", cookie=before,
                      body={"login": "jingban", "password": PASSWORD},
                      X_Forwarded_For=town.new_address())
    after = cookie_in(expect_status(answer, 201))
    expect(after != before, "the same id")
    expect_status(town.get("/api/v1/me", cookie=before), 401)
    own = "a" * 64
    answer = town.log_in("jingban", Cookie=f"{COOKIE}={own}")
    expect(cookie_in(answer) != own, "an id of the client's was taken")
    expect_status(town.get("/api/v1/me", cookie=own), 401)


@check("S-AU 13a", "7.4.1", "after logging out the cookie opens no route")
def log_out(town):
    cookie = town.session_of("shenpi")
    expect_status(town.ask("DELETE", "/api/v1/session", cookie=cookie), 204)
    for operation in town.operations:
        if "public" not in operation.roles:
            answer = town.ask(operation.method, operation.at(), cookie=cookie, body=usual(operation))
            expect_status(answer, 401)


@check("S-AU 13b", "7.4.2", "who loses his membership is out at once, in all sessions")
def revoked(town):
    cookies = [town.session_of("qiye2") for _ in range(2)]
    membership = town.get("/api/v1/me", cookie=cookies[0]).body["acting_as"]["id"]
    expect_status(town.ask("POST", f"/api/v1/memberships/{membership}/revocation",
                           "platform-operator", {}), 200, 201)
    for cookie in cookies:
        expect_status(town.get("/api/v1/me", cookie=cookie), 401)
    expect_status(town.log_in("qiye2"), 401)


elsewhere("S-AU 13c", "7.4.5, 7.5.2",
          "one sees and ends one's sessions, an administrator anybody's",
          "api_tests Sessions.AreListedAndEndedByTheirOwner")


@check("S-AU 14", "7.3.1, 7.3.2", "sessions end after 30 minutes unused and 12 hours in all")
def session_ages(town):
    def begun(made_ago_us, used_ago_us):
        cookie = town.session_of("zhuanjia")
        now = int(time.time() * 1_000_000)
        town.database.write(f"update session set made = {now - made_ago_us}, last_used = "
                            f"{now - used_ago_us} where made = (select max(made) from session)")
        return town.get("/api/v1/me", cookie=cookie).status
    minute = 60 * 1_000_000
    expect(begun(29 * minute, 29 * minute) == 200, "ended early")
    expect(begun(31 * minute, 31 * minute) == 401, "lives after 31 unused minutes")
    expect(begun(12 * HOUR_US + minute, minute) == 401, "lives after 12 hours")


elsewhere("S-AU 15", "7.5.1, 7.5.3",
          "bank accounts, second factors and payments ask for a fresh login",
          "api_tests Sessions.AskForThePasswordAgainBeforeGraveActs")
elsewhere("S-AU 15b", "6.3.1", "guessing is slowed down by login and by address",
          "api_tests Sight.SlowsDownWhoeverGuesses")


def usual(operation):
    """A body of the right sort for an operation."""
    return {} if operation.method == "POST" else None
