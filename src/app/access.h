// How persons get in: logins, sessions, second factors, known devices, invitations. No fold of any
// log.
//
// Secrets are never kept as they are: of what only has to be recognised lies a digest here, what
// has to be used again is sealed (http/keyring.h). What may be used once is taken by comparing and
// setting, so that two requests at the same moment cannot both have it.
#pragma once

#include "base/fields.h"
#include "domain/terms.h"

namespace zq {

struct Credential {
    std::string login;  // folded to lower case
    PersonId person;
    std::string password;  // argon2id, with its parameters
    Instant changed{};     // when the password was set
};

// What its person has shown at the beginning of a session.
enum class EnteredBy { password, identity_provider };
template <>
struct EnumNames<EnteredBy> {
    static constexpr std::pair<EnteredBy, std::string_view> all[] = {
        {EnteredBy::password, "password"}, {EnteredBy::identity_provider, "identity-provider"}};
};

struct Session {
    std::string id_digest;  // SHA-256 of the cookie's value
    PersonId person;
    PartyId organisation;
    Role role = Role::public_visitor;
    Instant made;
    Instant last_used;
    Instant confirmed{};   // when its person was last asked for the password
    bool strong = false;   // a second factor was given
    std::string held{};    // what its person has to see to first; nothing: all is there
    std::string device{};  // what its person reads in the list of sessions: browser, address
    std::optional<Instant> until{};  // of emergency access, which ends then
    EnteredBy entered_by = EnteredBy::password;
};

// Anything else: one of a kind by its key.
struct AccessRecord {
    std::string kind;
    std::string key;
    std::int64_t owner = 0;
    std::string value;  // canonical
    friend bool operator==(const AccessRecord&, const AccessRecord&) = default;
};

// Records of a kind in the order of their keys, the last first.
struct RecordRange {
    std::string kind;
    std::optional<std::int64_t> owner{};  // of everybody when it is absent
    std::string below{};                  // keys below this one; empty: all
    std::int64_t most = 50;
};

class Access {
public:
    virtual ~Access() = default;

    virtual std::optional<Credential> credential(const std::string& login) = 0;
    virtual std::vector<Credential> credentials_of(PersonId person) = 0;
    virtual void put(const Credential& credential) = 0;
    // Whether it was put: false when somebody logs in so already.
    virtual bool add(const Credential& credential) = 0;
    virtual void forget_credentials(PersonId person) = 0;

    virtual std::optional<Session> session(const std::string& id_digest) = 0;
    // The session, when its person still has the role there: an active membership of the registry.
    virtual std::optional<Session> session_in_force(const std::string& id_digest) = 0;
    virtual std::vector<Session> sessions_of(PersonId person) = 0;  // the latest used first
    virtual void put(const Session& session) = 0;
    // As it is from now on, unless it has ended meanwhile.
    virtual void renew(const Session& session) = 0;
    // Whether there was one.
    virtual bool end_session(const std::string& id_digest) = 0;
    virtual void end_sessions_made_before(Instant until) = 0;

    virtual std::optional<AccessRecord> record(const std::string& kind, const std::string& key) = 0;
    virtual std::vector<AccessRecord> records_of(const std::string& kind, std::int64_t owner) = 0;
    // Whether it was put: false when there is one of the kind with this key.
    virtual bool add(const AccessRecord& record) = 0;
    // Whether it was still as it is known here.
    virtual bool replace(const AccessRecord& known, const std::string& value) = 0;
    virtual bool remove(const AccessRecord& known) = 0;
    virtual std::vector<AccessRecord> records_below(const RecordRange& range) = 0;
    // All of a kind whose key is below `key`.
    virtual void remove_below(const std::string& kind, const std::string& key) = 0;
};

// ---- what is kept as a record

// A time-based one-time password (RFC 6238). A step that was used is used up.
struct SecondFactor {
    static constexpr const char* kind = "second-factor";
    PersonId person;
    std::string secret;  // sealed
    bool active = false;
    std::int64_t last_step = 0;

    std::string key() const { return std::to_string(person.value); }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("person", self.person);
        visit("secret", self.secret);
        visit("active", self.active);
        visit("last_step", self.last_step);
    }
};

struct RecoveryCode {
    static constexpr const char* kind = "recovery-code";
    std::string digest;
    PersonId person;

    std::string key() const { return digest; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("digest", self.digest);
        visit("person", self.person);
    }
};

// A browser in which the person has logged in: wrong passwords from elsewhere do not slow it down.
struct KnownDevice {
    static constexpr const char* kind = "known-device";
    std::string digest;  // of its cookie
    PersonId person;
    Instant made;

    std::string key() const { return digest; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("digest", self.digest);
        visit("person", self.person);
        visit("made", self.made);
    }
};

// A link that lets one person in, once.
struct Invitation {
    static constexpr const char* kind = "invitation";
    std::string digest;  // of what the link says
    PartyId organisation;
    Role role = Role::public_visitor;
    std::string note;  // for whom it is, as its maker wrote it
    PersonId by;
    PartyId by_organisation;
    Role by_role = Role::public_visitor;
    Instant made;
    Instant until;

    std::string key() const { return digest; }
    std::int64_t owner() const { return organisation.value; }
    static void fields(auto& self, auto&& visit) {
        visit("digest", self.digest);
        visit("organisation", self.organisation);
        visit("role", self.role);
        visit("note", self.note);
        visit("by", self.by);
        visit("by_organisation", self.by_organisation);
        visit("by_role", self.by_role);
        visit("made", self.made);
        visit("until", self.until);
    }
};

// Whom an identity provider knows as `subject` (OpenID Connect).
struct ForeignIdentity {
    static constexpr const char* kind = "foreign-identity";
    std::string issuer;
    std::string subject;
    PersonId person;
    Instant made{};

    std::string key() const { return issuer + "\n" + subject; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("issuer", self.issuer);
        visit("subject", self.subject);
        visit("person", self.person);
        visit("made", self.made);
    }
};

// What a browser was sent to the identity provider for.
enum class ErrandAim { log_in, accept_invitation, link, confirm };
template <>
struct EnumNames<ErrandAim> {
    static constexpr std::pair<ErrandAim, std::string_view> all[] = {
        {ErrandAim::log_in, "log-in"},
        {ErrandAim::accept_invitation, "accept-invitation"},
        {ErrandAim::link, "link"},
        {ErrandAim::confirm, "confirm"}};
};

// A browser that was sent to the identity provider and is to come back, once.
struct Errand {
    static constexpr const char* kind = "identity-errand";
    std::string state;    // digest of what the provider gives back
    std::string browser;  // digest of the cookie of the browser that was sent
    ErrandAim aim = ErrandAim::log_in;
    std::string secrets;  // sealed
    std::string return_to;
    std::string invitation;  // its digest
    PersonId person;         // whose session it began in; of a log-in nobody's
    PersonId proved;         // whom the provider has named, when a code is asked for besides
    Instant proved_at{};     // when that person logged in there, as far as the provider says
    Instant made;

    static constexpr std::int64_t holds_s = 600;

    std::string key() const { return state; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("state", self.state);
        visit("browser", self.browser);
        visit("aim", self.aim);
        visit("secrets", self.secrets);
        visit("return_to", self.return_to);
        visit("invitation", self.invitation);
        visit("person", self.person);
        visit("proved", self.proved);
        visit("proved_at", self.proved_at);
        visit("made", self.made);
    }
};

template <class T>
AccessRecord record_of(const T& kept) {
    return {T::kind, kept.key(), kept.owner(), canonical(encode(kept))};
}

template <class T>
T kept_in(const AccessRecord& record) {
    const auto value = parse_canonical(record.value);
    if (!value) throw Undecodable{"a record of kind " + record.kind};
    return decoded<T>(*value);
}

template <class T>
std::optional<T> kept(Access& access, const std::string& key) {
    const auto record = access.record(T::kind, key);
    return record ? std::optional{kept_in<T>(*record)} : std::nullopt;
}

template <class T>
std::vector<T> kept_of(Access& access, std::int64_t owner) {
    std::vector<T> all;
    for (const AccessRecord& record : access.records_of(T::kind, owner)) {
        all.push_back(kept_in<T>(record));
    }
    return all;
}

}  // namespace zq
