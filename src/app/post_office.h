// How messages leave the house: each becomes a parcel for every person and program that is to have
// it, and parcels are carried until they are taken, refused, or too old.
//
// A try begins by putting the parcel off, so that no other process takes it meanwhile and a process
// that dies in the middle is followed by another try: sent at least once, under the same name.
#pragma once

#include <atomic>
#include <functional>

#include "app/mail_preferences.h"
#include "app/messages.h"
#include "app/use_cases.h"

namespace zq {

struct Mail {
    std::string id;  // stable: a second copy has the same
    std::string to;
    std::string sender;  // the name beside our address
    std::string subject;
    std::string body;
    Language language = Language::zh;
    Instant at;
};

enum class Fate {
    taken,
    refused,       // for good, by this receiver
    later,         // not now, by this receiver
    out_of_reach,  // nobody can be sent anything this way now
};
struct Carried {
    Fate fate = Fate::taken;
    std::string reason{};  // what the other side said; never an address of a person
};

class MailCarrier {
public:
    virtual ~MailCarrier() = default;
    virtual Carried carry(const Mail& mail, Instant now) = 0;
};

class WebhookCarrier {
public:
    virtual ~WebhookCarrier() = default;
    virtual Carried carry(const std::string& id, const std::string& body, Instant now) = 0;
};

// The ways out that there are; null is none.
struct Ways {
    Messages* outbox = nullptr;
    MailCarrier* mail = nullptr;
    WebhookCarrier* webhook = nullptr;
};

class PostOffice : public Messages {
public:
    // Opens what is sealed; nothing when no key does.
    using Open = std::function<std::optional<std::string>(const std::string& sealed)>;
    struct Settings {
        std::string public_url;  // where links lead
        Open open;
    };

    PostOffice(UseCases& use_cases, Clock& clock, const LetterTexts& texts, Ways ways,
               Settings settings);

    // Makes the parcels of a message.
    void send(const Message& message) override;
    // Takes in what the inboxes have for us, and carries what is due. `stopping` ends it between
    // two parcels. Returns how many were taken.
    std::int64_t work(const std::atomic<bool>& stopping);
    // One mail as it would leave now; nothing when its person has no address.
    std::optional<Mail> composed(const Parcel& parcel);

private:
    struct WayState {
        int faults = 0;
        Instant closed_until;
    };

    void address_to_members(const Message& message, const LetterKind& kind);
    bool try_to_carry(const Parcel& known);
    Carried carry(const Parcel& parcel, Instant now);
    void settle(const Parcel& parcel, const std::string& fault, Instant now);
    std::string link_of(const Parcel& parcel) const;
    std::string face_of(const Parcel& parcel) const;
    Places places_for(const Parcel& parcel, Language language) const;
    std::string code_of(const Parcel& parcel) const;

    UseCases& use_cases_;
    Clock& clock_;
    const LetterTexts& texts_;
    Ways ways_;
    Settings settings_;
    std::map<Way, WayState> states_;
};

}  // namespace zq
