// Wiring that more than one subcommand needs.
#include "main/house.h"

#include <algorithm>

#include "rulebook/load.h"
#include "store/memory/memory_store.h"
#include "store/sql/sql_store.h"

namespace zq {

namespace fs = std::filesystem;

std::unique_ptr<Store> open_store(const std::string& url) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url == "memory:") return std::make_unique<MemoryStore>();
    if (url.starts_with(sqlite)) {
        const fs::path folder = fs::path{url.substr(sqlite.size())}.parent_path();
        if (!folder.empty()) fs::create_directories(folder);
    }
    return std::make_unique<SqlStore>(url);
}

std::vector<std::shared_ptr<const Rulebook>> load_rulebooks(const fs::path& programmes) {
    std::vector<fs::path> folders;
    if (fs::is_directory(programmes)) {
        for (const auto& entry : fs::directory_iterator{programmes}) {
            if (fs::exists(entry.path() / "rulebook.toml")) folders.push_back(entry.path());
        }
    }
    if (folders.empty()) {
        throw std::runtime_error{"--programmes is '" + programmes.string() +
                                 "'; a folder of folders with a rulebook.toml would be right"};
    }
    std::ranges::sort(folders);
    std::vector<std::shared_ptr<const Rulebook>> rulebooks;
    for (const fs::path& folder : folders) rulebooks.push_back(load_rulebook(folder));
    return rulebooks;
}

EditionReader edition_reader(const fs::path& programmes) {
    return [programmes](const std::string& code, const std::string& text) {
        return load_rulebook_text(text, programmes / code);
    };
}

}  // namespace zq
