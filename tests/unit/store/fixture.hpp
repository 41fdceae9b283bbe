#pragma once
// A folder of its own for each test, and made-up records.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/id.hpp"
#include "store/bulk_addition.hpp"
#include "store/change.hpp"
#include "store/connection.hpp"
#include "store/history.hpp"
#include "store/project.hpp"
#include "store/search.hpp"

namespace balise::store::test {

class StoreTest : public ::testing::Test {
protected:
    void SetUp() override {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        folder = std::filesystem::temp_directory_path() /
                 ("balise_store_" + std::to_string(::getpid()) + "_" + info->test_suite_name() + "_" + info->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
        file = folder / "project.sqlite";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }

    Project make() {
        Project::create(file);
        return open();
    }
    Project open(Access access = Access::read_write) { return Project::open(file, access); }

    std::filesystem::path folder;
    std::filesystem::path file;
    base::Progress progress;
};

inline std::string dump_of(const Project& project) {
    std::ostringstream out;
    project.dump(out);
    return out.str();
}

// Made-up providers, the same for the same seed; ids rise, as those of the program do.
inline std::vector<model::Provider> made_up_providers(std::size_t count, unsigned seed = 1) {
    static const std::vector<std::string> kinds{"social_centre",   "ngo",         "health",
                                                "shelter_private", "police_unit", "school"};
    static const std::vector<std::string> names{
        "Centre social", "Œuvre de l'Hôpital", "Complexe socio-éducatif", "Foyer", "Écoute", "Maison d'accueil"};
    static const std::vector<std::string> towns{"Abobo", "Bouaké",       "Yopougon", "Korhogo", "San-Pédro",
                                                "Man",   "Grand-Bassam", "Odienné",  "Daloa",   "Séguéla"};
    static const std::vector<std::string> offered{"housing", "legal_assistance", "medical_care", "reintegration",
                                                  "transport"};
    std::mt19937_64 random(seed);
    const auto pick = [&](const auto& list) -> const std::string& { return list[random() % list.size()]; };
    std::vector<model::Provider> providers(count);
    std::uint64_t serial = std::uint64_t{seed} << 40U;
    for (auto& provider : providers) {
        ++serial;
        for (unsigned i = 0; i < 8; ++i)
            provider.id.uuid.bytes[i] = static_cast<std::uint8_t>(serial >> (56U - 8U * i));
        provider.id.uuid.bytes[15] = static_cast<std::uint8_t>(seed);
        provider.public_ref = "R" + std::to_string(serial % 100000000U);
        provider.name_fr = pick(names) + " de " + pick(towns) + " " + std::to_string(serial % 1000U);
        provider.type = pick(kinds);
        provider.status = random() % 8 == 0 ? "inactive" : "active";
        provider.ownership = "state";
        provider.locality = pick(towns);
        provider.area_code = "CI" + std::to_string(10 + random() % 30);
        provider.public_phone = {"+225 27 00 00 00 01"};
        provider.source = "made up";
        provider.assured_on = random() % 3 == 0 ? "" : "2025-0" + std::to_string(1 + random() % 9) + "-15";
        if (random() % 20 != 0)
            provider.position = geo::LonLat{-8.2 + 5.2 * static_cast<double>(random() % 100000) / 1e5,
                                            4.5 + 6.0 * static_cast<double>(random() % 100000) / 1e5};
        provider.position_method = "gps";
        const auto services = random() % 4;
        for (std::uint64_t i = 0; i < services; ++i)
            provider.services.push_back({offered[(random() + i) % offered.size()], "", "", ""});
    }
    return providers;
}

inline geo::MultiPolygon square_at(double west, double south, double size) {
    return {{geo::Polygon{
        {{{west, south}, {west + size, south}, {west + size, south + size}, {west, south + size}, {west, south}}}}}};
}

template <class Record>
std::int64_t add(Project& project, const std::vector<Record>& records, const std::string& action = "import") {
    base::Progress progress;
    Change change(project, progress);
    change.add<Record>(records);
    return change.commit({action, "{}", "{}", "tester"});
}

// Adds providers as an import of very many does it: in batches, encoded apart.
inline void add_in_batches(Change& change, const std::vector<model::Provider>& providers, std::size_t size) {
    BulkAddition bulk(change);
    std::vector<const model::Provider*> pointers;
    for (std::size_t i = 0; i < providers.size(); ++i) {
        pointers.push_back(&providers[i]);
        if (pointers.size() < size && i + 1 < providers.size()) continue;
        bulk.add(bulk.encode(pointers));
        pointers.clear();
    }
    bulk.finish();
}

inline std::int64_t import(Project& project, const std::vector<model::Provider>& providers, std::size_t size = 500) {
    base::Progress progress;
    Change change(project, progress);
    add_in_batches(change, providers, size);
    return change.commit({"import", "{}", "{}", "tester"});
}

// What a command prints.
inline std::string output_of(const std::string& command) {
    std::string output;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) return output;
    char block[4096];
    while (const auto count = std::fread(block, 1, sizeof block, pipe)) output.append(block, count);
    ::pclose(pipe);
    return output;
}

template <class Work>
base::ErrorKind kind_of_failure(Work&& work) {
    try {
        work();
    } catch (const base::Error& error) {
        return error.kind();
    }
    ADD_FAILURE() << "nothing was thrown";
    return base::ErrorKind::internal;
}

}  // namespace balise::store::test
