#pragma once
// Foreign rows into records: columns recognised, values understood, every problem listed with its row.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/problems.hpp"
#include "base/progress.hpp"
#include "exchange/source.hpp"
#include "model/fields.hpp"
#include "model/vocabulary.hpp"

namespace balise::exchange {

// How the columns of a file are to be read where recognition does not suffice; data/mappings holds examples.
struct Mapping {
    std::map<std::string, std::optional<std::string>> columns;  // heading → field, or nothing = ignored on purpose
    std::map<std::string, std::map<std::string, std::string>> values;  // field → value found → code
    std::map<std::string, std::string> constants;                      // field → value for every row that has none
    SourceOptions source;
    std::string crs;                // of the geometry or of the columns lon and lat; a request's own comes first
    bool positions_absent = false;  // "positions": "none": the file is known to hold no positions
};

// Reads a mapping file (JSON). Throws invalid_input with the path of the first thing that is wrong in it.
Mapping read_mapping(const std::filesystem::path& file);

struct ReadRequest {
    std::filesystem::path file;
    SourceOptions source;
    Mapping mapping;
    std::string crs;                    // overrides what the file states
    std::optional<std::int64_t> level;  // for areas
};

template <class Record>
struct Parsed {
    Record record;
    std::int64_t row = 0;
    bool usable = true;  // false when a problem of severity error belongs to the row
};

// How one column was understood. A field that is not of the model: "coordinates" (a pair in one cell) or "geometry"
// (well-known text).
struct ColumnVerdict {
    std::string column;
    std::string hashtag;
    std::string field;  // empty: not understood or ignored on purpose
    enum class How { by_mapping, by_hashtag, by_name, ignored_on_purpose, not_understood } how = How::not_understood;
};

// Reads one kind of record from a file. Positions come out in WGS 84. `Record` is Provider, Area, Place, RiskZone,
// BorderPost, TransportNode, Road, Water, Neighbour or Organisation. Ids of new records are left nil; keys found in the
// file are kept. A usable record has passed what model::check asks: it need not be checked again. The constructor
// throws what Source::open throws, and invalid_input for a mapping that does not fit the kind of record.
template <class Record>
class Reader {
public:
    Reader(const ReadRequest& request, const model::Vocabularies& vocabularies, base::Progress& progress);
    ~Reader();

    const std::vector<ColumnVerdict>& columns() const;
    std::string format() const;
    // The next at most `most` rows with their problems; empty at the end. Problems of the whole file (columns not
    // understood, CRS assumed, many coordinates in metres) come with row 0.
    std::vector<Parsed<Record>> next(std::size_t most, base::Problems& problems);
    // The same into a list that was used before, whose room is used again.
    void next(std::size_t most, base::Problems& problems, std::vector<Parsed<Record>>& rows);
    std::int64_t rows_read() const;
    // The file from its beginning, with the same sheet and the same row of headings: the rows as they were found.
    std::unique_ptr<Source> reopened(const model::Vocabularies& vocabularies, base::Progress& progress) const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::exchange
