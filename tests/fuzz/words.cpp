// Any bytes through the operations on text.
#include "base/words.hpp"

#include "base/compress.hpp"
#include "base/error.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "fuzz_input.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace balise;
    if (size > 8192) return 0;
    const auto text = fuzz::text_of(data, size);
    const std::string folded = base::fold(text);
    fuzz::require(base::is_utf8(folded), "folded words are UTF-8");
    fuzz::require(base::trim(folded) == folded, "folded words have no blank at their ends");
    fuzz::require(base::fold_to_key(text).size() <= folded.size(), "a key is shorter");
    const auto normal = base::normalise_utf8(text);
    fuzz::require(normal.has_value() == base::is_utf8(text), "UTF-8 can be normalised, other bytes cannot");
    if (normal) fuzz::require(base::normalise_utf8(*normal) == normal, "normalising twice changes nothing");
    for (const auto& part : base::split(text, ';'))
        fuzz::require(!base::is_blank(part) && base::trim(part) == part, "parts are trimmed");
    if (const auto number = base::parse_number(text))
        fuzz::require(base::parse_number(base::number_text(*number)) == number, "a number reads back");
    if (const auto uuid = base::Uuid::parse(text))
        fuzz::require(base::Uuid::parse(uuid->text()) == uuid, "an id reads back");
    const auto half = size / 2;
    if (size < 200)
        fuzz::require(base::edit_distance(text.substr(0, half), text.substr(half), 5) ==
                          base::edit_distance(text.substr(half), text.substr(0, half), 5),
                      "a distance is the same both ways");
    fuzz::require(base::decompress(base::compress(text), size) == text, "compression is lossless");
    try {
        base::decompress(text, 1 << 16);
    } catch (const base::Error&) {
    }
    // A pattern with a width could ask for any amount of memory; marks are literals of ours, so that is no fault.
    if (text.find(':') == std::string_view::npos)
        base::Catalogue::of(base::Language::english)(base::mark(text, "a", 1, 2.5));
    return 0;
}
