#include "exchange/text_encoding.hpp"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::exchange {

namespace {

struct ConverterClose {
    using pointer = iconv_t;
    void operator()(iconv_t converter) const { iconv_close(converter); }
};
const iconv_t no_converter = reinterpret_cast<iconv_t>(-1);  // NOLINT: iconv's own sentinel

enum class OnBadByte { stop, replace };

// Nothing when the encoding is not known, or, with `stop`, when a byte does not belong to it.
std::optional<std::string> convert(std::string_view bytes, const std::string& encoding, OnBadByte on_bad_byte) {
    const iconv_t opened = iconv_open("UTF-8", encoding.c_str());
    if (opened == no_converter) return std::nullopt;
    const std::unique_ptr<void, ConverterClose> converter(opened);
    std::string out;
    std::array<char, 65536> buffer;
    auto* from = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
        char* to = buffer.data();
        std::size_t room = buffer.size();
        const auto result = iconv(converter.get(), &from, &left, &to, &room);
        const int reason = errno;
        out.append(buffer.data(), buffer.size() - room);
        if (result != static_cast<std::size_t>(-1) || reason == E2BIG) continue;
        if (on_bad_byte == OnBadByte::stop) return std::nullopt;
        out += "\xEF\xBF\xBD";  // U+FFFD, shown and reported
        ++from;
        --left;
    }
    return out;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
    const auto* at = reinterpret_cast<const unsigned char*>(text.data());
    const auto* const end = at + text.size();
    while (at < end) {
        std::uint64_t eight = 0;
        while (end - at >= 8) {
            std::memcpy(&eight, at, 8);
            if ((eight & 0x8080808080808080U) != 0) break;
            at += 8;
        }
        if (at == end) break;
        const unsigned lead = *at++;
        if (lead < 0x80) continue;
        if (lead < 0xC2 || lead > 0xF4) return false;
        const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        if (end - at < more) return false;
        // The first continuation byte has a narrower range after four leads (Unicode 15, table 3-7).
        const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (*at < low || *at > high) return false;
        for (int i = 1; i < more; ++i)
            if ((at[i] & 0xC0U) != 0x80) return false;
        at += more;
    }
    return true;
}

namespace {

struct Utf8Look {
    std::size_t good = 0;  // sequences of several bytes
    std::size_t bad = 0;
};

Utf8Look look_at(std::string_view text) {
    Utf8Look look;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
        if (length != 0 && i + length <= text.size() && is_valid_utf8(text.substr(i, length))) {
            ++look.good;
            i += length;
        } else {
            ++look.bad;
            ++i;
        }
    }
    return look;
}

// How much the bytes look like French: the letters stand in the order of their frequency, the first weigh most.
std::size_t frenchness(std::string_view bytes, std::string_view letters) {
    std::array<std::size_t, 256> weight{};
    for (std::size_t i = 0; i < letters.size(); ++i)
        weight[static_cast<unsigned char>(letters[i])] = i == 0 ? 6 : i < 4 ? 3 : i < 12 ? 2 : 1;
    std::size_t sum = 0;
    for (const char c : bytes) sum += weight[static_cast<unsigned char>(c)];
    return sum;
}

std::string guess_eight_bit(std::string_view bytes) {
    const auto sample = bytes.substr(0, 1U << 20U);
    // é è à ê ç ô î â û ù ë ï É È À Ç Ô and the typographic apostrophe
    struct Candidate {
        const char* name;
        std::string_view letters;
    };
    static constexpr Candidate candidates[] = {
        {"CP1252", "\xE9\xE8\xE0\xEA\xE7\xF4\xEE\xE2\xFB\xF9\xEB\xEF\xC9\xC8\xC0\xC7\xD4\x92"},
        {"MACINTOSH", "\x8E\x8F\x88\x90\x8D\x99\x94\x89\x9E\x9D\x91\x95\x83\xE9\xCB\x82\xEF\xD5"},
        {"CP850", "\x82\x8A\x85\x88\x87\x93\x8C\x83\x96\x97\x89\x8B\x90\xD4\xB7\x80\xE2"},
    };
    std::string best = "CP1252";
    std::size_t most = 0;
    for (const auto& candidate : candidates) {
        const auto score = frenchness(sample, candidate.letters);
        if (score > most) {
            most = score;
            best = candidate.name;
        }
    }
    const auto high = static_cast<std::size_t>(
        std::count_if(sample.begin(), sample.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }));
    if (most >= 2 * high) return best;
    const std::unique_ptr<uchardet, decltype(&uchardet_delete)> detector(uchardet_new(), &uchardet_delete);
    uchardet_handle_data(detector.get(), sample.data(), sample.size());
    uchardet_data_end(detector.get());
    const std::string guess = uchardet_get_charset(detector.get());
    return guess.empty() || guess == "UTF-8" || guess == "ASCII" ? best : guess;
}

std::optional<std::string> by_mark(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return "UTF-16LE";
    if (bytes.starts_with("\xFE\xFF")) return "UTF-16BE";
    const auto head = bytes.substr(0, 4096);
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++zeros[i % 2];
    if (zeros[0] + zeros[1] == 0) return std::nullopt;
    return zeros[1] > zeros[0] ? "UTF-16LE" : "UTF-16BE";
}

void drop_mark(std::string& text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
}

}  // namespace

DecodedText decode(std::string bytes, const std::string& wanted, const std::string& shown_name) {
    if (!wanted.empty() && base::fold_to_key(wanted) != "utf8") {
        auto text = convert(bytes, wanted, OnBadByte::stop);
        if (!text)
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("\"{0}\" cannot be read in the encoding \"{1}\"; try {2}", shown_name, wanted,
                                         "UTF-8, CP1252"));
        drop_mark(*text);
        return {std::move(*text), wanted};
    }
    if (const auto wide = by_mark(bytes); wide && wanted.empty()) {
        auto text = convert(bytes, *wide, OnBadByte::replace).value_or(std::string());
        drop_mark(text);
        return {std::move(text), *wide};
    }
    drop_mark(bytes);
    if (is_valid_utf8(bytes)) return {std::move(bytes), "UTF-8"};
    const auto look = look_at(bytes);
    if (!wanted.empty() || look.good > 3 * look.bad) return {std::move(bytes), "UTF-8", true};
    const auto encoding = guess_eight_bit(bytes);
    auto text = convert(bytes, encoding, OnBadByte::replace);
    if (!text) text = convert(bytes, "CP1252", OnBadByte::replace);
    return {std::move(text).value_or(std::string()), encoding};
}

std::string decode_cell(std::string_view cell, const std::string& fallback) {
    if (is_valid_utf8(cell)) return std::string(cell);
    auto text = convert(cell, fallback.empty() ? "CP1252" : fallback, OnBadByte::replace);
    if (!text) text = convert(cell, "CP1252", OnBadByte::replace);
    return std::move(text).value_or(std::string());
}

}  // namespace balise::exchange
