#include "store/geometry_blob.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>

#include "base/error.hpp"

namespace balise::store {

namespace {

using base::Error;
using base::ErrorKind;
using base::mark;

constexpr std::int32_t srid = 4326;
constexpr std::size_t header_size = 43;  // 00 01, SRID, four doubles, 7C, type

enum BlobType : std::int32_t { point = 1, line = 2, polygon = 3, multi_line = 5, multi_polygon = 6 };

void put(std::string& out, double value) {
    char bytes[8];
    std::memcpy(bytes, &value, 8);
    out.append(bytes, 8);
}
void put(std::string& out, std::int32_t value) {
    char bytes[4];
    std::memcpy(bytes, &value, 4);
    out.append(bytes, 4);
}
void put_count(std::string& out, std::size_t count) {
    put(out, static_cast<std::int32_t>(count));
}
void put_path(std::string& out, const geo::Path& path) {
    put_count(out, path.size());
    for (const auto& position : path) {
        put(out, position.x);
        put(out, position.y);
    }
}

void put_header(std::string& out, const geo::Box& box, std::int32_t type) {
    out += '\0';
    out += '\1';
    put(out, srid);
    put(out, box.min_x);
    put(out, box.min_y);
    put(out, box.max_x);
    put(out, box.max_y);
    out += '\x7C';
    put(out, type);
}

// Reads little-endian values; any read past the end makes it fail for good.
class Cursor {
public:
    explicit Cursor(std::string_view bytes) : bytes_(bytes) {}
    double real() {
        double value = 0;
        take(&value, 8);
        return value;
    }
    std::int32_t whole() {
        std::int32_t value = 0;
        take(&value, 4);
        return value;
    }
    // A count of items of at least `size` bytes each.
    std::size_t count(std::size_t size) {
        const auto value = whole();
        if (value < 0 || static_cast<std::size_t>(value) > bytes_.size() / size) {
            ok_ = false;
            return 0;
        }
        return static_cast<std::size_t>(value);
    }
    bool expect(char byte) {
        if (bytes_.empty() || bytes_[0] != byte) ok_ = false;
        if (!bytes_.empty()) bytes_.remove_prefix(1);
        return ok_;
    }
    geo::Path path() {
        geo::Path path(count(16));
        for (auto& position : path) {
            position.x = real();
            position.y = real();
        }
        return path;
    }
    geo::Polygon rings() {
        geo::Polygon polygon;
        const auto count_of_rings = count(4);
        for (std::size_t i = 0; i < count_of_rings && ok_; ++i) polygon.rings.push_back(path());
        return polygon;
    }
    bool finished() const { return ok_ && bytes_ == std::string_view("\xFE", 1); }
    bool ok() const { return ok_; }

private:
    void take(void* target, std::size_t size) {
        if (bytes_.size() < size) {
            ok_ = false;
            return;
        }
        std::memcpy(target, bytes_.data(), size);
        bytes_.remove_prefix(size);
    }
    std::string_view bytes_;
    bool ok_ = true;
};

bool has_header(std::string_view bytes) {
    return bytes.size() > header_size && bytes[0] == '\0' && bytes[1] == '\1' && bytes[38] == '\x7C';
}

}  // namespace

void append_blob(const geo::Geometry& geometry, std::string& out) {
    if (geo::is_empty(geometry)) return;
    if (!geo::is_finite(geometry)) throw Error(ErrorKind::invalid_input, mark("a coordinate is not a finite number"));
    const auto box = geo::box_of(geometry);
    if (const auto* single = std::get_if<geo::Point>(&geometry)) {
        put_header(out, box, BlobType::point);
        put(out, single->position.x);
        put(out, single->position.y);
    } else if (const auto* lines = std::get_if<geo::MultiLine>(&geometry)) {
        put_header(out, box, BlobType::multi_line);
        put_count(out, lines->paths.size());
        for (const auto& path : lines->paths) {
            out += '\x69';
            put(out, static_cast<std::int32_t>(BlobType::line));
            put_path(out, path);
        }
    } else if (const auto* areas = std::get_if<geo::MultiPolygon>(&geometry)) {
        put_header(out, box, BlobType::multi_polygon);
        put_count(out, areas->polygons.size());
        for (const auto& part : areas->polygons) {
            out += '\x69';
            put(out, static_cast<std::int32_t>(BlobType::polygon));
            put_count(out, part.rings.size());
            for (const auto& ring : part.rings) put_path(out, ring);
        }
    }
    out += '\xFE';
}

std::optional<geo::Geometry> read_blob(std::string_view bytes) {
    if (bytes.empty()) return geo::Geometry{};
    if (!has_header(bytes)) return std::nullopt;
    Cursor cursor(bytes.substr(39));
    geo::Geometry result;
    switch (cursor.whole()) {
        case BlobType::point: {
            const double x = cursor.real();
            result = geo::Point{{x, cursor.real()}};
            break;
        }
        case BlobType::line: result = geo::MultiLine{{cursor.path()}}; break;
        case BlobType::polygon: result = geo::MultiPolygon{{cursor.rings()}}; break;
        case BlobType::multi_line: {
            geo::MultiLine lines;
            const auto count = cursor.count(9);
            for (std::size_t i = 0; i < count && cursor.expect('\x69'); ++i) {
                if (cursor.whole() != BlobType::line) return std::nullopt;
                lines.paths.push_back(cursor.path());
            }
            result = std::move(lines);
            break;
        }
        case BlobType::multi_polygon: {
            geo::MultiPolygon areas;
            const auto count = cursor.count(9);
            for (std::size_t i = 0; i < count && cursor.expect('\x69'); ++i) {
                if (cursor.whole() != BlobType::polygon) return std::nullopt;
                areas.polygons.push_back(cursor.rings());
            }
            result = std::move(areas);
            break;
        }
        default: return std::nullopt;
    }
    if (!cursor.finished()) return std::nullopt;
    return result;
}

std::optional<geo::Box> box_of_blob(std::string_view bytes) {
    if (!has_header(bytes)) return std::nullopt;
    Cursor cursor(bytes.substr(6));
    geo::Box box;
    box.min_x = cursor.real();
    box.min_y = cursor.real();
    box.max_x = cursor.real();
    box.max_y = cursor.real();
    return box;
}

std::optional<geo::LonLat> point_of_blob(std::string_view bytes) {
    if (!has_header(bytes) || bytes[39] != '\1' || bytes[40] != '\0' || bytes[41] != '\0' || bytes[42] != '\0')
        return std::nullopt;
    Cursor cursor(bytes.substr(43));
    const double x = cursor.real();
    const double y = cursor.real();
    return cursor.finished() ? std::optional(geo::LonLat{x, y}) : std::nullopt;
}

}  // namespace balise::store
