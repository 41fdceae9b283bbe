#pragma once
// Tables (CSV, spreadsheets, JSON lists of lists) as sources: raw rows in, header found, data rows out.
#include <deque>
#include <memory>
#include <optional>
#include <string>

#include "exchange/header.hpp"
#include "exchange/source.hpp"

namespace balise::exchange {

// Rows as they stand in the file, blank ones too.
class RawRows {
public:
    virtual ~RawRows() = default;
    // False at the end. `cells` is reused: its strings keep their memory.
    virtual bool next(std::vector<std::string>& cells, std::int64_t& number) = 0;
    virtual std::string format() const = 0;
    virtual std::int64_t size_hint() const { return 0; }
    virtual std::optional<char> separator() const { return std::nullopt; }
    // What was noticed so far and not asked for yet.
    virtual base::Problems take_notes() { return {}; }
};

std::unique_ptr<Source> make_table_source(std::unique_ptr<RawRows> rows, const SourceOptions& options);

std::unique_ptr<RawRows> open_csv(std::string bytes, const std::string& shown_name, const SourceOptions& options);

}  // namespace balise::exchange
