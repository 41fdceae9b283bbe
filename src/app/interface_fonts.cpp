#include "app/interface_fonts.hpp"

#include "map/text.hpp"

namespace balise::app {

namespace {

std::string utf8(char32_t letter) {
    const auto byte = [](char32_t bits) { return static_cast<char>(static_cast<unsigned char>(bits)); };
    if (letter < 0x80) return {byte(letter)};
    if (letter < 0x800) return {byte(0xC0U | (letter >> 6U)), byte(0x80U | (letter & 0x3FU))};
    return {byte(0xE0U | (letter >> 12U)), byte(0x80U | ((letter >> 6U) & 0x3FU)), byte(0x80U | (letter & 0x3FU))};
}

}  // namespace

InterfaceFont interface_font(int weight, const std::vector<char32_t>& letters) {
    map::Typesetter setter;
    map::TextStyle style;
    style.weight = static_cast<map::Weight>(weight);
    style.size = 10;
    const auto sample = setter.line("H", style);
    InterfaceFont font;
    if (!sample.runs.empty()) {
        const auto& used = setter.fonts().at(sample.runs.front().font);
        font.file = used.file;
        font.face = used.face;
    }
    font.height = sample.height / style.size;
    font.advances.reserve(letters.size());
    // Alone, blanks at the end would not count.
    const double frame = setter.line("HH", style).width;
    for (const char32_t letter : letters)
        font.advances.push_back(
            static_cast<float>((setter.line("H" + utf8(letter) + "H", style).width - frame) / style.size));
    return font;
}

}  // namespace balise::app
