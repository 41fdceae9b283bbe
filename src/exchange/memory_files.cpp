#include "exchange/memory_files.hpp"

#include <cpl_vsi.h>

#include <atomic>
#include <fstream>
#include <system_error>

#include "base/error.hpp"
#include "base/file.hpp"

namespace balise::exchange {

std::string read_capped(const std::filesystem::path& file, std::uintmax_t most) {
    std::error_code failure;
    const auto size = std::filesystem::file_size(file, failure);
    if (!failure && size > most)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" has {1} MB, more than the {2} MB that are read; split it",
                                     file.filename().string(), size >> 20U, most >> 20U));
    if (failure) return base::read_file(file);
    // In one piece: a table of ten megabytes would otherwise be copied three times.
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!stream.read(bytes.data(), static_cast<std::streamsize>(size))) return base::read_file(file);
    return bytes;
}

MemoryFiles::MemoryFiles() {
    static std::atomic<unsigned> count{0};
    folder_ = "/vsimem/balise-" + std::to_string(++count);
}

MemoryFiles::~MemoryFiles() {
    for (const auto& path : paths_) VSIUnlink(path.c_str());
    VSIRmdirRecursive(folder_.c_str());
}

std::string MemoryFiles::add(const std::string& name, std::string bytes) {
    contents_.push_back(std::make_unique<std::string>(std::move(bytes)));
    auto& kept = *contents_.back();
    paths_.push_back(folder_ + "/" + name);
    VSILFILE* handle =
        VSIFileFromMemBuffer(paths_.back().c_str(), reinterpret_cast<GByte*>(kept.data()), kept.size(), FALSE);
    if (handle == nullptr)
        throw base::Error(base::ErrorKind::internal, base::mark("there is not enough memory to read \"{0}\"", name));
    VSIFCloseL(handle);
    return paths_.back();
}

}  // namespace balise::exchange
