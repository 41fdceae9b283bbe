#pragma once
// A source some of whose cells are read otherwise than they stand in the file, which is never changed.
#include <memory>

#include "exchange/source.hpp"

namespace balise::exchange {

// Throws invalid_input when a correction names a column that is not there.
std::unique_ptr<Source> with_corrections(std::unique_ptr<Source> source, Corrections corrections);

}  // namespace balise::exchange
