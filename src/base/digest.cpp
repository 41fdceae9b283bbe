#include "base/digest.hpp"

#include <openssl/evp.h>

#include <fstream>
#include <vector>

#include "base/error.hpp"

namespace balise::base {

struct Sha256::State {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~State() { EVP_MD_CTX_free(context); }
    State() = default;
    State(const State&) = delete;
    State& operator=(const State&) = delete;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {
    if (state_->context == nullptr || EVP_DigestInit_ex(state_->context, EVP_sha256(), nullptr) != 1)
        throw Error(ErrorKind::internal, mark("the checksum library could not be started"));
}

Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
}

Digest Sha256::finish() {
    Digest digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(state_->context, digest.data(), &length);
    EVP_DigestInit_ex(state_->context, nullptr, nullptr);  // the same algorithm again
    return digest;
}

Digest sha256(std::string_view bytes) {
    // Looking the algorithm up costs more than a short sum; it is done once a thread.
    thread_local Sha256 sum;
    sum.add(bytes);
    return sum.finish();
}

std::string hex(const Digest& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string words;
    for (auto byte : digest) {
        words += digits[byte >> 4U];
        words += digits[byte & 15U];
    }
    return words;
}

std::string sha256_of_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(ErrorKind::io, mark("cannot read {0}", file.string()));
    Sha256 sum;
    std::vector<char> block(1 << 16);
    while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
        sum.add({block.data(), static_cast<std::size_t>(in.gcount())});
    // A folder opens like a file and fails only here; without this it would have the checksum of nothing.
    if (in.bad()) throw Error(ErrorKind::io, mark("cannot read {0}", file.string()));
    return hex(sum.finish());
}

}  // namespace balise::base
