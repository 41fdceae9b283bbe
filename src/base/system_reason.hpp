#pragma once
// Why the system refused, in words.
#include "base/text.hpp"

namespace balise::base {

// The reason that a number of errno stands for.
Text reason_of(int number);

}  // namespace balise::base
