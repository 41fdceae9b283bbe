#pragma once
// Spreadsheets and map layers through GDAL, one driver at a time.
#include <filesystem>
#include <memory>
#include <string>

#include "exchange/memory_files.hpp"
#include "exchange/sniff.hpp"
#include "exchange/source.hpp"

namespace balise::exchange {

// Opens `path` (in memory, or on the disk) with the driver of `format` and no other. `memory` is kept as long as the
// source. Throws invalid_input when it is damaged or has no layer that holds anything.
std::unique_ptr<Source> open_with_gdal(FileFormat format, const std::string& path, std::unique_ptr<MemoryFiles> memory,
                                       const std::string& shown_name, const SourceOptions& options);

}  // namespace balise::exchange
