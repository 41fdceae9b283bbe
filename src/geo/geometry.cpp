#include "geo/geometry.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::geo {

void Box::add(Position position) {
    if (empty()) {
        min_x = max_x = position.x;
        min_y = max_y = position.y;
        return;
    }
    min_x = std::min(min_x, position.x);
    max_x = std::max(max_x, position.x);
    min_y = std::min(min_y, position.y);
    max_y = std::max(max_y, position.y);
}

void Box::add(const Box& other) {
    if (other.empty()) return;
    add(Position{other.min_x, other.min_y});
    add(Position{other.max_x, other.max_y});
}

bool is_empty(const Geometry& geometry) {
    return vertex_count(geometry) == 0;
}

Box box_of(const Geometry& geometry) {
    Box box;
    for_each_position(geometry, [&](const Position& position) { box.add(position); });
    return box;
}

std::size_t vertex_count(const Geometry& geometry) {
    std::size_t count = 0;
    for_each_position(geometry, [&](const Position&) { ++count; });
    return count;
}

bool is_finite(const Geometry& geometry) {
    bool finite = true;
    for_each_position(geometry,
                      [&](const Position& p) { finite = finite && std::isfinite(p.x) && std::isfinite(p.y); });
    return finite;
}

namespace {

static_assert(std::endian::native == std::endian::little, "well-known binary is written as it lies in memory");

enum WkbType : std::uint32_t {
    wkb_point = 1,
    wkb_line = 2,
    wkb_polygon = 3,
    wkb_multi_point = 4,
    wkb_multi_line = 5,
    wkb_multi_polygon = 6,
    wkb_collection = 7
};

class Writer {
public:
    template <class T>
    void put(T value) {
        char bytes[sizeof(T)];
        std::memcpy(bytes, &value, sizeof(T));
        out.append(bytes, sizeof(T));
    }
    void head(WkbType type) {
        put<std::uint8_t>(1);
        put<std::uint32_t>(type);
    }
    void path(const Path& positions) {
        put(static_cast<std::uint32_t>(positions.size()));
        for (const auto& position : positions) {
            put(position.x);
            put(position.y);
        }
    }
    std::string out;
};

[[noreturn]] void damaged() {
    throw base::Error(base::ErrorKind::invalid_input, base::mark("the geometry is damaged"));
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    // Appends what is read to the three families.
    void geometry(int depth = 0) {
        if (depth > 8) damaged();
        swap_ = take<std::uint8_t>() == 0;
        std::uint32_t type = take_uint();
        int dimensions = 2;
        if ((type & 0xE0000000U) != 0) {  // EWKB flags
            if ((type & 0x80000000U) != 0) ++dimensions;
            if ((type & 0x40000000U) != 0) ++dimensions;
            if ((type & 0x20000000U) != 0) take_uint();
            type &= 0x1FFFFFFFU;
        }
        if (type >= 1000) {  // ISO: 1000 Z, 2000 M, 3000 ZM
            if (type >= 4000) unsupported(type);
            dimensions += type >= 3000 ? 2 : 1;
            type %= 1000;
        }
        switch (type) {
            case wkb_point: add(points, position(dimensions)); break;
            case wkb_line: add(lines.paths, path(dimensions)); break;
            case wkb_polygon: add(areas.polygons, polygon(dimensions)); break;
            case wkb_multi_point:
            case wkb_multi_line:
            case wkb_multi_polygon:
            case wkb_collection: {
                const auto count = take_count(5);
                for (std::uint32_t i = 0; i < count; ++i) geometry(depth + 1);
                break;
            }
            default: unsupported(type);
        }
    }

    std::vector<Position> points;
    MultiLine lines;
    MultiPolygon areas;

private:
    [[noreturn]] static void unsupported(std::uint32_t type) {
        throw base::Error(base::ErrorKind::unsupported,
                          base::mark("this kind of geometry (type {0}) is not supported", type));
    }
    // Empty parts are no parts. An empty point is written as one whose coordinates are not numbers.
    static void add(std::vector<Position>& into, Position position) {
        if (!std::isnan(position.x) || !std::isnan(position.y)) into.push_back(position);
    }
    static void add(std::vector<Path>& into, Path path) {
        if (!path.empty()) into.push_back(std::move(path));
    }
    static void add(std::vector<Polygon>& into, Polygon polygon) {
        if (!polygon.rings.empty()) into.push_back(std::move(polygon));
    }
    template <class T>
    T take() {
        if (bytes_.size() - at_ < sizeof(T)) damaged();
        char raw[sizeof(T)];
        std::memcpy(raw, bytes_.data() + at_, sizeof(T));
        at_ += sizeof(T);
        if (swap_) std::reverse(raw, raw + sizeof(T));
        T value;
        std::memcpy(&value, raw, sizeof(T));
        return value;
    }
    std::uint32_t take_uint() { return take<std::uint32_t>(); }
    std::uint32_t take_count(std::size_t smallest) {
        const auto count = take_uint();
        if (count > (bytes_.size() - at_) / smallest) damaged();
        return count;
    }
    Position position(int dimensions) {
        Position result;
        result.x = take<double>();
        result.y = take<double>();
        for (int i = 2; i < dimensions; ++i) take<double>();
        return result;
    }
    Path path(int dimensions) {
        Path result(take_count(static_cast<std::size_t>(dimensions) * 8));
        for (auto& p : result) p = position(dimensions);
        return result;
    }
    Polygon polygon(int dimensions) {
        Polygon result;
        const auto count = take_count(4);
        for (std::uint32_t i = 0; i < count; ++i) result.rings.push_back(path(dimensions));
        return result;
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool swap_ = false;
};

}  // namespace

std::string to_wkb(const Geometry& geometry) {
    Writer writer;
    if (const auto* point = std::get_if<Point>(&geometry)) {
        writer.head(wkb_point);
        writer.put(point->position.x);
        writer.put(point->position.y);
    } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        writer.head(wkb_multi_line);
        writer.put(static_cast<std::uint32_t>(lines->paths.size()));
        for (const auto& path : lines->paths) {
            writer.head(wkb_line);
            writer.path(path);
        }
    } else if (const auto* areas = std::get_if<MultiPolygon>(&geometry)) {
        writer.head(wkb_multi_polygon);
        writer.put(static_cast<std::uint32_t>(areas->polygons.size()));
        for (const auto& polygon : areas->polygons) {
            writer.head(wkb_polygon);
            writer.put(static_cast<std::uint32_t>(polygon.rings.size()));
            for (const auto& ring : polygon.rings) writer.path(ring);
        }
    }
    return std::move(writer.out);
}

Geometry from_wkb(std::string_view bytes) {
    if (bytes.empty()) return {};
    Reader reader(bytes);
    reader.geometry();
    const int families = static_cast<int>(!reader.points.empty()) + static_cast<int>(!reader.lines.paths.empty()) +
                         static_cast<int>(!reader.areas.polygons.empty());
    if (families == 0) return {};
    if (families > 1)
        throw base::Error(base::ErrorKind::unsupported,
                          base::mark("a geometry that mixes points, lines and polygons is not supported"));
    if (!reader.areas.polygons.empty()) return std::move(reader.areas);
    if (!reader.lines.paths.empty()) return std::move(reader.lines);
    if (reader.points.size() == 1) return Point{reader.points.front()};
    throw base::Error(base::ErrorKind::unsupported,
                      base::mark("a geometry of {0} points is not supported; one point per record is expected",
                                 reader.points.size()));
}

namespace {

void append_path(std::string& out, const Path& path) {
    out += '(';
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (i != 0) out += ',';
        out += base::number_text(path[i].x) + ' ' + base::number_text(path[i].y);
    }
    out += ')';
}

}  // namespace

std::string to_wkt(const Geometry& geometry) {
    std::string out;
    if (const auto* point = std::get_if<Point>(&geometry)) {
        out = "POINT(" + base::number_text(point->position.x) + ' ' + base::number_text(point->position.y) + ')';
    } else if (const auto* lines = std::get_if<MultiLine>(&geometry)) {
        out = "MULTILINESTRING(";
        for (std::size_t i = 0; i < lines->paths.size(); ++i) {
            if (i != 0) out += ',';
            append_path(out, lines->paths[i]);
        }
        out += ')';
    } else if (const auto* areas = std::get_if<MultiPolygon>(&geometry)) {
        out = "MULTIPOLYGON(";
        for (std::size_t i = 0; i < areas->polygons.size(); ++i) {
            if (i != 0) out += ',';
            out += '(';
            const auto& rings = areas->polygons[i].rings;
            for (std::size_t r = 0; r < rings.size(); ++r) {
                if (r != 0) out += ',';
                append_path(out, rings[r]);
            }
            out += ')';
        }
        out += ')';
    }
    return out;
}

}  // namespace balise::geo
