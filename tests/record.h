// What acts write down, as text: every event with each field it changes, every refusal with its
// facts. Stories told so are held in tests/golden/records, so that nothing is left out, added or
// changed unseen.
#pragma once

#include "world.h"

namespace zq::test {

class Record {
public:
    explicit Record(World& world);

    // Each of them asks the world, and takes down what came of it. Their id, 0 when refused.
    std::int64_t ask(const Actor& actor, const Command& command);
    std::int64_t ask(const Command& command);  // by its right actor alone
    void move_to(Instant at);
    void pass(std::int64_t seconds) { move_to(plus_seconds(world_.now(), seconds)); }

    World& world() { return world_; }
    const std::string& text() const { return text_; }

private:
    void take_down();
    void take_down_change(const Value& change);

    World& world_;
    std::size_t taken_ = 0;                // events of the log
    std::map<std::string, Value> images_;  // as they were taken down last
    std::string text_;
};

// That it is what tests/golden/records/NAME.txt holds. With ZQ_WRITE_RECORDS the file is made anew:
// read what has changed in it.
void expect_recorded(const std::string& name, const std::string& text);

}  // namespace zq::test
