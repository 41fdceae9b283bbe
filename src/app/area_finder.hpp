#pragma once
// Which administrative area a point lies in, and which area a word names.
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "geo/operations.hpp"
#include "model/records.hpp"

namespace balise::app {

class AreaFinder {
public:
    explicit AreaFinder(std::vector<model::Area> areas);

    struct Found {
        std::string code;
        bool is_nearest = false;  // the point lies outside every area (coast, border) and the nearest one was taken
    };
    // The deepest area of the P-code tree (levels 1 and below) that holds the point, or the nearest within about 5 km.
    std::optional<Found> at(geo::LonLat point) const;
    // The code of an area from its code or its name; nothing when it is not known or several areas have the name.
    std::optional<std::string> code_of(const std::string& code_or_name) const;
    const model::Area* area(const std::string& code) const;
    // True when one of the two is the other or lies above it in the tree.
    bool related(const std::string& a, const std::string& b) const;
    // "Gbêkê (CI11)".
    std::string describe(const std::string& code) const;
    const std::vector<model::Area>& areas() const { return areas_; }
    bool empty() const { return levels_.empty(); }

private:
    bool lies_below(const std::string& code, const std::string& above) const;

    struct Level {
        std::vector<const model::Area*> areas;
        geo::PolygonIndex index;
    };
    std::vector<model::Area> areas_;
    std::unordered_map<std::string, const model::Area*> by_code_;
    std::unordered_map<std::string, std::vector<const model::Area*>> by_name_;
    std::vector<Level> levels_;  // deepest first
};

}  // namespace balise::app
