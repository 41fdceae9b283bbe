// What must be said on every sheet.
#include "base/words.hpp"
#include "sheet/region_sheet.hpp"

namespace balise::sheet {

std::vector<base::Text> missing_elements(const SheetRequest& request) {
    std::vector<base::Text> missing;
    const auto wanted = [&](const std::string& words, base::Text name) {
        if (base::is_blank(words)) missing.push_back(std::move(name));
    };
    const auto& imprint = request.imprint;
    wanted(request.area, base::mark("the area"));
    wanted(imprint.producer, base::mark("the producer"));
    wanted(imprint.hotline, base::mark("the helpline's number"));
    wanted(imprint.edition, base::mark("the edition"));
    wanted(imprint.created, base::mark("the date and time of creation"));
    wanted(imprint.sources, base::mark("the sources"));
    wanted(request.today, base::mark("the date for what counts as verified"));
    return missing;
}

}  // namespace balise::sheet
