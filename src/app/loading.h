// Loading a working set: what a command names, then what those entities name, until nothing new
// comes.
#pragma once

#include "app/store.h"

namespace zq {

class Loading {
public:
    Loading(Reader& reader, WorkingSet& tables) : reader_{reader}, tables_{tables} {}

    void add(const Needs& needs);
    void add(const Keys& keys);
    // Loads what was added, then follows relations to their end: one load for all keys that are
    // new. Each key and each search is asked once.
    void complete();

private:
    void run(const Search& search);

    Reader& reader_;
    WorkingSet& tables_;
    Keys asked_;
    Keys fresh_;
    bool any_fresh_ = false;
    Buyers buyers_;
    std::set<std::string> searched_;
};

}  // namespace zq
