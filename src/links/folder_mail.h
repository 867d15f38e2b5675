// Mail of a demonstration: it goes into a folder, one file each, where anybody may read it.
#pragma once

#include <filesystem>

#include "app/post_office.h"

namespace zq {

class FolderMail : public MailCarrier {
public:
    FolderMail(std::filesystem::path folder, std::string from);
    Carried carry(const Mail& mail, Instant now) override;

private:
    std::filesystem::path folder_;
    std::string from_;
};

}  // namespace zq
