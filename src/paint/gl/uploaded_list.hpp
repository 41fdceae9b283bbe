#pragma once
// A display list as triangles, with what of it lies in the memory of the graphics processor.
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "map/display_list.hpp"
#include "paint/gl/screen.hpp"
#include "paint/gl/triangles.hpp"

namespace balise::paint::gl {

// OpenGL objects whose owner is gone. They can only be deleted where the context is current: the painter does it.
struct Leftovers {
    std::mutex mutex;
    std::vector<std::uint32_t> buffers, arrays, textures;
};

// A buffer of corners with its way of being read; made when first painted.
struct Geometry {
    std::uint32_t array = 0, buffer = 0, index_buffer = 0;
};

// One thing to do, in order.
struct Step {
    enum class Kind : std::uint8_t {
        triangles,  // indices `first` to `first + count` of the mesh
        one_shape,  // the same, but no pixel is painted twice
        points,     // the batch of points `first`
        letters,    // the lettering `first`
        raster      // the raster `first`
    };
    Kind kind = Kind::triangles;
    std::size_t first = 0, count = 0;
};

struct Section {
    std::optional<map::Frame> clip;
    std::vector<Step> steps;
};

// A mark that is painted as a point: its middle in millimetres, or its picture's upper left corner in pixels.
struct Point {
    float x, y;
    std::uint32_t cell;  // index into UploadedList::sprites
};

struct PointBatch {
    std::size_t first = 0, count = 0;
};

// The points on their pixels, for one scale.
struct PlacedPoints {
    double scale = 0;                   // pixels per millimetre; 0: not made yet
    double part_x = 0, part_y = 0;      // of the offset in pixels
    bool as_layers = false;             // else as points
    int margin = 0;                     // pixels by which layers begin left of the sheet
    std::vector<std::uint32_t> layers;  // textures, one for each batch
    std::vector<PointBatch> batches;
    Geometry geometry;
};

// A symbol at one size.
struct Sprite {
    std::uint32_t symbol;
    float size;
    float reach;  // how far from its middle it goes, in units of its size
};

struct GlyphCorner {
    float x, y;
    std::array<std::uint8_t, 4> colour;
    float u, v;  // texels
};

// The letters of the list as quads, for one scale and one atlas.
struct LetterQuads {
    double scale = 0;                       // pixels per millimetre; 0: not made yet
    double fraction_x = 0, fraction_y = 0;  // of the offset in pixels
    std::uint64_t atlas = 0;                // its generation
    std::vector<std::size_t> ends;          // for each lettering, the quad after its last
    Geometry geometry;
};

// The sprites' pictures, for one scale.
struct SpriteSheet {
    double scale = 0;  // pixels per millimetre; 0: not made yet
    std::uint32_t texture = 0;
    int level = 0;                     // of the texture, on which the pictures have their size
    int columns = 0;                   // of `pixels`
    std::vector<std::uint8_t> pixels;  // RGBA, multiplied by alpha
    std::vector<float> cells;          // for each sprite: left, top, side, nothing; in pixels
};

// The whole sheet as it was painted, for one scale; made when it is painted a second time at that scale.
struct PaintedSheet {
    double scale = 0;               // pixels per millimetre; 0: nothing was painted yet
    double part_x = 0, part_y = 0;  // of the offset in pixels
    bool is_made = false;
    std::uint32_t texture = 0;
    int columns = 0, rows = 0;
};

class UploadedList {
public:
    UploadedList() = default;
    ~UploadedList();
    UploadedList(const UploadedList&) = delete;
    UploadedList& operator=(const UploadedList&) = delete;

    Mesh mesh;  // emptied when uploaded
    std::vector<Section> sections;
    float width = 0, height = 0;  // millimetres
    std::vector<Point> points;
    std::vector<PointBatch> point_batches;
    std::vector<Sprite> sprites;
    std::map<std::uint32_t, Mesh> symbol_meshes;  // of the sprites, in units of their size
    std::vector<map::Font> fonts;
    std::vector<map::Lettering> letterings;
    std::vector<map::Raster> rasters;  // their pixels emptied when uploaded

    bool uploaded = false;
    Geometry triangles;
    PlacedPoints placed_points;
    std::vector<Geometry> raster_frames;
    std::vector<std::uint32_t> raster_textures;
    LetterQuads letters;
    SpriteSheet sprite_sheet;
    PaintedSheet painted_sheet;
    std::shared_ptr<Leftovers> leftovers;  // of the painter that uploaded it
};

}  // namespace balise::paint::gl
