// error: final
// Nor can a class of one's own be passed off as a Released.
#include "model/release.hpp"

using namespace balise::model;

#ifndef EXPECT_OK
struct Opened : Released {
    explicit Opened(const Released& released) : Released(released) {}
};
#else
struct Opened {
    Released released;
};
#endif
