// error: no match for
// Metres and minutes do not add up.
#include "base/units.hpp"

using namespace balise::base;

double test(Metres metres, [[maybe_unused]] Minutes minutes) {
#ifndef EXPECT_OK
    return (metres + minutes).value;
#else
    return (metres + Metres(1)).value;
#endif
}
