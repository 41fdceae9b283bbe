#include <algorithm>

#include "base/id.hpp"
#include "base/words.hpp"
#include "exchange/verify_written.hpp"
#include "exchange/verify_written_text.hpp"
#include "model/fields.hpp"

namespace balise::exchange {

namespace {

constexpr std::uint32_t position_owner = UINT32_MAX;
constexpr std::size_t safe_in_binary = 8;  // folded letters that do not turn up in random bytes

// A long text also counts by its sentences: a note that was cut short is still a note.
std::vector<std::string> pieces_of(const std::string& text) {
    constexpr std::size_t long_text = 60;
    constexpr std::size_t shortest_sentence = 16;
    constexpr std::size_t most = 2000;
    std::vector<std::string> pieces{text.substr(0, most)};
    if (text.size() < long_text) return pieces;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= text.size(); ++at) {
        const bool ends = at == text.size() || text[at] == '\n' ||
                          (at + 1 < text.size() && std::string_view(".;!?").find(text[at]) != std::string_view::npos &&
                           text[at + 1] == ' ');
        if (!ends) continue;
        const auto sentence = base::trim(std::string_view(text).substr(start, at - start));
        if (sentence.size() >= shortest_sentence && std::count(sentence.begin(), sentence.end(), ' ') >= 2)
            pieces.emplace_back(sentence.substr(0, most));
        start = at + 1;
    }
    return pieces;
}

// One plain word might be part of another ("gratuit" of "gratuite"); several words, digits or length make it distinct.
bool needs_limits(std::string_view folded) {
    return folded.size() < 12 &&
           std::all_of(folded.begin(), folded.end(), [](char c) { return c != ' ' && (c < '0' || c > '9'); });
}

// The national digits of a telephone number, or nothing.
std::string phone_digits(std::string_view text) {
    std::string digits;
    std::size_t others = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != ' ' && c != '+' && c != '.' && c != '-')
            ++others;
    }
    if (digits.size() < 8 || others > 2) return {};
    if (digits.size() > 10 && digits.starts_with("00")) digits.erase(0, 2);
    if (digits.size() > 10 && digits.starts_with("225")) digits.erase(0, 3);
    digits.erase(0, digits.find_first_not_of('0'));  // a spreadsheet takes the zeros away
    return digits.size() >= 9 ? digits : std::string();
}

}  // namespace

Secrets::Secrets(const model::Released& released, const model::Withheld& withheld,
                 const std::vector<std::string>& own_words)
    : positions_(withheld.positions, released) {
    add_words(withheld);
    leave_out_known(released, own_words);
    add_bytes();
}

void Secrets::add_words(const model::Withheld& withheld) {
    for (const auto& word : withheld.words)
        for (auto& piece : pieces_of(word)) texts_.push_back(std::move(piece));
    std::sort(texts_.begin(), texts_.end());
    texts_.erase(std::unique(texts_.begin(), texts_.end()), texts_.end());
    known_.assign(texts_.size(), 0);
    for (std::uint32_t i = 0; i < texts_.size(); ++i) {
        const auto folded = folded_words(texts_[i]);
        folded_.add(folded, i, needs_limits(folded));
        if (folded.starts_with("http")) {
            const auto bare = folded.find(' ');
            if (bare != std::string::npos) folded_.add(folded.substr(bare + 1), i);
        }
        digits_.add(phone_digits(texts_[i]), i);
    }
    folded_.build();
    digits_.build();
}

void Secrets::leave_out(std::string_view text) {
    std::string buffer;
    append_folded_words(text, buffer);
    folded_.search(buffer, [&](const PatternSet::Hit& hit) {
        known_[hit.owner] = 1;
        return true;
    });
    if (digits_.empty()) return;
    const DigitRuns runs(text);
    digits_.search(runs.digits(), [&](const PatternSet::Hit& hit) {
        if (runs.is_number(hit.at, hit.size)) known_[hit.owner] = 1;
        return true;
    });
}

void Secrets::leave_out_known(const model::Released& released, const std::vector<std::string>& own_words) {
    if (texts_.empty()) return;
    std::string values;
    const auto add_records = [&](const auto& records) {
        using Record = typename std::remove_cvref_t<decltype(records)>::value_type;
        const auto columns = released.columns<Record>();
        for (const auto& record : records) {
            for (const auto* column : columns) {
                const auto value = column->get(record);
                const auto* words = std::get_if<std::string>(&value);
                if (words == nullptr) continue;
                values += *words;
                values += '\x1F';  // no word reaches from one value into the next
            }
            if (values.size() < 65536) continue;
            leave_out(values);
            values.clear();
        }
    };
    add_records(released.providers());
    add_records(released.risk_zones());
    add_records(released.border_posts());
    add_records(released.transport_nodes());
    add_records(released.areas());
    for (const auto& words : own_words) values += words + '\x1F';
    leave_out(values);
}

void Secrets::add_bytes() {
    for (std::uint32_t i = 0; i < texts_.size(); ++i) {
        if (known_[i] != 0) continue;
        const auto& text = texts_[i];
        constexpr std::size_t short_word = 8;
        if (folded_words(text).size() < short_word) raw_.add(text, i, true);
        if (const auto uuid = base::Uuid::parse(text))
            raw_.add(std::string_view(reinterpret_cast<const char*>(uuid->bytes.data()), uuid->bytes.size()), i);
    }
    positions_.add_doubles(raw_, position_owner);
    raw_.build();
}

std::size_t Secrets::longest() const {
    return std::max({folded_.longest(), digits_.longest(), raw_.longest()});
}

bool Secrets::find_folded(std::string_view text, std::size_t shortest) const {
    bool found = false;
    folded_.search(text, [&](const PatternSet::Hit& hit) {
        found = known_[hit.owner] == 0 && hit.size >= shortest;
        return !found;
    });
    return found;
}

bool Secrets::find_digits(std::string_view text) const {
    if (digits_.empty()) return false;
    const DigitRuns runs(text);
    bool found = false;
    digits_.search(runs.digits(), [&](const PatternSet::Hit& hit) {
        found = known_[hit.owner] == 0 && runs.is_number(hit.at, hit.size);
        return !found;
    });
    return found;
}

bool Secrets::find_encoded(std::string_view bytes) const {
    std::string decoded;
    append_decoded_runs(bytes, decoded);
    if (decoded.empty()) return false;
    bool found = false;
    raw_.search(decoded, [&](const PatternSet::Hit&) {
        found = true;
        return false;
    });
    if (found) return true;
    std::string folded;
    append_folded_words(decoded, folded);
    return find_folded(folded, safe_in_binary);
}

bool Secrets::find_narrowed(std::string_view bytes) const {
    if (bytes.find('\0') == std::string_view::npos) return false;  // Latin text in UTF-16 is half zeros
    std::string narrow;
    std::string folded;
    for (const std::size_t offset : {std::size_t{0}, std::size_t{1}}) {
        narrow.clear();
        folded.clear();
        append_narrowed_utf16(bytes, offset, narrow);
        append_folded_words(narrow, folded);
        if (find_folded(folded, 0) || find_digits(narrow)) return true;
    }
    return false;
}

std::optional<base::Text> Secrets::find_in_words(std::string_view text, Kind kind) const {
    if (!folded_.empty()) {
        std::string folded;
        folded.reserve(text.size());
        append_folded_words(text, folded);
        if (find_folded(folded, kind == Kind::binary ? safe_in_binary : 0)) return base::mark("words");
    }
    // In a database's pages values follow each other without limits: digits of two of them would make numbers that
    // nobody wrote.
    if (kind == Kind::text && find_digits(text)) return base::mark("digits of a telephone number");
    return positions_.find_in_text(text);
}

std::optional<base::Text> Secrets::find(std::string_view bytes, Kind kind) const {
    bool position = false;
    bool found = false;
    raw_.search(bytes, [&](const PatternSet::Hit& hit) {
        found = true;
        position = hit.owner == position_owner;
        return false;
    });
    if (found) return position ? base::mark("a coordinate as a binary number") : base::mark("plain bytes");
    if (find_encoded(bytes)) return base::mark("base64 or hexadecimal");
    if (kind == Kind::binary && positions_.find_floats(bytes)) return base::mark("coordinates as 32-bit numbers");
    if (const auto form = find_in_words(bytes, kind)) return form;
    std::string unescaped;
    if (kind == Kind::text && append_unescaped(bytes, unescaped))
        if (const auto form = find_in_words(unescaped, kind)) return form;
    if (find_narrowed(bytes)) return base::mark("UTF-16");
    return std::nullopt;
}

}  // namespace balise::exchange
