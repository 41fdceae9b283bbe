// GeoJSON (RFC 7946): one FeatureCollection per kind, WGS 84, at most six decimals (0.1 m), properties in the order of
// the fields with codes as values. A property without a value is left out; a position that is withheld or unknown is a
// null geometry.
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/clock.hpp"
#include "exchange/write_formats.hpp"
#include "model/disclosure.hpp"

namespace balise::exchange {

namespace {

void append_string(std::string& out, std::string_view text) {
    static constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            case '<': out += "\\u003c"; break;  // a page that holds the file in a script element stays whole
            default:
                if (byte < 0x20 || byte == 0x7F) {
                    out += "\\u00";
                    out += hex[byte >> 4U];
                    out += hex[byte & 15U];
                } else
                    out += c;
        }
    }
    out += '"';
}

void append_degrees(std::string& out, double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, 6);
    std::string_view text(buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data()));
    while (text.ends_with('0')) text.remove_suffix(1);
    if (text.ends_with('.')) text.remove_suffix(1);
    out += text == "-0" ? std::string_view("0") : text;
}

void append_position(std::string& out, geo::Position position) {
    out += '[';
    append_degrees(out, position.x);
    out += ',';
    append_degrees(out, position.y);
    out += ']';
}

// RFC 7946 wants outer rings anticlockwise and holes clockwise.
void append_ring(std::string& out, const geo::Path& ring, bool outer) {
    double twice_area = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        twice_area += ring[i].x * ring[i + 1].y - ring[i + 1].x * ring[i].y;
    const bool reverse = (twice_area < 0) == outer;
    out += '[';
    for (std::size_t i = 0; i < ring.size(); ++i) {
        if (i > 0) out += ',';
        append_position(out, ring[reverse ? ring.size() - 1 - i : i]);
    }
    out += ']';
}

void append_geometry(std::string& out, const geo::Geometry& geometry) {
    if (geo::is_empty(geometry)) {
        out += "null";
        return;
    }
    if (const auto* point = std::get_if<geo::Point>(&geometry)) {
        out += R"({"type":"Point","coordinates":)";
        append_position(out, point->position);
    } else if (const auto* areas = std::get_if<geo::MultiPolygon>(&geometry)) {
        out += R"({"type":"MultiPolygon","coordinates":[)";
        for (std::size_t p = 0; p < areas->polygons.size(); ++p) {
            out += p > 0 ? ",[" : "[";
            const auto& rings = areas->polygons[p].rings;
            for (std::size_t r = 0; r < rings.size(); ++r) {
                if (r > 0) out += ',';
                append_ring(out, rings[r], r == 0);
            }
            out += ']';
        }
        out += ']';
    } else
        out += R"({"type":"MultiLineString","coordinates":[])";  // no released kind has lines
    out += '}';
}

template <class Record>
void append_feature(std::string& out, const Record& record, const std::vector<const model::Field<Record>*>& columns) {
    out += R"({"type":"Feature","geometry":)";
    append_geometry(out, model::geometry_of(record));
    out += R"(,"properties":{)";
    bool first = true;
    for (const auto* column : columns) {
        if (is_coordinate(column->kind)) continue;
        const auto value = column->get(record);
        if (!model::is_set(value)) continue;
        out += first ? "\"" : ",\"";
        first = false;
        out += column->name;
        out += "\":";
        if (const auto* words = std::get_if<std::string>(&value))
            append_string(out, sound_utf8(*words));
        else
            out += model::text_of(value);
    }
    out += "}}";
}

std::string collection_head(const WriteJob& job, std::string_view kind) {
    std::string out = R"({"type":"FeatureCollection","name":)";
    append_string(out, kind);
    out += ",\"title\":";
    append_string(out, sound_utf8(title_of(job)));
    if (!job.options.edition.empty()) {
        out += ",\"edition\":";
        append_string(out, sound_utf8(job.options.edition));
    }
    out += ",\"audience\":";
    append_string(out, model::audience_code(job.released.audience()));
    out += ",\"date\":";
    append_string(out, base::today());
    out += ",\"notices\":[";
    const auto lines = notices(job);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) out += ',';
        append_string(out, lines[i]);
    }
    return out + "],\"features\":[";
}

template <class Record>
void write_kind(const WriteJob& job, const std::vector<Record>& records, std::string_view kind,
                const std::filesystem::path& file, const std::string& shown) {
    const auto columns = job.released.columns<Record>();
    TextFile out(file, shown);
    out << collection_head(job, kind);
    std::string feature;
    std::int64_t done = 0;
    for (const auto& record : records) {
        feature = done > 0 ? ",\n" : "\n";
        append_feature(feature, record, columns);
        out << feature;
        if (++done % 1000 == 0) job.progress.step(done);
    }
    out << "\n]}\n";
    out.close();
}

}  // namespace

void write_geojson(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch) {
    for_each_kind(job.released, [&](const auto& records, std::string_view kind) {
        job.progress.stage(base::mark("Writing {0}", std::string(kind)), static_cast<std::int64_t>(records.size()));
        const auto file = file_of_kind(target, kind, ".geojson", batch);
        write_kind(job, records, kind, batch.add(file), file.string());
    });
}

}  // namespace balise::exchange
