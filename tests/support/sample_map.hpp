#pragma once
// The sample country composed as a map, with any of the styles that come with the program.
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "map/compose.hpp"
#include "map/record_tables.hpp"
#include "support/sample_country.hpp"

namespace balise::test {

// What is shown and how.
struct SampleView {
    const char* style = "paper";  // paper, screen, screen_dark
    geo::LonLat centre{-5.5, 7.55};
    base::ScaleDenominator scale{4'500'000};
    float width = 180, height = 180;  // of the sheet, millimetres
    float margin = 0;                 // about the map
    bool labels = true;
};

inline std::vector<map::FeatureTable> sample_tables(const map::Projection& projection) {
    constexpr auto french = base::Language::french;
    const auto& country = sample_country();
    const auto released = model::release(country.directory, model::Audience::internal, {});
    auto providers = map::provider_table(released, french, "2026-11-23");
    map::Column number("number"), crowded("crowded");
    for (std::size_t row = 0; row < providers.rows(); ++row) {
        number.add(std::to_string(row + 1));
        crowded.add(0.0);
    }
    providers.columns.push_back(std::move(number));
    providers.columns.push_back(std::move(crowded));
    std::vector<map::FeatureTable> tables;
    for (const auto& table : {map::area_table(released.areas(), french), map::place_table(released.places()),
                              map::road_table(country.roads), map::water_table(country.waters),
                              map::neighbour_table(country.neighbours, french), map::risk_zone_table(released, french),
                              map::border_post_table(released), map::transport_node_table(released), providers})
        tables.push_back(map::projected(table, projection));
    return tables;
}

inline map::DisplayList composed(const SampleView& wanted) {
    const map::Projection projection("EPSG:32630");
    const auto tables = sample_tables(projection);
    const auto style = map::load_style(data_file("styles/" + std::string(wanted.style) + ".json"));
    const auto symbols = map::SymbolSet::load(data_file("symbols"), std::string(wanted.style) == "screen_dark");
    map::ComposeRequest request{
        {projection,
         *projection.forward(wanted.centre),
         wanted.scale,
         {wanted.margin, wanted.margin, wanted.width - wanted.margin, wanted.height - wanted.margin}},
        &style,
        &symbols,
        {},
        {},
        wanted.labels};
    if (std::string(wanted.style) != "paper") request.tolerance = base::Millimetres(0.13);
    for (const auto& table : tables) request.tables.push_back(&table);
    map::Typesetter typesetter;
    base::Progress progress;
    auto list = map::compose(request, typesetter, progress).list;
    list.width = wanted.width;
    list.height = wanted.height;
    list.fonts = typesetter.fonts();
    return list;
}

}  // namespace balise::test
