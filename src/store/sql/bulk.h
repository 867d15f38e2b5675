// Many rows of one table of a programme at once: one statement that takes a column as an array,
// where the database takes arrays; else row by row with a kept statement.
#pragma once

#include "store/sql/connection.h"

namespace zq::sql {

struct Field {
    std::string name;
    SqlType type = SqlType::number;
};
using Fields = std::vector<Field>;

class Bulk {
public:
    Bulk(Connection& connection, ProgrammeId programme)
        : connection_{connection}, programme_{programme} {}

    // Rows of `fields` into `table`, beside the programme; `conflict` ends the statement. Returns
    // how many came or changed.
    std::int64_t insert(const std::string& table, const Fields& fields,
                        const std::vector<Cells>& rows, const std::string& conflict = "");
    // "select … from TABLE", for those rows whose key is among `keys`, in no order.
    void select(const std::string& select, const Fields& key, const std::vector<Cells>& keys,
                const SqlTypes& out, const Statement::Take& take);
    // "update TABLE set …", for the rows with these keys where `also` holds.
    void update(const std::string& update, const Field& key, const std::vector<Cells>& keys,
                const std::string& also);

private:
    bool arrays() const { return connection_.dialect().arrays; }
    // What a statement binds: the programme, then each column as an array, or a row's cells.
    SqlTypes bound_types(const Fields& fields) const;
    Cells as_arrays(const Fields& fields, const std::vector<Cells>& rows) const;
    std::int64_t run(Statement& statement, const Fields& fields, const std::vector<Cells>& rows);

    Connection& connection_;
    ProgrammeId programme_;
};

}  // namespace zq::sql
