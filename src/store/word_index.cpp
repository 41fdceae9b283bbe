#include "store/word_index.hpp"

#include <algorithm>
#include <array>

#include "base/words.hpp"

namespace balise::store {

namespace {

// What base::fold makes of each character below U+0250, computed once: folding is most of the work of an import.
constexpr std::size_t table_size = 0x250;
const std::array<std::string, table_size>& folded_characters() {
    static const auto table = [] {
        std::array<std::string, table_size> made;
        for (std::size_t code = 0x80; code < table_size; ++code) {
            const char bytes[2] = {static_cast<char>(0xC0U | (code >> 6U)), static_cast<char>(0x80U | (code & 0x3FU))};
            made[code] = base::fold(std::string_view(bytes, 2));
            const bool letters = made[code].find_first_of("abcdefghijklmnopqrstuvwxyz0123456789") != std::string::npos;
            if ((code < 0xC0 && !letters) || code == 0xD7 || code == 0xF7) made[code].assign(1, ' ');  // signs separate
        }
        return made;
    }();
    return table;
}

// Calls `ascii(char)` or `other(text)` for each folded character.
template <class Function>
void for_each_folded(std::string_view text, Function&& function) {
    const auto& table = folded_characters();
    std::size_t at = 0;
    while (at < text.size()) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            const char lower =
                byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : static_cast<char>(byte);
            function(std::string_view(&lower, 1));
            ++at;
            continue;
        }
        std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        length = std::min(length, text.size() - at);
        if (length == 2 && ((byte & 0x1FU) << 6U | (static_cast<unsigned char>(text[at + 1]) & 0x3FU)) < table_size)
            function(
                std::string_view(table[(byte & 0x1FU) << 6U | (static_cast<unsigned char>(text[at + 1]) & 0x3FU)]));
        else
            function(std::string_view(base::fold(text.substr(at, length))));
        at += length;
    }
}

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// General punctuation (U+2000–U+206F) separates; other characters beyond ASCII belong to words.
bool is_separator(std::string_view piece) {
    return piece.size() == 3 && piece[0] == '\xE2' && (piece[1] == '\x80' || piece[1] == '\x81');
}

bool is_stop_word(std::string_view word) {
    if (word.size() == 1) return word[0] < '0' || word[0] > '9';
    static constexpr std::array<std::string_view, 13> words{"au", "aux", "de",  "des", "du",  "en", "et",
                                                            "la", "le",  "les", "of",  "the", "and"};
    return word.size() <= 3 && std::find(words.begin(), words.end(), word) != words.end();
}

// Calls the function with each folded word.
template <class Function>
void for_each_word(std::string_view text, std::string& scratch, bool all, Function&& function) {
    scratch.clear();
    const auto finish = [&] {
        if (!scratch.empty() && (all || !is_stop_word(scratch))) function(std::string_view(scratch));
        scratch.clear();
    };
    for_each_folded(text, [&](std::string_view piece) {
        if (is_separator(piece)) return finish();
        for (const char c : piece) {
            if (is_word_byte(c))
                scratch += c;
            else
                finish();
        }
    });
    finish();
}

void put_varint(std::string& out, std::uint32_t value) {
    while (value >= 0x80) {
        out += static_cast<char>((value & 0x7FU) | 0x80U);
        value >>= 7U;
    }
    out += static_cast<char>(value);
}

}  // namespace

std::vector<std::string> words_of(std::string_view text, bool all) {
    std::vector<std::string> words;
    std::string scratch;
    for_each_word(text, scratch, all, [&](std::string_view word) { words.emplace_back(word); });
    return words;
}

void append_folded(std::string_view text, std::string& out) {
    for_each_folded(text, [&](std::string_view piece) {
        for (const char c : piece) out.push_back(c);
    });
}

int compare_folded(std::string_view a, std::string_view b) {
    thread_local std::string left;
    thread_local std::string right;
    left.clear();
    right.clear();
    append_folded(a, left);
    append_folded(b, right);
    return left.compare(right);
}

std::string code_word(std::string_view kind, std::string_view code) {
    std::string word(":");
    word += kind;
    word += ':';
    word += code;
    return word;
}

void WordBlock::begin(std::int64_t row) {
    row_ = static_cast<std::uint32_t>(row - (block_ << block_bits));
    note(":all:", 0);
}

void WordBlock::flush(Entries& entries) {
    if (!entries.pending) return;
    put_varint(entries.bytes, ((entries.last - entries.written) << 2U) | entries.places);
    entries.written = entries.last;
    entries.pending = false;
}

void WordBlock::note(std::string_view word, unsigned places) {
    auto found = words_.find(word);
    if (found == words_.end()) found = words_.emplace(std::string(word), Entries{}).first;
    auto& entries = found->second;
    if (entries.pending && entries.last == row_) {
        entries.places |= places;
        return;
    }
    flush(entries);
    entries.last = row_;
    entries.places = places;
    entries.pending = true;
}

void WordBlock::text(std::string_view words, WordPlace place) {
    if (words.empty()) return;
    for_each_word(words, scratch_, false, [&](std::string_view word) { note(word, place); });
}

void WordBlock::code(std::string_view kind, std::string_view code) {
    if (code.empty()) return;
    scratch_.assign(1, ':');
    scratch_ += kind;
    scratch_ += ':';
    scratch_ += code;
    note(scratch_, 0);
}

void WordBlock::service(std::string_view category, std::string_view status, std::string_view label) {
    if (status.empty() || status == "active") code("service", category);
    code("any_service", category);
    text(label, in_address);
}

void WordBlock::add(std::int64_t row, const model::Provider& provider) {
    begin(row);
    text(provider.name_fr, in_name);
    text(provider.name_en, in_name);
    text(provider.short_name, in_name);
    for (const auto& name : provider.former_names) text(name, in_name);
    text(provider.address, in_address);
    text(provider.landmark, in_address);
    text(provider.locality, in_address);
    code("type", provider.type);
    code("status", provider.status);
    code("area", provider.area_code);
    for (const auto& offered : provider.services) service(offered.category, offered.status, offered.label);
}

std::vector<std::pair<std::string, std::string>> WordBlock::take() {
    std::vector<std::pair<std::string, std::string>> rows;
    rows.reserve(words_.size());
    for (auto& [word, entries] : words_) {
        flush(entries);
        rows.emplace_back(word, std::move(entries.bytes));
    }
    words_.clear();
    std::sort(rows.begin(), rows.end());
    return rows;
}

std::int64_t count_postings(std::string_view entries) {
    // One number each, whose last byte alone has the high bit clear.
    return std::count_if(entries.begin(), entries.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

void decode_postings(std::int64_t block, std::string_view entries, std::vector<Posting>& postings) {
    std::int64_t row = block << block_bits;
    std::size_t at = 0;
    while (at < entries.size()) {
        std::uint32_t value = 0;
        unsigned shift = 0;
        while (at < entries.size()) {
            const auto byte = static_cast<unsigned char>(entries[at++]);
            if (shift < 32) value |= static_cast<std::uint32_t>(byte & 0x7FU) << shift;
            shift += 7;
            if (byte < 0x80) break;
        }
        row += value >> 2U;
        postings.push_back({row, value & 3U});
    }
}

std::vector<std::pair<std::string, std::string>> words_of_block(Connection& connection, std::int64_t block) {
    WordBlock words(block);
    const std::int64_t first = block << block_bits;
    const std::int64_t last = first + (std::int64_t{1} << block_bits) - 1;
    auto rows = connection.prepare(
        "SELECT fid, name_fr, name_en, short_name, former_names, address, landmark, locality, type, status, area_code "
        "FROM provider "
        "WHERE fid BETWEEN ? AND ? ORDER BY fid");
    auto services =
        connection.prepare("SELECT category, status, label FROM service WHERE provider = ? ORDER BY ordinal");
    rows.with(first, last);
    while (rows.step()) {
        words.begin(rows.whole(0));
        for (int column = 1; column <= 4; ++column) words.text(rows.text(column), in_name);
        for (int column = 5; column <= 7; ++column) words.text(rows.text(column), in_address);
        words.code("type", rows.text(8));
        words.code("status", rows.text(9));
        words.code("area", rows.text(10));
        services.with(rows.whole(0));
        while (services.step()) words.service(services.text(0), services.text(1), services.text(2));
        services.reset();
    }
    return words.take();
}

void write_block(Connection& connection, std::int64_t block,
                 const std::vector<std::pair<std::string, std::string>>& words) {
    auto insert = connection.prepare("INSERT INTO search_word (block, word, entries) VALUES (?, ?, ?)");
    for (const auto& [word, entries] : words) {
        insert.bind(1, block);
        insert.bind(2, std::string_view(word));
        insert.bind_blob(3, entries);
        insert.run();
    }
}

void mark_stale(Connection& connection, std::int64_t block) {
    connection
        .prepare("INSERT INTO search_stale SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM search_stale WHERE block = ?1)")
        .with(block)
        .run();
}

std::vector<std::int64_t> stale_blocks(Connection& connection) {
    std::vector<std::int64_t> blocks;
    auto rows = connection.prepare("SELECT block FROM search_stale ORDER BY block");
    while (rows.step()) blocks.push_back(rows.whole(0));
    return blocks;
}

void refresh_words(Connection& connection) {
    const auto blocks = stale_blocks(connection);
    if (blocks.empty()) return;
    for (const auto block : blocks) {
        connection.prepare("DELETE FROM search_word WHERE block = ?").with(block).run();
        write_block(connection, block, words_of_block(connection, block));
    }
    connection.prepare("DELETE FROM search_stale").run();
}

std::vector<std::int64_t> indexed_blocks(Connection& connection) {
    std::vector<std::int64_t> blocks;
    auto next = connection.prepare("SELECT block FROM search_word WHERE block > ? ORDER BY block LIMIT 1");
    std::int64_t block = -1;
    while (next.with(block).step()) {
        block = next.whole(0);
        blocks.push_back(block);
        next.reset();
    }
    return blocks;
}

}  // namespace balise::store
