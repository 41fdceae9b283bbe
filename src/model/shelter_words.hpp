#pragma once
// Records that are shelters in fact, whatever type they were given.
#include "model/records.hpp"

namespace balise::model {

// Why a record of an open type looks like a shelter.
enum class ShelterSign { none, housing_service, shelter_role, name };

// The first sign found: a service of housing (in whatever state), the role "shelter" in the referral mechanism, or a
// word of a shelter in one of its names ("foyer", "refuge", "centre d'accueil", "transit", "safe house"…).
ShelterSign shelter_sign(const Provider& provider);

}  // namespace balise::model
