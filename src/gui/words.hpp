#pragma once
// Words and figures as the panels write them, in the window's language.
#include <cstdint>
#include <filesystem>
#include <string>

#include "gui/shown.hpp"

namespace balise::gui {

// "12.10.2026" (French), "2026-10-12" (English); of no date: "—".
std::string date_words(const Shown& shown, std::uint32_t day);
std::string audience_name(const Shown& shown, model::Audience audience);
// "1:4 300 000"
std::string scale_words(const Shown& shown, base::ScaleDenominator scale);
// The denominator in "1:25 000", "25000", "1/25.000"; nothing when it is none between 500 and 50 million.
std::optional<base::ScaleDenominator> parse_scale(std::string_view words);
// "7,69390° N  5,03030° O"
std::string degrees_words(const Shown& shown, geo::LonLat position);
std::string size_words(const Shown& shown, std::int64_t bytes);
// Name of the area of this level (1 = region) that holds it, else its own name; a dash when none is known.
const std::string& region_name(const app::Snapshot& snapshot, std::uint32_t area);
// Whether a day lies more than a year before today ("2026-11-24"); false when there is none.
bool is_stale(std::uint32_t day, const std::string& today);

inline bool is_internal(const Shown& shown) {
    return shown.audience == model::Audience::internal;
}

}  // namespace balise::gui
