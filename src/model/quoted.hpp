#pragma once
// Withheld names, numbers, addresses and positions that a released free text repeats: the gate works by fields, and a
// note that quotes a hidden shelter's name goes through it. An independent, second look.
#include <cstdint>
#include <string>
#include <vector>

#include "model/release.hpp"
#include "model/vocabulary.hpp"

namespace balise::model {

// What of a withheld record a text repeats.
enum class QuotedValue { name, person, phone, email, website, address, position };

struct Quotation {
    std::string kind;        // of the released record: "provider", "risk_zone"…
    std::string public_ref;  // of the released record
    std::string title;       // its name, as released
    std::string field;       // the field that quotes
    QuotedValue value = QuotedValue::name;
    std::string of;  // public reference of the record whose value is withheld; never the value itself
};

// All quotations in what is released, in the order of the records. A withheld name counts when it has two words or one
// distinctive word, which is not also a word of a place, an area, a type, a service or a released record's name;
// telephone numbers by their digits, addresses and positions as a whole. What a released record holds as its own name,
// number or position tells nothing.
std::vector<Quotation> quotations(const Directory& directory, const Released& released,
                                  const std::vector<Decision>& decisions, const Vocabularies& vocabularies);

}  // namespace balise::model
