#pragma once
// SHA-256 (FIPS 180-4), for the history chain and for checksums of what is written.
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace balise::base {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
std::string hex(const Digest& digest);
std::string sha256_of_file(const std::filesystem::path& file);

// The same, fed piece by piece.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::string_view bytes);
    // The sum of what was added; then a new sum begins.
    Digest finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::base
