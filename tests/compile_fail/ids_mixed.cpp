// error: could not convert|no match for
// A provider's id is not a risk zone's.
#include "model/records.hpp"

using namespace balise::model;

bool is(RiskZoneId wanted, const RiskZone& zone) {
    return zone.id == wanted;
}

bool test(const Provider& provider, const RiskZone& zone) {
#ifndef EXPECT_OK
    return is(provider.id, zone);
#else
    return is(zone.id, zone) && !provider.id.is_nil();
#endif
}
