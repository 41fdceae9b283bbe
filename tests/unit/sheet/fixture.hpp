#pragma once
// The bundled country and the example directory, and ways to ask for sheets of them.
#include <string>

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

}  // namespace balise::sheet::test
