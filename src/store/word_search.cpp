#include "store/word_search.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

#include "base/words.hpp"

namespace balise::store {

namespace {

constexpr int exact_name = 8;
constexpr int beginning_of_name = 5;
constexpr int label_or_type = 4;
constexpr int exact_address = 3;
constexpr int name_of_area = 3;
constexpr int beginning_of_address = 2;

// Above every word that begins with the prefix.
std::string after(const std::string& prefix) {
    return prefix + "\xF4\x8F\xBF\xBF";
}

int score_of(unsigned places, bool exact) {
    if ((places & in_name) != 0) return exact ? exact_name : beginning_of_name;
    return exact ? exact_address : beginning_of_address;
}

bool any_begins(const std::vector<std::string>& words, const std::string& prefix) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return word.starts_with(prefix); });
}

// True when `code` is `above` or, by the form of P-codes (two digits a level), lies below it.
bool is_below(std::string_view code, std::string_view above) {
    if (!code.starts_with(above)) return false;
    const auto rest = code.substr(above.size());
    return rest.size() % 2 == 0 && std::all_of(rest.begin(), rest.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Hits both(const Hits& a, const Hits& b) {
    Hits result;
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (left->row < right->row)
            ++left;
        else if (right->row < left->row)
            ++right;
        else {
            result.push_back({left->row, left->score + right->score});
            ++left;
            ++right;
        }
    }
    return result;
}

void unite(Hits& hits) {
    const auto by_row = [](const Hit& a, const Hit& b) { return a.row < b.row; };
    if (!std::is_sorted(hits.begin(), hits.end(), by_row)) std::sort(hits.begin(), hits.end(), by_row);
    std::size_t kept = 0;
    for (const auto& hit : hits) {
        if (kept > 0 && hits[kept - 1].row == hit.row)
            hits[kept - 1].score = std::max(hits[kept - 1].score, hit.score);
        else
            hits[kept++] = hit;
    }
    hits.resize(kept);
}

const SearchLists::Blocks& WordSearch::blocks() {
    auto& blocks = lists_.blocks;
    if (blocks) return *blocks;
    SearchLists::Blocks found;
    found.fresh = indexed_blocks(connection_);
    for (const auto block : stale_blocks(connection_)) {
        found.stale[block] = words_of_block(connection_, block);
        std::erase(found.fresh, block);
    }
    blocks = std::move(found);
    return *blocks;
}

template <class Function>
void WordSearch::for_each_word(const std::string& from, const std::string& until, Function&& function) {
    auto rows = connection_.prepare("SELECT word, entries FROM search_word WHERE block = ? AND word >= ? AND word < ?");
    for (const auto block : blocks().fresh) {
        rows.bind(1, block);
        rows.bind(2, std::string_view(from));
        rows.bind(3, std::string_view(until));
        while (rows.step()) function(block, rows.text(0), rows.blob(1));
        rows.reset();
    }
    for (const auto& [block, words] : blocks().stale) {
        auto at = std::lower_bound(words.begin(), words.end(), from,
                                   [](const auto& word, const std::string& wanted) { return word.first < wanted; });
        for (; at != words.end() && at->first < until; ++at)
            function(block, std::string_view(at->first), std::string_view(at->second));
    }
}

Hits WordSearch::with_code(std::string_view kind, std::string_view code) {
    const auto word = code_word(kind, code);
    Hits hits;
    std::vector<Posting> postings;
    for_each_word(word, word + '\1', [&](std::int64_t block, std::string_view, std::string_view entries) {
        decode_postings(block, entries, postings);
    });
    hits.reserve(postings.size());
    for (const auto& posting : postings) hits.push_back({posting.row, 0});
    unite(hits);
    return hits;
}

std::map<std::string, std::int64_t> WordSearch::counts(std::string_view kind) {
    const auto head = code_word(kind, {});
    std::map<std::string, std::int64_t> found;
    for_each_word(head, after(head), [&](std::int64_t, std::string_view word, std::string_view entries) {
        found[std::string(word.substr(head.size()))] += count_postings(entries);
    });
    return found;
}

const std::vector<SearchLists::NamedArea>& WordSearch::areas() {
    auto& areas = lists_.areas;
    if (areas) return *areas;
    areas.emplace();
    auto rows = connection_.prepare("SELECT code, parent_code, name_fr, name_en, former_names FROM area");
    while (rows.step()) {
        SearchLists::NamedArea area{std::string(rows.text(0)), std::string(rows.text(1)), {}};
        for (int column = 2; column <= 4; ++column)
            for (auto& word : words_of(rows.text(column))) area.words.push_back(std::move(word));
        areas->push_back(std::move(area));
    }
    return *areas;
}

const std::vector<SearchLists::Label>& WordSearch::labels() {
    auto& labels = lists_.labels;
    if (labels) return *labels;
    labels.emplace();
    auto rows = connection_.prepare(
        "SELECT list, code, fr, en FROM vocabulary WHERE list IN ('service_category', 'provider_type')");
    while (rows.step()) {
        SearchLists::Label label{rows.text(0) == "provider_type" ? "type" : "service", std::string(rows.text(1)), {}};
        for (int column = 1; column <= 3; ++column)
            for (auto& word : words_of(rows.text(column))) label.words.push_back(std::move(word));
        labels->push_back(std::move(label));
    }
    return *labels;
}

// The area and all below it by parent_code, without those that the form of the code puts below another of the list.
std::vector<std::string> WordSearch::area_codes_below(const std::string& code) {
    std::vector<std::string> waiting{code};
    std::unordered_set<std::string> seen{code};
    std::vector<std::string> codes;
    while (!waiting.empty()) {
        auto current = std::move(waiting.back());
        waiting.pop_back();
        for (const auto& area : areas())
            if (area.parent == current && seen.insert(area.code).second) waiting.push_back(area.code);
        codes.push_back(std::move(current));
    }
    std::sort(codes.begin(), codes.end());
    std::vector<std::string> tops;
    for (auto& one : codes)
        if (std::none_of(tops.begin(), tops.end(), [&](const std::string& top) { return is_below(one, top); }))
            tops.push_back(std::move(one));
    return tops;
}

void WordSearch::add_areas(const std::vector<std::string>& codes, int score, Hits& hits) {
    std::vector<Posting> postings;
    for (const auto& code : codes) {
        const auto word = code_word("area", code);
        const std::size_t head = word.size() - code.size();
        for_each_word(word, after(word), [&](std::int64_t block, std::string_view found, std::string_view entries) {
            if (is_below(found.substr(head), code)) decode_postings(block, entries, postings);
        });
    }
    for (const auto& posting : postings) hits.push_back({posting.row, score});
}

Hits WordSearch::in_area(const std::string& code) {
    Hits hits;
    add_areas(area_codes_below(code), 0, hits);
    unite(hits);
    return hits;
}

Hits WordSearch::with_word(const std::string& word) {
    Hits hits;
    std::vector<Posting> postings;
    for_each_word(word, after(word), [&](std::int64_t block, std::string_view found, std::string_view entries) {
        postings.clear();
        decode_postings(block, entries, postings);
        const bool exact = found.size() == word.size();
        for (const auto& posting : postings) hits.push_back({posting.row, score_of(posting.places, exact)});
    });
    for (const auto& label : labels())
        if (any_begins(label.words, word))
            for (const auto& hit : with_code(label.kind, label.code)) hits.push_back({hit.row, label_or_type});
    std::set<std::string> codes;
    for (const auto& area : areas())
        if (any_begins(area.words, word))
            for (auto& code : area_codes_below(area.code)) codes.insert(std::move(code));
    add_areas({codes.begin(), codes.end()}, name_of_area, hits);
    unite(hits);
    return hits;
}

std::optional<std::string> WordSearch::near_word(const std::string& word) {
    const std::size_t limit = word.size() <= 5 ? 1 : 2;
    struct Candidate {
        std::size_t distance;
        std::size_t weight;
    };
    std::map<std::string, Candidate, std::less<>> candidates;
    const auto consider = [&](std::string_view other, std::size_t weight) {
        if (other.size() + limit < word.size() || other.size() > word.size() + limit) return;
        const auto known = candidates.find(other);
        if (known != candidates.end()) {
            known->second.weight += weight;
            return;
        }
        const auto distance = base::edit_distance(word, other, limit);
        if (distance <= limit) candidates.emplace(std::string(other), Candidate{distance, weight});
    };
    const auto consider_entries = [&](std::int64_t, std::string_view other, std::string_view entries) {
        consider(other, entries.size());
    };
    for_each_word("0", ":", consider_entries);
    for_each_word(";", after(""), consider_entries);
    for (const auto& area : areas())
        for (const auto& other : area.words) consider(other, 10);
    for (const auto& label : labels())
        for (const auto& other : label.words) consider(other, 10);
    const auto best = std::min_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        if (a.second.distance != b.second.distance) return a.second.distance < b.second.distance;
        if (a.second.weight != b.second.weight) return a.second.weight > b.second.weight;
        return a.first < b.first;
    });
    if (best == candidates.end()) return std::nullopt;
    return best->first;
}

Hits WordSearch::with_words(const std::string& words, std::vector<std::string>& corrected) {
    auto wanted = words_of(words);
    if (wanted.empty()) wanted = words_of(words, true);
    std::optional<Hits> result;
    for (const auto& word : wanted) {
        auto hits = with_word(word);
        if (hits.empty() && word.size() > 2) {
            if (const auto other = near_word(word)) {
                corrected.push_back(word + " → " + *other);
                hits = with_word(*other);
            }
        }
        result = result ? both(*result, hits) : std::move(hits);
        if (result->empty()) break;
    }
    return result.value_or(Hits{});
}

}  // namespace balise::store
