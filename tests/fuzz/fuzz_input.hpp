#pragma once
// What the fuzzers share: their entry point, a check that stays in every build, and a file for code that reads files.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace balise::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

// A file of this process alone, written anew for every input and removed at the end.
class InputFile {
public:
    explicit InputFile(std::string_view extension)
        : path_(std::filesystem::temp_directory_path() /
                ("balise_fuzz_" + std::to_string(::getpid()) + std::string(extension))) {}
    ~InputFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;
    const std::filesystem::path& write(std::string_view content) const {
        std::ofstream(path_, std::ios::binary | std::ios::trunc) << content;
        return path_;
    }

private:
    std::filesystem::path path_;
};

}  // namespace balise::fuzz
