#pragma once
// Foreign bytes under a neutral name in memory, where GDAL reads them: it sees no path of the machine and can write
// nothing beside them.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace balise::exchange {

// The whole file, refused above `most` bytes.
std::string read_capped(const std::filesystem::path& file, std::uintmax_t most);

class MemoryFiles {
public:
    MemoryFiles();
    ~MemoryFiles();
    MemoryFiles(const MemoryFiles&) = delete;
    MemoryFiles& operator=(const MemoryFiles&) = delete;

    // Takes the bytes over; returns the name under which GDAL finds them.
    std::string add(const std::string& name, std::string bytes);

private:
    std::string folder_;
    std::vector<std::string> paths_;
    std::vector<std::unique_ptr<std::string>> contents_;
};

}  // namespace balise::exchange
