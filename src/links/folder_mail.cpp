// Whole or not at all: written under another name and renamed.
#include "links/folder_mail.h"

#include <fstream>
#include <stdexcept>

#include "links/mail_bytes.h"

namespace zq {

FolderMail::FolderMail(std::filesystem::path folder, std::string from)
    : folder_{std::move(folder)}, from_{std::move(from)} {
    std::filesystem::create_directories(folder_);
}

Carried FolderMail::carry(const Mail& mail, Instant now) {
    const auto unfinished = folder_ / (mail.id + ".new");
    {
        std::ofstream file{unfinished, std::ios::binary | std::ios::trunc};
        file << bytes_of(mail, from_, now);
        if (!file.flush()) throw std::runtime_error{"writing " + unfinished.string()};
    }
    std::filesystem::rename(unfinished, folder_ / (mail.id + ".eml"));
    return {};
}

}  // namespace zq
