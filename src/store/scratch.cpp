// The schema is made once; deleting the rows of a few dozen tables is cheaper than making it again.
#include "store/scratch.h"

#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "store/memory/memory_store.h"
#include "store/sql/catalogue.h"
#include "store/sql/sql_store.h"

namespace zq {

namespace fs = std::filesystem;
using sql::Connection;

struct Scratch::Hidden {
    std::string url;
    fs::path folder;
    std::string schema;
    std::unique_ptr<Connection> control;
    std::vector<sql::TableInfo> tables;

    explicit Hidden(const std::string& kind) {
        static std::atomic<int> made{0};
        const std::string name =
            "zq_scratch_" + std::to_string(::getpid()) + "_" + std::to_string(++made);
        if (kind == "memory:") return;
        if (kind == "sqlite:") {
            folder = fs::temp_directory_path() / name;
            fs::create_directories(folder);
            url = kind + (folder / "scratch.db").string();
            control = std::make_unique<Connection>(url);
            control->run(control->dialect().do_not_wait_for_the_disk);
        } else if (kind.starts_with("sqlite:")) {
            throw StoreFailed{"'" + kind +
                              "' has a path, but scratch data lie in a folder of their own; "
                              "'sqlite:' would be right"};
        } else {
            control = std::make_unique<Connection>(kind);
            control->run("create schema " + name);
            schema = name;
            const char* and_then = kind.find('?') == std::string::npos ? "?" : "&";
            url = kind + and_then + "options=-csearch_path%3D" + name;
        }
    }
    ~Hidden() {
        if (!schema.empty()) {
            try {
                control->run("drop schema " + schema + " cascade");
            } catch (const StoreFailed&) {
                // The server is gone, or will be: nobody looks for this schema.
            }
        }
        control.reset();
        std::error_code ignored;
        if (!folder.empty()) fs::remove_all(folder, ignored);
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

    // The first time there are no tables yet.
    void clear() {
        if (tables.empty()) {
            if (!schema.empty()) control->run("set search_path = " + schema);
            tables = sql::tables_of(*control);
        }
        sql::empty_all(*control, tables);
    }
};

Scratch::Scratch(const std::string& kind) : hidden_{std::make_unique<Hidden>(kind)} {}
Scratch::~Scratch() = default;

std::unique_ptr<Store> Scratch::store() {
    if (hidden_->url.empty()) return std::make_unique<MemoryStore>();
    hidden_->clear();
    return std::make_unique<SqlStore>(hidden_->url, Durability::no_commit);
}

const std::string& Scratch::url() const {
    return hidden_->url;
}

}  // namespace zq
