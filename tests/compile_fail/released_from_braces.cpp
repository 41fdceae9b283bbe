// error: private|could not convert|no matching function
// Nor as an aggregate.
#include "model/release.hpp"

using namespace balise::model;

#ifndef EXPECT_OK
Released make(Directory directory) {
    return {Audience::everyone, directory};
}
#else
Released make(Directory directory) {
    return {release(directory, Audience::everyone, {})};
}
#endif
