#pragma once
// Where the program's own data and catalogues are.
#include <filesystem>
#include <vector>

namespace balise::base {

// The data folder: $BALISE_DATA_DIR, else beside the installed program, else the source tree. Throws not_found.
std::filesystem::path data_folder();
// The programs of the graphics processor: with the data when installed, beside it in the source tree. Throws not_found.
std::filesystem::path shader_folder();
// Folders that may hold <language>/LC_MESSAGES/balise.mo, best first.
std::vector<std::filesystem::path> catalogue_folders();

}  // namespace balise::base
