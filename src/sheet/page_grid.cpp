#include "sheet/page_grid.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "sheet/page.hpp"

namespace balise::sheet {

namespace {

std::pair<double, double> size_of(PaperFormat paper, Orientation orientation) {
    const double shorter = paper == PaperFormat::a4 ? 210 : 297, longer = paper == PaperFormat::a4 ? 297 : 420;
    return orientation == Orientation::portrait ? std::pair(shorter, longer) : std::pair(longer, shorter);
}

constexpr double map_top = 36, note_height = 9.6, footer_height = 23, list_gap = 2;
// From the lower edge of the paper.
constexpr double note_above = 42, footer_above = 31, body_above = 44;

void divide_upright(PageGrid& grid, PaperFormat paper) {
    const double right = grid.width - margin, bottom = grid.height - body_above;
    const double map_bottom = paper == PaperFormat::a4 ? 175 : 258;
    grid.map = frame(margin, map_top, right, map_bottom);
    grid.legend = frame(right - 58.5, map_bottom + 4, right, bottom);
    grid.list = frame(margin, map_bottom + 4, right - 60, bottom);
    grid.list_columns = paper == PaperFormat::a4 ? 2 : 3;
}

void divide_across(PageGrid& grid, PaperFormat paper) {
    const double right = grid.width - margin, bottom = grid.height - body_above;
    const double side = paper == PaperFormat::a4 ? 82 : 132;
    grid.map = frame(margin, map_top, right - side - 3, bottom);
    grid.list = frame(right - side, map_top, right, bottom);
    grid.legend = grid.list;
    grid.legend_below_list = true;
    grid.list_columns = paper == PaperFormat::a4 ? 1 : 2;
    grid.legend_columns = paper == PaperFormat::a4 ? 3 : 4;
}

}  // namespace

PageGrid page_grid(PaperFormat paper, Orientation orientation) {
    PageGrid grid;
    std::tie(grid.width, grid.height) = size_of(paper, orientation);
    const double right = grid.width - margin;
    grid.stamp = frame(right - 28, 10, right, 22);
    grid.hotline = frame(right - 89, 10, right - 31, 22);
    grid.title = frame(margin, 9, right - 91.5, 23.5);
    grid.sample = frame(right - 28, 26, right, 31.8);
    grid.message = frame(margin, 25.4, right - 31, 34.6);
    if (orientation == Orientation::portrait)
        divide_upright(grid, paper);
    else
        divide_across(grid, paper);
    grid.window = frame(grid.map.left + band_width, grid.map.top + band_width, grid.map.right - band_width,
                        grid.map.bottom - band_width);
    grid.columns = static_cast<int>(std::lround(grid.window.width() / 22.75));
    grid.rows = static_cast<int>(std::lround(grid.window.height() / 21.8));
    const double note_top = grid.height - note_above, footer_top = grid.height - footer_above;
    grid.note = frame(margin, note_top, right, note_top + note_height);
    grid.footer = frame(margin, footer_top, right, footer_top + footer_height);
    grid.furniture = paper == PaperFormat::a4 ? 1 : 1.3;
    return grid;
}

ListPageGrid list_page_grid(PaperFormat paper, Orientation orientation) {
    ListPageGrid grid;
    std::tie(grid.width, grid.height) = size_of(paper, orientation);
    const double right = grid.width - margin, footer_top = grid.height - footer_above;
    grid.stamp = frame(right - 28, 10, right, 22);
    grid.title = frame(margin, 9, right - 31, 23.5);
    grid.list = frame(margin, 27, right, footer_top - 4);
    grid.footer = frame(margin, footer_top, right, footer_top + footer_height);
    grid.list_columns = std::max(1, static_cast<int>((grid.list.width() + list_gap) / 62));
    return grid;
}

std::string column_letters(int column) {
    std::string letters;
    for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

std::string square_of(const PageGrid& grid, map::Spot spot) {
    if (!grid.window.contains(spot)) return {};
    const auto part = [](float from, float all, int count) {
        return std::clamp(static_cast<int>(std::floor(from / all * static_cast<float>(count))), 0, count - 1);
    };
    const int column = part(spot.x - grid.window.left, grid.window.width(), grid.columns);
    const int row = part(spot.y - grid.window.top, grid.window.height(), grid.rows);
    return column_letters(column) + std::to_string(row + 1);
}

std::vector<map::Frame> columns_of(map::Frame box, int count, double gap) {
    std::vector<map::Frame> columns;
    const double width = (box.width() - gap * (count - 1)) / count;
    for (int i = 0; i < count; ++i) {
        const double left = box.left + i * (width + gap);
        columns.push_back(frame(left, box.top, left + width, box.bottom));
    }
    return columns;
}

}  // namespace balise::sheet
