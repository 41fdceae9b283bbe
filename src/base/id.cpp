#include "base/id.hpp"

#include <random>

#include "base/clock.hpp"
#include "base/digest.hpp"

namespace balise::base {

namespace {
constexpr std::string_view hex_digits = "0123456789abcdef";

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}
}  // namespace

std::string Uuid::text() const {
    std::string words(36, '-');
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) ++at;
        words[at++] = hex_digits[bytes[i] >> 4U];
        words[at++] = hex_digits[bytes[i] & 15U];
    }
    return words;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
    if (text.size() != 36) return std::nullopt;
    Uuid uuid;
    std::size_t at = 0;
    for (std::size_t i = 0; i < uuid.bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            if (text[at++] != '-') return std::nullopt;
        const int high = hex_value(text[at++]);
        const int low = hex_value(text[at++]);
        if (high < 0 || low < 0) return std::nullopt;
        uuid.bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return uuid;
}

IdSource::IdSource(std::string_view seed) {
    if (const auto epoch = source_date_epoch()) {
        reproducible_ = true;
        milliseconds_ = static_cast<std::uint64_t>(*epoch) * 1000U;
        const auto digest = sha256(std::to_string(*epoch) + "\n" + std::string(seed));
        for (std::size_t word = 0; word < 2; ++word)
            for (std::size_t i = 0; i < 8; ++i) state_[word] = (state_[word] << 8U) | digest[word * 8 + i];
    } else {
        std::random_device device;
        for (auto& word : state_) word = (static_cast<std::uint64_t>(device()) << 32U) | device();
        milliseconds_ = static_cast<std::uint64_t>(now_milliseconds());
    }
    if (state_[0] == 0 && state_[1] == 0) state_[0] = 1;
}

// xoroshiro128+ (Blackman and Vigna, 2018): ids need to be different, not secret.
std::uint64_t IdSource::next_random() {
    const auto rotate = [](std::uint64_t value, unsigned bits) { return (value << bits) | (value >> (64U - bits)); };
    const std::uint64_t first = state_[0];
    std::uint64_t second = state_[1];
    const std::uint64_t result = first + second;
    second ^= first;
    state_[0] = rotate(first, 24) ^ second ^ (second << 16U);
    state_[1] = rotate(second, 37);
    return result;
}

Uuid IdSource::next() {
    Uuid uuid;
    const std::uint64_t time = milliseconds_ + counter_ / 4096;
    for (std::size_t i = 0; i < 6; ++i) uuid.bytes[i] = static_cast<std::uint8_t>(time >> (40U - 8U * i));
    const std::uint64_t sequence = counter_++ & 0xFFFU;
    uuid.bytes[6] = static_cast<std::uint8_t>(0x70U | (sequence >> 8U));
    uuid.bytes[7] = static_cast<std::uint8_t>(sequence);
    std::uint64_t random = next_random();
    for (std::size_t i = 8; i < 16; ++i) {
        uuid.bytes[i] = static_cast<std::uint8_t>(random);
        random >>= 8U;
    }
    uuid.bytes[8] = static_cast<std::uint8_t>(0x80U | (uuid.bytes[8] & 0x3FU));
    return uuid;
}

}  // namespace balise::base
