// What a person wants to have sent, and where to; what is on its way; what has left. No fold of any
// log: all of it is kept as records of access.h.
//
// Addresses and links with a secret are sealed: here they are texts that only a keyring opens.
#pragma once

#include "app/store.h"
#include "domain/letter_texts.h"

namespace zq {

// Whether mail can be sent there: name@domain.tld in ASCII, of plain characters.
bool is_mail_address(std::string_view text);

// An address that was given up; notices about safety go there, too, for a while.
struct FormerAddress {
    std::string address;  // sealed
    Instant until;
    static void fields(auto& self, auto&& visit) {
        visit("address", self.address);
        visit("until", self.until);
    }
};

struct MailPreferences {
    static constexpr const char* kind = "mail-preferences";
    PersonId person;
    std::string address;  // sealed; empty: none that was confirmed
    Language language = Language::zh;
    std::vector<std::string> off;  // groups of letters
    std::vector<FormerAddress> former;
    std::string fault;  // why the last letter could not be delivered
    Instant fault_at;

    std::string key() const { return std::to_string(person.value); }
    std::int64_t owner() const { return person.value; }
    bool wants(LetterGroup group) const;
    static void fields(auto& self, auto&& visit) {
        visit("person", self.person);
        visit("address", self.address);
        visit("language", self.language);
        visit("off", self.off);
        visit("former", self.former);
        visit("fault", self.fault);
        visit("fault_at", self.fault_at);
    }
};

// An address that waits for whoever reads mail there to open a link, once.
struct AddressProof {
    static constexpr const char* kind = "mail-address-proof";
    std::string digest;  // of what the link says
    PersonId person;
    std::string address;  // sealed
    Instant until;

    std::string key() const { return digest; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("digest", self.digest);
        visit("person", self.person);
        visit("address", self.address);
        visit("until", self.until);
    }
};

// Something that happened to a person's way in.
struct SafetyNotice {
    static constexpr const char* kind = "safety-notice";
    std::string id;
    PersonId person;
    std::string what;  // a kind of letter
    Instant at;

    std::string key() const { return id; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("person", self.person);
        visit("what", self.what);
        visit("at", self.at);
    }
};

enum class Way { mail, webhook };
template <>
struct EnumNames<Way> {
    static constexpr std::pair<Way, std::string_view> all[] = {{Way::mail, "mail"},
                                                               {Way::webhook, "webhook"}};
};

// A message on its way out, by one way to one receiver, until it has left.
struct Parcel {
    static constexpr const char* kind = "parcel";
    std::string id;  // for ever the same, so that a second copy is known for one
    Way way = Way::mail;
    PersonId person;        // of a mail
    std::string address;    // sealed; empty: the one that the person has then
    std::string secret;     // sealed: what the link ends with
    std::string what;       // the kind of the message
    ProgrammeId programme;  // and the rest of the message
    PartyId to;
    std::int64_t message = 0;
    Value facts{Value::Map{}};
    Instant at;
    Instant queued;
    std::int64_t tries = 0;
    Instant not_before;

    std::string key() const { return id; }
    std::int64_t owner() const { return 0; }  // all that wait
    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("way", self.way);
        visit("person", self.person);
        visit("address", self.address);
        visit("secret", self.secret);
        visit("what", self.what);
        visit("programme", self.programme);
        visit("to", self.to);
        visit("message", self.message);
        visit("facts", self.facts);
        visit("at", self.at);
        visit("queued", self.queued);
        visit("tries", self.tries);
        visit("not_before", self.not_before);
    }
};

// What became of a parcel.
struct Posted {
    static constexpr const char* kind = "posted";
    std::string id;
    PersonId person;
    Instant at;
    std::string fault;  // empty: it was taken

    std::string key() const { return id; }
    std::int64_t owner() const { return person.value; }
    static void fields(auto& self, auto&& visit) {
        visit("id", self.id);
        visit("person", self.person);
        visit("at", self.at);
        visit("fault", self.fault);
    }
};

MailPreferences mail_preferences_of(Access& access, PersonId person);  // none kept: the usual
// False when somebody else changed them meanwhile.
bool keep_preferences(Access& access, const MailPreferences& known, const MailPreferences& now);

// Names of parcels.
std::string mail_id(std::int64_t message, PersonId person);
std::string mail_id(const SafetyNotice& notice);

// Puts it on its way, unless it is or was already.
void put_on_way(Access& access, const Parcel& parcel);

// Keeps the notice among the person's last ones. With mail it goes to the person's address and to
// those given up lately, too.
void note_safety(Access& access, const SafetyNotice& notice, bool by_mail);

}  // namespace zq
