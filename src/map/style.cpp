#include "map/style.hpp"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.hpp"
#include "base/paths.hpp"
#include "base/words.hpp"
#include "map/expression_parse.hpp"

namespace balise::map {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse_property(const std::string& path, const std::string& name, LayerKind kind, bool layout) {
    std::vector<std::string_view> here;
    for (const auto& rule : property_rules()) {
        if (rule.kind == kind && rule.layout == layout) here.push_back(rule.name);
        if (rule.name != name) continue;
        if (rule.kind != kind)
            refuse(path,
                   base::mark("this property belongs to layers of the type {0}", std::string(name_of(rule.kind))));
        refuse(path, base::mark("this property belongs to {0}", rule.layout ? "layout" : "paint"));
    }
    if (const auto best = nearest(name, here); !best.empty())
        refuse(path, base::mark("unknown property; did you mean {0}?", std::string(best)));
    refuse(path, base::mark("unknown property"));
}

void check_varies(const Expression& expression, const std::string& path, Varies varies) {
    if (varies == Varies::never && (expression.reads_zoom() || !expression.columns().empty()))
        refuse(path, base::mark("this property is a fixed value, not an expression"));
    if (varies == Varies::with_zoom && !expression.columns().empty())
        refuse(path, base::mark("this property reads no column, only the zoom"));
}

void take_properties(StyleLayer& layer, const Json& block, const std::string& path, bool layout) {
    if (!block.is_object()) refuse(path, base::mark("expected: an object"));
    for (const auto& [name, value] : block.items()) {
        const std::string here = path + "." + name;
        const auto& rules = property_rules();
        const auto rule = std::find_if(rules.begin(), rules.end(), [&, &key = name](const PropertyRule& known) {
            return known.name == key && known.kind == layer.kind && known.layout == layout;
        });
        if (rule == rules.end()) refuse_property(here, name, layer.kind, layout);
        Expression expression(parse_expression(value, here, rule->expected));
        check_varies(expression, here, rule->varies);
        layer.properties.emplace(name, std::move(expression));
    }
}

// Truth and number are written as words too.
std::string note_words(const Json& value, const std::string& path) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_boolean()) return value.get<bool>() ? "true" : "false";
    if (value.is_number()) return base::number_text(value.get<double>());
    refuse(path, base::mark("expected: a number or words"));
}

void check_note(const std::string& key, const std::string& words, const std::string& path) {
    const auto one_of = [&](const std::vector<std::string>& choice) {
        if (std::find(choice.begin(), choice.end(), words) == choice.end())
            refuse(path, base::mark("\"{0}\" is none of: {1}", words, base::join(choice, ", ")));
    };
    if (key == "overlap") one_of({"all", "cluster", "fan", "aside"});
    if (key == "leader" || key == "required" || key == "legend-edge") one_of({"true", "false"});
    if ((key == "label-priority" || key == "legend-order" || key == "once-within") && !base::parse_number(words))
        refuse(path, base::mark("\"{0}\" is not a number", words));
}

// Words of other programs are none of our business; ours must be known.
void take_metadata(StyleLayer& layer, const Json& block, const std::string& path) {
    if (!block.is_object()) refuse(path, base::mark("expected: an object"));
    constexpr std::string_view prefix = "balise:";
    for (const auto& [name, value] : block.items()) {
        if (!name.starts_with(prefix)) continue;
        const std::string here = path + "." + name, key = name.substr(prefix.size());
        const auto& keys = metadata_keys();
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) {
            const auto best = nearest(key, keys);
            if (best.empty()) refuse(here, base::mark("unknown property"));
            refuse(here, base::mark("unknown property; did you mean {0}?", std::string(prefix) + std::string(best)));
        }
        auto words = note_words(value, here);
        check_note(key, words, here);
        layer.metadata.emplace(key, std::move(words));
    }
}

double zoom_level(const Json& value, const std::string& path) {
    constexpr double highest = 24;
    if (!value.is_number() || value.get<double>() < 0 || value.get<double>() > highest)
        refuse(path, base::mark("expected: a zoom between 0 and 24"));
    return value.get<double>();
}

std::string required_words(const Json& object, const std::string& key, const std::string& path) {
    if (!object.contains(key)) refuse(path, base::mark("\"{0}\" is missing", key));
    if (!object[key].is_string() || object[key].get<std::string>().empty())
        refuse(path.empty() ? key : path + "." + key, base::mark("expected: words that are not empty"));
    return object[key].get<std::string>();
}

LayerKind layer_kind(const Json& value, const std::string& path) {
    const auto name = required_words(value, "type", path);
    if (const auto kind = layer_kind_named(name)) return *kind;
    refuse(path + ".type", base::mark("\"{0}\" is none of: {1}", name, "background, fill, line, symbol, raster"));
}

void refuse_key(const std::string& path, const std::string& key, const std::vector<std::string_view>& known) {
    const std::string here = path.empty() ? key : path + "." + key;
    if (const auto best = nearest(key, known); !best.empty())
        refuse(here, base::mark("unknown property; did you mean {0}?", std::string(best)));
    refuse(here, base::mark("unknown property"));
}

StyleLayer parse_layer(const Json& value, const std::string& path) {
    if (!value.is_object()) refuse(path, base::mark("expected: an object"));
    StyleLayer layer;
    layer.id = required_words(value, "id", path);
    layer.kind = layer_kind(value, path);
    const bool has_source = layer.kind != LayerKind::background;
    if (has_source) layer.source = required_words(value, "source", path);
    static const std::vector<std::string_view> known{"id",     "type",  "source", "minzoom", "maxzoom",
                                                     "filter", "paint", "layout", "metadata"};
    for (const auto& [key, part] : value.items()) {
        const std::string here = path + "." + key;
        if (key == "id" || key == "type") continue;
        if (key == "source") {
            if (!has_source) refuse(here, base::mark("a background has no source"));
        } else if (key == "minzoom") {
            layer.min_zoom = zoom_level(part, here);
        } else if (key == "maxzoom") {
            layer.max_zoom = zoom_level(part, here);
        } else if (key == "filter") {
            if (!has_source || layer.kind == LayerKind::raster) refuse(here, base::mark("this layer has no rows"));
            layer.filter = Expression(parse_expression(part, here, {Yield::truth}));
        } else if (key == "paint" || key == "layout") {
            take_properties(layer, part, here, key == "layout");
        } else if (key == "metadata") {
            take_metadata(layer, part, here);
        } else {
            refuse_key(path, key, known);
        }
    }
    if (!(layer.min_zoom < layer.max_zoom)) refuse(path, base::mark("minzoom is not below maxzoom"));
    return layer;
}

void check_layers(const Style& style) {
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < style.layers.size(); ++i)
        if (!seen.insert(style.layers[i].id).second)
            refuse("layers[" + std::to_string(i) + "].id",
                   base::mark("another layer is called \"{0}\" too", style.layers[i].id));
    for (std::size_t i = 0; i < style.layers.size(); ++i)
        for (const auto& with : base::split(style.layers[i].note("legend-with"), ','))
            if (!seen.contains(with))
                refuse("layers[" + std::to_string(i) + "].metadata.balise:legend-with",
                       base::mark("there is no layer \"{0}\"", with));
}

Style parse_root(const Json& root) {
    if (!root.is_object()) refuse("style", base::mark("expected: an object"));
    if (!root.contains("version") || root["version"] != 8) refuse("version", base::mark("expected: {0}", "8"));
    Style style;
    if (root.contains("name")) style.name = required_words(root, "name", {});
    for (const auto& [key, value] : root.items()) {
        if (key == "version" || key == "name" || key == "metadata") continue;
        if (key != "layers") refuse_key({}, key, {"version", "name", "metadata", "layers"});
        if (!value.is_array()) refuse("layers", base::mark("expected: a list of layers"));
        for (std::size_t i = 0; i < value.size(); ++i)
            style.layers.push_back(parse_layer(value[i], "layers[" + std::to_string(i) + "]"));
    }
    if (style.layers.empty()) refuse("layers", base::mark("the list is empty"));
    check_layers(style);
    return style;
}

}  // namespace

const Expression& StyleLayer::property(std::string_view name) const {
    static const Expression none;
    const auto found = properties.find(name);
    if (found != properties.end()) return found->second;
    const auto& rules = property_rules();
    if (std::none_of(rules.begin(), rules.end(), [&](const auto& rule) { return rule.name == name; }))
        throw base::Error(base::ErrorKind::internal,
                          base::mark("the style language has no property \"{0}\"", std::string(name)));
    return none;
}

std::string StyleLayer::note(std::string_view key, const std::string& fallback) const {
    const auto found = metadata.find(key);
    return found == metadata.end() ? fallback : found->second;
}

Style parse_style(std::string_view json, const std::string& where) {
    return base::within(base::verbatim(where), [&] { return parse_root(parse_json(json)); });
}

namespace {

std::string shipped_styles() {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(base::data_folder() / "styles", ignored))
        if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
    std::sort(names.begin(), names.end());
    return base::join(names, ", ");
}

}  // namespace

Style load_style(const std::string& name_or_file) {
    std::error_code ignored;
    fs::path file = base::data_folder() / "styles" / (name_or_file + ".json");
    const bool is_name = name_or_file.find('/') == std::string::npos && fs::is_regular_file(file, ignored);
    if (!is_name) file = name_or_file;
    if (!fs::is_regular_file(file, ignored))
        throw base::Error(base::ErrorKind::not_found,
                          base::mark("there is no style \"{0}\"; known: {1}; or give the path of a file", name_or_file,
                                     shipped_styles()));
    return parse_style(base::read_file(file), file.filename().string());
}

void check_symbols(const Style& style, const SymbolSet& symbols) {
    for (const auto& layer : style.layers) {
        for (const auto& name : layer.property("icon-image").fixed_words())
            if (!name.empty() && !symbols.find(name))
                throw base::Error(base::ErrorKind::not_found,
                                  base::mark("layer \"{0}\": there is no symbol \"{1}\"", layer.id, name));
        for (const auto& name : layer.property("fill-pattern").fixed_words())
            if (!name.empty() && !symbols.pattern(name))
                throw base::Error(base::ErrorKind::not_found,
                                  base::mark("layer \"{0}\": there is no pattern \"{1}\"", layer.id, name));
    }
}

TextStyle font_named(std::string_view name) {
    static const std::vector<std::pair<std::string_view, Weight>> weights{
        {"extra bold", Weight::extrabold}, {"semi bold", Weight::semibold},
        {"semibold", Weight::semibold},    {"bold", Weight::bold},
        {"medium", Weight::medium},        {"regular", Weight::regular},
        {"light", Weight::light}};
    TextStyle style;
    const auto drop = [&](std::string_view word) {
        const auto lower = base::lower_case(name);
        if (lower.size() <= word.size() || !lower.ends_with(word)) return false;
        if (lower[lower.size() - word.size() - 1] != ' ') return false;
        name = base::trim(name.substr(0, name.size() - word.size()));
        return true;
    };
    style.italic = drop("italic");
    for (const auto& [word, weight] : weights)
        if (drop(word)) {
            style.weight = weight;
            break;
        }
    style.family = std::string(name);
    return style;
}

}  // namespace balise::map
