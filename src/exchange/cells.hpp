#pragma once
// One cell into the value of a field, with what is wrong with it.
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/problems.hpp"
#include "model/fields.hpp"
#include "model/value.hpp"
#include "model/vocabulary.hpp"

namespace balise::exchange {

struct CellProblem {
    base::Severity severity = base::Severity::error;
    base::Text message;
    base::Text suggestion;
};

struct Understood {
    model::Value value;  // nothing = the cell says nothing
    std::vector<CellProblem> problems;
    std::string aside;    // what could not be understood but must not be lost (a telephone number, an address)
    std::string website;  // an address of the web found in another field

    void clear();
    void complain(base::Severity severity, base::Text message, base::Text suggestion) {
        problems.push_back({severity, std::move(message), std::move(suggestion)});
    }
};

// "", "-", "N/A", "null", "néant"…
bool says_nothing(std::string_view cell);

// Reads the cells of one column into one field. Values of closed lists are remembered: a value met before costs one
// look-up.
class CellReader {
public:
    // `values`: value found → code, of the mapping; may be null. Throws invalid_input when a code in it is not one.
    CellReader(const model::FieldDescription& field, const model::Vocabularies& vocabularies,
               const std::map<std::string, std::string>* values);

    // The result is good until the next call.
    const Understood& read(std::string_view cell);
    const model::FieldDescription& field() const { return *field_; }

private:
    void understand(std::string_view cell);
    bool is_text_sound(std::string_view cell);
    void text(std::string_view cell);
    void code(std::string_view cell);
    void code_list(std::string_view cell);
    void services(std::string_view cell);
    void equipment(std::string_view cell);
    void number(std::string_view cell);
    void date(std::string_view cell);
    void phones(std::string_view cell, bool only_one);
    void email(std::string_view cell);
    void url(std::string_view cell);
    void area_codes(std::string_view cell);

    std::optional<std::string> mapped(std::string_view text) const;
    std::optional<std::string> code_of(std::string_view text) const;
    std::vector<std::string> items_of(std::string_view cell) const;
    bool read_service(const std::string& item, std::vector<std::string>& items);
    void unknown_code(std::string_view text);
    std::string nearest_terms(std::string_view text) const;

    const model::FieldDescription* field_;
    const model::Vocabularies* vocabularies_;
    const model::Vocabulary* vocabulary_ = nullptr;
    std::unordered_map<std::string, std::string> mapped_;  // folded value → code
    std::optional<std::string> mapped_empty_;
    bool is_remembered_ = false;
    std::unordered_map<std::string, Understood> memory_;
    std::string key_;
    Understood scratch_;
};

}  // namespace balise::exchange
