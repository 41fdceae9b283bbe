#pragma once
// Short words of the printed page, where the vocabularies' labels are too long.
#include <string>

#include "base/text.hpp"
#include "model/vocabulary.hpp"

namespace balise::sheet {

// "legal aid" for legal_assistance; the vocabulary's label for a category that has no short word.
std::string short_service(const std::string& category, const model::Vocabularies& vocabularies,
                          const base::Catalogue& say);
// "Court" for court; the vocabulary's label else.
std::string short_type(const std::string& type, const model::Vocabularies& vocabularies, const base::Catalogue& say);
// The place of a category in the vocabulary, from 1; 0 when there is none.
int service_number(const std::string& category, const model::Vocabularies& vocabularies);
// "2026-11-23" as the language writes it; other words as they are.
std::string date_words(const std::string& date, base::Language language);
// "23.11.2026 at 09:40 (UTC)" of "2026-11-23T09:40:00Z".
std::string moment_words(const std::string& moment, const base::Catalogue& say);

}  // namespace balise::sheet
