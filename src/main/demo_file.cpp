// SQLite moves everything into the one file when its last connection closes. Until then nobody
// waits for the disk, since a file that was not finished is thrown away; it is made durable before
// it gets its name.
#include "main/demo_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "app/clock.h"
#include "main/house.h"
#include "store/sql/sql_store.h"

namespace zq::demo {

namespace fs = std::filesystem;

namespace {

void build_in(Store& store, Clock& system, const MakePlan& plan, const Progress& progress) {
    const Built built = build_demo_city(store, plan(), progress);
    DemoClock{store, system}.begin_at(built.ends);
}

void make_durable(const fs::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool durable = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!durable) throw CityFault{"cannot be made durable: " + path.string()};
}

void build_file(const fs::path& database, Clock& system, const MakePlan& plan,
                const Progress& progress) {
    const std::string building = database.string() + ".building";
    for (const char* part : {"", "-wal", "-shm"}) fs::remove(building + part);
    const fs::path folder = fs::absolute(database).parent_path();
    fs::create_directories(folder);
    {
        SqlStore store{"sqlite:" + building, Durability::no_commit};
        build_in(store, system, plan, progress);
    }
    if (fs::exists(building + "-wal")) {
        throw CityFault{"the finished demo city could not be closed: " + building};
    }
    make_durable(building);
    fs::rename(building, database);
    make_durable(folder);
}

}  // namespace

std::unique_ptr<Store> open_demo(const std::string& url, Clock& system, const MakePlan& plan,
                                 const Progress& progress) {
    constexpr std::string_view sqlite = "sqlite:";
    if (url.starts_with(sqlite)) {
        const fs::path database = url.substr(sqlite.size());
        if (!fs::exists(database)) build_file(database, system, plan, progress);
        auto store = open_store(url);
        if (city_state(*store) == CityState::built) return store;
        throw CityFault{"--demo finds a database without the demo city at " + database.string() +
                        "; a folder of its own, as --data, would be right"};
    }
    auto store = open_store(url);
    if (city_state(*store) == CityState::built) return store;
    build_in(*store, system, plan, progress);
    return store;
}

}  // namespace zq::demo
