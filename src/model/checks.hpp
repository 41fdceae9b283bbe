#pragma once
// What makes a record valid.
#include <cstdint>

#include "base/problems.hpp"
#include "model/records.hpp"
#include "model/vocabulary.hpp"

namespace balise::model {

// Problems of one record by itself: missing name, unknown codes, a free place count above the capacity, ages the wrong
// way round, a free-text service without a label, position outside Côte d'Ivoire's surroundings… `row` is passed on.
void check(const Provider& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const RiskZone& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const BorderPost& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const TransportNode& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const Area& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const Place& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const Road& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const Water& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);
void check(const Neighbour& record, const Vocabularies& vocabularies, std::int64_t row, base::Problems& problems);

// The box in which positions of the directory may lie: the country and a margin, degrees.
const geo::Box& country_box();

}  // namespace balise::model
