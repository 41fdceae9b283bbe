// Searching a snapshot. A word fits a word that begins with it; sets of providers are bits.
#include <algorithm>
#include <bit>

#include "app/listing_words.hpp"
#include "base/words.hpp"
#include "store/word_index.hpp"

namespace balise::app {

namespace {

constexpr std::size_t forgiving_from = 5;  // letters

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

// True when `text` begins with `word` but for one letter wrong, missing, too many, or two that changed places.
bool nearly_begins(std::string_view text, std::string_view word) {
    std::size_t at = 0;
    while (at < text.size() && at < word.size() && text[at] == word[at]) ++at;
    if (at == word.size()) return true;
    const auto rest = [&](std::size_t of_text, std::size_t of_word) {
        return of_text <= text.size() && of_word <= word.size() && begins(text.substr(of_text), word.substr(of_word));
    };
    if (rest(at + 1, at + 1) || rest(at + 1, at) || rest(at, at + 1)) return true;
    return at + 1 < text.size() && at + 1 < word.size() && text[at] == word[at + 1] && text[at + 1] == word[at] &&
           rest(at + 2, at + 2);
}

// A word of the query.
struct Wanted {
    std::string word;
    bool forgiving = false;

    bool fits(std::string_view text) const { return forgiving ? nearly_begins(text, word) : begins(text, word); }
    bool fits_any(const std::vector<std::string>& words) const {
        return std::any_of(words.begin(), words.end(), [this](const std::string& text) { return fits(text); });
    }
};
using Query = std::vector<Wanted>;

class Bits {
public:
    explicit Bits(std::size_t count) : words_((count + 63) / 64, 0) {}
    void set(std::size_t i) { words_[i / 64] |= std::uint64_t{1} << (i % 64); }
    bool has(std::size_t i) const { return (words_[i / 64] >> (i % 64) & 1U) != 0; }
    void keep(const Bits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    }
    bool none() const {
        return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
    }
    // Calls the function with each number from `from` to before `until`, rising.
    template <class Function>
    void for_each(std::size_t from, std::size_t until, Function&& function) const {
        for (std::size_t i = from / 64; i < words_.size() && i * 64 < until; ++i)
            for (auto left = words_[i]; left != 0; left &= left - 1) {
                const auto number = i * 64 + static_cast<std::size_t>(std::countr_zero(left));
                if (number >= from && number < until) function(number);
            }
    }

private:
    std::vector<std::uint64_t> words_;
};

// Providers that have a word: in their name, or anywhere.
struct Having {
    Bits in_name, anywhere;
    explicit Having(std::size_t count) : in_name(count), anywhere(count) {}
};

class Search {
public:
    Search(const Snapshot& snapshot, const std::string& text)
        : snapshot_(snapshot), words_(*snapshot.words), text_(base::trim(text)) {}

    FoundList run(std::size_t limit) {
        auto words = store::words_of(text_);
        if (words.empty()) words = store::words_of(text_, true);
        if (words.empty()) return {};
        store::append_folded(text_, folded_);
        Query query;
        for (auto& word : words) query.push_back({std::move(word), false});
        if (auto found = with(query, limit); is_any(found)) return found;
        // What nobody has is taken for a slip; then, when the words do not come together, any of them.
        for (const bool all : {false, true}) {
            auto forgiving = query;
            for (auto& wanted : forgiving)
                wanted.forgiving = letters(wanted.word) >= forgiving_from && (all || is_unknown(wanted));
            if (std::none_of(forgiving.begin(), forgiving.end(), [](const Wanted& wanted) { return wanted.forgiving; }))
                continue;
            if (auto found = with(forgiving, limit); is_any(found)) return found;
        }
        return {};
    }

private:
    static bool is_any(const FoundList& found) { return found.provider_total > 0 || found.place_total > 0; }
    static std::size_t letters(const std::string& word) {
        return static_cast<std::size_t>(std::count_if(
            word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    }

    bool is_unknown(const Wanted& wanted) const {
        return having(wanted).anywhere.none() &&
               std::none_of(words_.items.begin(), words_.items.end(),
                            [&](const auto& item) { return wanted.fits_any(item.words); });
    }

    FoundList with(const Query& query, std::size_t limit) const {
        FoundList found;
        add_providers(query, limit, found);
        add_places(query, limit, found);
        return found;
    }

    void note(std::size_t word, Having& having) const {
        for (auto i = words_.first[word]; i < words_.first[word + 1]; ++i) {
            const auto provider = words_.notes[i] / 2;
            having.anywhere.set(provider);
            if (words_.notes[i] % 2 == 0) having.in_name.set(provider);
        }
    }

    Having having(const Wanted& wanted) const {
        Having having(snapshot_.providers.size());
        if (wanted.forgiving) {
            for (std::size_t i = 0; i < words_.count(); ++i)
                if (wanted.fits(words_.word(i))) note(i, having);
        } else {
            std::size_t low = 0;
            for (std::size_t high = words_.count(); low < high;) {
                const auto middle = (low + high) / 2;
                if (words_.word(middle) < wanted.word)
                    low = middle + 1;
                else
                    high = middle;
            }
            for (; low < words_.count() && wanted.fits(words_.word(low)); ++low) note(low, having);
        }
        if (!wanted.forgiving) add_by_ref(wanted.word, having.anywhere);
        add_by_names(wanted, having.anywhere);
        return having;
    }

    // References are arbitrary: fewer than four letters of one mean nothing.
    void add_by_ref(std::string word, Bits& anywhere) const {
        if (word.size() < 4) return;
        for (auto& c : word)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        const auto ref = [this](std::uint32_t provider) -> const std::string& {
            return snapshot_.providers[provider].ref;
        };
        auto at =
            std::lower_bound(words_.by_ref.begin(), words_.by_ref.end(), word,
                             [&](std::uint32_t provider, const std::string& text) { return ref(provider) < text; });
        for (; at != words_.by_ref.end() && begins(ref(*at), word); ++at) anywhere.set(*at);
    }

    // Providers whose type, service or area is called so.
    void add_by_names(const Wanted& wanted, Bits& anywhere) const {
        std::vector<char> types(snapshot_.types.size(), 0), areas(snapshot_.areas.size(), 0);
        std::uint16_t services = 0;
        bool any = false;
        const auto each = [&](const std::vector<Snapshot::Words::Named>& list, auto&& mark) {
            for (const auto& named : list)
                if (wanted.fits_any(named.words)) {
                    mark(named.number);
                    any = true;
                }
        };
        each(words_.type_names, [&](std::uint32_t number) { types[number] = 1; });
        each(words_.service_names,
             [&](std::uint32_t number) { services = static_cast<std::uint16_t>(services | 1U << number); });
        each(words_.area_names, [&](std::uint32_t number) { areas[number] = 1; });
        if (!any) return;
        for (std::uint32_t i = 0; i < areas.size(); ++i) {
            auto above = snapshot_.areas[i].parent;
            for (int steps = 0; above != ListedProvider::no_area && steps < 8 && areas[i] == 0; ++steps) {
                areas[i] = areas[above];
                above = snapshot_.areas[above].parent;
            }
        }
        for (std::size_t i = 0; i < words_.types.size(); ++i)
            if (types[words_.types[i]] != 0 || (words_.services[i] & services) != 0 ||
                (words_.areas[i] != ListedProvider::no_area && areas[words_.areas[i]] != 0))
                anywhere.set(i);
    }

    // The providers whose folded names begin with the whole query stand together: [from, exact) are called so, [exact,
    // until) only begin so.
    struct Range {
        std::size_t from = 0, exact = 0, until = 0;
    };
    Range names_that_begin() const {
        const auto& list = snapshot_.providers;
        std::string name;
        const auto first_where = [&](auto&& is_behind) {
            std::size_t low = 0;
            for (std::size_t high = list.size(); low < high;) {
                const auto middle = (low + high) / 2;
                name.clear();
                store::append_folded(list[middle].name, name);
                if (is_behind(std::string_view(name)))
                    high = middle;
                else
                    low = middle + 1;
            }
            return low;
        };
        const std::string_view wanted = folded_;
        return {first_where([&](std::string_view text) { return text >= wanted; }),
                first_where([&](std::string_view text) { return text > wanted; }),
                first_where([&](std::string_view text) { return text.substr(0, wanted.size()) > wanted; })};
    }

    void add_providers(const Query& query, std::size_t limit, FoundList& found) const {
        const auto count = snapshot_.providers.size();
        auto all = having(query.front());
        for (std::size_t i = 1; i < query.size(); ++i) {
            const auto next = having(query[i]);
            all.in_name.keep(next.in_name);
            all.anywhere.keep(next.anywhere);
        }
        const auto range = names_that_begin();
        const auto take = [&](std::size_t provider) { found.rows.push_back(static_cast<std::uint32_t>(provider)); };
        all.anywhere.for_each(range.from, range.exact, take);
        all.anywhere.for_each(range.exact, range.until, take);
        const auto is_taken = [&](std::size_t provider) { return provider >= range.from && provider < range.until; };
        all.in_name.for_each(0, count, [&](std::size_t provider) {
            if (!is_taken(provider)) take(provider);
        });
        all.anywhere.for_each(0, count, [&](std::size_t provider) {
            if (!is_taken(provider) && !all.in_name.has(provider)) take(provider);
        });
        found.provider_total = static_cast<std::int64_t>(found.rows.size());
        for (std::size_t i = 0; i < std::min(limit, found.rows.size()); ++i)
            found.providers.push_back(
                {Found::Kind::provider, found.rows[i], matches(snapshot_.providers[found.rows[i]].name, query)});
    }

    void add_places(const Query& query, std::size_t limit, FoundList& found) const {
        std::vector<const Snapshot::Words::Item*> exact, others;
        for (const auto& item : words_.items) {
            if (!std::all_of(query.begin(), query.end(),
                             [&](const Wanted& wanted) { return wanted.fits_any(item.words); }))
                continue;
            (item.folded == folded_ ? exact : others).push_back(&item);
        }
        // The town before the area that is named after it.
        std::stable_partition(exact.begin(), exact.end(),
                              [](const auto* item) { return item->kind == Found::Kind::place; });
        found.place_first = !exact.empty();
        found.place_total = static_cast<std::int64_t>(exact.size() + others.size());
        exact.insert(exact.end(), others.begin(), others.end());
        for (std::size_t i = 0; i < std::min(limit, exact.size()); ++i)
            found.places.push_back({exact[i]->kind, exact[i]->index, matches(name_of(*exact[i]), query)});
    }

    const std::string& name_of(const Snapshot::Words::Item& item) const {
        switch (item.kind) {
            case Found::Kind::place: return snapshot_.places[item.index].name;
            case Found::Kind::area: return snapshot_.areas[item.index].name;
            case Found::Kind::risk_zone: return snapshot_.risk_zones[item.index].name;
            case Found::Kind::border_post: return snapshot_.border_posts[item.index].name;
            case Found::Kind::transport_node: return snapshot_.transport_nodes[item.index].name;
            case Found::Kind::provider: break;
        }
        return snapshot_.providers[item.index].name;
    }

    // A character of a text: what it folds to and where it stands.
    struct Piece {
        std::string folded;
        std::uint32_t from = 0, until = 0;
        bool is_letter = false;
    };
    static std::vector<Piece> pieces_of(const std::string& text) {
        std::vector<Piece> pieces;
        for (std::size_t at = 0; at < text.size();) {
            auto end = at + 1;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
            const auto letter = text.substr(at, end - at);
            Piece piece{{}, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), false};
            store::append_folded(letter, piece.folded);
            piece.is_letter = !store::words_of(letter, true).empty();
            // An accent that follows its letter belongs to it.
            if (piece.folded.empty() && !pieces.empty())
                pieces.back().until = piece.until;
            else
                pieces.push_back(std::move(piece));
            at = end;
        }
        return pieces;
    }

    static std::vector<std::pair<std::uint32_t, std::uint32_t>> matches(const std::string& name, const Query& query) {
        const auto pieces = pieces_of(name);
        std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
        for (std::size_t first = 0; first < pieces.size();) {
            if (!pieces[first].is_letter) {
                ++first;
                continue;
            }
            std::string word;
            auto last = first;
            for (; last < pieces.size() && pieces[last].is_letter; ++last) word += pieces[last].folded;
            std::size_t longest = 0;  // bytes of the folded word
            for (const auto& wanted : query)
                if (wanted.fits(word)) longest = std::max(longest, wanted.forgiving ? word.size() : wanted.word.size());
            std::size_t bytes = 0;
            auto end = first;
            while (end < last && bytes < longest) bytes += pieces[end++].folded.size();
            if (end > first) ranges.emplace_back(pieces[first].from, pieces[end - 1].until);
            first = last;
        }
        return ranges;
    }

    const Snapshot& snapshot_;
    const Snapshot::Words& words_;
    std::string text_, folded_;
};

}  // namespace

FoundList search(const Snapshot& snapshot, const std::string& words, std::size_t limit) {
    return Search(snapshot, words).run(limit);
}

}  // namespace balise::app
