#include "map/symbols.hpp"

#include <cmath>
#include <filesystem>
#include <map>

#include "base/file.hpp"
#include "base/paths.hpp"
#include "map/expression_parse.hpp"
#include "map/style.hpp"
#include "map/symbol_path.hpp"

namespace balise::map {

namespace {

namespace fs = std::filesystem;

// The square that symbols are drawn in and the halo around their outline, in its units: those of the symbols on the map
// unless the file says otherwise.
struct Drawing {
    double grid = 16;
    double halo = 1.4 / 15.5 * 16;
};
constexpr double tolerance = 0.002;  // of curves, as a part of the square

// Colours by their name in the symbol file: "family" (set for each symbol), "ink", "ground" and the families.
using Palette = std::map<std::string, Colour, std::less<>>;

const Json& member(const Json& object, const std::string& key, const std::string& path) {
    if (!object.is_object()) refuse(path, base::mark("expected: an object"));
    if (!object.contains(key)) refuse(path, base::mark("\"{0}\" is missing", key));
    return object[key];
}

std::string words_of(const Json& value, const std::string& path) {
    if (!value.is_string()) refuse(path, base::mark("expected: words that are not empty"));
    return value.get<std::string>();
}

double number_of(const Json& value, const std::string& path, double least) {
    if (!value.is_number()) refuse(path, base::mark("expected: {0}", base::mark("a number")));
    const auto number = value.get<double>();
    if (!std::isfinite(number) || number < least) refuse(path, base::mark("{0} is less than {1}", number, least));
    return number;
}

void only(const Json& object, const std::vector<std::string_view>& known, const std::string& path) {
    for (const auto& [key, value] : object.items())
        if (std::find(known.begin(), known.end(), key) == known.end())
            refuse(path + "." + key, base::mark("unknown property"));
}

Palette read_palette(const Json& colours, const std::string& path, bool dark) {
    Palette palette;
    if (!colours.is_object()) refuse(path, base::mark("expected: an object"));
    for (const auto& [name, pair] : colours.items()) {
        const std::string key = dark ? "dark" : "light", here = path + "." + name + "." + key;
        const auto words = words_of(member(pair, key, path + "." + name), here);
        const auto colour = parse_colour(words);
        if (!colour) refuse(here, base::mark("\"{0}\" is not a colour", words));
        palette[name] = *colour;
    }
    for (const std::string needed : {"ink", "ground"}) member(colours, needed, path);
    return palette;
}

Colour colour_of(const Json& value, const Palette& palette, const std::string& path) {
    const auto name = words_of(value, path);
    if (const auto found = palette.find(name); found != palette.end()) return found->second;
    if (const auto colour = parse_colour(name)) return *colour;
    refuse(path, base::mark("\"{0}\" is not a colour", name));
}

// From the drawing's square to the box about the origin.
Paths in_box(Paths paths, double grid) {
    for (auto& spot : paths.spots)
        spot = {static_cast<float>(spot.x / grid - 0.5), static_cast<float>(spot.y / grid - 0.5)};
    return paths;
}

SymbolPart read_part(const Json& part, const Palette& palette, double grid, const std::string& path) {
    if (!part.is_object()) refuse(path, base::mark("expected: an object"));
    only(part, {"path", "fill", "stroke", "width"}, path);
    SymbolPart made;
    const auto outline = words_of(member(part, "path", path), path + ".path");
    made.paths = base::within(base::verbatim(path + ".path"),
                              [&] { return in_box(flatten_path(outline, tolerance * grid), grid); });
    if (made.paths.ends.empty()) refuse(path + ".path", base::mark("the path draws nothing"));
    if (part.contains("stroke")) {
        if (part.contains("fill")) refuse(path, base::mark("a part is either filled or stroked"));
        made.colour = colour_of(part["stroke"], palette, path + ".stroke");
        made.width = static_cast<float>(number_of(member(part, "width", path), path + ".width", 0.01) / grid);
    } else {
        made.colour = colour_of(member(part, "fill", path), palette, path + ".fill");
    }
    return made;
}

Symbol read_symbol(const std::string& name, const Json& value, const Palette& palette, const Drawing& drawing,
                   const std::string& path) {
    Symbol symbol;
    symbol.name = name;
    const Json& parts = member(value, "parts", path);
    if (!parts.is_array() || parts.empty()) refuse(path + ".parts", base::mark("expected: a list of parts"));
    for (std::size_t i = 0; i < parts.size(); ++i)
        symbol.parts.push_back(read_part(parts[i], palette, drawing.grid, path + ".parts[" + std::to_string(i) + "]"));
    const double around = value.contains("halo") ? number_of(value["halo"], path + ".halo", 0) : drawing.halo;
    if (around > 0) {
        SymbolPart first = symbol.parts.front();
        // The outline's own line, where there is one, is the widest of the parts drawn on the same path.
        for (const auto& part : symbol.parts)
            if (part.paths == first.paths) first.width = std::max(first.width, part.width);
        first.width += static_cast<float>(2 * around / drawing.grid);
        first.colour = palette.at("ground");
        symbol.parts.insert(symbol.parts.begin(), std::move(first));
    }
    return symbol;
}

Pattern read_pattern(const std::string& name, const Json& value, const std::string& path) {
    if (!value.is_object()) refuse(path, base::mark("expected: an object"));
    only(value, {"kind", "period", "width", "angle"}, path);
    Pattern pattern;
    pattern.name = name;
    const auto kind = words_of(member(value, "kind", path), path + ".kind");
    if (kind == "dots")
        pattern.kind = Pattern::Kind::dots;
    else if (kind == "cross")
        pattern.kind = Pattern::Kind::cross;
    else if (kind != "lines")
        refuse(path + ".kind", base::mark("\"{0}\" is none of: {1}", kind, "lines, cross, dots"));
    pattern.period = number_of(member(value, "period", path), path + ".period", 0.1);
    pattern.width = number_of(member(value, "width", path), path + ".width", 0.01);
    if (pattern.width >= pattern.period) refuse(path + ".width", base::mark("the width is not less than the period"));
    if (value.contains("angle")) pattern.angle = number_of(value["angle"], path + ".angle", -360);
    return pattern;
}

template <class Read>
void read_json(const fs::path& file, Read&& read) {
    base::within(base::verbatim(file.filename().string()), [&] {
        const Json root = parse_json(base::read_file(file));
        if (!root.is_object()) refuse("symbols", base::mark("expected: an object"));
        read(root);
    });
}

}  // namespace

SymbolSet SymbolSet::load(const std::string& folder, bool dark) {
    const fs::path place = folder.empty() ? base::data_folder() / "symbols" : fs::path(folder);
    std::error_code ignored;
    if (!fs::is_directory(place, ignored))
        throw base::Error(base::ErrorKind::not_found,
                          base::mark("there is no folder of symbols at \"{0}\"", place.string()));
    SymbolSet set;
    read_json(place / "symbols.json", [&](const Json& root) {
        only(root, {"grid", "halo", "colours", "symbols"}, "symbols");
        Drawing drawing;
        if (root.contains("grid")) drawing.grid = number_of(root["grid"], "grid", 1);
        if (root.contains("halo")) drawing.halo = number_of(root["halo"], "halo", 0);
        Palette palette = read_palette(member(root, "colours", "symbols"), "colours", dark);
        set.ink_ = palette.at("ink");
        set.ground_ = palette.at("ground");
        const Json& symbols = member(root, "symbols", "symbols");
        if (!symbols.is_object()) refuse("symbols", base::mark("expected: an object"));
        for (const auto& [name, value] : symbols.items()) {
            const std::string path = "symbols." + name;
            if (!value.is_object()) refuse(path, base::mark("expected: an object"));
            only(value, {"family", "halo", "parts"}, path);
            const Colour family =
                value.contains("family") ? colour_of(value["family"], palette, path + ".family") : palette.at("ink");
            palette["family"] = family;
            set.by_name_.emplace(name, static_cast<std::uint32_t>(set.symbols_.size()));
            set.symbols_.push_back(read_symbol(name, value, palette, drawing, path));
            set.colours_.push_back(family);
        }
    });
    // A set of pictures for buttons and lists has none.
    if (fs::exists(place / "patterns.json", ignored))
        read_json(place / "patterns.json", [&](const Json& root) {
            for (const auto& [name, value] : root.items()) set.patterns_.emplace(name, read_pattern(name, value, name));
        });
    return set;
}

std::optional<std::uint32_t> SymbolSet::find(std::string_view name) const {
    const auto found = by_name_.find(name);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
}

const Pattern* SymbolSet::pattern(std::string_view name) const {
    const auto found = patterns_.find(name);
    return found == patterns_.end() ? nullptr : &found->second;
}

Colour SymbolSet::family_colour(std::uint32_t symbol) const {
    return symbol < colours_.size() ? colours_[symbol] : Colour{27, 33, 36, 255};
}

}  // namespace balise::map
