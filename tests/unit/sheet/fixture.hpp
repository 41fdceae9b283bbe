#pragma once
// The bundled country and the example directory, and ways to ask for sheets of them.
#include <algorithm>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "sheet/region_sheet.hpp"
#include "support/sample_country.hpp"

namespace balise::sheet::test {

using balise::test::data_file;

struct World {
    model::Directory directory;
    Country country;
    model::Vocabularies vocabularies;
    map::Style style;
    map::SymbolSet symbols;
};

inline World read_world() {
    World world;
    const auto& sample = balise::test::sample_country();
    world.directory = sample.directory;
    world.country = {sample.roads, sample.waters, sample.neighbours};
    world.vocabularies = balise::test::load_vocabularies(data_file("vocabularies"));
    world.style = map::load_style(data_file("styles/paper.json"));
    world.symbols = map::SymbolSet::load(data_file("symbols"));
    return world;
}

inline const World& world() {
    static const World instance = read_world();
    return instance;
}

inline Imprint imprint() {
    Imprint made;
    made.producer = "Producteur EXEMPLE";
    made.ministry = "Ministère EXEMPLE";
    made.edition = "4 · version 4.0";
    made.created = "2026-11-23T09:40:00Z";
    made.sources =
        "Limites : Natural Earth et GeoNames (CC BY 4.0). Lieux : GeoNames. Cours d’eau : GSHHG. Routes schématiques : "
        "GeoNames. Prestataires : répertoire EXEMPLE, entièrement fictif.";
    made.address = "https://exemple.invalid/CI11";
    made.sample = true;
    return made;
}

inline SheetRequest request_for(const model::Released& released, const std::string& area) {
    SheetRequest request;
    request.released = &released;
    request.country = &world().country;
    request.vocabularies = &world().vocabularies;
    request.style = &world().style;
    request.symbols = &world().symbols;
    request.area = area;
    request.imprint = imprint();
    request.today = "2026-11-23";
    return request;
}

inline Sheet sheet_of(const SheetRequest& request) {
    base::Progress progress;
    return region_sheet(request, progress);
}

// All words that can be read on a page.
inline std::string words_on(const map::DisplayList& page) {
    std::string all;
    for (const auto& group : page.groups)
        for (const auto& batch : group.batches)
            if (const auto* lettering = std::get_if<map::Lettering>(&batch))
                for (const auto& run : lettering->runs) all += run.text + "\n";
    return all;
}

// Texts that lie over each other by more than their line's own leading.
inline std::vector<std::string> overlaps(const Sheet& sheet) {
    std::vector<std::string> found;
    const auto& texts = sheet.report.texts;
    const auto is_letter = [](const map::Frame& box) { return box.width() < 3.2F && box.height() < 3.2F; };
    for (std::size_t i = 0; i < texts.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto &a = texts[i], &b = texts[j];
            const float across = std::min(a.right, b.right) - std::max(a.left, b.left);
            const float down = std::min(a.bottom, b.bottom) - std::max(a.top, b.top);
            // The boxes of letters along a curve overlap those next to them.
            if (across <= 0.2F || down <= 0.35F || (i - j <= 3 && is_letter(a) && is_letter(b))) continue;
            found.push_back("at " + std::to_string(a.left) + "," + std::to_string(a.top) + " by " +
                            std::to_string(across) + " × " + std::to_string(down));
        }
    return found;
}

}  // namespace balise::sheet::test
