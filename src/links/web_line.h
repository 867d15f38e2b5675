// The line to an identity provider, over libcurl: TLS verified, no redirect followed, little time
// and few bytes for each answer.
#pragma once

#include <chrono>
#include <memory>

#include "app/identity_line.h"

namespace zq {

struct WebLineSettings {
    std::chrono::milliseconds connect_timeout{3'000};
    std::chrono::milliseconds timeout{8'000};  // for an answer as a whole
    std::size_t answer_bytes_max = 512 * 1024;
};

// May be used by several threads at once.
class WebLine : public IdentityLine {
public:
    explicit WebLine(WebLineSettings settings = {});

    LineAnswer get(const std::string& url) override;
    LineAnswer post(const std::string& url, const std::string& form,
                    const std::string& authorization) override;

private:
    struct Asked;
    LineAnswer ask(const Asked& asked) const;

    WebLineSettings settings_;
};

}  // namespace zq
