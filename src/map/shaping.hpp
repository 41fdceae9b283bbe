#pragma once
// One line of text into glyphs by Pango and HarfBuzz. Private to the module: text.hpp is the door.
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "map/text.hpp"

namespace balise::map {

// What can be set on one line: valid UTF-8 in which control characters and line ends have become blanks.
std::string settable(std::string_view text);

// Where a line may be broken, by Unicode's rules: for each byte of the text and one more behind its end.
struct BreakPoint {
    bool line = false;    // after the blanks before it
    bool letter = false;  // between two letters as readers count them
};
std::vector<BreakPoint> break_points(const std::string& settable_text);

// How far the bytes from `from` on take the pen, up to the next cluster's.
struct Advance {
    std::size_t from = 0;
    double width = 0;  // millimetres, letter spacing included
};

class Shaper {
public:
    Shaper();  // throws as Typesetter does
    ~Shaper();

    // `text` as settable() gives it. `advances` receives the clusters in the text's order.
    ShapedText line(const std::string& text, const TextStyle& style, std::vector<Advance>* advances = nullptr);
    const std::vector<Font>& fonts() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::map
