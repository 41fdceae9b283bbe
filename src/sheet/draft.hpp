#pragma once
// What every part of a sheet in the making needs to know.
#include <string>
#include <vector>

#include "sheet/ground.hpp"
#include "sheet/listing.hpp"
#include "sheet/page.hpp"
#include "sheet/page_grid.hpp"

namespace balise::sheet {

struct Draft {
    const SheetRequest* request = nullptr;
    const base::Catalogue* catalogue = nullptr;  // of the sheet's language
    const model::Area* area = nullptr;
    const AreaTree* tree = nullptr;
    const Ground* ground = nullptr;
    PageGrid grid;
    Listing listing;
    std::string title;
    std::string projection;                         // "UTM 30N, WGS 84"
    double scale = 0;                               // denominator
    int pages = 1;                                  // of this sheet
    bool numbered = true;                           // the map shows the providers' numbers
    bool moved_apart = false;                       // symbols of one place are drawn around it
    bool enlarged = false;                          // some of the providers stand on enlargements
    std::vector<std::string> without_room;          // numbers that are on no map
    std::vector<const model::Place*> without_name;  // chief towns that no map names

    bool french() const { return request->language == base::Language::french; }
    model::Audience audience() const { return request->released->audience(); }
    std::string say(const base::Text& text) const { return catalogue->translate(text); }
    int page_number(int page) const { return request->first_page + page; }
    int pages_in_all() const { return request->pages_in_all > 0 ? request->pages_in_all : pages; }
    // "1:850 000".
    std::string scale_words() const { return scale_words(scale); }
    std::string scale_words(double denominator) const;
};

}  // namespace balise::sheet
