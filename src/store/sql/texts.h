// The SQL of entity tables, made from their shapes. Names are quoted, since fields may be called
// "order".
#pragma once

#include "store/sieve.h"
#include "store/sql/connection.h"

namespace zq::sql {

// A statement's text as it grows, with the values it binds; the first one is the programme.
class Text {
public:
    Text(std::string start, ProgrammeId programme) : text_{std::move(start)} {
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
    const std::string& text() const { return text_; }
    const Cells& values() const { return values_; }
    const SqlTypes& types() const { return types_; }

private:
    std::string text_;
    Cells values_;
    SqlTypes types_;
};

std::string name_in_sql(std::string_view name);
SqlType type_of(const Column& column);
SqlTypes types_of(const Shape& table);

// "select <all columns> from <table>"
std::string select_from(const Shape& table);
// One row by its key: programme, then the key's columns.
const std::string& load_text(const Shape& table);
// Makes or replaces one row: programme, then all columns.
const std::string& put_text(const Shape& table);
SqlTypes load_types(const Shape& table);
SqlTypes put_types(const Shape& table);

void add_sieves(Text& text, const Shape& table, const std::vector<Sieve>& sieves);
// Rows after the cursor, in order, at most as many as asked for.
void add_page(Text& text, const Shape& table, const Query& query);

}  // namespace zq::sql
