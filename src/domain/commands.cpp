// Commands to canonical values and back, over all alternatives of the variant.
#include "domain/commands.h"

namespace zq {

namespace {

template <std::size_t I = 0>
Command decode_alternative(std::string_view act, const Value& body) {
    if constexpr (I == std::variant_size_v<Command>) {
        throw Undecodable{"unknown act '" + std::string{act} + "'"};
    } else {
        using Alternative = std::variant_alternative_t<I, Command>;
        if (Alternative::act == act) return decoded<Alternative>(body);
        return decode_alternative<I + 1>(act, body);
    }
}

}  // namespace

std::string_view act_of(const Command& command) {
    return std::visit([](const auto& c) { return std::string_view{c.act}; }, command);
}

Value encode_command(const Command& command) {
    return std::visit([](const auto& c) { return encode(c); }, command);
}

Command decode_command(std::string_view act, const Value& body) {
    return decode_alternative(act, body);
}

}  // namespace zq
