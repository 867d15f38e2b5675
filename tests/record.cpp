// One line for an event, an indented one for each entity and account that it changed.
#include "record.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace zq::test {

namespace {

std::string key_of(const std::string& entity, const Value& row) {
    if (entity == Entity<Contract>::name || entity == Entity<Redemption>::name) {
        return entity + " " + canonical(*row.find("order"));
    }
    if (entity == Entity<InvoiceUse>::name) return entity + " " + canonical(*row.find("number"));
    const Value* id = row.find("id");
    return id ? entity + " " + canonical(*id) : entity;
}

// Its reasons stand in the refusal.
std::string told(const Check& check) {
    std::string text = "  " + std::string{name_of(check.about)} + " " + check.key + " " +
                       std::string{name_of(check.state)};
    for (const std::string& clause : check.clauses) text += " " + clause;
    if (!check.facts.empty()) text += " " + canonical(Value{check.facts});
    for (const std::string& flag : check.flags) text += " flag:" + flag;
    for (const std::string& file : check.files) text += " file:" + file;
    return text + "\n";
}

}  // namespace

Record::Record(World& world) : world_{world} {
    take_down();
    text_.clear();  // what made the world is no part of the story
}

std::int64_t Record::ask(const Actor& actor, const Command& command) {
    move_to(world_.now());
    const Answer answer = world_.ask(actor, command);
    if (!answer) {
        text_ += std::string{act_of(command)} + " refused " +
                 canonical(encode(answer.error().reasons())) + "\n";
    }
    take_down();
    for (const Check& check : world_.checks()) text_ += told(check);
    return answer ? answer->id : 0;
}

std::int64_t Record::ask(const Command& command) {
    return ask(right_actor(act_of(command)), command);
}

void Record::move_to(Instant at) {
    world_.move_to(at);
    take_down();
}

void Record::take_down() {
    for (; taken_ < world_.log().size(); ++taken_) {
        const Event& event = world_.log()[taken_];
        text_ += std::to_string(event.seq) + " " + event.command + " at " +
                 to_rfc3339(event.time, world_.rules().zone) + " by " +
                 canonical(encode(event.actor));
        for (const std::string& clause : event.clauses) text_ += " " + clause;
        text_ += "\n";
        for (const auto& [part, value] : *event.body.if_map()) {
            if (part == "request") continue;
            if (part == "changes") {
                for (const Value& change : *value.if_list()) take_down_change(change);
            } else if (part == "moves") {
                for (const Value& move : *value.if_list()) text_ += "  " + canonical(move) + "\n";
            } else {
                text_ += "  " + part + " " + canonical(value) + "\n";
            }
        }
    }
}

// Only what differs from the entity's last image.
void Record::take_down_change(const Value& change) {
    static const Value nothing;
    const Value* found = change.find("row");
    const Value& row = found ? *found : nothing;
    const std::string key = key_of(*change.find("entity")->if_text(), row);
    Value& before = images_[key];
    text_ += "  " + key + "\n";
    for (const auto& [field, value] : *row.if_map()) {
        const Value* was = before.find(field);
        if (!was || *was != value) text_ += "    " + field + " " + canonical(value) + "\n";
    }
    for (const auto& [field, value] : *before.if_map()) {
        if (!row.find(field)) text_ += "    " + field + " no more\n";
    }
    before = row;
}

void expect_recorded(const std::string& name, const std::string& text) {
    const std::string file = "tests/golden/records/" + name + ".txt";
    if (std::getenv("ZQ_WRITE_RECORDS")) std::ofstream{file, std::ios::binary} << text;
    std::ostringstream held;
    held << std::ifstream{file, std::ios::binary}.rdbuf();
    EXPECT_EQ(held.str(), text) << file;
}

}  // namespace zq::test
