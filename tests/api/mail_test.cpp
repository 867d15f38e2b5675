// What persons have sent by mail: addresses and their proof, wishes, notices about safety, the
// words that leave, and tries that come to an end. The post office is real; what it hands over is
// kept.
#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "app/post_office.h"
#include "rulebook/letter_texts.h"
#include "world.h"

namespace zq::http {
namespace {

// Takes mail and messages, and answers as it is told.
class Kept : public MailCarrier, public WebhookCarrier {
public:
    Carried carry(const Mail& mail, Instant) override {
        mails.push_back(mail);
        return next();
    }
    Carried carry(const std::string& id, const std::string& body, Instant) override {
        told.emplace_back(id, body);
        return next();
    }
    std::vector<std::string> to() const {
        std::vector<std::string> all;
        for (const Mail& mail : mails) all.push_back(mail.to);
        return all;
    }
    std::vector<std::string> subjects_to(const std::string& address) const {
        std::vector<std::string> all;
        for (const Mail& mail : mails) {
            if (mail.to == address) all.push_back(mail.subject);
        }
        return all;
    }

    std::vector<Mail> mails;
    std::vector<std::pair<std::string, std::string>> told;
    std::vector<Carried> answers;  // the next ones, then "taken"

private:
    Carried next() {
        if (answers.empty()) return {};
        const Carried answer = answers.front();
        answers.erase(answers.begin());
        return answer;
    }
};

class SystemTime : public Clock {
public:
    explicit SystemTime(World& world) : world_{world} {}
    Instant now() override { return world_.now(); }

private:
    World& world_;
};

Settings with_mail() {
    Settings settings = World::usual();
    settings.mail = true;
    return settings;
}

class Post {
public:
    explicit Post(StoreKind kind = StoreKind::memory, bool by_webhook = false)
        : world{kind, with_mail()}, by_webhook_{by_webhook} {
        work();  // what came while the city was made
        kept.mails.clear();
        kept.told.clear();
    }

    // A post office as it is after a start.
    PostOffice office() {
        return PostOffice{
            world.use_cases(),
            time_,
            texts_,
            Ways{.outbox = nullptr,
                 .mail = by_webhook_ ? nullptr : &kept,
                 .webhook = by_webhook_ ? &kept : nullptr},
            {.public_url = "https://vouchers.example.org",
             .open = [this](const std::string& sealed) { return world.keyring().open(sealed); }}};
    }
    void work() {
        PostOffice fresh = office();
        fresh.work(never_);
    }
    // The token of the last link that was sent.
    std::string token() const {
        const std::string mark = "mail-confirmation#";
        for (auto mail = kept.mails.rbegin(); mail != kept.mails.rend(); ++mail) {
            const auto at = mail->body.find(mark);
            if (at == std::string::npos) continue;
            const auto begin = at + mark.size();
            return mail->body.substr(begin, mail->body.find('\n', begin) - begin);
        }
        return "none";
    }
    void ask(const std::string& login, const std::string& address) {
        world.by(login).posted("/api/v1/me/mail/address",
                               json::serialize(json::object{{"address", address}}));
        work();
    }
    Answer confirm(const std::string& token) {
        return world.by("").post("/api/v1/mail-confirmations",
                                 json::serialize(json::object{{"token", token}}));
    }
    void give(const std::string& login, const std::string& address) {
        ask(login, address);
        EXPECT_EQ(confirm(token()).status, 200);
        kept.mails.clear();
    }
    json::object wishes(const std::string& login) { return world.by(login).got("/api/v1/me/mail"); }
    void choose(const std::string& login, const std::string& body) {
        world.by(login).posted("/api/v1/me/mail/choices", body);
    }
    // A message to the first enterprise.
    void post(const std::string& kind, Value::Map facts, const std::string& to = "E1") {
        Message message;
        message.to = PartyId{world.organisations.at(to)};
        message.programme = *world.use_cases().programme("beijing-2025");
        message.kind = kind;
        message.facts = std::move(facts);
        message.at = Instant{1'750'410'000'000'000};  // 2025-06-20 17:00 in Beijing
        const auto transaction = world.store().begin(message.programme);
        transaction->post(message);
        transaction->commit();
        work();
    }
    static Value::Map order() {
        return {{"order", 12}, {"number", "BJ2500000012"}, {"product_name", "工业软件"}};
    }

    World world;
    Kept kept;

private:
    const bool by_webhook_;
    SystemTime time_{world};
    LetterTexts texts_ = load_letter_texts("programmes/house/letters.toml");
    const std::atomic<bool> never_ = false;
};

using Texts = std::vector<std::string>;

// ---- addresses

TEST(MailAddresses, CountOnceTheirLinkWasOpened) {
    Post post{StoreKind::sqlite};
    post.ask("E1", "wang@example.org");
    EXPECT_EQ(post.kept.to(), Texts{"wang@example.org"});
    EXPECT_EQ(post.kept.mails[0].subject, "请确认邮箱");
    const json::object before = post.wishes("E1");
    EXPECT_EQ(text(before, "awaited"), "wang@example.org");
    EXPECT_FALSE(before.contains("address"));
    const std::string token = post.token();
    EXPECT_EQ(token.size(), 64u);

    EXPECT_EQ(post.confirm(std::string(64, '0')).status, 404);
    EXPECT_EQ(post.confirm(token).status, 200) << "nobody has to be logged in";
    EXPECT_EQ(post.confirm(token).status, 404) << "once";
    const json::object after = post.wishes("E1");
    EXPECT_EQ(text(after, "address"), "wang@example.org");
    EXPECT_FALSE(after.contains("awaited"));
    EXPECT_FALSE(post.wishes("S1").contains("address")) << "another person's";
}

TEST(MailAddresses, AreProvedWithinADayAndOnlyTheLatest) {
    Post post;
    post.ask("E1", "one@example.org");
    const std::string first = post.token();
    post.ask("E1", "two@example.org");
    EXPECT_EQ(post.confirm(first).status, 404) << "another one was asked for";
    const std::string second = post.token();
    post.world.wait(24 * 3600 + 1);
    EXPECT_EQ(post.confirm(second).status, 404);
}

TEST(MailAddresses, AreSealedInTheStore) {
    Post post;
    post.give("E1", "wang@example.org");
    Access& access = post.world.store().access();
    for (std::int64_t person = 0; person < 60; ++person) {
        for (const char* kind : {MailPreferences::kind, AddressProof::kind, Parcel::kind}) {
            for (const AccessRecord& record : access.records_of(kind, person)) {
                EXPECT_EQ(record.value.find("wang"), std::string::npos) << record.value;
            }
        }
    }
}

TEST(MailAddresses, OfNoPlainFormAreRefused) {
    Post post;
    Browser& browser = post.world.by("E1");
    for (const char* bad : {"wang", "wang@example", "a@b.cn, c@d.cn"}) {
        const Answer answer =
            browser.post("/api/v1/me/mail/address", R"({"address":")" + std::string{bad} + "\"}");
        EXPECT_EQ(answer.status, 422) << bad;
    }
    EXPECT_EQ(
        browser.post("/api/v1/me/mail/address", R"({"address":"a@b.cn\r\nBcc: c@d.cn"})").status,
        400);
    post.work();
    EXPECT_TRUE(post.kept.mails.empty());
}

TEST(MailAddresses, AreNotAskedForWithoutEnd) {
    Post post;
    Browser& browser = post.world.by("E1");
    const auto ask = [&] {
        return browser.post("/api/v1/me/mail/address", R"({"address":"x@example.org"})").status;
    };
    for (int i = 0; i < 5; ++i) EXPECT_EQ(ask(), 200) << i;
    EXPECT_EQ(ask(), 429);
}

TEST(MailAddresses, AreNotTakenWhereNoMailIsSent) {
    World world;
    EXPECT_FALSE(world.by("E1").got("/api/v1/me/mail").at("available").as_bool());
    EXPECT_EQ(
        world.by("E1").post("/api/v1/me/mail/address", R"({"address":"x@example.org"})").status,
        422);
}

// ---- safety

TEST(SafetyNotices, GoToTheOldAddressToo) {
    Post post;
    post.give("E1", "old@example.org");
    post.give("E1", "new@example.org");
    post.work();
    EXPECT_EQ(post.kept.subjects_to("old@example.org"), Texts{"通知邮箱已更换"});
    EXPECT_EQ(post.kept.subjects_to("new@example.org"), Texts{"通知邮箱已更换"});
    EXPECT_TRUE(post.wishes("E1").contains("former_until"));

    post.kept.mails.clear();
    post.post("accept", Post::order());
    EXPECT_EQ(post.kept.to(), Texts{"new@example.org"}) << "orders go to the new one only";
    post.kept.mails.clear();
    Browser& browser = post.world.by("E1");
    browser.posted("/api/v1/me/mail/removal");
    post.work();
    EXPECT_EQ(post.kept.subjects_to("old@example.org"), Texts{"通知邮箱已删除"});
    EXPECT_EQ(post.kept.subjects_to("new@example.org"), Texts{"通知邮箱已删除"});
    EXPECT_FALSE(post.wishes("E1").contains("address"));

    post.world.wait(7 * 24 * 3600 + 1);
    Browser later{post.world, "E1"};
    EXPECT_FALSE(later.got("/api/v1/me/mail").contains("former_until")) << "a week later";
}

TEST(SafetyNotices, CannotBePushedOutByManyAddresses) {
    Post post;
    int status = 200;
    for (int i = 0; i < 7; ++i) {
        EXPECT_EQ(status, 200) << i;
        post.world.wait(3600);
        Browser browser{post.world, "E1"};
        browser.posted("/api/v1/me/mail/address",
                       R"({"address":")" + std::to_string(i) + R"(@example.org"})");
        post.work();
        status = post.confirm(post.token()).status;
    }
    EXPECT_EQ(status, 429) << "five are watched already";
    Browser browser{post.world, "E1"};
    EXPECT_EQ(text(browser.got("/api/v1/me/mail"), "address"), "5@example.org");
}

TEST(SafetyNotices, TellOfNewDevicesAndPasswords) {
    Post post;
    post.give("E1", "wang@example.org");
    Browser elsewhere{post.world, "E1"};  // another browser
    const Answer changed = elsewhere.post(
        "/api/v1/me/password",
        json::serialize(json::object{
            {"login", "E1"}, {"current", password}, {"password", "rotkehlchen sagt 7"}}));
    EXPECT_EQ(changed.status, 200) << changed.body;
    const std::string cookie = changed.header("set-cookie");
    elsewhere.cookie = cookie.substr(0, cookie.find(';'));
    post.work();
    EXPECT_EQ(post.kept.subjects_to("wang@example.org"), (Texts{"新设备登录", "密码已修改"}));
    const json::object told = elsewhere.got("/api/v1/me/safety-notices");
    const json::array& items = told.at("items").as_array();
    ASSERT_GE(items.size(), 2u);
    EXPECT_EQ(items[0].at("kind").as_string(), "password-changed");
    EXPECT_TRUE(items[0].as_object().contains("mailed"));
}

// ---- words and wishes

TEST(Letters, SayThisInChinese) {
    Post post;
    post.give("E1", "wang@example.org");
    post.post("accept", Post::order());
    ASSERT_EQ(post.kept.mails.size(), 1u);
    const Mail& mail = post.kept.mails[0];
    EXPECT_EQ(mail.sender, "左券服务券平台");
    EXPECT_EQ(mail.subject, "订单 BJ2500000012：服务商已接单");
    EXPECT_EQ(mail.body,
              "您好：\n\n服务商已接下“工业软件”的订单 BJ2500000012，双方可以签约。\n\n"
              "https://vouchers.example.org/beijing-2025/enterprise/orders/12\n\n"
              "本邮件由系统自动发送，请勿回复。接收哪些通知，可登录后在“账户安全”中设置。\n");
}

TEST(Letters, SayThisInEnglish) {
    Post post;
    post.give("S1", "li@example.org");
    post.choose("S1", R"({"language":"en","off":[]})");
    Value::Map facts = Post::order();
    facts["due"] = Value{Instant{1'750'410'000'000'000}.micros};
    facts["due_kind"] = Value{"acceptance"};
    post.post("reminder-acceptance", facts, "S1");
    ASSERT_EQ(post.kept.mails.size(), 1u);
    EXPECT_EQ(post.kept.mails[0].subject, "Order BJ2500000012: accept it by 2025-06-20 17:00");
    EXPECT_EQ(
        post.kept.mails[0].body,
        "Hello,\n\nOrder BJ2500000012 for \"工业软件\" has to be accepted by 2025-06-20 17:00; "
        "it lapses otherwise.\n\n"
        "https://vouchers.example.org/beijing-2025/provider/orders/12\n\n"
        "This is an automatic message; please do not answer it. What is sent to you can be set "
        "under “Account safety”.\n");
}

TEST(Letters, AreNotBrokenByNames) {
    Post post;
    post.give("E1", "wang@example.org");
    Value::Map facts = Post::order();
    facts["product_name"] = Value{"{link} http://evil.example\r\nBcc: a@b.cn"};
    post.post("accept", facts);
    const Mail& mail = post.kept.mails.at(0);
    EXPECT_NE(mail.body.find("{link} http: //evil. example Bcc: a@ b. cn"), std::string::npos)
        << mail.body;
    EXPECT_EQ(mail.body.find('\r'), std::string::npos);
    EXPECT_EQ(mail.subject.find('\n'), std::string::npos);
}

TEST(Letters, SayWhatTheyCanWhenFactsAreMissing) {
    Post post;
    post.give("E1", "wang@example.org");
    post.post("accept", {});
    EXPECT_EQ(post.kept.mails.at(0).subject, "服务券事项有更新");
}

TEST(Wishes, AreFollowedButForWhatIsAlwaysSent) {
    Post post;
    post.give("E1", "wang@example.org");
    post.choose("E1", R"({"language":"zh","off":["orders","orders"]})");
    post.post("accept", Post::order());
    EXPECT_TRUE(post.kept.mails.empty());
    post.post("review", Post::order());
    post.post("lapse", Post::order());
    EXPECT_EQ(post.kept.mails.size(), 2u) << "another group, and a deadline";
    const Answer refused = post.world.by("E1").post("/api/v1/me/mail/choices",
                                                    R"({"language":"zh","off":["deadlines"]})");
    EXPECT_EQ(refused.status, 422);
    const json::object wishes = post.wishes("E1");
    for (const json::value& group : wishes.at("groups").as_array()) {
        const std::string name{group.at("group").as_string()};
        EXPECT_EQ(group.at("on").as_bool(), name != "orders") << name;
        EXPECT_EQ(group.at("always").as_bool(),
                  name == "deadlines" || name == "supervision" || name == "safety");
    }
}

TEST(Letters, AreToldInTheInbox) {
    Post post{StoreKind::sqlite};
    post.give("E1", "wang@example.org");
    post.post("accept", Post::order());
    post.kept.answers = {{Fate::refused, "550 not here"}};
    post.post("review", Post::order());
    const json::array items =
        post.world.by("E1").got(World::in_2025("/inbox")).at("items").as_array();
    ASSERT_GE(items.size(), 2u);
    EXPECT_TRUE(items[0].as_object().contains("mail_failed"));
    EXPECT_TRUE(items[1].as_object().contains("mailed"));
    EXPECT_EQ(text(post.wishes("E1"), "fault"), "550 not here");
    post.post("accept", Post::order());
    EXPECT_FALSE(post.wishes("E1").contains("fault")) << "it was taken again";
}

// ---- tries

TEST(Parcels, AreTriedAgainWithGrowingPauses) {
    Post post;
    post.give("E1", "wang@example.org");
    post.kept.answers = {{Fate::later, "451 later"}, {Fate::later, "451 later"}};
    post.post("accept", Post::order());
    EXPECT_EQ(post.kept.mails.size(), 1u);
    post.world.wait(59);
    post.work();
    EXPECT_EQ(post.kept.mails.size(), 1u);
    post.world.wait(2);
    post.work();
    EXPECT_EQ(post.kept.mails.size(), 2u);
    post.world.wait(120);
    post.work();
    EXPECT_EQ(post.kept.mails.size(), 2u) << "the second pause is longer";
    post.world.wait(300);
    post.work();
    ASSERT_EQ(post.kept.mails.size(), 3u);
    EXPECT_EQ(post.kept.mails[0].id, post.kept.mails[2].id);
    post.world.wait(24 * 3600);
    post.work();
    EXPECT_EQ(post.kept.mails.size(), 3u) << "taken";
}

TEST(Parcels, HoldNoOthersUp) {
    Post post;
    post.give("E1", "wang@example.org");
    post.kept.answers = {{Fate::later, "451 later"}};
    post.post("accept", Post::order());
    post.post("review", Post::order());
    EXPECT_EQ(post.kept.mails.size(), 2u);
    post.kept.answers = {{Fate::refused, "550 not here"}};
    post.post("sign", Post::order());
    post.post("complete", Post::order());
    EXPECT_EQ(post.kept.mails.size(), 4u);
}

TEST(Parcels, WaitWhileTheWayIsClosed) {
    Post post;
    post.give("E1", "wang@example.org");
    PostOffice office = post.office();
    const std::atomic<bool> never = false;
    post.kept.answers = {{Fate::out_of_reach, "no connection"}};
    post.post("accept", Post::order());
    post.post("review", Post::order());
    post.kept.mails.clear();
    post.world.wait(61);
    post.kept.answers = {{Fate::out_of_reach, "no connection"}};
    office.work(never);
    const std::size_t tried = post.kept.mails.size();
    EXPECT_EQ(tried, 1u) << "then nothing more is tried";
    post.world.wait(6);
    office.work(never);
    EXPECT_EQ(post.kept.mails.size(), tried) << "the one that failed waits its own minute";
    post.world.wait(300);
    office.work(never);
    EXPECT_EQ(post.kept.mails.size(), tried + 1);
}

TEST(Parcels, AreSentAgainUnderTheSameNameWhenAProcessDies) {
    Post post{StoreKind::sqlite};
    post.give("E1", "wang@example.org");
    struct Dies : MailCarrier {
        Carried carry(const Mail& mail, Instant) override {
            id = mail.id;
            throw std::runtime_error{"killed after it was sent"};
        }
        std::string id;
    } dies;
    post.kept.answers = {{Fate::later, "451 later"}};
    post.post("accept", Post::order());
    const std::string id = post.kept.mails.at(0).id;
    post.world.wait(61);
    SystemTime time{post.world};
    const LetterTexts texts = load_letter_texts("programmes/house/letters.toml");
    PostOffice office{
        post.world.use_cases(),
        time,
        texts,
        Ways{.outbox = nullptr, .mail = &dies, .webhook = nullptr},
        {.public_url = "https://vouchers.example.org",
         .open = [&](const std::string& sealed) { return post.world.keyring().open(sealed); }}};
    const std::atomic<bool> never = false;
    EXPECT_THROW(office.work(never), std::runtime_error);
    EXPECT_EQ(dies.id, id);
    post.kept.mails.clear();
    post.work();
    EXPECT_TRUE(post.kept.mails.empty()) << "another process might still be at it";
    post.world.wait(301);
    post.work();
    ASSERT_EQ(post.kept.mails.size(), 1u);
    EXPECT_EQ(post.kept.mails[0].id, id);
}

TEST(Parcels, AreGivenUpAfterFiveDays) {
    Post post;
    post.give("E1", "wang@example.org");
    post.kept.answers.assign(100, {Fate::later, "451 later"});
    post.post("accept", Post::order());
    for (int hour = 0; hour < 6 * 24; ++hour) {
        post.world.wait(3600);
        post.work();
    }
    const std::size_t tries = post.kept.mails.size();
    EXPECT_GT(tries, 20u);
    EXPECT_LT(tries, 50u);
    post.world.wait(24 * 3600);
    post.work();
    EXPECT_EQ(post.kept.mails.size(), tries);
    Browser browser{post.world, "E1"};
    EXPECT_EQ(text(browser.got("/api/v1/me/mail"), "fault"), "given up: 451 later");
}

TEST(Parcels, TellAWebhookOfEveryMessage) {
    Post post{StoreKind::memory, true};
    post.post("accept", Post::order());
    ASSERT_EQ(post.kept.told.size(), 1u);
    EXPECT_TRUE(post.kept.told[0].first.ends_with(".w"));
    const json::object body = json::parse(post.kept.told[0].second).as_object();
    EXPECT_EQ(text(body, "kind"), "accept");
    EXPECT_EQ(text(body, "programme"), "beijing-2025");
    EXPECT_EQ(text(body, "id"), post.kept.told[0].first);
    EXPECT_EQ(body.at("facts").at("number").as_string(), "BJ2500000012");
    post.work();
    EXPECT_EQ(post.kept.told.size(), 1u) << "once";
}

}  // namespace
}  // namespace zq::http
