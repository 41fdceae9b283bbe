// All symbols and icons side by side, for the texture that lists and buttons take their pictures from.
#include "app/scene.hpp"
#include "base/paths.hpp"
#include "map/symbols.hpp"

namespace balise::app {

namespace {

void add_set(const map::SymbolSet& set, double cell, double symbol_size, IconSheet& sheet) {
    auto& list = sheet.list;
    auto& marks = std::get<map::Marks>(list.groups.front().batches.front()).marks;
    for (const auto& symbol : set.symbols()) {
        const auto column = static_cast<double>(sheet.names.size() % sheet.columns);
        const auto row = static_cast<double>(sheet.names.size() / sheet.columns);
        marks.push_back({{static_cast<float>((column + 0.5) * cell), static_cast<float>((row + 0.5) * cell)},
                         static_cast<float>(symbol_size),
                         static_cast<std::uint32_t>(list.symbols.size()),
                         0});
        list.symbols.push_back(symbol);
        sheet.names.push_back(symbol.name);
    }
}

}  // namespace

IconSheet icon_sheet(double cell, double symbol_size, bool dark) {
    IconSheet sheet;
    sheet.list.background = {0, 0, 0, 0};
    sheet.list.groups.push_back({"icons", std::nullopt, {map::Marks{}}});
    add_set(map::SymbolSet::load({}, dark), cell, symbol_size, sheet);
    add_set(map::SymbolSet::load((base::data_folder() / "symbols" / "icons").string(), dark), cell, symbol_size, sheet);
    const std::size_t rows = (sheet.names.size() + sheet.columns - 1) / sheet.columns;
    sheet.list.width = static_cast<float>(static_cast<double>(sheet.columns) * cell);
    sheet.list.height = static_cast<float>(static_cast<double>(rows) * cell);
    return sheet;
}

}  // namespace balise::app
