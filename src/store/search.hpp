#pragma once
// Finding providers and places again.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "geo/geometry.hpp"
#include "store/project.hpp"

namespace balise::store {

struct ProviderQuery {
    std::string words{};  // all must be found (as prefixes, folded, small typing errors forgiven)
    std::vector<std::string> types{};
    std::vector<std::string> services{};  // all of them offered (active)
    std::string area{};                   // P-code at any level, or a district code
    std::vector<std::string> statuses{};
    std::string verified{};         // "", "fresh" (12 months), "stale", "never"
    std::string disclosure{};       // "", or an audience code: existence level recorded or by default
    std::optional<geo::Box> box{};  // degrees
    std::optional<geo::LonLat> near{};
    std::optional<base::Metres> within{};  // with near
    std::int64_t limit = 50;
    std::int64_t offset = 0;
};

struct ProviderRow {
    std::string id, public_ref, name, type, area, area_name, status, locality, assured_on;
    std::optional<geo::LonLat> position;
    std::vector<std::string> services;
    std::optional<base::Metres> distance;
};

struct ProviderRows {
    std::vector<ProviderRow> rows;
    std::int64_t total = 0;              // without limit
    std::vector<std::string> corrected;  // words that were read as another word: "abobbo → abobo"
};

// Nearest first with `near`, else best match, else by name.
ProviderRows find_providers(const Project& project, const ProviderQuery& query);

struct PlaceRow {
    std::string code, name, kind, area_code, area_name;
    std::optional<std::int64_t> population;
    geo::LonLat position;
};
// Places and areas by name, largest first; exact names before beginnings before parts.
std::vector<PlaceRow> find_places(const Project& project, const std::string& words, std::int64_t limit);

}  // namespace balise::store
