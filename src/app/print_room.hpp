#pragma once
// What every sheet of one edition is made from: read from the project once, released for one audience.
#include <string>
#include <vector>

#include "app/action.hpp"
#include "base/progress.hpp"
#include "map/style.hpp"
#include "map/symbols.hpp"
#include "model/release.hpp"
#include "model/vocabulary.hpp"
#include "sheet/region_sheet.hpp"
#include "store/project.hpp"

namespace balise::app {

struct PrintRoom {
    model::Directory directory;
    std::vector<model::Decision> decisions;
    model::Released released;
    sheet::Country country;
    map::Style style;
    map::SymbolSet symbols;

    // `arguments` as those of the action "map": of them only the style counts here.
    static PrintRoom of(const store::Project& project, const Arguments& arguments, model::Audience audience,
                        base::Progress& progress);
};

// The audience of the arguments; throws usage when it is none.
model::Audience audience_of(const Arguments& arguments);

// What the arguments of the action "map" ask for, but the area. Refers to `room` and `vocabularies`.
sheet::SheetRequest sheet_request(const store::Project& project, const model::Vocabularies& vocabularies,
                                  const Arguments& arguments, const PrintRoom& room);

// P-codes of the areas that are wanted, sorted: by name or P-code, every region, or the country. Throws not_found.
std::vector<std::string> wanted_areas(const Arguments& arguments, const PrintRoom& room);

}  // namespace balise::app
