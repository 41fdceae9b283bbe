#include "model/vocabulary.hpp"

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::model {

void Vocabulary::add(Term term) {
    const auto index = terms_.size();
    by_key_.emplace(base::fold_to_key(term.code), index);
    for (const auto* words : {&term.fr, &term.en})
        if (!words->empty()) by_key_.emplace(base::fold_to_key(*words), index);
    for (const auto& alias : term.aliases)
        if (!alias.empty()) by_key_.emplace(base::fold_to_key(alias), index);
    terms_.push_back(std::move(term));
}

const Term* Vocabulary::find(std::string_view code) const {
    for (const auto& term : terms_)
        if (term.code == code) return &term;
    return nullptr;
}

std::optional<std::string> Vocabulary::recognise(std::string_view text) const {
    const auto found = by_key_.find(base::fold_to_key(text));
    if (found == by_key_.end()) return std::nullopt;
    return terms_[found->second].code;
}

void Vocabularies::add_field(FieldTerm term) {
    fields_.push_back(std::move(term));
}

const Vocabulary* Vocabularies::find(std::string_view name) const {
    const auto found = vocabularies_.find(name);
    return found == vocabularies_.end() ? nullptr : &found->second;
}

const Vocabulary& Vocabularies::of(std::string_view name) const {
    if (const auto* vocabulary = find(name)) return *vocabulary;
    throw base::Error(base::ErrorKind::internal,
                      base::mark("the vocabulary \"{0}\" is missing from the program's data", std::string(name)));
}

const FieldTerm* Vocabularies::field(std::string_view record, std::string_view field) const {
    for (const auto& term : fields_)
        if (term.record == record && term.field == field) return &term;
    return nullptr;
}

std::string Vocabularies::label(std::string_view vocabulary, std::string_view code, base::Language language) const {
    if (const auto* terms = find(vocabulary))
        if (const auto* term = terms->find(code)) return term->label(language);
    return std::string(code);
}

std::string Vocabularies::field_label(std::string_view record, std::string_view field_name,
                                      base::Language language) const {
    const auto* term = field(record, field_name);
    if (term == nullptr) return std::string(field_name);
    return language == base::Language::french ? term->fr : term->en;
}

}  // namespace balise::model
