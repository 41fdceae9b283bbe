#pragma once
// What an import does with each kind of record: keys, matching with what is there, places in the tree of areas.
#include <string>
#include <unordered_map>
#include <vector>

#include "app/area_finder.hpp"
#include "app/step.hpp"
#include "base/problems.hpp"
#include "exchange/reader.hpp"
#include "model/fields.hpp"

namespace balise::app {

// The keys under which a record of the file can be one that is there already, strongest first.
template <class Record>
std::vector<std::string> matching_keys(const Record& record);

// Gives a new record its id and public reference, or its code when the file has none.
template <class Record>
void make_identity(Record& record, base::IdSource& ids);

// Sets area_code from the position; names in it become codes; contradictions are warnings.
template <class Record>
void attach_area(Record& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems);

// Tells that a new record of an open type looks like a shelter, and what that means for its place.
void note_shelter_look(const model::Provider& record, std::int64_t row, base::Problems& problems);
template <class Record>
void note_shelter_look(const Record&, std::int64_t, base::Problems&) {}  // only providers can be shelters

#define BALISE_IMPORT_ROWS(Record)                                \
    template <>                                                   \
    std::vector<std::string> matching_keys(const Record& record); \
    template <>                                                   \
    void make_identity(Record& record, base::IdSource& ids);      \
    template <>                                                   \
    void attach_area(Record& record, const AreaFinder& finder, std::int64_t row, base::Problems& problems);
BALISE_IMPORT_ROWS(model::Provider)
BALISE_IMPORT_ROWS(model::RiskZone)
BALISE_IMPORT_ROWS(model::BorderPost)
BALISE_IMPORT_ROWS(model::TransportNode)
BALISE_IMPORT_ROWS(model::Area)
BALISE_IMPORT_ROWS(model::Place)
BALISE_IMPORT_ROWS(model::Road)
BALISE_IMPORT_ROWS(model::Water)
BALISE_IMPORT_ROWS(model::Neighbour)
#undef BALISE_IMPORT_ROWS

// The records that are in the project, to match rows of a file with.
template <class Record>
class Existing {
public:
    explicit Existing(std::vector<Record> records);
    // The record that a row of the file means, or null. A record is meant once: of two that look alike, the second row
    // gets the second.
    Record* match(const Record& record);
    bool empty() const { return records_.empty(); }

private:
    std::vector<Record> records_;
    std::unordered_multimap<std::string, std::size_t> by_key_;
    std::vector<bool> matched_;
};

// Takes over into `present` the fields that the file fills, and the constants where it holds nothing; true when
// something changed. "Unknown" never replaces what is known.
template <class Record>
bool take_over(Record& present, const Record& found, const std::vector<const model::Field<Record>*>& mapped,
               const std::vector<const model::Field<Record>*>& constants);

}  // namespace balise::app
