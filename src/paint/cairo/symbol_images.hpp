#pragma once
// Symbols painted once for each place on a pixel that they can take, in quarters of it, to be laid down many times.
#include <cairo/cairo.h>

#include <cstdint>
#include <unordered_map>

#include "map/display_list.hpp"
#include "paint/cairo/handles.hpp"

namespace balise::paint::cairo {

// Paints a symbol of `size` units about the context's origin: the same for pixels and for files.
void draw_symbol(cairo_t* context, const map::Symbol& symbol, double size);
// What the symbol covers, in units of its size.
map::Frame extent(const map::Symbol& symbol);

struct SymbolImage {
    Surface surface;
    int left = 0, top = 0;  // of its upper left pixel, from the pixel of the symbol's middle
    int columns = 0, rows = 0;
};

// Of one list; one for each thread.
class SymbolImages {
public:
    // Of `size` pixels, with its middle `part_x` and `part_y` quarters of a pixel to the right of and below a pixel's
    // corner. Null when there are too many already.
    const SymbolImage* find(const map::DisplayList& list, std::uint32_t symbol, float size, int part_x, int part_y);

private:
    struct Look {
        std::uint32_t symbol;
        float size;
        int part;
        bool operator==(const Look&) const = default;
    };
    struct LookHash {
        std::size_t operator()(const Look& look) const;
    };
    std::unordered_map<Look, SymbolImage, LookHash> known_;
};

}  // namespace balise::paint::cairo
