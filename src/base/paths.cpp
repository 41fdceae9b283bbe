#include "base/paths.hpp"

#include <cstdlib>
#include <system_error>

#include "base/error.hpp"

namespace balise::base {

namespace fs = std::filesystem;

namespace {

fs::path program_folder() {
    std::error_code failure;
    const fs::path program = fs::read_symlink("/proc/self/exe", failure);
    return failure ? fs::path() : program.parent_path();
}

}  // namespace

fs::path data_folder() {
    std::vector<fs::path> candidates;
    if (const char* chosen = std::getenv("BALISE_DATA_DIR")) candidates.emplace_back(chosen);
    candidates.push_back(program_folder() / ".." / "share" / "balise");
    candidates.emplace_back(BALISE_SOURCE_DATA_DIR);
    candidates.emplace_back(BALISE_INSTALL_DATA_DIR);
    for (const auto& candidate : candidates) {
        std::error_code ignored;
        if (fs::is_directory(candidate / "vocabularies", ignored)) return fs::weakly_canonical(candidate, ignored);
    }
    throw Error(ErrorKind::not_found,
                mark("the folder of the program's data was not found; set BALISE_DATA_DIR to it"));
}

fs::path shader_folder() {
    const auto data = data_folder();
    for (const auto& candidate : {data / "shaders", data / ".." / "shaders"}) {
        std::error_code ignored;
        if (fs::is_directory(candidate, ignored)) return fs::weakly_canonical(candidate, ignored);
    }
    throw Error(ErrorKind::not_found,
                mark("the folder {0} with the shaders was not found", (data / "shaders").string()));
}

std::vector<fs::path> catalogue_folders() {
    std::vector<fs::path> folders;
    if (const char* chosen = std::getenv("BALISE_CATALOGUE_DIR")) folders.emplace_back(chosen);
    folders.emplace_back(BALISE_CATALOGUE_DIR);
    folders.push_back(program_folder() / ".." / "share" / "locale");
    return folders;
}

}  // namespace balise::base
