#pragma once
// An address as a QR code (ISO/IEC 18004, by libqrencode).
#include <optional>
#include <string>

#include "map/display_list.hpp"

namespace balise::sheet {

// The dark modules as shapes in `box`, its white border of four modules not counted. Nothing for an empty address.
// Throws invalid_input for an address that is too long for a code.
std::optional<map::Fill> qr_code(const std::string& address, map::Frame box, map::Colour colour);

}  // namespace balise::sheet
