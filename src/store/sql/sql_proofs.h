// Nodes and checkpoints of the logs' trees, in tables of each programme.
#pragma once

#include "app/proofs.h"
#include "store/sql/sql_files.h"

namespace zq::sql {

class SqlProofs : public Proofs {
public:
    explicit SqlProofs(Statements statements) : statements_{std::move(statements)} {}

    void keep(ProgrammeId programme, const Checkpoint& checkpoint,
              std::span<const LogNode> nodes) override;
    std::vector<merkle::Hash> nodes(ProgrammeId programme, int level, std::int64_t from,
                                    std::int64_t most) override;
    std::optional<Checkpoint> covering(ProgrammeId programme, std::int64_t size) override;
    std::optional<Checkpoint> latest(ProgrammeId programme) override;
    std::vector<Checkpoint> checkpoints(ProgrammeId programme, std::int64_t from,
                                        std::int64_t most) override;

private:
    Statements statements_;
};

}  // namespace zq::sql
