// Colours as CSS writes them.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/words.hpp"
#include "map/style.hpp"

namespace balise::map {

namespace {

std::optional<int> hexadecimal_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return std::nullopt;
}

std::optional<Colour> from_hexadecimal(std::string_view digits) {
    const bool brief = digits.size() == 3 || digits.size() == 4;
    if (!brief && digits.size() != 6 && digits.size() != 8) return std::nullopt;
    std::array<std::uint8_t, 4> channels{0, 0, 0, 255};
    const std::size_t width = brief ? 1 : 2;
    for (std::size_t i = 0; i < digits.size(); i += width) {
        const auto high = hexadecimal_digit(digits[i]), low = hexadecimal_digit(digits[i + width - 1]);
        if (!high || !low) return std::nullopt;
        channels[i / width] = static_cast<std::uint8_t>(*high * 16 + *low);
    }
    return Colour{channels[0], channels[1], channels[2], channels[3]};
}

std::uint8_t channel(double value) {
    return static_cast<std::uint8_t>(std::lround(value));
}

// A number, with a per cent sign when it is a share.
std::optional<double> amount(std::string_view words, bool per_cent, double most) {
    if (per_cent) {
        if (!words.ends_with('%')) return std::nullopt;
        words.remove_suffix(1);
    }
    const auto number = base::parse_number(words);
    if (!number || *number < 0 || *number > most) return std::nullopt;
    return number;
}

// https://www.w3.org/TR/css-color-3/#hsl-color
Colour from_hsl(double hue, double saturation, double lightness) {
    const double chroma = saturation * std::min(lightness, 1 - lightness);
    const auto level = [&](double n) {
        const double k = std::fmod(n + hue / 30, 12);
        return channel(255 * (lightness - chroma * std::max(-1.0, std::min({k - 3, 9 - k, 1.0}))));
    };
    return {level(0), level(8), level(4), 255};
}

std::optional<Colour> from_function(std::string_view name, std::string_view inside) {
    const auto parts = base::split(inside, ',');
    const bool has_alpha = name == "rgba" || name == "hsla";
    if (parts.size() != (has_alpha ? 4U : 3U)) return std::nullopt;
    const auto alpha = has_alpha ? amount(parts[3], false, 1) : 1.0;
    const bool hsl = name.starts_with("hsl");
    const auto first = amount(parts[0], false, hsl ? 360 : 255), second = amount(parts[1], hsl, hsl ? 100 : 255),
               third = amount(parts[2], hsl, hsl ? 100 : 255);
    if (!alpha || !first || !second || !third) return std::nullopt;
    Colour colour = hsl ? from_hsl(*first, *second / 100, *third / 100)
                        : Colour{channel(*first), channel(*second), channel(*third), 255};
    colour.alpha = channel(*alpha * 255);
    return colour;
}

constexpr std::array<std::pair<std::string_view, Colour>, 17> named{{{"black", {0, 0, 0, 255}},
                                                                     {"silver", {192, 192, 192, 255}},
                                                                     {"gray", {128, 128, 128, 255}},
                                                                     {"white", {255, 255, 255, 255}},
                                                                     {"maroon", {128, 0, 0, 255}},
                                                                     {"red", {255, 0, 0, 255}},
                                                                     {"purple", {128, 0, 128, 255}},
                                                                     {"fuchsia", {255, 0, 255, 255}},
                                                                     {"green", {0, 128, 0, 255}},
                                                                     {"lime", {0, 255, 0, 255}},
                                                                     {"olive", {128, 128, 0, 255}},
                                                                     {"yellow", {255, 255, 0, 255}},
                                                                     {"navy", {0, 0, 128, 255}},
                                                                     {"blue", {0, 0, 255, 255}},
                                                                     {"teal", {0, 128, 128, 255}},
                                                                     {"aqua", {0, 255, 255, 255}},
                                                                     {"transparent", {0, 0, 0, 0}}}};

}  // namespace

std::optional<Colour> parse_colour(std::string_view words) {
    if (words.starts_with('#')) return from_hexadecimal(words.substr(1));
    for (const auto& [name, colour] : named)
        if (name == words) return colour;
    const auto bracket = words.find('(');
    if (bracket == std::string_view::npos || !words.ends_with(')')) return std::nullopt;
    const auto name = words.substr(0, bracket);
    if (name != "rgb" && name != "rgba" && name != "hsl" && name != "hsla") return std::nullopt;
    return from_function(name, words.substr(bracket + 1, words.size() - bracket - 2));
}

}  // namespace balise::map
