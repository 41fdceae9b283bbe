// error: private
// The directory inside is out of reach.
#include "model/release.hpp"

using namespace balise::model;

std::size_t count(const Released& released) {
#ifndef EXPECT_OK
    return released.content_.providers.size();
#else
    return released.providers().size();
#endif
}
