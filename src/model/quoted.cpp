#include "model/quoted.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <unordered_set>

#include "base/words.hpp"
#include "model/quoted_patterns.hpp"

namespace balise::model {

namespace {

TextPlace place_of(const FieldDescription& field) {
    const auto is = [&](std::initializer_list<std::string_view> names) {
        return std::find(names.begin(), names.end(), field.name) != names.end();
    };
    if (is({"name", "name_fr", "name_en", "short_name", "former_names", "supervising_ministry", "recognised_by",
            "parent_organisation", "operator", "source", "licence"}))
        return TextPlace::name;
    if (is({"address", "landmark", "locality", "facing_place"})) return TextPlace::address;
    return TextPlace::free;
}

bool is_searched(const FieldDescription& field) {
    if (field.is_key) return false;
    return field.kind == FieldKind::text || field.kind == FieldKind::long_text || field.kind == FieldKind::text_list ||
           field.kind == FieldKind::services;
}

// A number in a text that can be a coordinate, with the width of what its digits leave open.
struct Coordinate {
    double degrees = 0;
    double width = 0;
};

// Reads "12", "12.5", "12,5"; the number of decimals, or nothing when no digit is there.
struct Number {
    double value = 0;
    int decimals = 0;
};
std::optional<Number> read_number(std::string_view text, std::size_t& at) {
    const auto is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
    if (!is_digit(at)) return std::nullopt;
    Number number;
    for (; is_digit(at); ++at) number.value = number.value * 10 + (text[at] - '0');
    if (at < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(at + 1)) {
        double unit = 1;
        for (++at; is_digit(at); ++at) {
            unit /= 10;
            number.value += unit * (text[at] - '0');
            ++number.decimals;
        }
    }
    return number;
}

bool pass(std::string_view text, std::size_t& at, std::initializer_list<std::string_view> signs) {
    auto next = at;
    while (next < text.size() && text[next] == ' ') ++next;
    for (const auto sign : signs)
        if (text.substr(next).starts_with(sign)) {
            at = next + sign.size();
            while (at < text.size() && text[at] == ' ') ++at;
            return true;
        }
    return false;
}

// Degrees of three decimals or more; degrees and minutes to about a kilometre or better.
void read_coordinates(std::string_view text, std::vector<Coordinate>& out) {
    out.clear();
    for (std::size_t at = 0; at < text.size();) {
        const auto degrees = read_number(text, at);
        if (!degrees) {
            ++at;
            continue;
        }
        if (degrees->decimals >= 3) {
            out.push_back({degrees->value, std::pow(10.0, -std::min(degrees->decimals, 6))});
            continue;
        }
        auto ahead = at;
        if (degrees->decimals > 0 || !pass(text, ahead, {"°", "º", "d "})) continue;
        const auto minutes = read_number(text, ahead);
        if (!minutes || minutes->value >= 60) continue;
        Coordinate found{degrees->value + minutes->value / 60, std::pow(10.0, -std::min(minutes->decimals, 6)) / 60};
        at = ahead;
        if (minutes->decimals == 0 && pass(text, ahead, {"'", "′", "’", "´"})) {
            if (const auto seconds = read_number(text, ahead); seconds && seconds->value < 60) {
                found.degrees += seconds->value / 3600;
                found.width = std::pow(10.0, -std::min(seconds->decimals, 3)) / 3600;
                at = ahead;
            }
        }
        if (found.width < 0.002) out.push_back(found);
    }
}

class Search {
public:
    Search(const QuotedPatterns& patterns, std::vector<Quotation>& found) : patterns_(patterns), found_(found) {}

    template <class Record>
    void records(const std::vector<Record>& all) {
        struct Searched {
            const Field<Record>* field = nullptr;
            TextPlace place = TextPlace::free;
            std::string clean = {};  // the text before, which quoted nothing
        };
        std::vector<Searched> searched;
        for (const auto& field : fields<Record>())
            if (is_searched(field)) searched.push_back({&field, place_of(field)});
        std::string listed;
        for (const auto& record : all)
            for (auto& [field, place, clean] : searched) {
                const auto text = field_text(*field, record, listed);
                if (text.empty() || text == clean) continue;
                const auto count = found_.size();
                search(text, *field, place, record);
                if (found_.size() == count) clean = text;
            }
    }

    // A single word that other texts use without a capital is a word like others.
    void drop_common_words() {
        std::size_t index = 0;
        std::erase_if(found_, [&](const Quotation&) { return common_.contains(phrases_found_[index++]); });
    }

private:
    template <class Record>
    void search(std::string_view text, const FieldDescription& field, TextPlace place, const Record& record) {
        first_of_field_ = found_.size();
        const auto add = [&](const QuotedWords& pattern, std::uint64_t phrase) {
            if (!pattern.counts_in(place)) return;
            for (std::size_t i = first_of_field_; i < found_.size(); ++i)
                if (found_[i].of == pattern.of && found_[i].value == pattern.value) return;
            Quotation one{std::string(RecordTraits<Record>::code),
                          record.public_ref,
                          {},
                          std::string(field.name),
                          pattern.value,
                          pattern.of};
            if constexpr (requires { record.name; })
                one.title = record.name;
            else
                one.title = record.name_fr.empty() ? record.name_en : record.name_fr;
            found_.push_back(std::move(one));
            phrases_found_.push_back(phrase);
        };
        tokenise(text, words_);
        patterns_.phrases().search(words_, [&](std::uint64_t phrase, const QuotedWords& pattern, const auto& first) {
            if (!pattern.needs_capital || first.is_capital)
                add(pattern, phrase);
            else if (pattern.is_single_word)
                common_.insert(phrase);
        });
        exact(text, add);
        positions(text, add);
    }

    template <class Add>
    void exact(std::string_view text, Add&& add) const {
        if (!patterns_.has_exact()) return;
        const auto look_up = [&](std::string_view key) {
            if (const auto* pattern = patterns_.exact(key)) add(*pattern, 0);
        };
        if (std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) >= 8)
            for_each_number(text, look_up);
        if (text.find('.') == std::string_view::npos) return;
        for (std::size_t start = 0; start < text.size();) {
            const auto end = std::min(text.find_first_of(" \t\r\n,;()<>\"", start), text.size());
            auto word = text.substr(start, end - start);
            start = end + 1;
            if (word.size() < 6 || word.find('.') == std::string_view::npos) continue;
            if (word.starts_with("mailto:")) word.remove_prefix(7);
            const auto key = plain_url(word);
            look_up(key);
            if (const auto slash = key.find('/'); slash != std::string::npos)
                look_up(std::string_view(key).substr(0, slash));
        }
    }

    template <class Add>
    void positions(std::string_view text, Add&& add) {
        if (patterns_.positions().empty()) return;
        read_coordinates(text, coordinates_);
        for (std::size_t i = 1; i < coordinates_.size(); ++i) {
            position(coordinates_[i - 1], coordinates_[i], add);
            position(coordinates_[i], coordinates_[i - 1], add);
        }
    }

    template <class Add>
    void position(const Coordinate& lat, const Coordinate& lon, Add&& add) const {
        const int reach = static_cast<int>(std::max(lat.width, lon.width) * 1000) + 1;
        for (int dx = -reach; dx <= reach; ++dx)
            for (int dy = -reach; dy <= reach; ++dy) {
                const auto [first, last] =
                    patterns_.positions().equal_range(position_cell(lon.degrees, lat.degrees, dx, dy));
                for (auto hidden = first; hidden != last; ++hidden) {
                    const auto& [point, of] = hidden->second;
                    if (std::abs(std::abs(point.lon) - lon.degrees) < lon.width &&
                        std::abs(std::abs(point.lat) - lat.degrees) < lat.width)
                        add(QuotedWords{QuotedValue::position, NameWeight::ordinary, false, of}, 0);
                }
            }
    }

    const QuotedPatterns& patterns_;
    std::vector<Quotation>& found_;
    std::vector<std::uint64_t> phrases_found_;  // per quotation; 0 = no words
    std::unordered_set<std::uint64_t> common_;
    std::vector<WordToken> words_;
    std::vector<Coordinate> coordinates_;
    std::size_t first_of_field_ = 0;
};

}  // namespace

std::vector<Quotation> quotations(const Directory& directory, const Released& released,
                                  const std::vector<Decision>& decisions, const Vocabularies& vocabularies) {
    std::vector<Quotation> found;
    if (released.audience() == Audience::internal) return found;  // has everything
    const QuotedPatterns patterns(directory, released, decisions, vocabularies);
    if (patterns.empty()) return found;
    Search search(patterns, found);
    search.records(released.providers());
    search.records(released.risk_zones());
    search.records(released.border_posts());
    search.records(released.transport_nodes());
    search.drop_common_words();
    return found;
}

}  // namespace balise::model
