// Mapping files: JSON that says how the columns of a foreign file are to be read.
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/words.hpp"
#include "exchange/reader.hpp"

namespace balise::exchange {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse(base::Text message) {
    throw base::Error(base::ErrorKind::invalid_input, std::move(message));
}

const Json& object_at(const Json& value, const std::string& path) {
    if (!value.is_object()) refuse(base::mark("mapping, {0}: an object was expected", path));
    return value;
}

std::string text_at(const Json& value, const std::string& path) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number_integer()) return std::to_string(value.get<std::int64_t>());
    if (value.is_number_float()) return base::number_text(value.get<double>());
    refuse(base::mark("mapping, {0}: a text was expected", path));
}

int whole_at(const Json& value, const std::string& path) {
    if (!value.is_number_integer() || value.get<std::int64_t>() < 0 || value.get<std::int64_t>() > 1'000'000)
        refuse(base::mark("mapping, {0}: a row number was expected", path));
    return static_cast<int>(value.get<std::int64_t>());
}

void take(Mapping& mapping, const std::string& key, const Json& value) {
    if (key == "description") {
        text_at(value, key);
    } else if (key == "columns") {
        for (const auto& [heading, field] : object_at(value, key).items())
            mapping.columns[heading] =
                field.is_null() ? std::nullopt : std::optional(text_at(field, "columns." + heading));
    } else if (key == "values") {
        for (const auto& [field, codes] : object_at(value, key).items()) {
            mapping.values[field];
            for (const auto& [found, code] : object_at(codes, "values." + field).items())
                mapping.values[field][found] =
                    code.is_null() ? std::string() : text_at(code, "values." + field + "." + found);
        }
    } else if (key == "constants") {
        for (const auto& [field, constant] : object_at(value, key).items())
            mapping.constants[field] = text_at(constant, "constants." + field);
    } else if (key == "skip_rows") {
        mapping.source.skip_rows = whole_at(value, key);
    } else if (key == "header_row") {
        mapping.source.header_row = whole_at(value, key);
    } else if (key == "encoding") {
        mapping.source.encoding = text_at(value, key);
    } else if (key == "delimiter") {
        mapping.source.delimiter = text_at(value, key);
    } else if (key == "layer" || key == "sheet") {
        mapping.source.layer = text_at(value, key);
    } else if (key == "crs") {
        mapping.crs = text_at(value, key);
    } else if (key == "positions") {
        const auto word = text_at(value, key);
        if (word != "none" && word != "required")
            refuse(base::mark("mapping, {0}: \"{1}\" is not one of: {2}", key, word, "none, required"));
        mapping.positions_absent = word == "none";
    } else {
        refuse(base::mark("mapping, {0}: there is no such key; the keys are: {1}", key,
                          "description, columns, values, constants, skip_rows, header_row, encoding, delimiter, layer, "
                          "sheet, crs, positions"));
    }
}

}  // namespace

Mapping read_mapping(const std::filesystem::path& file) {
    return base::within(base::mark("reading {0}", file.filename().string()), [&] {
        const auto text = base::read_file(file);
        if (text.size() > (4U << 20U)) refuse(base::mark("a mapping of more than 4 MB is none"));
        Json document;
        try {
            document = Json::parse(text);
        } catch (const Json::exception& failure) {
            refuse(base::mark("the mapping is not JSON: {0}", std::string(failure.what()).substr(0, 200)));
        }
        Mapping mapping;
        for (const auto& [key, value] : object_at(document, "/").items()) take(mapping, key, value);
        return mapping;
    });
}

}  // namespace balise::exchange
