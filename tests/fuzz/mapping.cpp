// Any bytes as a mapping file.
#include "base/error.hpp"
#include "exchange/reader.hpp"
#include "fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace balise;
    static const fuzz::InputFile file(".json");
    try {
        exchange::read_mapping(file.write(fuzz::text_of(data, size)));
    } catch (const base::Error&) {
    }
    return 0;
}
