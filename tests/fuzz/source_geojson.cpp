// Any bytes as GeoJSON.
#include "base/error.hpp"
#include "exchange/source.hpp"
#include "fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace balise;
    static const fuzz::InputFile file(".geojson");
    base::Progress progress;
    try {
        const auto source = exchange::Source::open(file.write(fuzz::text_of(data, size)), {}, progress);
        const auto columns = source->columns().size();
        fuzz::require(source->hashtags().empty() || source->hashtags().size() == columns,
                      "there is a hashtag for every column");
        exchange::SourceRow row;
        std::int64_t before = 0;
        for (int i = 0; i < 10'000 && source->next(row); ++i) {
            fuzz::require(row.cells.size() == columns, "a row has a cell for every column");
            fuzz::require(row.number > before, "rows are counted upwards");
            before = row.number;
        }
    } catch (const base::Error&) {
    }
    return 0;
}
