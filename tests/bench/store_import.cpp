// Import, search and undo of a large directory. Made-up records; times are those of store alone.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <random>

#include "base/id.hpp"
#include "store/change.hpp"
#include "store/history.hpp"
#include "store/project.hpp"
#include "store/search.hpp"

namespace {

using namespace balise;

std::vector<model::Provider> made_up(std::size_t count) {
    static const std::vector<std::string> names{"Centre social", "Œuvre de l'Hôpital", "Complexe socio-éducatif",
                                                "Foyer", "Écoute"};
    static const std::vector<std::string> towns{"Abobo",     "Bouaké", "Yopougon", "Korhogo",
                                                "San-Pédro", "Man",    "Odienné",  "Daloa"};
    static const std::vector<std::string> offered{"housing", "legal_assistance", "medical_care", "reintegration",
                                                  "transport"};
    std::mt19937 random(1);
    base::IdSource ids("bench");
    std::vector<model::Provider> providers(count);
    const auto degrees = [&](double from, double width) {
        return from + width * static_cast<double>(random() % 100000) / 1e5;
    };
    for (auto& provider : providers) {
        provider.id.uuid = ids.next();
        provider.public_ref = provider.id.text().substr(24);
        provider.name_fr = names[random() % names.size()] + " de " + towns[random() % towns.size()];
        provider.type = random() % 2 == 0 ? "social_centre" : "ngo";
        provider.status = "active";
        provider.ownership = "state";
        provider.locality = towns[random() % towns.size()];
        provider.area_code = "CI" + std::to_string(10 + random() % 30);
        provider.public_phone = {"+225 27 00 00 00 01"};
        provider.source = "made up";
        provider.assured_on = "2025-05-15";
        provider.position = geo::LonLat{degrees(-8.2, 5.2), degrees(4.5, 6.0)};
        for (auto services = random() % 4; services > 0; --services)
            provider.services.push_back({offered[random() % offered.size()], "", "", ""});
    }
    return providers;
}

const std::vector<model::Provider>& records(std::size_t count) {
    static std::vector<model::Provider> made;
    if (made.size() != count) made = made_up(count);
    return made;
}

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / "balise_bench_store") {
        std::filesystem::remove_all(path_);
        std::filesystem::create_directories(path_);
        store::Project::create(file());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::filesystem::path file() const { return path_ / "project.sqlite"; }

private:
    std::filesystem::path path_;
};

void import_into(store::Project& project, const std::vector<model::Provider>& providers) {
    base::Progress progress;
    store::Change change(project, progress);
    change.add<model::Provider>(providers);
    change.commit({"import", "{}", "{}", ""});
}

void import(benchmark::State& state) {
    const auto& providers = records(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        const Folder folder;
        auto project = store::Project::open(folder.file(), store::Access::read_write);
        state.ResumeTiming();
        import_into(project, providers);
    }
}
BENCHMARK(import)->Arg(2000)->Arg(100000)->Unit(benchmark::kMillisecond)->UseRealTime();

void undo_import(benchmark::State& state) {
    const auto& providers = records(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        state.PauseTiming();
        const Folder folder;
        auto project = store::Project::open(folder.file(), store::Access::read_write);
        import_into(project, providers);
        base::Progress progress;
        state.ResumeTiming();
        store::undo(project, "", progress, false);
    }
}
BENCHMARK(undo_import)->Arg(100000)->Unit(benchmark::kMillisecond)->UseRealTime();

// One query after another on the same file, moving about.
void query(benchmark::State& state, const std::function<store::ProviderQuery(double lon, double lat)>& make) {
    const auto& providers = records(static_cast<std::size_t>(state.range(0)));
    const Folder folder;
    auto project = store::Project::open(folder.file(), store::Access::read_write);
    import_into(project, providers);
    std::mt19937 random(2);
    for (auto _ : state) {
        const double lon = -8.2 + 5.2 * static_cast<double>(random() % 1000) / 1000;
        const double lat = 5.0 + 5.0 * static_cast<double>(random() % 1000) / 1000;
        benchmark::DoNotOptimize(store::find_providers(project, make(lon, lat)));
    }
}

#define BALISE_QUERY(name, ...)                                                     \
    void name(benchmark::State& state) {                                            \
        query(state, []([[maybe_unused]] double lon, [[maybe_unused]] double lat) { \
            return store::ProviderQuery{__VA_ARGS__};                               \
        });                                                                         \
    }                                                                               \
    BENCHMARK(name)->Arg(100000)->Unit(benchmark::kMillisecond)
BALISE_QUERY(box_of_100_km, .box = geo::Box{lon - 0.45, lat - 0.45, lon + 0.45, lat + 0.45}, .limit = 20);
BALISE_QUERY(nearest_10, .near = geo::LonLat{lon, lat}, .limit = 10);
BALISE_QUERY(common_word, .words = "centre", .limit = 20);
BALISE_QUERY(beginning_of_word, .words = "odi", .limit = 20);
BALISE_QUERY(typing_error, .words = "korogho", .limit = 20);
BALISE_QUERY(all_by_name, .limit = 50);
#undef BALISE_QUERY

}  // namespace
