#pragma once
// What is wrong with what was typed into a form, told while it is typed. The project checks again when it is saved.
#include <map>
#include <string>

#include "base/text.hpp"

namespace balise::gui {

// What is wrong with the value of a provider's field, with the remedy; empty when nothing is.
base::Text fault_of(const std::string& field, const std::string& value);

// The same for values that contradict each other, by the field that is to be told. `values`: what the record would
// hold.
std::map<std::string, base::Text> contradictions(const std::map<std::string, std::string>& values);

}  // namespace balise::gui
