#pragma once
// The providers of an area as the sheet lists them, and the figures told from them. All of it from a release.
#include <optional>
#include <string>
#include <vector>

#include "sheet/area_tree.hpp"
#include "sheet/region_sheet.hpp"

namespace balise::sheet {

struct Listed {
    const model::Provider* provider = nullptr;
    std::size_t row = 0;      // among the release's providers
    int number = 0;           // from 1, on the map and in the list
    std::string place;        // the town or village it belongs to, or empty
    std::string square;       // filled in when the map's view is known
    std::string enlargement;  // the letter of the map that shows it instead, or empty
    std::vector<int> services;
};

struct Listing {
    std::vector<Listed> providers;
    std::size_t open = 0;    // of them not temporarily closed
    std::string main_place;  // with the most open providers; empty when no place is known
    std::size_t in_main_place = 0;
    std::size_t places = 0;             // different places; those without one count as one more
    std::vector<int> missing;           // services of the minimum package that nobody in the area offers
    std::vector<int> missing_outside;   // that nobody outside the main place offers
    std::optional<int> verified_share;  // per cent verified within 12 months of today; nothing when there is nobody
    bool generalised = false;           // a provider is given by its area only
};

// Those in the area that are neither inactive nor defunct, grouped by place: the largest place first, those without a
// place last; within a place by type and name.
Listing listing_of(const SheetRequest& request, const model::Area& area, const AreaTree& tree);

// True for a type that has no place by its nature: helplines and applications.
bool is_placeless(const std::string& type);

}  // namespace balise::sheet
