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
    // Follows relations to their end. Each key and each search is asked once.
    void complete();

private:
    void run(const Search& search);

    Reader& reader_;
    WorkingSet& tables_;
    Keys asked_;
    std::set<std::string> searched_;
    bool grew_ = false;
};

}  // namespace zq
