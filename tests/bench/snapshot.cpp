// Times what the window reads: taking a snapshot, filtering, sorting, searching, a card. On one project file, for one
// audience.
//
//     bench_snapshot PROJECT.balise [public|partners|internal] [TIMES]
//
// Prints "what<TAB>milliseconds of the processor, best<TAB>milliseconds of the clock, best<TAB>rows" and the most
// memory that was held. All of it runs in one thread.
#include "app/snapshot.hpp"

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "app/card.hpp"
#include "app/listing.hpp"
#include "base/error.hpp"

namespace {

using namespace balise;
using Clock = std::chrono::steady_clock;

double processor_milliseconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

void measure(const std::string& what, int times, const std::function<std::size_t()>& work) {
    double processor = 1e300, clock = 1e300;
    std::size_t rows = 0;
    for (int i = 0; i < times; ++i) {
        const auto start = Clock::now();
        const double before = processor_milliseconds();
        rows = work();
        processor = std::min(processor, processor_milliseconds() - before);
        clock = std::min(clock, std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::printf("%s\t%.1f\t%.1f\t%zu\n", what.c_str(), processor, clock, rows);
    std::fflush(stdout);
}

double peak_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void lists(const app::Snapshot& snapshot) {
    const std::string today = "2026-11-24";
    app::ProviderFilter filter;
    measure("rows that pass, no filter", 9, [&] { return app::rows_that_pass(snapshot, filter, today).size(); });
    filter.services = {"medical_care"};
    filter.statuses = {"active", "unknown"};
    filter.area = "CI11";
    filter.verified_within_months = 60;
    measure("rows that pass, four filters", 9, [&] { return app::rows_that_pass(snapshot, filter, today).size(); });
    const auto all = app::rows_that_pass(snapshot, {}, today);
    measure("rows in a box of 2 degrees", 9, [&] { return app::rows_in(snapshot, all, {-6, 6, -4, 8}).size(); });
    const std::pair<const char*, app::ListColumn> columns[] = {
        {"name", app::ListColumn::name},         {"reference", app::ListColumn::ref},
        {"region", app::ListColumn::region},     {"services", app::ListColumn::services},
        {"verified", app::ListColumn::verified}, {"status", app::ListColumn::status}};
    for (const auto& [name, column] : columns)
        measure(std::string("sorted by ") + name, 9, [&] { return app::sorted(snapshot, all, column, true).size(); });
    measure("areas with their providers", 9, [&] { return app::providers_by_area(snapshot, all, 1).size(); });
}

void searches(const app::Snapshot& snapshot) {
    for (const char* words : {"h", "ho", "hopital", "hospital", "centre social", "gbeke", "hospital de tikofe",
                              "bouake", "soins medicaux gbeke", "hospitla tikofe", "qqqqqqq"}) {
        std::size_t places = 0;
        measure(std::string("search: ") + words, 9, [&] {
            const auto found = app::search(snapshot, words, 12);
            places = static_cast<std::size_t>(found.place_total);
            return found.rows.size();
        });
    }
}

}  // namespace

int main(int count, char** words) {
    const auto audience = count > 2 ? model::audience_from_code(words[2]) : model::Audience::internal;
    if (count < 2 || !audience) {
        std::fprintf(stderr, "usage: bench_snapshot PROJECT.balise [public|partners|internal]\n");
        return 2;
    }
    try {
        const auto session = app::Session::open(words[1], store::Access::read_only);
        base::Progress progress;
        std::shared_ptr<const app::Snapshot> snapshot;
        const int times = count > 3 ? std::stoi(words[3]) : 3;
        measure("snapshot, nothing before", times, [&] {
            snapshot.reset();
            snapshot = app::take_snapshot(session, *audience, base::Language::french, nullptr, progress);
            return snapshot->providers.size();
        });
        std::printf("most memory so far\t%.0f MiB\n", peak_mib());
        measure("snapshot, one before", 1, [&] {
            snapshot = app::take_snapshot(session, *audience, base::Language::french, snapshot, progress);
            return snapshot->providers.size();
        });
        std::printf("most memory with two\t%.0f MiB\n", peak_mib());
        lists(*snapshot);
        searches(*snapshot);
    } catch (const base::Error& error) {
        std::fprintf(stderr, "bench_snapshot: %s\n",
                     base::Catalogue::of(base::Language::english)(error.message()).c_str());
        return 1;
    }
    return 0;
}
