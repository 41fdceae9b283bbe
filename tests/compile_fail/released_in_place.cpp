// error: no matching function
// Nor does a container of the standard library reach the constructor.
#include <optional>

#include "model/release.hpp"

using namespace balise::model;

std::optional<Released> make(const Directory& directory) {
#ifndef EXPECT_OK
    return std::optional<Released>{std::in_place, Audience::everyone, directory};
#else
    return std::optional<Released>{std::in_place, release(directory, Audience::everyone, {})};
#endif
}
