#pragma once
// The controlled vocabularies and the labels of fields, in both languages. Values; app loads them from
// data/vocabularies.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.hpp"

namespace balise::model {

struct Term {
    std::string code;
    std::string fr;
    std::string en;
    std::vector<std::string> aliases;  // as found in real files

    const std::string& label(base::Language language) const { return language == base::Language::french ? fr : en; }
};

class Vocabulary {
public:
    void add(Term term);
    const std::vector<Term>& terms() const { return terms_; }
    const Term* find(std::string_view code) const;
    // The code that a cell means: the code itself, a label or an alias, compared without accents, case and punctuation.
    std::optional<std::string> recognise(std::string_view text) const;

private:
    std::vector<Term> terms_;
    std::unordered_map<std::string, std::size_t> by_key_;
};

// Label, aliases and HXL hashtag of one field of one record kind.
struct FieldTerm {
    std::string record;
    std::string field;
    std::string fr;
    std::string en;
    std::vector<std::string> aliases;
    std::vector<std::string> hxl;  // "#org+name", "#geo+lat"…
};

class Vocabularies {
public:
    void add(std::string name, Vocabulary vocabulary) { vocabularies_[std::move(name)] = std::move(vocabulary); }
    void add_field(FieldTerm term);
    // Throws internal when there is no such vocabulary.
    const Vocabulary& of(std::string_view name) const;
    const Vocabulary* find(std::string_view name) const;
    const std::map<std::string, Vocabulary, std::less<>>& all() const { return vocabularies_; }
    const FieldTerm* field(std::string_view record, std::string_view field) const;
    const std::vector<FieldTerm>& fields() const { return fields_; }
    // The label of a code, or the code itself when it is not known.
    std::string label(std::string_view vocabulary, std::string_view code, base::Language language) const;
    std::string field_label(std::string_view record, std::string_view field, base::Language language) const;

private:
    std::map<std::string, Vocabulary, std::less<>> vocabularies_;
    std::vector<FieldTerm> fields_;
};

}  // namespace balise::model
