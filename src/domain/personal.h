// What is known of persons, and how it looks to whoever must not read all of it.
//
// A masked value still tells two persons apart in one list, and no more: the first character of a
// name, the ends of a telephone number, the last digits of an account.
#pragma once

#include "domain/terms.h"

namespace zq {

enum class PersonalKind { person_name, order_contact, application_contact, bank_account };
template <>
struct EnumNames<PersonalKind> {
    static constexpr std::pair<PersonalKind, std::string_view> all[] = {
        {PersonalKind::person_name, "person-name"},
        {PersonalKind::order_contact, "order-contact"},
        {PersonalKind::application_contact, "application-contact"},
        {PersonalKind::bank_account, "bank-account"},
    };
};

enum class Shown { nothing, masked, clear };
template <>
struct EnumNames<Shown> {
    static constexpr std::pair<Shown, std::string_view> all[] = {
        {Shown::nothing, "nothing"},
        {Shown::masked, "masked"},
        {Shown::clear, "clear"},
    };
};

// "张*", "138****1234", "z***@example.com": each name, number and address in a text by itself.
std::string masked(std::string_view text);
// "****1234".
std::string masked_account(std::string_view number);

}  // namespace zq
