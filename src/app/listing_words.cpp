#include "app/listing_words.hpp"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>

#include "store/word_index.hpp"

namespace balise::app {

namespace {

bool is_word_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

WordCollector::WordCollector(std::size_t expected) : table_(1024, 0) {
    names_.reserve(expected * 32);
    name_begins_.reserve(expected + 1);
    firsts_.reserve(expected + 1);
    marks_.reserve(expected * 5);
}

std::string_view WordCollector::folded_name(std::uint32_t provider) const {
    const auto from = name_begins_[provider];
    return std::string_view(names_).substr(from, name_begins_[provider + 1] - from);
}

void WordCollector::add(std::string_view name, std::string_view locality) {
    firsts_.push_back(static_cast<std::uint32_t>(marks_.size()));
    const auto from = names_.size();
    store::append_folded(name, names_);
    name_begins_.push_back(names_.size());
    add_words(std::string_view(names_).substr(from), 0);
    if (locality.empty()) return;
    scratch_.clear();
    store::append_folded(locality, scratch_);
    add_words(scratch_, 1);
}

void WordCollector::add_words(std::string_view folded, std::uint32_t flag) {
    std::size_t at = 0;
    while (at < folded.size()) {
        while (at < folded.size() && !is_word_byte(folded[at])) ++at;
        const auto from = at;
        while (at < folded.size() && is_word_byte(folded[at])) ++at;
        if (at > from) marks_.push_back(number_of(folded.substr(from, at - from)) * 2 + flag);
    }
}

std::uint32_t WordCollector::number_of(std::string_view text) {
    if (begins_.size() * 2 > table_.size()) grow();
    const auto mask = table_.size() - 1;
    auto slot = std::hash<std::string_view>{}(text)&mask;
    for (; table_[slot] != 0; slot = (slot + 1) & mask)
        if (word(table_[slot] - 1) == text) return table_[slot] - 1;
    texts_ += text;
    begins_.push_back(static_cast<std::uint32_t>(texts_.size()));
    table_[slot] = static_cast<std::uint32_t>(begins_.size() - 1);
    return table_[slot] - 1;
}

void WordCollector::grow() {
    table_.assign(table_.size() * 2, 0);
    const auto mask = table_.size() - 1;
    for (std::uint32_t number = 0; number + 1 < begins_.size(); ++number) {
        auto slot = std::hash<std::string_view>{}(word(number)) & mask;
        while (table_[slot] != 0) slot = (slot + 1) & mask;
        table_[slot] = number + 1;
    }
}

void WordCollector::move_to(Snapshot::Words& words, const std::vector<std::uint32_t>& order) {
    names_ = {};
    name_begins_ = {};
    table_ = {};
    firsts_.push_back(static_cast<std::uint32_t>(marks_.size()));
    const std::size_t count = begins_.size() - 1;
    std::vector<std::uint32_t> sorted(count);
    std::iota(sorted.begin(), sorted.end(), 0U);
    std::sort(sorted.begin(), sorted.end(), [&](std::uint32_t a, std::uint32_t b) { return word(a) < word(b); });
    std::vector<std::uint32_t> rank(count);
    words.text.reserve(texts_.size());
    words.begins.reserve(count + 1);
    words.begins.push_back(0);
    for (std::uint32_t i = 0; i < count; ++i) {
        rank[sorted[i]] = i;
        words.text += word(sorted[i]);
        words.begins.push_back(static_cast<std::uint32_t>(words.text.size()));
    }
    texts_ = {};
    begins_ = {};
    // Counted, then laid down in the providers' order.
    words.first.assign(count + 2, 0);
    for (auto& mark : marks_) {
        mark = rank[mark / 2] * 2 + mark % 2;
        ++words.first[mark / 2 + 2];
    }
    for (std::size_t i = 2; i < words.first.size(); ++i) words.first[i] += words.first[i - 1];
    words.notes.resize(marks_.size());
    for (std::uint32_t place = 0; place < order.size(); ++place)
        for (auto i = firsts_[order[place]]; i < firsts_[order[place] + 1]; ++i)
            words.notes[words.first[marks_[i] / 2 + 1]++] = place * 2 + marks_[i] % 2;
    words.first.pop_back();
    marks_ = {};
    firsts_ = {};
}

namespace {

std::string folded(std::string_view text) {
    std::string out;
    store::append_folded(text, out);
    return out;
}

void add_items(Snapshot::Words& words, const Snapshot& snapshot) {
    const auto add = [&](Found::Kind kind, std::size_t index, const std::string& name, std::int64_t population) {
        if (!name.empty())
            words.items.push_back(
                {kind, static_cast<std::uint32_t>(index), folded(name), store::words_of(name, true), population});
    };
    for (std::size_t i = 0; i < snapshot.places.size(); ++i)
        add(Found::Kind::place, i, snapshot.places[i].name, snapshot.places[i].population);
    // A district that is one region has the region's name and ground.
    const auto is_told_below = [&](std::uint32_t area) {
        return snapshot.areas[area].level < 0 &&
               std::any_of(snapshot.areas.begin(), snapshot.areas.end(), [&](const ListedArea& other) {
                   return other.parent == area && other.name == snapshot.areas[area].name;
               });
    };
    for (std::uint32_t i = 0; i < snapshot.areas.size(); ++i)
        if (!is_told_below(i)) add(Found::Kind::area, i, snapshot.areas[i].name, snapshot.areas[i].population);
    const auto add_overlays = [&](Found::Kind kind, const std::vector<ListedOverlay>& list) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            const auto before = words.items.size();
            add(kind, i, list[i].name, -1);
            if (words.items.size() > before)
                for (auto& word : store::words_of(list[i].ref, true))
                    words.items.back().words.push_back(std::move(word));
        }
    };
    add_overlays(Found::Kind::risk_zone, snapshot.risk_zones);
    add_overlays(Found::Kind::border_post, snapshot.border_posts);
    add_overlays(Found::Kind::transport_node, snapshot.transport_nodes);
    std::stable_sort(words.items.begin(), words.items.end(), [](const auto& a, const auto& b) {
        return std::tie(b.population, a.folded, a.kind, a.index) < std::tie(a.population, b.folded, b.kind, b.index);
    });
}

// Eight bytes of the reference are enough for nearly all.
void sort_refs(Snapshot::Words& words, const Snapshot& snapshot) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> refs;
    refs.reserve(snapshot.providers.size());
    for (std::uint32_t i = 0; i < snapshot.providers.size(); ++i)
        refs.emplace_back(beginning_of(snapshot.providers[i].ref), i);
    std::sort(refs.begin(), refs.end(), [&](const auto& a, const auto& b) {
        if (a.first != b.first) return a.first < b.first;
        return snapshot.providers[a.second].ref < snapshot.providers[b.second].ref;
    });
    words.by_ref.resize(refs.size());
    std::transform(refs.begin(), refs.end(), words.by_ref.begin(), [](const auto& ref) { return ref.second; });
}

}  // namespace

void add_names(Snapshot::Words& words, const Snapshot& snapshot) {
    for (std::uint32_t i = 0; i < snapshot.types.size(); ++i)
        words.type_names.push_back({i, store::words_of(snapshot.types[i].label)});
    for (std::uint32_t i = 0; i < snapshot.services.size(); ++i)
        words.service_names.push_back({i, store::words_of(snapshot.services[i].label)});
    // Everything lies in the country.
    for (std::uint32_t i = 0; i < snapshot.areas.size(); ++i)
        if (snapshot.areas[i].level != 0) words.area_names.push_back({i, store::words_of(snapshot.areas[i].name)});
    add_items(words, snapshot);

    std::vector<std::pair<std::string, std::uint32_t>> names;
    for (std::uint32_t i = 0; i < snapshot.areas.size(); ++i) names.emplace_back(folded(snapshot.areas[i].name), i);
    std::sort(names.begin(), names.end());
    words.area_ranks.resize(names.size());
    for (std::uint32_t rank = 0; rank < names.size(); ++rank) words.area_ranks[names[rank].second] = rank;

    sort_refs(words, snapshot);
    words.types.reserve(snapshot.providers.size());
    words.services.reserve(snapshot.providers.size());
    words.areas.reserve(snapshot.providers.size());
    for (const auto& provider : snapshot.providers) {
        words.types.push_back(provider.type);
        words.services.push_back(provider.services);
        words.areas.push_back(provider.area);
    }
}

}  // namespace balise::app
