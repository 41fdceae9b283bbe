#pragma once
// Lossless compression (zstd) of what the project file keeps for undo.
#include <cstddef>
#include <string>
#include <string_view>

namespace balise::base {

std::string compress(std::string_view bytes);
// Throws invalid_input when the bytes are damaged or would become larger than `limit`.
std::string decompress(std::string_view bytes, std::size_t limit);

}  // namespace balise::base
