#pragma once
// Areas and lines as triangles. Touches no OpenGL context.
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "map/display_list.hpp"

namespace balise::paint::gl {

// A corner of triangles in millimetres; the colour is not multiplied by its alpha. The layout is OpenGL's.
struct Corner {
    float x = 0, y = 0;
    std::array<std::uint8_t, 4> colour{};
};

struct Mesh {
    std::vector<Corner> corners;
    std::vector<std::uint32_t> indices;  // three for each triangle
};

// How lines are made thick. `tolerance` is how far round ends and joins may be off, in units of the spots.
struct Pen {
    float width = 0;
    map::Cap cap = map::Cap::butt;
    map::Join join = map::Join::round;
    map::Colour colour;
    float tolerance = 0.02F;
};

// Adds the triangles of areas by the even-odd rule. A convex ring alone is taken apart directly, all else by the GLU
// library's sweep, which copes with rings that cross themselves.
class AreaCutter {
public:
    AreaCutter();
    ~AreaCutter();
    AreaCutter(const AreaCutter&) = delete;
    AreaCutter& operator=(const AreaCutter&) = delete;

    // The rings from `first` up to before `last`.
    void add(Mesh& mesh, const map::Paths& rings, std::uint32_t first, std::uint32_t last, map::Colour colour);

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Adds the triangles of lines. Triangles of one line overlap at its joins.
void add_lines(Mesh& mesh, const map::Paths& lines, const Pen& pen);

}  // namespace balise::paint::gl
