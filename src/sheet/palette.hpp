#pragma once
// Colours and lines of the printed page, as the paper style has them.
#include "map/display_list.hpp"
#include "map/text.hpp"

namespace balise::sheet {

inline constexpr map::Colour ink{0x1B, 0x21, 0x24};
inline constexpr map::Colour second{0x59, 0x63, 0x6A};
inline constexpr map::Colour strong_line{0x85, 0x8D, 0x92};
inline constexpr map::Colour hairline{0xDF, 0xE1, 0xDD};
inline constexpr map::Colour accent{0x0B, 0x5C, 0x73};
inline constexpr map::Colour beacon{0xD9, 0x48, 0x0F};
inline constexpr map::Colour white{0xFF, 0xFF, 0xFF};
inline constexpr map::Colour note_ground{0xF3, 0xF4, 0xF2};
inline constexpr map::Colour sample_ground{0xFF, 0xF3, 0xD1};
inline constexpr map::Colour sample_ink{0x6B, 0x4A, 0x00};
inline constexpr map::Colour sample_line{0xC9, 0x9A, 0x3B};
inline constexpr map::Colour land{0xFC, 0xFA, 0xF4};
inline constexpr map::Colour veil{0xF4, 0xF1, 0xEA};
inline constexpr map::Colour sea{0xD5, 0xE4, 0xEB};
inline constexpr map::Colour border{0x5F, 0x55, 0x4E};
inline constexpr map::Colour region_line{0xBD, 0xB1, 0xA3};
inline constexpr map::Colour region_name{0x8A, 0x7B, 0x6C};
inline constexpr map::Colour water_name{0x3E, 0x7C, 0x99};

// Millimetres.
inline constexpr double frame_line = 0.35, rule_line = 0.3, row_line = 0.12, stamp_line = 0.6;

}  // namespace balise::sheet
