// Hashes lie as hexadecimal digits, as everywhere in the database.
#include "store/sql/sql_proofs.h"

#include "base/digest.h"
#include "store/sql/bulk.h"

namespace zq::sql {

namespace {

constexpr auto num = SqlType::number;
constexpr auto txt = SqlType::text;

Checkpoint checkpoint_from(const Cells& row) {
    return {number(row[0]), Instant{number(row[1])}, text(row[2])};
}

}  // namespace

void SqlProofs::keep(ProgrammeId programme, const Checkpoint& checkpoint,
                     std::span<const LogNode> nodes) {
    std::vector<Cells> rows;
    for (const LogNode& node : nodes) {
        rows.push_back({std::int64_t{node.at.level}, node.at.index, to_hex(node.hash)});
    }
    statements_.write([&](Connection& connection) {
        Bulk bulk{connection, programme};
        bulk.insert("log_node", {{"level", num}, {"place", num}, {"hash", txt}}, rows,
                    "on conflict (programme_id, level, place) do nothing");
        bulk.insert("checkpoint", {{"size", num}, {"time", num}, {"note", txt}},
                    {{checkpoint.size, checkpoint.time.micros, checkpoint.note}},
                    "on conflict (programme_id, \"size\") do nothing");
    });
}

std::vector<merkle::Hash> SqlProofs::nodes(ProgrammeId programme, int level, std::int64_t from,
                                           std::int64_t most) {
    std::vector<merkle::Hash> found;
    bool is_gap = false;
    statements_.read(
        "select place, hash from log_node where programme_id = :p0 and level = :p1 and "
        "place >= :p2 order by place limit :p3",
        {num, num, num, num}, {num, txt}, {programme.value, std::int64_t{level}, from, most},
        [&](const Cells& row) {
            is_gap = is_gap || number(row[0]) != from + std::ssize(found);
            if (!is_gap) found.push_back(from_hex(text(row[1])));
        });
    return found;
}

std::optional<Checkpoint> SqlProofs::covering(ProgrammeId programme, std::int64_t size) {
    auto found = checkpoints(programme, size, 1);
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

std::optional<Checkpoint> SqlProofs::latest(ProgrammeId programme) {
    std::optional<Checkpoint> found;
    statements_.read(
        "select \"size\", \"time\", note from checkpoint where programme_id = :p0 "
        "order by \"size\" desc limit 1",
        {num}, {num, num, txt}, {programme.value},
        [&](const Cells& row) { found = checkpoint_from(row); });
    return found;
}

std::vector<Checkpoint> SqlProofs::checkpoints(ProgrammeId programme, std::int64_t from,
                                               std::int64_t most) {
    std::vector<Checkpoint> found;
    statements_.read(
        "select \"size\", \"time\", note from checkpoint where programme_id = :p0 and "
        "\"size\" >= :p1 order by \"size\" limit :p2",
        {num, num, num}, {num, num, txt}, {programme.value, from, most},
        [&](const Cells& row) { found.push_back(checkpoint_from(row)); });
    return found;
}

}  // namespace zq::sql
