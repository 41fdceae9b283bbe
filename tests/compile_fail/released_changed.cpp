// error: read-only|discards qualifiers|no match for
// A released record cannot be changed.
#include "model/release.hpp"

using namespace balise::model;

void change(Released& released) {
#ifndef EXPECT_OK
    released.providers()[0].name_fr = "another";
#else
    Provider copy = released.providers()[0];
    copy.name_fr = "another";
#endif
}
