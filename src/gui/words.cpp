#include "gui/words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/words.hpp"

namespace balise::gui {

using base::mark;

std::string date_words(const Shown& shown, std::uint32_t day) {
    if (day == 0) return "—";
    const auto year = day / 10000, month = day / 100 % 100, date = day % 100;
    std::array<char, 40> line{};
    const bool french = shown.preferences.language == base::Language::french;
    if (month == 0)
        std::snprintf(line.data(), line.size(), "%04u", year);
    else if (date == 0 && french)  // only the month is known
        std::snprintf(line.data(), line.size(), "%02u.%04u", month, year);
    else if (date == 0)
        std::snprintf(line.data(), line.size(), "%04u-%02u", year, month);
    else if (french)
        std::snprintf(line.data(), line.size(), "%02u.%02u.%04u", date, month, year);
    else
        std::snprintf(line.data(), line.size(), "%04u-%02u-%02u", year, month, date);
    return line.data();
}

std::string audience_name(const Shown& shown, model::Audience audience) {
    switch (audience) {
        case model::Audience::everyone: return tr(shown, mark("Public"));
        case model::Audience::partners: return tr(shown, mark("Partners"));
        case model::Audience::internal: break;
    }
    return tr(shown, mark("Internal"));
}

std::string scale_words(const Shown& shown, base::ScaleDenominator scale) {
    // Three figures are what a person compares; more would flicker while the map is moved.
    const double step = std::pow(10.0, std::max(0.0, std::floor(std::log10(std::max(1.0, scale.value))) - 2));
    return "1:" + shown.say->number(static_cast<std::int64_t>(std::llround(scale.value / step) * std::llround(step)));
}

std::optional<base::ScaleDenominator> parse_scale(std::string_view words) {
    const auto after = words.find_last_of(":/");
    if (after != std::string_view::npos) words.remove_prefix(after + 1);
    double value = 0;
    bool has_digit = false;
    for (const char c : words) {
        if (c >= '0' && c <= '9') {
            value = value * 10 + (c - '0');
            has_digit = true;
        } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-') {
            return std::nullopt;
        }
    }
    if (!has_digit || value < 500 || value > 50'000'000) return std::nullopt;
    return base::ScaleDenominator{value};
}

std::string degrees_words(const Shown& shown, geo::LonLat position) {
    const bool french = shown.preferences.language == base::Language::french;
    const auto part = [&](double value, const char* positive, const char* negative) {
        // Always five decimals (a metre), so that the figures do not jump while the mouse moves.
        std::array<char, 32> figures{};
        std::snprintf(figures.data(), figures.size(), "%.5f", std::abs(value));
        std::string words = figures.data();
        if (french) std::replace(words.begin(), words.end(), '.', ',');
        return words + "° " + (value < 0 ? negative : positive);
    };
    return part(position.lat, "N", "S") + "  " + part(position.lon, "E", french ? "O" : "W");
}

std::string size_words(const Shown& shown, std::int64_t bytes) {
    const auto value = static_cast<double>(bytes);
    if (bytes < 1000) return tr(shown, mark("{0} bytes", bytes));
    if (value < 1e6) return tr(shown, mark("{0} kB", shown.say->number(value / 1e3, 0)));
    if (value < 1e9) return tr(shown, mark("{0} MB", shown.say->number(value / 1e6, 1)));
    return tr(shown, mark("{0} GB", shown.say->number(value / 1e9, 1)));
}

const std::string& region_name(const app::Snapshot& snapshot, std::uint32_t area) {
    static const std::string none = "—";
    if (area >= snapshot.areas.size()) return none;
    const auto region = snapshot.area_above(area, 1);
    return snapshot.areas[region < snapshot.areas.size() ? region : area].name;
}

bool is_stale(std::uint32_t day, const std::string& today) {
    if (day == 0 || today.size() < 10) return false;
    const auto now = base::parse_whole(today.substr(0, 4) + today.substr(5, 2) + today.substr(8, 2));
    return now && static_cast<long long>(day) + 10000 < *now;
}

}  // namespace balise::gui
