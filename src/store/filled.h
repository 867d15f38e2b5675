// Entities with every field filled, made from their lists of fields: for tests of whatever keeps
// them.
//
// No two fields hold the same value, texts hold what is easily broken, numbers what a double cannot
// hold.
#pragma once

#include "engine/working_set.h"

namespace zq {

class Filler {
public:
    explicit Filler(std::int64_t seed = 0) : next_{seed * 1000} {}

    template <class F>
    void fill(F& field) {
        if constexpr (detail::is_optional<F>) {
            fill(field.emplace());
        } else if constexpr (detail::is_vector<F>) {
            field.resize(2);
            for (auto& element : field) fill(element);
        } else if constexpr (detail::is_map<F>) {
            for (int i = 0; i < 2; ++i) fill(field[text()]);
        } else if constexpr (NamedEnum<F>) {
            field = EnumNames<F>::all[std::size(EnumNames<F>::all) - 1].first;
        } else if constexpr (std::same_as<F, bool>) {
            field = true;
        } else if constexpr (std::integral<F>) {
            field = static_cast<F>(number());
        } else {
            fill_class(field);
        }
    }

private:
    template <class F>
    void fill_class(F& field) {
        if constexpr (std::same_as<F, std::string>) {
            field = text();
        } else if constexpr (std::same_as<F, Money>) {
            field.fen = number();
        } else if constexpr (std::same_as<F, BasisPoints>) {
            field.count = number();
        } else if constexpr (std::same_as<F, Instant>) {
            field.micros = number();
        } else if constexpr (std::same_as<F, Day>) {
            field = make_day(2024, 2, 29) + std::chrono::days{next_++ % 1000};
        } else if constexpr (std::same_as<F, Value>) {
            field = Value::Map{{text(), number()}, {text(), Value::List{text(), Value{}}}};
        } else if constexpr (detail::is_id<F>) {
            field.value = number();
        } else if constexpr (requires {
                                 field.texts;
                                 field.commitment;
                             }) {
            fill(field.texts);
        } else {
            F::fields(field, [&](std::string_view, auto& part) { fill(part); });
        }
    }

    // Above 2^53, where a double would lose the last digit.
    std::int64_t number() { return 9'007'199'254'740'993 + 2 * next_++; }
    std::string text() { return "左券 'x' \"y\" \\ 100% \n\u3000𠮷;-- " + std::to_string(next_++); }

    std::int64_t next_;
};

template <class T>
T filled(std::int64_t seed) {
    T entity{};
    Filler{seed}.fill(entity);
    return entity;
}

}  // namespace zq
