// error: private
// A Released cannot be made by hand: its constructor is the gate's alone.
#include "model/release.hpp"

using namespace balise::model;

Released make(Directory directory) {
#ifndef EXPECT_OK
    return Released(Audience::everyone, directory);
#else
    return release(directory, Audience::everyone, {});
#endif
}
