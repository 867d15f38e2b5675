// From a command to its place in the log and back. What is checked here is about HTTP and files
// only.
#include "http/acts.h"

#include <algorithm>

#include "app/log.h"
#include "http/checks.h"
#include "http/keys.h"
#include "http/limiter.h"
#include "http/sender.h"
#include "http/sight.h"

namespace zq::http {

namespace {

constexpr Rate visitor_rate{.burst = 20, .refill_s = 30};

// What is edited must be what was read. Whether it still is, the writer sees when its turn has
// come.
template <class T>
void expect_as_read(Call& call, const KeyOf<T>& key, Prepared& prepared) {
    if (!may_see(call, call.get<T>(key))) throw not_found();
    const std::string tag = call.incoming.header("if-match");
    if (tag.empty()) throw if_match_missing();
    const bool quoted = tag.size() >= 2 && tag.front() == '"' && tag.back() == '"';
    prepared.as_read = {.entity = std::string{Entity<T>::name},
                        .id = key.value,
                        .tag = quoted ? tag.substr(1, tag.size() - 2) : tag};
}

std::string format_of(const std::string& media_type) {
    if (media_type == "application/pdf") return "pdf";
    if (media_type == "image/png") return "png";
    return "jpg";
}

// A file that is named must be there and be the sender's own; its format is what its bytes say.
void check_files(Call& call, std::vector<Document>& documents, Prepared& prepared) {
    for (std::size_t i = 0; i < documents.size(); ++i) {
        Document& document = documents[i];
        prepared.documents.push_back(document.kind);
        if (document.file.empty()) continue;
        const auto file =
            call.services.store.files().find(document.file, call.visitor.organisation);
        if (!file) {
            throw invalid_value(fmt::format("/documents/{}/file", i),
                                "no file of this digest was uploaded by this organisation");
        }
        document.format = format_of(file->media_type);
        if (document.file_name.empty()) document.file_name = file->name;
    }
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : "\n") + text;
    return all;
}

// Fields that the rulebook calls personal are stored as commitments.
void commit_personal_fields(Call& call, Form& form, Reading& reading) {
    for (const Row<FormField>& row : call.rulebook().fields.rows) {
        const auto found = form.find(row.value.name);
        if (!row.value.personal || found == form.end() || found->second.texts.empty()) continue;
        PersonalOpening opening = opening_of(joined(found->second.texts));
        found->second.commitment = opening.commitment;
        reading.openings.push_back(std::move(opening));
    }
}

json::object place_in_log(const LogEntry& entry, const Zone& zone) {
    return {{"seq", entry.seq}, {"time", to_rfc3339(entry.time, zone)}, {"hash", entry.hash}};
}

std::string member_name(std::string entity) {
    std::ranges::replace(entity, '-', '_');
    return entity;
}

}  // namespace

void prepare_application(Call& call, Application& application, Reading& reading,
                         Prepared& prepared) {
    if (application.product) expect_as_read<Product>(call, application.product, prepared);
    check_files(call, application.documents, prepared);
    commit_personal_fields(call, application.form, reading);
}

// The price is the product's; enterprise and provider may have agreed on less, not on more.
void prepare(Call& call, Claim& command, Reading&, Prepared&) {
    if (!command.amount) return;
    const auto product = call.find<Product>(command.product);
    if (!product || *command.amount <= product->price) return;
    throw invalid_value("/amount", "at most the product's price, " + to_yuan(product->price));
}

void prepare(Call& call, RenameProduct& command, Reading&, Prepared& prepared) {
    expect_as_read<Product>(call, command.product, prepared);
}

void prepare(Call& call, AmendContract& command, Reading&, Prepared& prepared) {
    if (!may_see(call, call.get<Order>(command.order))) throw not_found();
    expect_as_read<Contract>(call, command.order, prepared);
}

void prepare(Call& call, Redeem& command, Reading&, Prepared& prepared) {
    check_files(call, command.documents, prepared);
}

void prepare(Call& call, LiftSanction& command, Reading&, Prepared&) {
    command.party = call.get<Sanction>(call.id<SanctionId>("sanction")).party;
}

// The registry is told of a ban that falls with its sanction, so the command names the party.
void prepare(Call& call, DecideAppeal& command, Reading&, Prepared&) {
    const auto appeal = call.get<Appeal>(command.appeal);
    if (appeal.sanction) command.party = call.get<Sanction>(appeal.sanction).party;
}

void prepare(Call& call, Object&, Reading&, Prepared&) {
    call.visitor.role = Role::public_visitor;  // whoever objects does it as one of the public
    const int wait_s = call.services.limiter.take("objection:" + network_of(call.incoming.peer),
                                                  visitor_rate, call.services.system_clock.now());
    if (wait_s > 0) throw too_many(wait_s);
}

ReadyCommand ready_command(Call& call, Command command, const Reading& reading, Prepared prepared) {
    call.forget_reader();
    Asked asked{.actor = call.visitor.actor(),
                .command = std::move(command),
                .key = key_of(call.incoming),
                .digest = digest_of(call.incoming),
                .openings = reading.openings,
                .arrived = call.incoming.arrived,
                .as_read = prepared.as_read};
    return {call.programme(), std::move(asked), std::move(prepared)};
}

namespace {

// The event of an accepted command: at hand when it was decided just now, in the log for good.
std::shared_ptr<const Logged> logged(Call& call, const Answered& answered) {
    if (answered.logged) return answered.logged;
    std::vector<LogEntry> found = call.reader().log(answered.answer->seq, 1);
    check(!found.empty() && found.front().seq == answered.answer->seq,
          "what was accepted is in the log");
    Event event = event_from(found.front().bytes);
    return std::make_shared<const Logged>(std::move(event), std::move(found.front()));
}

}  // namespace

Reply reply_to(Call& call, const Outcome& outcome, const Prepared& prepared) {
    if (!outcome) {
        throw outcome.error() == Undecided::key_reused ? key_reused() : changed_since();
    }
    const Answer& answer = outcome->answer;
    if (!answer) {
        const bool in_programme = call.has_param("programme");
        Problem problem = problem_of(answer.error(), in_programme ? &call.rulebook() : nullptr,
                                     call.in_chinese(), prepared.documents);
        problem.replayed = outcome->replayed;
        problem.checks = outcome->checks;
        throw problem;
    }
    const std::shared_ptr<const Logged> made = logged(call, *outcome);
    const Event& event = made->event;
    const LogEntry& entry = made->entry;
    json::object body{{"log", place_in_log(entry, call.zone())},
                      {"act", event.command},
                      {"entity", answer->entity},
                      {"id", answer->id},
                      {"outcome", to_json(answer->outcome)}};
    if (!outcome->checks.empty()) body["checks"] = as_json(outcome->checks);
    if (const Value* row = image_in(event, answer->entity, answer->id)) {
        json::value image = seen(call, answer->entity, *row);
        if (!image.is_null()) body[member_name(answer->entity)] = std::move(image);
    }
    const bool proposed = answer->entity == "proposal" && answer->id == answer->seq;
    const int status = proposed ? 202 : answer->id == answer->seq ? 201 : 200;
    Reply reply = reply_of(body, status);
    if (outcome->replayed) reply.with("Idempotency-Replayed", "true");
    return reply;
}

json::value seen(Call& call, std::string_view entity, const Value& row) {
    json::value image;
    WorkingSet kinds;
    kinds.each_shelf([&]<class T>(Shelf<T>&) {
        if (Entity<T>::name != entity) return;
        const T thing = decoded<T>(row);
        if (may_see(call, thing)) image = told(call, thing);
    });
    return image;
}

}  // namespace zq::http
