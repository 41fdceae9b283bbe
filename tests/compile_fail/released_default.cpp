// error: no matching function
// There is no empty Released that could be filled later.
#include "model/release.hpp"

using namespace balise::model;

Audience audience_of(const Directory& directory) {
#ifndef EXPECT_OK
    const Released released;
#else
    const Released released = release(directory, Audience::everyone, {});
#endif
    return released.audience();
}
