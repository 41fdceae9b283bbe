#include "paint/gl/points.hpp"

#include <epoxy/gl.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "paint/gl/upload.hpp"
#include "paint/side_by_side.hpp"

namespace balise::paint::gl {

namespace {

constexpr int block = 4;  // pixels that are blended at once; rows of pictures are multiples of it
constexpr int most_columns = 8192;
constexpr double most_pixels = 16e6;

// A sprite's picture as it is blended: channels of pixels multiplied by their alpha, and what each lets through.
struct Stamp {
    int side = 0, stride = 0;  // pixels; of the picture, and of its rows
    std::vector<std::uint8_t> paint, lets_through;
};

std::vector<Stamp> stamps_of(const SpriteSheet& sheet) {
    std::vector<Stamp> stamps(sheet.cells.size() / 4);
    for (std::size_t sprite = 0; sprite < stamps.size(); ++sprite) {
        auto& stamp = stamps[sprite];
        const auto cell = [&](std::size_t at) { return static_cast<int>(sheet.cells[sprite * 4 + at]); };
        stamp.side = cell(2);
        stamp.stride = (stamp.side + block - 1) / block * block;
        const auto bytes = static_cast<std::size_t>(stamp.side) * static_cast<std::size_t>(stamp.stride) * 4;
        stamp.paint.assign(bytes, 0);
        stamp.lets_through.assign(bytes, 255);
        for (int row = 0; row < stamp.side; ++row)
            for (int column = 0; column < stamp.side; ++column) {
                const auto* from =
                    sheet.pixels.data() + (std::ptrdiff_t{cell(1) + row} * sheet.columns + cell(0) + column) * 4;
                const auto to = (std::ptrdiff_t{row} * stamp.stride + column) * 4;
                std::copy_n(from, 4, stamp.paint.begin() + to);
                std::fill_n(stamp.lets_through.begin() + to, 4, static_cast<std::uint8_t>(255 - from[3]));
            }
    }
    return stamps;
}

// A mark's picture on its pixels of the sheet.
struct PlacedMark {
    std::int32_t left, top;
    std::uint32_t cell;
};

std::vector<PlacedMark> placed(const UploadedList& list, const PointBatch& batch, double part_x, double part_y) {
    const double scale = list.placed_points.scale;
    std::vector<PlacedMark> marks;
    marks.reserve(batch.count);
    for (auto at = batch.first; at < batch.first + batch.count; ++at) {
        const auto& point = list.points[at];
        const double half = static_cast<double>(list.sprite_sheet.cells[std::size_t{point.cell} * 4 + 2]) / 2;
        const double left = std::floor(static_cast<double>(point.x) * scale + part_x - half + 0.5);
        const double top = std::floor(static_cast<double>(point.y) * scale + part_y - half + 0.5);
        if (std::abs(left) < 1e6 && std::abs(top) < 1e6)
            marks.push_back({static_cast<std::int32_t>(left), static_cast<std::int32_t>(top), point.cell});
    }
    return marks;
}

// One over the other, each channel of a block of pixels: what lies there shines through what comes.
void blend(std::uint8_t* there, const std::uint8_t* paint, const std::uint8_t* lets_through) {
    for (int at = 0; at < block * 4; ++at) {
        const auto through = static_cast<std::uint16_t>(there[at] * lets_through[at] + 128);
        there[at] = static_cast<std::uint8_t>(paint[at] + ((through + (through >> 8U)) >> 8U));
    }
}

class Layer {
public:
    // `margin`: pixels beyond the sheet's left and right edges, so that no mark need be cut.
    Layer(int columns, int rows, int margin)
        : columns_((columns + 2 * margin + block - 1) / block * block),
          rows_(rows),
          margin_(margin),
          bytes_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) * 4) {}

    void lay(const std::vector<PlacedMark>& marks, const std::vector<Stamp>& stamps) {
        constexpr int rows_of_a_band = 270;
        const auto bands = static_cast<std::size_t>((rows_ + rows_of_a_band - 1) / rows_of_a_band);
        side_by_side(bands, [&](const auto& next) {
            for (std::size_t band = 0; next(band);) {
                const int first = static_cast<int>(band) * rows_of_a_band;
                lay(marks, stamps, first, std::min(first + rows_of_a_band, rows_));
            }
        });
    }
    int columns() const { return columns_; }
    const std::uint8_t* bytes() const { return bytes_.data(); }

private:
    void lay(const std::vector<PlacedMark>& marks, const std::vector<Stamp>& stamps, int first, int last) {
        for (const auto& mark : marks) {
            if (mark.top >= last) continue;
            const auto& stamp = stamps[mark.cell];
            const int left = mark.left + margin_;
            if (mark.top + stamp.side <= first || left < 0 || left + stamp.stride > columns_) continue;
            const int begin = std::max(first, mark.top), end = std::min(last, mark.top + stamp.side);
            for (int row = begin; row < end; ++row) {
                auto* there = bytes_.data() + (std::ptrdiff_t{row} * columns_ + left) * 4;
                const auto from = std::ptrdiff_t{row - mark.top} * stamp.stride * 4;
                for (int byte = 0; byte < stamp.stride * 4; byte += block * 4)
                    blend(there + byte, stamp.paint.data() + from + byte, stamp.lets_through.data() + from + byte);
            }
        }
    }

    int columns_, rows_, margin_;
    std::vector<std::uint8_t> bytes_;
};

void send(const Layer& layer, int rows, std::uint32_t& texture) {
    if (texture == 0) glGenTextures(1, &texture);
    glBindTexture(GL_TEXTURE_2D, texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, layer.columns(), rows, 0, GL_RGBA, GL_UNSIGNED_BYTE, layer.bytes());
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
}

void send(const std::vector<Point>& points, Geometry& geometry) {
    fill_buffers(geometry, points.data(), points.size() * sizeof(Point), {});
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Point), nullptr);
    glEnableVertexAttribArray(1);
    glVertexAttribIPointer(1, 1, GL_UNSIGNED_INT, sizeof(Point),
                           reinterpret_cast<const void*>(offsetof(Point, cell)));  // OpenGL's way to tell an offset
}

}  // namespace

map::Spot update_points(UploadedList& list, const PixelPlacing& placing) {
    auto& points = list.placed_points;
    // Finer parts of a pixel come from rounding only, as the view is moved by whole ones.
    constexpr double parts = 64;
    const double shift_x = std::round(placing.shift_x * parts) / parts;
    const double shift_y = std::round(placing.shift_y * parts) / parts;
    const map::Spot whole{static_cast<float>(std::floor(shift_x)), static_cast<float>(std::floor(shift_y))};
    const double part_x = shift_x - std::floor(shift_x), part_y = shift_y - std::floor(shift_y);
    if (points.scale == placing.scale && points.part_x == part_x && points.part_y == part_y) return whole;
    points.scale = placing.scale;
    points.part_x = part_x;
    points.part_y = part_y;
    const auto stamps = stamps_of(list.sprite_sheet);
    points.margin = 0;
    for (const auto& stamp : stamps) points.margin = std::max(points.margin, stamp.stride);
    const double columns = std::ceil(list.width * placing.scale) + 2, rows = std::ceil(list.height * placing.scale) + 2;
    points.as_layers =
        columns + 2 * points.margin + block <= most_columns && rows <= most_columns && columns * rows <= most_pixels;
    points.layers.resize(list.point_batches.size());
    points.batches.clear();
    std::vector<Point> corners;
    for (std::size_t batch = 0; batch < list.point_batches.size(); ++batch) {
        const auto marks = placed(list, list.point_batches[batch], part_x, part_y);
        if (points.as_layers) {
            Layer layer(static_cast<int>(columns), static_cast<int>(rows), points.margin);
            layer.lay(marks, stamps);
            send(layer, static_cast<int>(rows), points.layers[batch]);
        } else {
            points.batches.push_back({corners.size(), marks.size()});
            for (const auto& mark : marks)
                corners.push_back({static_cast<float>(mark.left), static_cast<float>(mark.top), mark.cell});
        }
    }
    if (!points.as_layers) send(corners, points.geometry);
    return whole;
}

}  // namespace balise::paint::gl
