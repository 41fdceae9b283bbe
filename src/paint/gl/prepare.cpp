// A display list into triangles; runs without OpenGL.
#include <algorithm>
#include <cmath>
#include <map>
#include <variant>

#include "paint/gl/uploaded_list.hpp"

namespace balise::paint::gl {

namespace {

// So many marks in one batch are painted as points with a picture of their symbol, fewer as triangles.
constexpr std::size_t marks_as_triangles = 5000;
// What round ends and joins of symbols may be off, in units of the symbol.
constexpr float symbol_tolerance = 0.004F;
// Millimetres; larger ones would not fit into a point's 200 pixels when the list is enlarged.
constexpr float widest_sprite = 12;
constexpr std::size_t most_sprites = 256;  // as many as the shader has cells

class Preparation {
public:
    explicit Preparation(const map::DisplayList& list) : list_(list), made_(std::make_shared<UploadedList>()) {}

    std::shared_ptr<UploadedList> run() {
        made_->width = list_.width;
        made_->height = list_.height;
        made_->fonts = list_.fonts;
        made_->sections.push_back({});
        add_background();
        for (const auto& group : list_.groups) {
            made_->sections.push_back({group.clip, {}});
            for (const auto& batch : group.batches)
                std::visit([this](const auto& primitive) { add(primitive); }, batch);
        }
        if (!made_->sprites.empty()) made_->symbol_meshes = std::move(symbol_meshes_);
        return made_;
    }

private:
    // Adds the triangles since `first` to the last step when it is of the same kind.
    void close_step(Step::Kind kind, std::size_t first) {
        const auto count = made_->mesh.indices.size() - first;
        if (count == 0) return;
        auto& steps = made_->sections.back().steps;
        if (kind == Step::Kind::triangles && !steps.empty() && steps.back().kind == kind)
            steps.back().count += count;
        else
            steps.push_back({kind, first, count});
    }

    void add_background() {
        map::Paths sheet;
        sheet.spots = {{0, 0}, {list_.width, 0}, {list_.width, list_.height}, {0, list_.height}};
        sheet.ends = {4};
        cutter_.add(made_->mesh, sheet, 0, 1, list_.background);
        close_step(Step::Kind::triangles, 0);
    }

    void add(const map::Fill& fill) {
        const auto first = made_->mesh.indices.size();
        std::uint32_t ring = 0;
        for (const auto last : fill.areas) {
            if (last > ring) cutter_.add(made_->mesh, fill.rings, ring, last, fill.colour);
            ring = last;
        }
        close_step(Step::Kind::triangles, first);
    }

    void add(const map::Stroke& stroke) {
        const auto first = made_->mesh.indices.size();
        add_lines(made_->mesh, stroke.lines, {stroke.width, stroke.cap, stroke.join, stroke.colour});
        close_step(stroke.colour.alpha < 255 ? Step::Kind::one_shape : Step::Kind::triangles, first);
    }

    // The triangles of a symbol in units of its size; made once.
    const Mesh& symbol_mesh(std::uint32_t symbol) {
        const auto [place, is_new] = symbol_meshes_.try_emplace(symbol);
        if (!is_new) return place->second;
        for (const auto& part : list_.symbols[symbol].parts) {
            if (part.width > 0)
                add_lines(place->second, part.paths,
                          {part.width, map::Cap::round, map::Join::round, part.colour, symbol_tolerance});
            else if (!part.paths.ends.empty())
                cutter_.add(place->second, part.paths, 0, static_cast<std::uint32_t>(part.paths.ends.size()),
                            part.colour);
        }
        return place->second;
    }

    void add(const map::Marks& marks) {
        if (marks.marks.size() > marks_as_triangles && add_points(marks)) return;
        const auto first = made_->mesh.indices.size();
        auto& mesh = made_->mesh;
        for (const auto& mark : marks.marks) {
            const auto& symbol = symbol_mesh(mark.symbol);
            const auto base = static_cast<std::uint32_t>(mesh.corners.size());
            for (const auto& corner : symbol.corners)
                mesh.corners.push_back(
                    {mark.centre.x + corner.x * mark.size, mark.centre.y + corner.y * mark.size, corner.colour});
            for (const auto index : symbol.indices) mesh.indices.push_back(base + index);
        }
        close_step(Step::Kind::triangles, first);
    }

    // False when there are too many different sizes, or one is too large for a point.
    bool add_points(const map::Marks& marks) {
        const auto first = made_->points.size();
        auto& points = made_->points;
        points.reserve(first + marks.marks.size());
        const auto refuse = [&points, first] {
            points.resize(first);
            return false;
        };
        auto known = sprite_of_;
        auto sprites = made_->sprites;
        auto last = known.end();
        for (const auto& mark : marks.marks) {
            if (last != known.end() && last->first == std::pair{mark.symbol, mark.size}) {
                points.push_back({mark.centre.x, mark.centre.y, last->second});
                continue;
            }
            const auto [place, is_new] =
                known.try_emplace({mark.symbol, mark.size}, static_cast<std::uint32_t>(sprites.size()));
            if (is_new) {
                if (sprites.size() == most_sprites) return refuse();
                float reach = 0;
                for (const auto& corner : symbol_mesh(mark.symbol).corners)
                    reach = std::max({reach, std::abs(corner.x), std::abs(corner.y)});
                if (mark.size * reach * 2 > widest_sprite) return refuse();
                sprites.push_back({mark.symbol, mark.size, reach});
            }
            last = place;
            points.push_back({mark.centre.x, mark.centre.y, place->second});
        }
        sprite_of_ = std::move(known);
        made_->sprites = std::move(sprites);
        made_->sections.back().steps.push_back({Step::Kind::points, made_->point_batches.size(), 1});
        made_->point_batches.push_back({first, points.size() - first});
        return true;
    }

    void add(const map::Lettering& lettering) {
        made_->sections.back().steps.push_back({Step::Kind::letters, made_->letterings.size(), 1});
        made_->letterings.push_back(lettering);
    }

    void add(const map::Raster& raster) {
        if (raster.columns == 0 || raster.rows == 0) return;
        made_->sections.back().steps.push_back({Step::Kind::raster, made_->rasters.size(), 1});
        made_->rasters.push_back(raster);
        // Blending between pixels, and with what is below, wants colours multiplied by their alpha.
        for (auto& pixel : made_->rasters.back().pixels) {
            const unsigned alpha = pixel.alpha;
            const auto part = [alpha](unsigned channel) {
                return static_cast<std::uint8_t>((channel * alpha + 127U) / 255U);
            };
            pixel = {part(pixel.red), part(pixel.green), part(pixel.blue), pixel.alpha};
        }
    }

    const map::DisplayList& list_;
    std::shared_ptr<UploadedList> made_;
    AreaCutter cutter_;
    std::map<std::uint32_t, Mesh> symbol_meshes_;
    std::map<std::pair<std::uint32_t, float>, std::uint32_t> sprite_of_;
};

}  // namespace

std::shared_ptr<UploadedList> Painter::prepared(const map::DisplayList& list) {
    return Preparation(list).run();
}

UploadedList::~UploadedList() {
    if (!leftovers) return;
    const std::lock_guard lock(leftovers->mutex);
    const auto leave = [this](const Geometry& geometry) {
        leftovers->arrays.push_back(geometry.array);
        leftovers->buffers.push_back(geometry.buffer);
        leftovers->buffers.push_back(geometry.index_buffer);
    };
    leave(triangles);
    leave(placed_points.geometry);
    leave(letters.geometry);
    leftovers->textures.insert(leftovers->textures.end(), placed_points.layers.begin(), placed_points.layers.end());
    for (const auto& frame : raster_frames) leave(frame);
    leftovers->textures.push_back(sprite_sheet.texture);
    leftovers->textures.push_back(painted_sheet.texture);
    leftovers->textures.insert(leftovers->textures.end(), raster_textures.begin(), raster_textures.end());
}

}  // namespace balise::paint::gl
