#pragma once
// What a file is, told from its content.
#include <filesystem>
#include <string>
#include <string_view>

namespace balise::exchange {

enum class FileFormat { text_table, json, xlsx, xls, ods, shapefile, geopackage, kml, kmz, gpx, zip };

// "CSV", "XLSX"…
std::string_view format_name(FileFormat format);

// Recognises the format of bytes by their content. Throws invalid_input for an empty file and for everything that is
// neither a table nor a map layer, saying what it is and what to do.
FileFormat recognise_format(std::string_view bytes, const std::string& shown_name);

// The first bytes of a file; not_found when there is none, io when it cannot be read, invalid_input for a folder.
std::string head_of(const std::filesystem::path& file, std::size_t most);

}  // namespace balise::exchange
