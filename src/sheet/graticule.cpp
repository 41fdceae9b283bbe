#include "sheet/graticule.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>

namespace balise::sheet {

namespace {

constexpr std::array<int, 11> steps{1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600};  // minutes of arc
constexpr double metres_per_minute = 1852;
constexpr double wished_distance = 30;  // millimetres
constexpr int parts = 60;               // of one line

int step_for(const map::MapView& view) {
    const double minute = metres_per_minute * view.millimetres_per_metre();
    int best = steps.back();
    double smallest = 1e9;
    for (const int step : steps) {
        const double off = std::abs(std::log(step * minute / wished_distance));
        if (off < smallest) {
            smallest = off;
            best = step;
        }
    }
    return best;
}

// Degrees that the window shows, from positions along its edges.
geo::Box degrees_of(const map::MapView& view) {
    geo::Box box;
    const auto frame = view.frame;
    for (int i = 0; i <= 10; ++i) {
        const float along = static_cast<float>(i) / 10;
        const float x = frame.left + along * frame.width(), y = frame.top + along * frame.height();
        for (const auto edge :
             {map::Spot{x, frame.top}, map::Spot{x, frame.bottom}, map::Spot{frame.left, y}, map::Spot{frame.right, y}})
            if (const auto position = view.projection.inverse(view.from_sheet(edge)))
                box.add(geo::Position{position->lon, position->lat});
    }
    return box;
}

std::vector<geo::LonLat> line_at(int minutes, bool parallel, const geo::Box& box) {
    std::vector<geo::LonLat> line;
    for (int i = 0; i <= parts; ++i) {
        const double along = static_cast<double>(i) / parts, fixed = minutes / 60.0;
        line.push_back(parallel ? geo::LonLat{box.min_x + along * (box.max_x - box.min_x), fixed}
                                : geo::LonLat{fixed, box.min_y + along * (box.max_y - box.min_y)});
    }
    return line;
}

// Where the line passes the left edge (a parallel) or the lower edge (a meridian) of the window.
std::optional<map::Spot> end_of(const std::vector<map::Spot>& line, bool parallel, map::Frame window) {
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const auto a = line[i], b = line[i + 1];
        const float level = parallel ? window.left : window.bottom;
        const float from = (parallel ? a.x : a.y) - level, to = (parallel ? b.x : b.y) - level;
        if ((from > 0) == (to > 0)) continue;
        const float part = from / (from - to);
        const map::Spot here{a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
        const map::Frame near{window.left - 0.01F, window.top - 0.01F, window.right + 0.01F, window.bottom + 0.01F};
        if (near.contains(here)) return here;
    }
    return std::nullopt;
}

}  // namespace

std::string angle_words(int minutes, bool latitude, base::Language language) {
    const int whole = std::abs(minutes);
    const std::string side = latitude                             ? (minutes < 0 ? "S" : "N")
                             : minutes >= 0                       ? "E"
                             : language == base::Language::french ? "O"
                                                                  : "W";
    const int rest = whole % 60;
    return std::to_string(whole / 60) + "°" + (rest < 10 ? "0" : "") + std::to_string(rest) + "′ " + side;
}

Graticule graticule_of(const map::MapView& view, base::Language language) {
    Graticule graticule;
    graticule.lines.name = "graticule";
    graticule.step_minutes = step_for(view);
    auto box = degrees_of(view);
    if (box.empty()) return graticule;
    // The bulge of a curved line may reach beyond the corners.
    box = {box.min_x - 0.1, box.min_y - 0.1, box.max_x + 0.1, box.max_y + 0.1};
    map::Column value("value");
    const int step = graticule.step_minutes;
    for (const bool parallel : {false, true}) {
        const double low = parallel ? box.min_y : box.min_x, high = parallel ? box.max_y : box.max_x;
        for (int at = static_cast<int>(std::ceil(low * 60 / step)) * step; at <= high * 60; at += step) {
            geo::MultiLine line;
            line.paths.emplace_back();
            std::vector<map::Spot> spots;
            for (const auto& position : line_at(at, parallel, box))
                if (const auto metres = view.projection.forward(position)) {
                    line.paths.back().push_back(*metres);
                    spots.push_back(view.to_sheet(*metres));
                }
            if (line.paths.back().size() < 2) continue;
            graticule.lines.shapes.emplace_back(std::move(line));
            const auto words = angle_words(at, parallel, language);
            value.add(words);
            if (const auto end = end_of(spots, parallel, view.frame)) graticule.ends.push_back({words, *end, parallel});
        }
    }
    graticule.lines.columns.push_back(std::move(value));
    return graticule;
}

}  // namespace balise::sheet
