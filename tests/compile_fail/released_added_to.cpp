// error: discards qualifiers
// Nothing can be added to what was released.
#include "model/release.hpp"

using namespace balise::model;

void add(Released& released, const Provider& provider) {
#ifndef EXPECT_OK
    released.providers().push_back(provider);
#else
    std::vector<Provider> own = released.providers();
    own.push_back(provider);
#endif
}
