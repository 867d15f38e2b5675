// SQLite moves everything into the one file when its last connection closes; the file is renamed
// only after that.
#include "main/demo_file.h"

#include "store/sql/sql_store.h"

namespace zq::demo {

namespace fs = std::filesystem;

void build_demo_file(const fs::path& database, const Plan& plan, const Progress& progress,
                     const std::function<void(Store&, const Built&)>& at_the_end) {
    if (fs::exists(database)) return;
    fs::path building = database;
    building += ".building";
    for (const char* part : {"", "-wal", "-shm"}) fs::remove(building.string() + part);
    if (!database.parent_path().empty()) fs::create_directories(database.parent_path());
    {
        SqlStore store{"sqlite:" + building.string()};
        at_the_end(store, build_demo_city(store, plan, progress));
    }
    if (fs::exists(building.string() + "-wal")) {
        throw CityFault{"the finished demo city could not be closed: " + building.string()};
    }
    fs::rename(building, database);
}

}  // namespace zq::demo
