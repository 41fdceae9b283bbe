#include "store/word_index.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

#include "base/words.hpp"
#include "store/row_inserter.hpp"

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

// The first eight bytes, so that numbers compare as the texts do.
std::uint64_t beginning_of(std::string_view text) {
    std::uint64_t value = 0;
    std::memcpy(&value, text.data(), std::min<std::size_t>(text.size(), 8));
    if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap64(value);
    return value;
}

// Eight bytes at a time, mixed by the multiplications of splitmix64 (Steele, Lea and Flood 2014).
std::uint64_t hash_of(std::string_view text) {
    std::uint64_t hash = text.size() * 0x9E3779B97F4A7C15ULL;
    while (!text.empty()) {
        std::uint64_t part = 0;
        const auto size = std::min<std::size_t>(text.size(), 8);
        std::memcpy(&part, text.data(), size);
        hash = (hash ^ part) * 0xBF58476D1CE4E5B9ULL;
        hash ^= hash >> 29U;
        text.remove_prefix(size);
    }
    hash *= 0x94D049BB133111EBULL;
    return hash ^ (hash >> 32U);
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
    row_ = static_cast<std::uint16_t>(row - (block_ << block_bits));
    note(":all:", 0);
}

void WordBlock::grow() {
    std::vector<Slot> larger(slots_.size() * 2);
    for (const auto& slot : slots_) {
        if (slot.word == 0) continue;
        auto at = slot.hash & (larger.size() - 1);
        while (larger[at].word != 0) at = (at + 1) & (larger.size() - 1);
        larger[at] = slot;
    }
    slots_ = std::move(larger);
}

WordBlock::Word& WordBlock::word_of(std::string_view text) {
    const auto hash = hash_of(text);
    const auto beginning = beginning_of(text);
    for (auto at = hash & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
        auto& slot = slots_[at];
        if (slot.word == 0) {
            words_.push_back({texts_.size(), text.size(), beginning});
            texts_ += text;
            slot = {hash, static_cast<std::uint32_t>(words_.size())};
            if (words_.size() * 2 > slots_.size()) grow();
            return words_.back();
        }
        if (slot.hash != hash) continue;
        // Short words need no look at their text.
        auto& word = words_[slot.word - 1];
        if (word.size == text.size() && word.beginning == beginning &&
            (text.size() <= 8 || text_of(word).substr(8) == text.substr(8)))
            return word;
    }
}

void WordBlock::note(std::string_view text, unsigned places) {
    auto& word = word_of(text);
    if (word.last != 0 && notes_[word.last - 1].row == row_) {
        notes_[word.last - 1].places = static_cast<std::uint16_t>(notes_[word.last - 1].places | places);
        return;
    }
    notes_.push_back({static_cast<std::uint32_t>(&word - words_.data()), row_, static_cast<std::uint16_t>(places)});
    word.last = static_cast<std::uint32_t>(notes_.size());
    ++word.count;
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
    // Notes by word: a counting sort, which keeps the order of the providers.
    std::vector<std::uint32_t> ends(words_.size() + 1, 0);
    for (std::size_t i = 0; i < words_.size(); ++i) ends[i + 1] = ends[i] + words_[i].count;
    std::vector<std::uint32_t> next(ends.begin(), ends.end() - 1);
    std::vector<std::uint32_t> sorted(notes_.size());
    for (const auto& note : notes_)
        sorted[next[note.word]++] = static_cast<std::uint32_t>(note.row) << 2U | note.places;

    std::vector<std::uint32_t> order(words_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        const auto& left = words_[a];
        const auto& right = words_[b];
        return left.beginning != right.beginning ? left.beginning < right.beginning : text_of(left) < text_of(right);
    });
    BlockWords rows;
    rows.reserve(order.size());
    for (const auto at : order) {
        auto& entries = rows.emplace_back(text_of(words_[at]), std::string()).second;
        std::uint32_t before = 0;
        for (auto i = ends[at]; i < ends[at + 1]; ++i) {
            const auto row = sorted[i] >> 2U;
            put_varint(entries, (row - before) << 2U | (sorted[i] & 3U));
            before = row;
        }
    }
    std::fill(slots_.begin(), slots_.end(), Slot{});
    texts_.clear();
    words_.clear();
    notes_.clear();
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
    const auto shape = shape_of(connection, "search_word");
    InsertRecord rows(shape);
    for (const auto& [word, entries] : words) {
        rows.begin_row();
        rows.add(block);
        rows.add_text(word);
        rows.add_blob(entries);
    }
    RowInserter(connection, shape).insert(rows);
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
