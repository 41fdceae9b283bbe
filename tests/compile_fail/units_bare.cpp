// error: could not convert|cannot convert
// A bare number has no unit.
#include "base/units.hpp"

using namespace balise::base;

double twice(Metres metres) {
    return metres.value * 2;
}

double test() {
#ifndef EXPECT_OK
    return twice(12.5);
#else
    return twice(Metres(12.5));
#endif
}
