#pragma once
// The words that a symbol layer wishes: names beside symbols, along lines, within areas; numbers; counts of clusters.
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "map/canvas.hpp"
#include "map/row_kinds.hpp"

namespace balise::map {

class SymbolWords {
public:
    SymbolWords(Canvas& canvas, const StyleLayer& layer, const FeatureTable& table, std::size_t layer_number);

    // Whether the layer writes anything at all.
    bool any() const { return names_ || number_ != nullptr; }

    struct Beside {
        std::size_t row = 0;
        Spot spot;
        float size = 0;  // of the symbol, 0 without one
        std::uint32_t owner = 0;
        double sort_key = 0;
        Spot direction;  // away from the hub of a fan, or (0, 0)
        std::optional<MarkOf> mark;
        std::optional<std::size_t> follows;  // the symbol is placed with the words: its wish in Canvas::words
    };
    // A symbol that gives way to what lies there: its wish, a number for `follows`.
    std::size_t aside(const Beside& place, std::string icon, std::optional<std::size_t> told);
    // The name and the number of a row drawn at a spot.
    void beside(const Beside& place);
    // Names of rows that are lines or areas, for those that `shown` says.
    void along_and_within(const std::function<bool(std::size_t)>& shown);
    // A row that is not drawn on its own: its number is missing.
    void without_room(std::size_t row);
    void number_of_cluster(Spot centre, std::size_t count);

private:
    struct Face {
        LetterPaint paint;
        double max_width = 0;  // mm, 0 = one line
        int letter_case = 0;   // 1 capitals, -1 small letters
        std::string anchor;
    };
    const Face& face(std::size_t row);
    std::string name_of(std::size_t row, const Face& face);
    double priority(double sort_key) const;
    // Fills what all wishes of the layer have in common and adds it.
    void wish(LabelWish label, const Face& face, std::string words, std::optional<MarkOf> mark = {});
    void along(std::size_t row, const geo::MultiLine& lines, const float* reach);
    void within(std::size_t row, const geo::MultiPolygon& areas, const float* reach);
    double sort_key(std::size_t row) const;

    Canvas& canvas_;
    const StyleLayer& layer_;
    const FeatureTable& table_;
    const std::size_t layer_number_;
    const Column* number_ = nullptr;
    bool names_ = false;
    double layer_priority_ = 0;
    RowKinds kinds_;
    std::vector<Face> faces_;
    std::vector<geo::Position> path_;
    std::map<std::string, std::vector<Spot>> along_;  // where names along lines are wished already
};

// Where a name would best lie in an area: the middle of its widest place, looked for on 15 levels. `rings` even-odd.
std::optional<Spot> widest_place(const Paths& rings);

}  // namespace balise::map
