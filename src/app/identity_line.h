// The port to an identity provider: two kinds of requests over HTTPS. What they say, and what the
// answers are worth, is the affair of http/identity_provider.h.
#pragma once

#include "app/file_shelf.h"

namespace zq {

struct LineAnswer {
    int status = 0;
    std::string body;
};

// Both throw OutOfReach when no answer comes in time, or one that is too large. No redirect is
// followed.
class IdentityLine {
public:
    virtual ~IdentityLine() = default;
    virtual LineAnswer get(const std::string& url) = 0;
    // `authorization` is the header's value; empty: none is sent.
    virtual LineAnswer post(const std::string& url, const std::string& form,
                            const std::string& authorization) = 0;
};

}  // namespace zq
