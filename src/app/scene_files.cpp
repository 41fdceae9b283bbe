// Layers from files beside the project's own.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>

#include "app/file_layer.hpp"
#include "app/scene_plane.hpp"
#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/picture.hpp"
#include "exchange/source.hpp"
#include "geo/crs.hpp"
#include "geo/operations.hpp"

namespace balise::app {

using base::mark;

namespace {

// A file's picture is held in memory as colours: 64 MB, with its coarser levels a third more.
constexpr std::size_t most_pixels = 16'000'000;
constexpr std::size_t most_vertices = 20'000'000;
// What lies further from the middle of the country is not shown.
constexpr geo::Box surroundings{-1.5e6, -1.5e6, 1.5e6, 1.5e6};

std::size_t column_called(const std::vector<std::string>& columns, std::initializer_list<const char*> names) {
    for (const char* name : names)
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (base::fold_to_key(columns[i]) == name) return i;
    return columns.size();
}

// The cells that tell where a row of a table without geometry lies.
struct PlaceCells {
    std::size_t lon, lat;
    explicit PlaceCells(const std::vector<std::string>& columns)
        : lon(column_called(columns, {"lon", "longitude", "long", "lng", "x", "xlong", "pointx"})),
          lat(column_called(columns, {"lat", "latitude", "y", "ylat", "pointy"})) {}
    bool known(const std::vector<std::string>& columns) const { return lon < columns.size() && lat < columns.size(); }
    geo::Geometry of(const std::vector<std::string>& cells) const {
        const auto number = [](std::string words) {
            std::replace(words.begin(), words.end(), ',', '.');
            return base::parse_number(base::trim(words));
        };
        const auto x = number(cells[lon]), y = number(cells[lat]);
        if (!x || !y) return {};
        return geo::Point{{*x, *y}};
    }
};

class FeatureReader {
public:
    FeatureReader(exchange::Source& source, const std::string& name, FileLayer& layer)
        : source_(source), name_(name), layer_(layer), cells_(source.columns()) {
        const bool placed = source.has_geometry() || cells_.known(source.columns());
        if (!placed)
            throw base::Error(base::ErrorKind::invalid_input,
                              mark("\"{0}\" does not say where its rows lie: it has neither shapes nor columns for "
                                   "longitude and latitude",
                                   name));
        const auto system = source.has_geometry() ? source.crs() : std::string();
        if (!system.empty() && !geo::is_wgs84(system)) to_degrees_.emplace(system, "EPSG:4326");
        name_column_ = column_called(source.columns(), {"name", "nom", "namefr", "nomfr", "libelle", "title", "titre",
                                                        "admfr", "adm1fr", "adm2fr", "adm3fr"});
    }

    void read(base::Progress& progress) {
        exchange::SourceRow row;
        std::size_t vertices = 0;
        while (source_.next(row)) {
            progress.step(row.number);
            auto shape = source_.has_geometry() ? std::move(row.geometry) : cells_.of(row.cells);
            vertices += geo::vertex_count(shape);
            if (vertices > most_vertices)
                throw base::Error(base::ErrorKind::invalid_input,
                                  mark("\"{0}\" has more than {1} vertices, too many to be shown; simplify it", name_,
                                       static_cast<std::int64_t>(most_vertices)));
            if (!to_plane(shape)) continue;
            layer_.features.shapes.push_back(std::move(shape));
            layer_.names.push_back(name_column_ < row.cells.size() ? row.cells[name_column_] : std::string());
        }
    }

private:
    // False for what cannot be shown.
    bool to_plane(geo::Geometry& shape) {
        if (geo::is_empty(shape) || !geo::is_finite(shape)) return false;
        bool known = true;
        geo::transform_positions(shape, [&](geo::Position position) {
            const auto degrees = to_degrees_ ? to_degrees_->forward(position) : std::optional(position);
            const auto metres =
                degrees && std::abs(degrees->y) <= 90 ? projection_.forward({degrees->x, degrees->y}) : std::nullopt;
            known = known && metres;
            return metres.value_or(geo::Position{});
        });
        return known && geo::is_finite(shape);
    }

    exchange::Source& source_;
    const std::string& name_;
    FileLayer& layer_;
    PlaceCells cells_;
    std::size_t name_column_ = 0;
    std::optional<geo::Transformation> to_degrees_;
    map::Projection projection_ = country_projection();
};

void read_features(FileLayer& layer, base::Progress& progress) {
    static std::atomic<int> number{0};
    const auto source = exchange::Source::open(layer.file, {}, progress);
    progress.stage(mark("reading {0}", layer.name), source->size_hint());
    layer.features.name = "file" + std::to_string(++number);
    layer.features.pick_by_row = true;
    FeatureReader(*source, layer.name, layer).read(progress);
    if (layer.features.shapes.empty())
        throw base::Error(base::ErrorKind::invalid_input,
                          mark("\"{0}\" holds nothing that the map could show", layer.name));
    layer.features.detail = std::make_shared<const map::ShapeDetail>(map::detail_of(layer.features.shapes));
    for (const auto& box : layer.features.detail->boxes)
        if (!box.empty()) layer.box.add(box);
}

// The next coarser level: four pixels become one, transparent ones do not count.
FileLayer::Picture halved(const FileLayer::Picture& fine) {
    FileLayer::Picture made{(fine.columns + 1) / 2, (fine.rows + 1) / 2, {}};
    made.pixels.resize(std::size_t{made.columns} * made.rows);
    for (std::uint32_t row = 0; row < made.rows; ++row)
        for (std::uint32_t column = 0; column < made.columns; ++column) {
            std::uint32_t sum[4] = {0, 0, 0, 0}, count = 0;
            for (std::uint32_t y = row * 2; y < std::min(row * 2 + 2, fine.rows); ++y)
                for (std::uint32_t x = column * 2; x < std::min(column * 2 + 2, fine.columns); ++x) {
                    const auto& pixel = fine.pixels[std::size_t{y} * fine.columns + x];
                    sum[0] += std::uint32_t{pixel.red} * pixel.alpha;
                    sum[1] += std::uint32_t{pixel.green} * pixel.alpha;
                    sum[2] += std::uint32_t{pixel.blue} * pixel.alpha;
                    sum[3] += pixel.alpha;
                    ++count;
                }
            auto& pixel = made.pixels[std::size_t{row} * made.columns + column];
            if (sum[3] == 0) {
                pixel = {0, 0, 0, 0};
                continue;
            }
            pixel = {static_cast<std::uint8_t>(sum[0] / sum[3]), static_cast<std::uint8_t>(sum[1] / sum[3]),
                     static_cast<std::uint8_t>(sum[2] / sum[3]), static_cast<std::uint8_t>(sum[3] / count)};
        }
    return made;
}

void read_pictures(FileLayer& layer, base::Progress& progress) {
    auto read =
        exchange::read_picture(layer.file, country_projection().definition(), surroundings, most_pixels, progress);
    layer.box = read.box;
    FileLayer::Picture finest{read.columns, read.rows, {}};
    finest.pixels.reserve(read.rgba.size() / 4);
    for (std::size_t i = 0; i + 3 < read.rgba.size(); i += 4)
        finest.pixels.push_back({read.rgba[i], read.rgba[i + 1], read.rgba[i + 2], read.rgba[i + 3]});
    layer.pictures.push_back(std::move(finest));
    while (layer.pictures.back().columns > 64 && layer.pictures.back().rows > 64) {
        progress.check();
        layer.pictures.push_back(halved(layer.pictures.back()));
    }
}

}  // namespace

std::shared_ptr<const FileLayer> read_file_layer(const std::filesystem::path& file, base::Progress& progress) {
    auto layer = std::make_shared<FileLayer>();
    layer->file = file;
    layer->name = file.filename().string();
    layer->group = "file:" + file.string();
    if (exchange::is_picture(file))
        read_pictures(*layer, progress);
    else
        read_features(*layer, progress);
    return layer;
}

std::string name_of(const FileLayer& layer) {
    return layer.name;
}

std::string group_of(const FileLayer& layer) {
    return layer.group;
}

geo::Box box_of(const FileLayer& layer) {
    return layer.box;
}

std::vector<map::Raster> raster_in_view(const FileLayer& layer, const Camera& camera, map::Frame sheet,
                                        double pixels_per_millimetre) {
    if (layer.pictures.empty() || layer.box.empty()) return {};
    const double factor = camera.millimetres_per_metre();
    const double middle_x = static_cast<double>(sheet.width()) / 2, middle_y = static_cast<double>(sheet.height()) / 2;
    // The picture on the sheet, and the finest level whose pixels are not finer than two thirds of the screen's.
    const double left = middle_x + (layer.box.min_x - camera.centre.x) * factor;
    const double top = middle_y - (layer.box.max_y - camera.centre.y) * factor;
    const double width = (layer.box.max_x - layer.box.min_x) * factor;
    const double height = (layer.box.max_y - layer.box.min_y) * factor;
    std::size_t level = 0;
    while (level + 1 < layer.pictures.size() &&
           static_cast<double>(layer.pictures[level].columns) > 1.5 * width * pixels_per_millimetre)
        ++level;
    const auto& picture = layer.pictures[level];
    const double across = width / picture.columns, down = height / picture.rows;
    const auto bounded = [](double value, std::uint32_t most) {
        return static_cast<std::uint32_t>(std::clamp(value, 0.0, static_cast<double>(most)));
    };
    const auto first_column = bounded(std::floor(-left / across), picture.columns);
    const auto end_column = bounded(std::ceil((static_cast<double>(sheet.right) - left) / across), picture.columns);
    const auto first_row = bounded(std::floor(-top / down), picture.rows);
    const auto end_row = bounded(std::ceil((static_cast<double>(sheet.bottom) - top) / down), picture.rows);
    if (first_column >= end_column || first_row >= end_row) return {};
    map::Raster raster;
    raster.frame = {static_cast<float>(left + first_column * across), static_cast<float>(top + first_row * down),
                    static_cast<float>(left + end_column * across), static_cast<float>(top + end_row * down)};
    raster.columns = end_column - first_column;
    raster.rows = end_row - first_row;
    raster.smooth = across * pixels_per_millimetre < 4;  // larger pixels are shown as what they are
    raster.pixels.reserve(std::size_t{raster.columns} * raster.rows);
    for (std::uint32_t row = first_row; row < end_row; ++row) {
        const auto begin = picture.pixels.begin() + static_cast<std::ptrdiff_t>(std::size_t{row} * picture.columns);
        raster.pixels.insert(raster.pixels.end(), begin + first_column, begin + end_column);
    }
    return {std::move(raster)};
}

}  // namespace balise::app
