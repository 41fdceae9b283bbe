#include "model/shelter_words.hpp"

#include <algorithm>
#include <array>

#include "model/word_tokens.hpp"

namespace balise::model {

namespace {

// One word, or two that follow each other (articles between them do not count).
struct ShelterWord {
    std::string_view first, second = {};
};

constexpr std::array<ShelterWord, 34> shelter_words{{{"foyer"},
                                                     {"foyers"},
                                                     {"refuge"},
                                                     {"refuges"},
                                                     {"transit"},
                                                     {"abri"},
                                                     {"abris"},
                                                     {"hebergement"},
                                                     {"orphelinat"},
                                                     {"orphelinats"},
                                                     {"pouponniere"},
                                                     {"shelter"},
                                                     {"shelters"},
                                                     {"orphanage"},
                                                     {"safehouse"},
                                                     {"safe", "house"},
                                                     {"safe", "home"},
                                                     {"centre", "accueil"},
                                                     {"centres", "accueil"},
                                                     {"maison", "accueil"},
                                                     {"maisons", "accueil"},
                                                     {"structure", "accueil"},
                                                     {"famille", "accueil"},
                                                     {"familles", "accueil"},
                                                     {"foster", "home"},
                                                     {"maison", "enfants"},
                                                     {"maison", "filles"},
                                                     {"village", "enfants"},
                                                     {"villages", "enfants"},
                                                     {"children", "home"},
                                                     {"children", "village"},
                                                     {"reception", "centre"},
                                                     {"reception", "center"},
                                                     {"accueil", "nuit"}}};

bool names_shelter(const std::string& name) {
    struct Hashes {
        std::uint64_t first, second;
    };
    static const auto hashes = [] {
        std::array<Hashes, shelter_words.size()> all{};
        std::transform(shelter_words.begin(), shelter_words.end(), all.begin(), [](const ShelterWord& word) {
            return Hashes{word_hash(word.first), word.second.empty() ? 0 : word_hash(word.second)};
        });
        return all;
    }();
    if (name.empty()) return false;
    thread_local std::vector<WordToken> words;
    tokenise(name, words);
    for (std::size_t i = 0; i < words.size(); ++i)
        for (const auto& word : hashes)
            if (words[i].hash == word.first &&
                (word.second == 0 || (i + 1 < words.size() && words[i + 1].hash == word.second)))
                return true;
    return false;
}

}  // namespace

ShelterSign shelter_sign(const Provider& provider) {
    const auto is_housing = [](const Service& service) { return service.category == "housing"; };
    if (std::any_of(provider.services.begin(), provider.services.end(), is_housing))
        return ShelterSign::housing_service;
    const auto& roles = provider.referral_roles;
    if (std::find(roles.begin(), roles.end(), "shelter") != roles.end()) return ShelterSign::shelter_role;
    if (names_shelter(provider.name_fr) || names_shelter(provider.name_en) || names_shelter(provider.short_name) ||
        std::any_of(provider.former_names.begin(), provider.former_names.end(), names_shelter))
        return ShelterSign::name;
    return ShelterSign::none;
}

}  // namespace balise::model
