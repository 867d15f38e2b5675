// The SQL of entity tables, made from their shapes. Names are quoted, since fields may be called
// "order".
#pragma once

#include "store/sieve.h"
#include "store/sql/bulk.h"

namespace zq::sql {

// A statement's text as it grows, with the values it binds; the first one is the programme.
class Text {
public:
    Text(const Dialect& dialect, std::string start, ProgrammeId programme)
        : dialect_{dialect}, text_{std::move(start)} {
        text_ += " where programme_id = " + bind(std::int64_t{programme.value}, SqlType::number);
    }
    Text& operator+=(std::string_view part) {
        text_ += part;
        return *this;
    }
    // Takes a value and names it.
    std::string bind(Cell value, SqlType type) {
        values_.push_back(std::move(value));
        types_.push_back(type);
        return ":p" + std::to_string(values_.size() - 1);
    }
    const Dialect& dialect() const { return dialect_; }
    const std::string& text() const { return text_; }
    const Cells& values() const { return values_; }
    const SqlTypes& types() const { return types_; }

private:
    const Dialect& dialect_;
    std::string text_;
    Cells values_;
    SqlTypes types_;
};

std::string name_in_sql(std::string_view name);
SqlType type_of(const Column& column);
SqlTypes types_of(const Shape& table);

// "select <all columns> from <table>"
std::string select_from(const Shape& table);
Fields fields_of(const Shape& table);
Fields key_of(const Shape& table);
// "on conflict (<key>) do update set …": a row that is there is replaced.
std::string or_replace(const Shape& table);

void add_sieves(Text& text, const Shape& table, const std::vector<Sieve>& sieves);
// Rows after the cursor, in order, at most as many as asked for.
void add_page(Text& text, const Shape& table, const Query& query);

}  // namespace zq::sql
