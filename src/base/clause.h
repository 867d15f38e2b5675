// Clauses, and values that cannot be made without one.
#pragma once

#include <compare>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"

namespace zq {

// "B25-081": the number of a clause of a published guide; "Z-001": a house rule.
using ClauseId = std::string;
using Clauses = std::vector<ClauseId>;

template <class T>
class Ruled {
public:
    Ruled(T value, Clauses clauses) : value_{std::move(value)}, clauses_{std::move(clauses)} {
        check(!clauses_.empty(), "a value of a guide has a clause");
    }
    const T& value() const { return value_; }
    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }
    const Clauses& clauses() const { return clauses_; }

private:
    T value_;
    Clauses clauses_;
};

}  // namespace zq
