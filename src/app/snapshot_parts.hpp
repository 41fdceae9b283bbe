#pragma once
// The parts of which a snapshot is made; for snapshot*.cpp alone.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/ground.hpp"
#include "app/listing_words.hpp"
#include "app/snapshot.hpp"

namespace balise::app {

// A list of codes with their numbers; codes that are met later are added at its end.
class CodeList {
public:
    using Labels = std::function<std::string(const std::string& code)>;
    CodeList(std::vector<Snapshot::Coded>& list, Labels label) : list_(list), label_(std::move(label)) {
        for (std::size_t i = 0; i < list.size(); ++i) numbers_.emplace(list[i].code, static_cast<std::uint16_t>(i));
    }
    std::uint16_t of(const std::string& code) {
        const auto found = numbers_.find(code);
        if (found != numbers_.end()) return found->second;
        // So many words are no codes.
        if (list_.size() >= 10'000 && !code.empty()) return of({});
        const auto number = static_cast<std::uint16_t>(list_.size());
        list_.push_back({code, code.empty() ? code : label_(code), 0});
        numbers_.emplace(code, number);
        return number;
    }
    void count(std::uint16_t number) { ++list_[number].count; }

private:
    std::vector<Snapshot::Coded>& list_;
    Labels label_;
    std::unordered_map<std::string, std::uint16_t> numbers_;
};
// The labels of a vocabulary; a code that it does not know is its own label.
inline CodeList::Labels labels_of(const Session& session, const char* vocabulary, base::Language language) {
    return [&session, vocabulary, language](const std::string& code) {
        return session.vocabularies().label(vocabulary, code, language);
    };
}

// Finds areas by their codes.
class AreaNumbers {
public:
    explicit AreaNumbers(const std::vector<ListedArea>& areas) {
        for (std::size_t i = 0; i < areas.size(); ++i) numbers_.emplace(areas[i].code, static_cast<std::uint32_t>(i));
    }
    // The area of the code; where it is not among the areas, the finest known one that its P-code lies in.
    std::uint32_t of(std::string code) const {
        for (; code.size() >= 2; code.resize(code.size() - 2)) {
            const auto found = numbers_.find(code);
            if (found != numbers_.end()) return found->second;
        }
        return ListedProvider::no_area;
    }
    std::uint32_t exactly(const std::string& code) const {
        const auto found = numbers_.find(code);
        return found == numbers_.end() ? ListedProvider::no_area : found->second;
    }

private:
    std::unordered_map<std::string, std::uint32_t> numbers_;
};

// A number as a reference, in the order of the numbers: what a record is called while it passes the gate, to tell
// afterwards which one it is.
inline std::string gate_ticket(std::size_t number) {
    const auto digits = std::to_string(number);
    return std::string(12 - digits.size(), '0') + digits;
}

// Areas, places, overlays and the ground: all that is not a provider.
void add_country(Snapshot& snapshot, const Session& session, const std::vector<model::Decision>& decisions,
                 const Snapshot* before, base::Progress& progress);
// The providers, by name, with their words.
void add_providers(Snapshot& snapshot, const Session& session, const std::vector<model::Decision>& decisions,
                   base::Progress& progress);

}  // namespace balise::app
