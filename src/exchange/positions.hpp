#pragma once
// Coordinates and geometries of foreign rows into WGS 84, with what is wrong with them.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problems.hpp"
#include "exchange/columns.hpp"
#include "exchange/source.hpp"
#include "geo/crs.hpp"

namespace balise::exchange {

// The cells and the geometry of one row that tell where it is.
struct RawPosition {
    std::string_view lon, lat, pair, wkt;
    const geo::Geometry* geometry = nullptr;
};

class Positions {
public:
    // `override_crs`: of the request or the mapping; may be empty. Throws invalid_input when it is not known.
    Positions(const std::string& override_crs, const Source& source, bool is_shape);

    // Judges the whole file by its first rows: metres under the label of degrees, a reference system that is not
    // stated.
    void judge(const std::vector<RawPosition>& samples, base::Problems& problems);
    // True when no position of the file can be trusted; the problem of the whole file says why.
    bool is_refused() const { return is_refused_; }

    // The point of a row; nothing when there is none or when it was refused (then an error was added and `refused` is
    // set).
    std::optional<geo::LonLat> point(const RawPosition& raw, std::int64_t row, base::Problems& problems,
                                     bool& refused) const;
    // The geometry of a row, transformed, finite and valid. `must_touch_country`: refused when it lies elsewhere.
    geo::Geometry shape(const RawPosition& raw, std::int64_t row, bool must_touch_country, base::Problems& problems,
                        bool& refused) const;

private:
    std::optional<geo::Position> from_cells(const RawPosition& raw, std::int64_t row, base::Problems& problems,
                                            bool& refused, bool& is_degrees) const;
    std::optional<geo::Position> from_geometry(const geo::Geometry& geometry, std::int64_t row,
                                               base::Problems& problems, bool& refused) const;
    bool is_in_country(geo::LonLat position, std::int64_t row, base::Problems& problems) const;
    void refuse_file(base::Text message, base::Text suggestion, base::Problems& problems);

    std::optional<geo::Transformation> of_geometry_;
    std::optional<geo::Transformation> of_cells_;
    std::string crs_;
    std::string shown_crs_;
    bool is_overridden_;
    bool has_geometry_;
    bool is_shape_;
    bool is_refused_ = false;
};

}  // namespace balise::exchange
