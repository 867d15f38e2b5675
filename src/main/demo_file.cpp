// SQLite moves everything into the one file when its last connection closes; the file is renamed
// only after that.
#include "main/demo_file.h"

#include <filesystem>

#include "app/clock.h"
#include "main/house.h"

namespace zq::demo {

namespace fs = std::filesystem;

namespace {

void build_in(Store& store, Clock& system, const MakePlan& plan, const Progress& progress) {
    const Built built = build_demo_city(store, plan(), progress);
    DemoClock{store, system}.begin_at(built.ends);
}

void build_file(const fs::path& database, Clock& system, const MakePlan& plan,
                const Progress& progress) {
    const std::string building = database.string() + ".building";
    for (const char* part : {"", "-wal", "-shm"}) fs::remove(building + part);
    {
        const auto store = open_store("sqlite:" + building);
        build_in(*store, system, plan, progress);
    }
    if (fs::exists(building + "-wal")) {
        throw CityFault{"the finished demo city could not be closed: " + building};
    }
    fs::rename(building, database);
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
    build_in(*store, system, plan, progress);
    return store;
}

}  // namespace zq::demo
