#include "exchange/source_json.hpp"

#include <algorithm>
#include <unordered_map>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/geojson_geometry.hpp"
#include "exchange/source_table.hpp"
#include "exchange/text_encoding.hpp"

namespace balise::exchange {

namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 64;
constexpr std::size_t most_columns = 2000;

[[noreturn]] void refuse(base::Text message) {
    throw base::Error(base::ErrorKind::invalid_input, std::move(message));
}

// Deep nesting is looked for before parsing: it costs a parser its stack or its memory.
void refuse_deep_nesting(std::string_view text, const std::string& name) {
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\') ++i;
            if (c == '"') quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '[' || c == '{') {
            if (++depth > deepest)
                refuse(
                    base::mark("\"{0}\" is nested more than {1} deep: it is no table and no map layer", name, deepest));
        } else if (c == ']' || c == '}') {
            --depth;
        }
    }
}

Json parse(const std::string& text, const std::string& name) {
    refuse_deep_nesting(text, name);
    // An ordered object looks through all its names for each new one: they are counted as they come.
    std::vector<std::size_t> names;
    const auto count = [&](int, Json::parse_event_t event, Json&) {
        if (event == Json::parse_event_t::object_start) names.push_back(0);
        if (event == Json::parse_event_t::object_end) names.pop_back();
        if (event == Json::parse_event_t::key && ++names.back() > most_columns)
            refuse(base::mark("\"{0}\" has objects with more than {1} different names: it is no table", name,
                              most_columns));
        return true;
    };
    try {
        return Json::parse(text, count);
    } catch (const Json::parse_error& failure) {
        const auto line =
            1 + std::count(text.begin(),
                           text.begin() + static_cast<std::ptrdiff_t>(std::min(failure.byte, text.size())), '\n');
        refuse(
            base::mark("\"{0}\" is JSON that is damaged or cut short near line {1}; get it again, or check that line",
                       name, line));
    } catch (const Json::exception&) {
        refuse(base::mark("\"{0}\" is JSON with a number that is out of range (infinite)", name));
    }
}

std::string text_of(const Json& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_float()) return base::number_text(value.get<double>());
    if (value.is_array() &&
        std::all_of(value.begin(), value.end(), [](const Json& item) { return item.is_primitive(); })) {
        std::vector<std::string> items;
        for (const auto& item : value) items.push_back(text_of(item));
        return base::join(items, ";");
    }
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A list of lists is a table like any other.
class JsonRows final : public RawRows {
public:
    explicit JsonRows(Json rows) : rows_(std::move(rows)) {}
    std::string format() const override { return "JSON"; }
    std::int64_t size_hint() const override { return static_cast<std::int64_t>(rows_.size()); }
    bool next(std::vector<std::string>& cells, std::int64_t& number) override {
        if (at_ == rows_.size()) return false;
        const auto& row = rows_[at_++];
        cells.clear();
        if (row.is_array() && row.size() <= most_columns)
            for (const auto& value : row) cells.push_back(text_of(value));
        number = static_cast<std::int64_t>(at_);
        return true;
    }

private:
    Json rows_;
    std::size_t at_ = 0;
};

// Objects, with or without geometry.
class ObjectSource final : public Source {
public:
    ObjectSource(Json document, Json objects, bool is_geojson, const std::string& name)
        : objects_(std::move(objects)), is_geojson_(is_geojson) {
        if (is_geojson) read_crs(document, name);
        for (const auto& object : objects_) {
            const auto& members = is_geojson ? properties_of(object) : object;
            if (!members.is_object()) continue;
            for (const auto& [key, value] : members.items()) {
                if (!index_.emplace(key, columns_.size()).second) continue;
                columns_.push_back(key);
                if (columns_.size() > most_columns)
                    refuse(base::mark("\"{0}\" has objects with more than {1} different names: it is no table", name,
                                      most_columns));
            }
        }
        const auto tagged = std::count_if(columns_.begin(), columns_.end(),
                                          [](const std::string& column) { return column.starts_with('#'); });
        if (tagged > 0 && tagged * 2 >= static_cast<std::ptrdiff_t>(columns_.size())) {
            hashtags_ = columns_;
            for (auto& tag : hashtags_)
                if (!tag.starts_with('#')) tag.clear();
        }
    }

    std::string format() const override { return is_geojson_ ? "GeoJSON" : "JSON"; }
    const std::vector<std::string>& columns() const override { return columns_; }
    const std::vector<std::string>& hashtags() const override { return hashtags_; }
    bool has_geometry() const override { return is_geojson_; }
    std::string crs() const override { return crs_; }
    const base::Problems& notes() const override { return notes_; }
    std::int64_t size_hint() const override { return static_cast<std::int64_t>(objects_.size()); }

    bool next(SourceRow& row) override {
        while (at_ < objects_.size()) {
            const auto& object = objects_[at_++];
            row.number = static_cast<std::int64_t>(at_);
            row.cells.assign(columns_.size(), {});
            row.geometry = {};
            const auto& members = is_geojson_ ? properties_of(object) : object;
            if (members.is_object())
                for (const auto& [key, value] : members.items()) row.cells[index_.at(key)] = text_of(value);
            if (is_geojson_) take_geometry(object, row);
            const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(),
                                              [](const std::string& cell) { return base::is_blank(cell); });
            if (!is_blank || !geo::is_empty(row.geometry)) return true;
            ++blank_;
        }
        if (blank_ > 0) {
            notes_.note(
                0, {},
                base::mark_plural("{0} empty object was passed over", "{0} empty objects were passed over", blank_));
            blank_ = 0;
        }
        return false;
    }

private:
    static const Json& properties_of(const Json& feature) {
        static const Json none = nullptr;
        if (!feature.is_object()) return none;
        const auto found = feature.find("properties");
        return found == feature.end() ? none : *found;
    }

    void take_geometry(const Json& feature, SourceRow& row) {
        if (!feature.is_object()) return;
        // A bare geometry stands for a feature without properties.
        const auto found = feature.find("geometry");
        const bool is_bare =
            found == feature.end() && (feature.contains("coordinates") || feature.contains("geometries"));
        if (found == feature.end() && !is_bare) return;
        try {
            row.geometry = geometry_from_geojson(is_bare ? feature : *found);
        } catch (const base::Error& failure) {
            notes_.error(row.number, "geometry", failure.message(),
                         base::mark("mend it in a map program and export again"));
        }
    }

    void read_crs(const Json& document, const std::string& name) {
        crs_ = "OGC:CRS84";
        const auto found = document.find("crs");
        if (found == document.end()) return;
        crs_.clear();
        if (!found->is_object()) return;
        const auto type = found->find("type");
        if (type == found->end() || !type->is_string() || *type != "name")
            refuse(
                base::mark("the reference system of \"{0}\" is a link to somewhere else, which is not followed; take "
                           "it out and use --crs",
                           name));
        const auto properties = found->find("properties");
        if (properties == found->end() || !properties->is_object() || !properties->contains("name") ||
            !(*properties)["name"].is_string())
            return;
        crs_ = (*properties)["name"].get<std::string>();
        if (crs_ == "urn:ogc:def:crs:OGC:1.3:CRS84") crs_ = "OGC:CRS84";
    }

    Json objects_;
    bool is_geojson_;
    std::string crs_;
    std::vector<std::string> columns_;
    std::vector<std::string> hashtags_;
    std::unordered_map<std::string, std::size_t> index_;
    std::size_t at_ = 0;
    std::int64_t blank_ = 0;
    base::Problems notes_;
};

bool holds_only(const Json& list, Json::value_t type) {
    return list.is_array() && !list.empty() &&
           std::all_of(list.begin(), list.end(), [&](const Json& item) { return item.type() == type; });
}

bool is_table(const Json& value) {
    return holds_only(value, Json::value_t::object) || holds_only(value, Json::value_t::array);
}

// The list of rows: the document itself, or a member of it (by name, else the first that is a table).
Json rows_in(Json& document, const SourceOptions& options, const std::string& name) {
    if (document.is_array()) return std::move(document);
    std::vector<std::string> tables;
    for (auto& [key, value] : document.items()) {
        if (!is_table(value)) continue;
        if (options.layer == key) return std::move(value);
        tables.push_back(key);
    }
    if (!options.layer.empty())
        refuse(base::mark("\"{0}\" has no list called \"{1}\"; it has: {2}", name, options.layer,
                          base::join(tables, ", ")));
    if (!tables.empty()) return std::move(document[tables.front()]);
    refuse(base::mark("\"{0}\" is JSON without a list of objects: it is no table and no map layer", name));
}

}  // namespace

std::unique_ptr<Source> open_json(std::string bytes, const std::string& shown_name, const SourceOptions& options) {
    auto document = parse(decode(std::move(bytes), options.encoding, shown_name).text, shown_name);
    if (document.is_object() && document.value("type", Json()).is_string()) {
        const auto type = document["type"].get<std::string>();
        if (type == "Topology")
            refuse(base::mark("\"{0}\" is TopoJSON, which cannot be imported; save it as GeoJSON", shown_name));
        if (type == "FeatureCollection" || type == "GeometryCollection") {
            const auto member = type == "FeatureCollection" ? "features" : "geometries";
            if (!document.contains(member) || !document[member].is_array())
                refuse(base::mark("\"{0}\" is GeoJSON without features", shown_name));
            Json features = std::move(document[member]);
            return std::make_unique<ObjectSource>(std::move(document), std::move(features), true, shown_name);
        }
        if (type == "Feature" || document.contains("coordinates")) {
            Json one = Json::array();
            one.push_back(document);
            return std::make_unique<ObjectSource>(std::move(document), std::move(one), true, shown_name);
        }
    }
    auto rows = rows_in(document, options, shown_name);
    if (holds_only(rows, Json::value_t::array))
        return make_table_source(std::make_unique<JsonRows>(std::move(rows)), options);
    if (!holds_only(rows, Json::value_t::object))
        refuse(base::mark("\"{0}\" is JSON without a list of objects: it is no table and no map layer", shown_name));
    return std::make_unique<ObjectSource>(Json(), std::move(rows), false, shown_name);
}

}  // namespace balise::exchange
