// error: discards qualifiers
// The accessors give no reference that could be written through.
#include "model/release.hpp"

using namespace balise::model;

std::size_t count(Released& released) {
#ifndef EXPECT_OK
    std::vector<Provider>& providers = released.providers();
#else
    const std::vector<Provider>& providers = released.providers();
#endif
    return providers.size();
}
