#include "model/quoted_patterns.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/words.hpp"
#include "model/phone.hpp"
#include "model/shelter_words.hpp"

namespace balise::model {

namespace {

// Words that places and institutions share: alone they tell nothing.
constexpr std::string_view shared_words =
    "foyer foyers refuge abri abris transit accueil orphelinat pouponniere shelter maison village villages enfant "
    "enfants jeune jeunes fille filles garcon garcons femme femmes famille familles mere meres centre center ong "
    "association fondation structure service services unite antenne bureau siege complexe social sociaux sociale "
    "protection enfance hopital chu chr clinique dispensaire sante ecole lycee college groupe scolaire eglise paroisse "
    "mosquee mission mairie prefecture sous-prefecture commissariat brigade gendarmerie police tribunal marche gare "
    "station carrefour rond-point pont pharmacie hotel banque immeuble villa lot ilot rue avenue boulevard route axe "
    "quartier secteur zone cite tranche bp derriere devant face cote pres apres avant entre vers loin non nord sud est "
    "ouest grand petit nouveau ancien ancienne premier deuxieme saint sainte st ste notre dame national nationale "
    "regional regionale departemental departementale general generale public publique prive privee etat cote ivoire "
    "republique direction ministere";
constexpr std::string_view titles =
    "m mr mme mlle madame monsieur mademoiselle dr docteur pr me maitre soeur frere pere";

std::vector<std::uint64_t> hashes_of(std::string_view words) {
    std::vector<std::uint64_t> hashes;
    for (const auto& word : base::split(words, ' ')) hashes.push_back(word_hash(word));
    return hashes;
}

HashSet set_of(std::string_view words) {
    HashSet set;
    for (const auto hash : hashes_of(words)) set.insert(hash);
    return set;
}

// Different keys share a hash with a chance of 2^-64.
std::uint64_t exact_hash(std::string_view key) {
    return word_hash(key);
}

// The words of a person's name without title: "Mme Aya Kouassi" → aya kouassi.
void tokenise_person(std::string_view text, std::vector<WordToken>& words) {
    tokenise(text, words);
    static const auto set = set_of(titles);
    std::erase_if(words, [&](const WordToken& word) { return set.contains(word.hash) || !word.has_letter; });
}

std::uint64_t phrase_of(std::span<const WordToken> words) {
    std::uint64_t hash = 0;
    for (const auto& word : words) hash = joined(hash, word.hash);
    return hash;
}

// Parts that a name or an address is put together from: "ONG Exemple – Foyer Les Étoiles (Bouaké)".
std::vector<std::string_view> parts_of(std::string_view text) {
    constexpr std::array<std::string_view, 12> separators{" - ", "–", "—", "(", ")",  ",",
                                                          ";",   "/", ":", "|", "\"", "\n"};
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        const auto found = std::find_if(separators.begin(), separators.end(),
                                        [&](std::string_view separator) { return rest.starts_with(separator); });
        if (found == separators.end()) {
            ++i;
            continue;
        }
        parts.push_back(text.substr(start, i - start));
        i += found->size();
        start = i;
    }
    parts.push_back(text.substr(start));
    return parts;
}

bool is_name(std::string_view field) {
    return field == "name_fr" || field == "name_en" || field == "short_name" || field == "former_names" ||
           field == "name";
}

template <class Record>
NameWeight weight_of(const Record& record) {
    if constexpr (std::is_same_v<Record, Provider>) {
        static constexpr std::array<std::string_view, 6> landmarks{"health",      "school",      "court",
                                                                   "police_unit", "gendarmerie", "labour_inspectorate"};
        if (is_protected(record.type, "active") || shelter_sign(record) != ShelterSign::none)
            return NameWeight::shelter;
        if (std::find(landmarks.begin(), landmarks.end(), record.type) != landmarks.end()) return NameWeight::landmark;
    }
    return NameWeight::ordinary;
}

}  // namespace

bool QuotedWords::counts_in(TextPlace place) const {
    if (value == QuotedValue::address) return place == TextPlace::free;
    if (value != QuotedValue::name) return true;
    // Names share parts with names ("Saint Sauveur"): only a whole one is told there.
    if (place == TextPlace::name) return weight == NameWeight::shelter && !needs_capital;
    return place == TextPlace::free || weight != NameWeight::landmark;
}

void PhraseIndex::add(std::span<const WordToken> words, QuotedWords pattern) {
    if (words.empty()) return;
    words = words.first(std::min(words.size(), longest));
    const auto [place, is_new] = by_words_.add(phrase_of(words));
    if (is_new) {
        *place = static_cast<std::uint32_t>(patterns_.size());
        patterns_.push_back(std::move(pattern));
    } else if (patterns_[*place].weight < pattern.weight) {
        patterns_[*place] = std::move(pattern);
    }
    const auto first = words.front().hash;
    lengths_[first] |= 1U << words.size();
    filter_[(first % filter_bits) / 64] |= std::uint64_t{1} << (first % 64);
}

std::uint64_t position_cell(double lon, double lat, int cells_east, int cells_north) {
    const auto part = [](double degrees, int cells) {
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(std::abs(degrees) * 1000) + cells) & 0xFFFFFFFFU;
    };
    return part(lon, cells_east) << 32U | part(lat, cells_north);
}

namespace {
std::uint64_t exact_position(double lon, double lat) {
    const auto part = [](double degrees) { return static_cast<std::uint64_t>(std::llround(std::abs(degrees) * 1e6)); };
    return part(lon) << 32U | part(lat);
}
}  // namespace

std::string plain_url(std::string_view text) {
    std::string url = base::fold(base::trim(text));
    if (const auto scheme = url.find("://"); scheme != std::string::npos) url.erase(0, scheme + 3);
    if (url.starts_with("www.")) url.erase(0, 4);
    while (!url.empty() && (url.back() == '/' || url.back() == '.')) url.pop_back();
    return url;
}

bool QuotedPatterns::is_distinctive(const WordToken& word) const {
    return word.has_letter && word.letters >= 3 && !place_words_.contains(word.hash) &&
           !type_words_.contains(word.hash);
}

void QuotedPatterns::learn_words(const Directory& directory, const Vocabularies& vocabularies) {
    const auto learn = [&](std::string_view text, HashSet& words) {
        tokenise(text, words_);
        for (const auto& word : words_) words.insert(word.hash);
        if (!words_.empty()) known_phrases_.insert(phrase_of(words_));
    };
    for (const auto& [name, vocabulary] : vocabularies.all())
        for (const auto& term : vocabulary.terms()) {
            learn(term.fr, type_words_);
            learn(term.en, type_words_);
            for (const auto& alias : term.aliases) learn(alias, type_words_);
        }
    for (const auto hash : hashes_of(shared_words)) type_words_.insert(hash);
    for (const auto& area : directory.areas) {
        learn(area.name_fr, place_words_);
        learn(area.name_en, place_words_);
        for (const auto& name : area.former_names) learn(name, place_words_);
    }
    for (const auto& place : directory.places) {
        learn(place.name, place_words_);
        for (const auto& name : place.former_names) learn(name, place_words_);
    }
}

namespace {

// A field whose words identify, without the cost of looking at all the others of every record.
bool may_identify(const FieldDescription& field) {
    return field.kind == FieldKind::text || field.kind == FieldKind::text_list || field.kind == FieldKind::phone ||
           field.kind == FieldKind::phone_list || field.kind == FieldKind::email || field.kind == FieldKind::url;
}

template <class Record, class Predicate>
std::vector<const Field<Record>*> fields_that(Predicate&& is_wanted) {
    std::vector<const Field<Record>*> chosen;
    for (const auto& field : fields<Record>())
        if (is_wanted(field)) chosen.push_back(&field);
    return chosen;
}

}  // namespace

// What a released record has as its own.
template <class Record>
void QuotedPatterns::learn_released(const std::vector<Record>& records) {
    const auto own = fields_that<Record>([](const FieldDescription& field) {
        const bool is_words = field.kind == FieldKind::text || field.kind == FieldKind::text_list;
        return may_identify(field) && (!is_words || is_name(field.name) || field.name == "focal_name");
    });
    std::string listed;
    for (const auto& record : records) {
        for (const auto* field : own)
            if (const auto text = field_text(*field, record, listed); !text.empty()) learn_own(*field, text);
        if constexpr (requires { record.position; }) {
            if (record.position) known_positions_.insert(exact_position(record.position->lon, record.position->lat));
        } else {
            geo::for_each_position(geometry_of(record),
                                   [&](const geo::Position& p) { known_positions_.insert(exact_position(p.x, p.y)); });
        }
    }
}

void QuotedPatterns::learn_own(const FieldDescription& field, std::string_view text) {
    switch (field.kind) {
        case FieldKind::email: return known_exact_.insert(exact_hash(base::fold(text)));
        case FieldKind::url: return known_exact_.insert(exact_hash(plain_url(text)));
        case FieldKind::phone:
        case FieldKind::phone_list:
            return for_each_number(text, [&](std::string_view number) {
                if (number.size() == 10) known_exact_.insert(exact_hash(number.substr(2)));
                known_exact_.insert(exact_hash(number));
            });
        default: break;
    }
    const auto learn = [&](std::string_view name) {
        if (is_name(field.name))
            tokenise(name, words_);
        else
            tokenise_person(name, words_);
        if (words_.empty()) return;
        known_phrases_.insert(phrase_of(words_));
        if (is_name(field.name)) {
            for (const auto& word : words_) ++released_words_[word.hash];
        } else {
            std::rotate(words_.begin(), words_.end() - 1, words_.end());
            known_phrases_.insert(phrase_of(words_));
        }
    };
    if (field.kind != FieldKind::text_list) return learn(text);
    for (const auto& name : base::split(text, ';')) learn(name);
}

const QuotedWords* QuotedPatterns::exact(std::string_view key) const {
    const auto* place = by_exact_.find(exact_hash(key));
    return place == nullptr ? nullptr : &exact_[*place];
}

void QuotedPatterns::add_exact(std::string_view key, QuotedValue value, const std::string& of) {
    const auto hash = exact_hash(key);
    if (key.size() < 6 || known_exact_.contains(hash)) return;
    const auto [place, is_new] = by_exact_.add(hash);
    if (!is_new) return;
    *place = static_cast<std::uint32_t>(exact_.size());
    exact_.push_back({value, NameWeight::ordinary, false, of});
}

void QuotedPatterns::add_phone(std::string_view text, const std::string& of) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
    for (const std::string_view prefix : {"00225", "225"})
        if (digits.size() >= 8 + prefix.size() && digits.starts_with(prefix)) {
            digits.erase(0, prefix.size());
            break;
        }
    // The last eight are the number as it was before 2021.
    if (digits.size() == 10) add_exact(std::string_view(digits).substr(2), QuotedValue::phone, of);
    if (digits.size() >= 8) add_exact(digits, QuotedValue::phone, of);
}

void QuotedPatterns::add_name_words(std::span<const WordToken> words, const std::string& of, NameWeight weight,
                                    bool is_shortened) {
    if (words.empty() || known_phrases_.contains(phrase_of(words))) return;
    const bool is_known_alone =
        std::none_of(words.begin(), words.end(), [&](const WordToken& word) { return is_distinctive(word); });
    QuotedWords pattern{QuotedValue::name, weight, is_shortened, of};
    if (words.size() == 1) {
        const auto& word = words.front();
        const bool is_long_enough = word.letters >= 5 || (word.letters == 4 && word.is_all_capital);
        if (!is_long_enough || is_known_alone || released_words_.contains(word.hash)) return;
        pattern.needs_capital = pattern.is_single_word = true;
    } else if (is_known_alone) {
        // "Foyer de Bouaké": words of every day, but together they name a shelter.
        const auto is_in = [&](const HashSet& set) {
            return std::any_of(words.begin(), words.end(), [&](const auto& word) { return set.contains(word.hash); });
        };
        if (weight != NameWeight::shelter || is_shortened || !is_in(place_words_) || !is_in(type_words_)) return;
        pattern.weight = NameWeight::ordinary;
    } else if (is_shortened) {
        // A part must have a word that released names do not share; "Saint-Joseph" of "Foyer Saint-Joseph" is also a
        // church.
        static const auto saints = set_of("saint sainte st ste notre");
        const bool is_own = std::any_of(words.begin(), words.end(), [&](const WordToken& word) {
            const auto* released = released_words_.find(word.hash);
            return is_distinctive(word) && (released == nullptr || *released < 3);
        });
        if (!is_own || saints.contains(words.front().hash)) return;
    }
    phrases_.add(words, std::move(pattern));
}

void QuotedPatterns::add_name(std::string_view text, const std::string& of, NameWeight weight) {
    auto parts = parts_of(text);
    if (parts.size() > 1) parts.push_back(text);
    for (const auto part : parts) {
        tokenise(part, part_);
        add_name_words(part_, of, weight, part.data() != text.data());
        // "Les Étoiles du Sud" of "Foyer Les Étoiles du Sud – Bouaké".
        std::span<const WordToken> core(part_);
        while (!core.empty() && type_words_.contains(core.front().hash)) core = core.subspan(1);
        while (!core.empty() && place_words_.contains(core.back().hash)) core = core.first(core.size() - 1);
        if (core.size() < part_.size()) add_name_words(core, of, weight, true);
    }
}

void QuotedPatterns::add_person(std::string_view text, const std::string& of) {
    tokenise_person(text, words_);
    if (words_.size() < 2 || known_phrases_.contains(phrase_of(words_))) return;
    // "Le chef de service" is nobody's name.
    if (std::none_of(words_.begin(), words_.end(), [&](const auto& word) { return !type_words_.contains(word.hash); }))
        return;
    const QuotedWords pattern{QuotedValue::person, NameWeight::ordinary, true, of};
    phrases_.add(words_, pattern);
    if (words_.size() > 3) return;
    std::rotate(words_.begin(), words_.end() - 1, words_.end());
    if (!known_phrases_.contains(phrase_of(words_))) phrases_.add(words_, pattern);
}

void QuotedPatterns::add_address(std::string_view text, const std::string& of) {
    auto parts = parts_of(text);
    if (parts.size() > 1) parts.push_back(text);
    for (const auto part : parts) {
        tokenise(part, part_);
        const bool is_whole = part.size() == text.size();
        const auto distinctive =
            std::count_if(part_.begin(), part_.end(), [&](const WordToken& word) { return is_distinctive(word); });
        const bool has_number =
            std::any_of(part_.begin(), part_.end(), [](const WordToken& word) { return !word.has_letter; });
        // A whole address with one word of its own, or a house with its number; of a part more is asked.
        const bool tells = is_whole ? (part_.size() >= 2 && distinctive >= 1) || (part_.size() >= 4 && has_number)
                                    : part_.size() >= 3 && distinctive >= 1;
        if (tells && !known_phrases_.contains(phrase_of(part_)))
            phrases_.add(part_, {QuotedValue::address, NameWeight::ordinary, false, of});
    }
}

void QuotedPatterns::add_field(const FieldDescription& field, const std::string& text, const std::string& of,
                               NameWeight weight) {
    if (is_name(field.name)) {
        if (field.kind != FieldKind::text_list) return add_name(text, of, weight);
        for (const auto& name : base::split(text, ';')) add_name(name, of, weight);
    } else if (field.kind == FieldKind::phone || field.kind == FieldKind::phone_list) {
        for (const auto& number : base::split(text, ';')) add_phone(number, of);
    } else if (field.kind == FieldKind::email) {
        add_exact(base::fold(base::trim(text)), QuotedValue::email, of);
    } else if (field.kind == FieldKind::url) {
        add_exact(plain_url(text), QuotedValue::website, of);
    } else if (field.name == "focal_name") {
        add_person(text, of);
    } else if (field.name == "public_contact") {
        std::vector<std::string> rest;
        for (const auto& number : phones_in(text, rest)) add_phone(number, of);
        add_person(text, of);
    } else if (field.name == "address" || field.name == "landmark") {
        add_address(text, of);
    }
}

template <class Record>
void QuotedPatterns::collect(const std::vector<Record>& all, const Levels& levels, Audience audience) {
    const auto telling = fields_that<Record>(may_identify);
    std::string listed;
    for (const auto& record : all) {
        const auto own = levels.of(record);
        std::optional<NameWeight> weight;  // only asked where something is withheld
        for (const auto* field : telling) {
            if (is_visible(*field, own, audience)) continue;
            const auto text = field_text(*field, record, listed);
            if (text.empty()) continue;
            if (!weight) weight = weight_of(record);
            add_field(*field, std::string(text), record.public_ref, *weight);
        }
        if constexpr (requires { record.position; }) {
            if (!record.position || own[static_cast<std::size_t>(FieldGroup::position)] <= audience) continue;
            const auto [lon, lat] = *record.position;
            if (!known_positions_.contains(exact_position(lon, lat)))
                positions_.emplace(position_cell(lon, lat), std::pair(*record.position, record.public_ref));
        }
    }
}

QuotedPatterns::QuotedPatterns(const Directory& directory, const Released& released,
                               const std::vector<Decision>& decisions, const Vocabularies& vocabularies) {
    learn_words(directory, vocabularies);
    learn_released(released.providers());
    learn_released(released.risk_zones());
    learn_released(released.border_posts());
    learn_released(released.transport_nodes());
    const Levels levels(decisions);
    collect(directory.providers, levels, released.audience());
    collect(directory.risk_zones, levels, released.audience());
    collect(directory.border_posts, levels, released.audience());
    collect(directory.transport_nodes, levels, released.audience());
}

}  // namespace balise::model
