#pragma once
// Withheld values that released texts repeat, told as problems.
#include <vector>

#include "base/problems.hpp"
#include "model/quoted.hpp"

namespace balise::app {

// One problem for each quotation; never the withheld value itself, only whose it is.
void add_quotations(const std::vector<model::Quotation>& quotations, model::Audience audience, base::Severity severity,
                    base::Problems& problems);

// "the public", "the partners", "the keepers of the directory".
base::Text audience_words(model::Audience audience);

}  // namespace balise::app
