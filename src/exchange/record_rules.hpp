#pragma once
// What a record of each kind needs once its cells are read: required fields, defaults, contradictions. The outcome
// agrees with model::check, which would look at every field once more.
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/problems.hpp"
#include "model/records.hpp"

namespace balise::exchange {

struct FileFacts {
    std::optional<std::int64_t> level;        // asked for, or told by the P-code columns; of areas
    bool tells_positions = false;             // there are columns or geometries for them
    bool positions_absent = false;            // known not to be there
    std::vector<std::string_view> not_given;  // fields that no column and no constant gives
};

struct RowFacts {
    const FileFacts& file;
    std::int64_t row = 0;
    bool position_refused = false;         // the row has a position or shape that was refused and reported
    std::vector<std::string_view> failed;  // fields whose cell was refused and reported

    // The field can be asked for: it is given by the file, and what the row has was not refused already.
    bool expects(std::string_view field) const;
    bool has_failed(std::string_view field) const;
};

// Required fields that the file as a whole does not give: reported once, for row 0. False when no row can be used
// therefore.
template <class Record>
bool check_file(const FileFacts& file, base::Problems& problems);

void complete(model::Provider& record, const RowFacts& facts, base::Problems& problems);
void complete(model::RiskZone& record, const RowFacts& facts, base::Problems& problems);
void complete(model::BorderPost& record, const RowFacts& facts, base::Problems& problems);
void complete(model::TransportNode& record, const RowFacts& facts, base::Problems& problems);
void complete(model::Area& record, const RowFacts& facts, base::Problems& problems);
void complete(model::Place& record, const RowFacts& facts, base::Problems& problems);
void complete(model::Road& record, const RowFacts& facts, base::Problems& problems);
void complete(model::Water& record, const RowFacts& facts, base::Problems& problems);
void complete(model::Neighbour& record, const RowFacts& facts, base::Problems& problems);
void complete(model::Organisation& record, const RowFacts& facts, base::Problems& problems);

// A provider that has no place of its own: a hotline, a mobile app.
bool has_no_place(const model::Provider& record);

}  // namespace balise::exchange
