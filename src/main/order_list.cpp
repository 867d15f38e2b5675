// Of the reasons of a refusal their codes and clauses are public, and the figures of what had run
// out; what a register says of an enterprise is not.
#include "main/order_list.h"

#include <algorithm>
#include <ostream>

#include "app/log.h"
#include "app/log_key.h"

namespace zq {

namespace {

constexpr std::int64_t page = 1000;

class Listing {
public:
    Value::Map row_of(const LogEntry& entry) {
        Value::Map row{{"seq", Value{entry.seq}},
                       {"leaf", Value{base64_of(merkle::leaf_hash(entry.bytes))}}};
        const Event event = event_from(entry.bytes);
        const Value* moves = event.body.find("moves");
        const bool is_claim = event.command == Claim::act;
        if (!is_claim && !moves) return row;
        row["time"] = Value{event.time.micros};
        row["act"] = Value{event.command};
        if (is_claim) {
            row["enterprise"] = Value{name_of_enterprise(event.actor.organisation.value)};
            if (const Value* request = event.body.find("request")) {
                if (const Value* product = request->find("product")) row["product"] = *product;
            }
        }
        if (moves) row["moves"] = shown_moves(*moves);
        if (const Value* reasons = event.body.find("reasons")) {
            row["refused"] = shown_reasons(*reasons);
        }
        return row;
    }

private:
    std::string name_of_enterprise(std::int64_t id) {
        const auto next = std::ssize(names_) + 1;
        return "E" + std::to_string(names_.try_emplace(id, next).first->second);
    }

    Value shown_moves(const Value& moves) {
        Value::List shown;
        for (const Value& encoded : *moves.if_list()) {
            const auto move = decoded<Move>(encoded);
            Value::Map row = *encoded.if_map();
            row.erase("account");
            row["of"] = Value{std::string{name_of(move.account.kind)}};
            if (move.account.kind == AccountKind::quota) {
                row["enterprise"] = Value{name_of_enterprise(move.account.owner)};
                row["scope"] = Value{move.account.scope};
            } else if (move.account.kind == AccountKind::stock) {
                row["product"] = Value{move.account.owner};
            }
            shown.push_back(Value{std::move(row)});
        }
        return Value{std::move(shown)};
    }

    static Value shown_reasons(const Value& reasons) {
        static constexpr Code of_scarcity[] = {Code::sold_out, Code::quota_exhausted,
                                               Code::budget_exhausted};
        Value::List shown;
        for (const Value& reason : *reasons.if_list()) {
            Value::Map row;
            for (const char* name : {"code", "clauses"}) {
                if (const Value* value = reason.find(name)) row[name] = *value;
            }
            const Value* facts = reason.find("facts");
            const bool is_scarce = std::ranges::any_of(of_scarcity, [&](Code code) {
                return row.contains("code") && row["code"] == Value{std::string{name_of(code)}};
            });
            if (facts && is_scarce) row["facts"] = *facts;
            shown.push_back(Value{std::move(row)});
        }
        return Value{std::move(shown)};
    }

    std::map<std::int64_t, std::int64_t> names_;
};

}  // namespace

void publish_order(Store& store, ProgrammeId programme, const Checkpoint& checkpoint,
                   std::ostream& out) {
    out << canonical(Value{Value::Map{{"checkpoint", Value{checkpoint.note}},
                                      {"size", Value{checkpoint.size}}}})
        << '\n';
    Listing listing;
    std::int64_t next = 1;
    while (next <= checkpoint.size) {
        const auto entries =
            store.read(programme)->log(next, std::min(page, checkpoint.size - next + 1));
        check(!entries.empty() && entries.front().seq == next, "a log has no gaps");
        for (const LogEntry& entry : entries) {
            out << canonical(Value{listing.row_of(entry)}) << '\n';
        }
        next = entries.back().seq + 1;
    }
}

}  // namespace zq
