// What differs between databases, and nothing else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zq::sql {

struct Dialect {
    // A statement that answers with a row has to be read.
    struct Opening {
        const char* text;
        bool answers;
    };
    std::vector<Opening> opening;  // sent on every new connection
    const char* for_writers;       // sent on every new connection that writes; "" for nothing
    const char* do_not_wait_for_the_disk;
    const char*
        after_many_rows;  // so that the next statements are planned for them; "" for nothing

    const char* begin_write;
    const char* begin_read;
    // Whether one writer at a time has the whole database; else each programme has its own.
    bool one_writer;
    // Appended to the select of the log's tail.
    const char* lock_row;
    // Keep other processes out for the rest of the transaction; "" where begin_write does.
    const char* lock_schema;
    const char* lock_programmes;

    // Whether many rows go as arrays in one statement; else row by row, which is as fast in
    // process.
    bool arrays;
    // Whether `part` is in `whole`, byte for byte.
    std::string (*contains)(const std::string& whole, const std::string& part);
    // A statement of a migration, in the words of this database.
    std::string (*of_schema)(std::string statement);
    // (table, column, type, whether it may be null, place in the primary key or 0), in order.
    const char* catalogue;

    // Both take SQLSTATE, or the number of SQLite's result.
    bool (*busy)(std::string_view code);
    bool (*surely_not_committed)(std::string_view code);
};

extern const Dialect sqlite;
extern const Dialect postgresql;

}  // namespace zq::sql
