#pragma once
// The symbols as vector data (data/symbols): shapes for provider types, border posts, places; patterns for areas.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "map/display_list.hpp"

namespace balise::map {

// A pattern that fills areas; its phase is tied to the sheet, so that neighbouring areas fit together.
struct Pattern {
    enum class Kind { lines, cross, dots };
    std::string name;
    Kind kind = Kind::lines;
    double period = 2;   // millimetres between lines or dots
    double width = 0.3;  // millimetres: line width or dot diameter
    double angle = 45;   // degrees, anticlockwise from the x axis
};

// Read once; the same symbol by the same index in every list made with it.
class SymbolSet {
public:
    // Reads data/symbols of the program's data folder, or `folder` (which may be without patterns). Throws
    // invalid_input with file and path of what is wrong, not_found when the folder is missing. `dark` takes the colours
    // for dark ground.
    static SymbolSet load(const std::string& folder = {}, bool dark = false);

    // Index of a symbol; nothing when there is none of this name.
    std::optional<std::uint32_t> find(std::string_view name) const;
    const std::vector<Symbol>& symbols() const { return symbols_; }
    const Pattern* pattern(std::string_view name) const;
    // The colour of a symbol's family, for the rings of clusters; ink when it has none.
    Colour family_colour(std::uint32_t symbol) const;
    // What symbols are drawn with and on: dark on white, or light on dark.
    Colour ink() const { return ink_; }
    Colour ground() const { return ground_; }

private:
    std::vector<Symbol> symbols_;
    std::vector<Colour> colours_;
    Colour ink_{27, 33, 36, 255}, ground_{255, 255, 255, 255};
    std::map<std::string, std::uint32_t, std::less<>> by_name_;
    std::map<std::string, Pattern, std::less<>> patterns_;
};

}  // namespace balise::map
