// Sends messages into a folder, one JSON file each, for whatever carries them on.
#pragma once

#include <filesystem>

#include "app/messages.h"

namespace zq {

class FileMessages : public Messages {
public:
    explicit FileMessages(std::filesystem::path folder);
    void send(const Message& message) override;

private:
    std::filesystem::path folder_;
};

}  // namespace zq
