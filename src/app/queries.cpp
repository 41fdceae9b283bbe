#include "app/queries.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/area_finder.hpp"
#include "app/record_lookup.hpp"
#include "base/words.hpp"
#include "geo/coordinates.hpp"
#include "model/checks.hpp"
#include "model/fields.hpp"
#include "model/release.hpp"

namespace balise::app {

using namespace model;

std::string shown_value(const FieldDescription& field, const Value& value, const Vocabularies& vocabularies,
                        base::Language language) {
    const auto text = text_of(value);
    const auto label = [&](const std::string& code) { return vocabularies.label(field.vocabulary, code, language); };
    std::vector<std::string> words;
    switch (field.kind) {
        case FieldKind::code: return label(text);
        case FieldKind::code_list:
            for (const auto& code : base::split(text, ';')) words.push_back(label(code));
            return base::join(words, ", ");
        case FieldKind::equipment:
            for (const auto& item : base::split(text, ';')) {
                const auto equals = item.find('=');
                words.push_back(label(item.substr(0, equals)) +
                                (equals == std::string::npos ? "" : " × " + item.substr(equals + 1)));
            }
            return base::join(words, ", ");
        case FieldKind::services:
            for (const auto& service : services_from_text(text)) {
                std::string part = vocabularies.label("service_category", service.category, language);
                if (!service.label.empty()) part += " – " + service.label;
                std::vector<std::string> details;
                if (!service.phase.empty())
                    details.push_back(vocabularies.label("service_phase", service.phase, language));
                if (!service.status.empty()) details.push_back(vocabularies.label("status", service.status, language));
                if (!details.empty()) part += " (" + base::join(details, ", ") + ")";
                words.push_back(std::move(part));
            }
            return base::join(words, "; ");
        case FieldKind::text_list:
        case FieldKind::phone_list:
        case FieldKind::area_list: return base::join(base::split(text, ';'), ", ");
        case FieldKind::real: return base::Catalogue::of(language).number(std::get<double>(value), 3);
        default: return text;
    }
}

namespace {

template <class Record>
ShownRecord shown(const Record& record, const Session& session, base::Language language) {
    ShownRecord out;
    out.kind = std::string(RecordTraits<Record>::code);
    out.id = record.id.text();
    out.public_ref = record.public_ref;
    if constexpr (requires { record.name; })
        out.title = record.name;
    else if constexpr (std::is_same_v<Record, Provider>)
        out.title = display_name(record, language == base::Language::french);
    else
        out.title = language == base::Language::english && !record.name_en.empty() ? record.name_en : record.name_fr;
    const auto& vocabularies = session.vocabularies();
    for (const auto& field : fields<Record>()) {
        const auto value = field.get(record);
        if (!is_set(value)) continue;
        const std::string name(field.name);
        out.fields.push_back({name, vocabularies.field_label(out.kind, name, language),
                              shown_value(field, value, vocabularies, language), text_of(value),
                              std::string(field_group_code(field.group))});
    }
    return out;
}

}  // namespace

ShownRecord show_record(const Session& session, const std::string& id, base::Language language) {
    const auto record = find_record(session.project(), id);
    auto out = std::visit([&](const auto& value) { return shown(value, session, language); }, record);
    if (const auto* provider = std::get_if<Provider>(&record)) {
        const auto decisions = session.project().decisions();
        for (const auto group : field_groups)
            out.disclosure.emplace_back(std::string(field_group_code(group)),
                                        std::string(audience_code(effective_level(*provider, group, decisions))));
    }
    return out;
}

namespace {

// A position from which nothing in the country is near is a slip: most often the two numbers are swapped.
geo::LonLat in_country(geo::LonLat position, const std::string& near) {
    if (country_box().contains({position.lon, position.lat})) return position;
    if (country_box().contains({position.lat, position.lon}))
        throw base::Error(base::ErrorKind::usage,
                          base::mark("\"{0}\" lies far away: longitude comes first; did you mean {1},{2}?", near,
                                     base::number_text(position.lat), base::number_text(position.lon)));
    throw base::Error(base::ErrorKind::usage,
                      base::mark("\"{0}\" lies outside Côte d'Ivoire and its surroundings", near));
}

bool is_settlement(const store::PlaceRow& place) {
    return place.kind == "capital" || place.kind == "city" || place.kind == "town" || place.kind == "village" ||
           place.kind == "locality";
}

}  // namespace

std::string area_named(const Session& session, const std::string& words) {
    if (words.empty()) return words;
    const AreaFinder finder(session.project().all<Area>());
    if (const auto code = finder.code_of(words)) return *code;
    throw base::Error(base::ErrorKind::not_found,
                      base::mark("there is no area \"{0}\", or several have this name; give its P-code", words));
}

geo::LonLat locate(const Session& session, const std::string& near) {
    if (const auto comma = near.find(','); comma != std::string::npos) {
        const auto lon = base::parse_number(base::trim(std::string_view(near).substr(0, comma)));
        const auto lat = base::parse_number(base::trim(std::string_view(near).substr(comma + 1)));
        if (lon && lat) {
            if (*lon < -180 || *lon > 180 || *lat < -90 || *lat > 90)
                throw base::Error(base::ErrorKind::usage,
                                  base::mark("\"{0}\" is not a position; write longitude,latitude in degrees", near));
            return in_country({*lon, *lat}, near);
        }
    }
    if (near.find_first_of("0123456789") != std::string::npos)
        if (const auto pair = geo::parse_coordinate_pair(near)) return in_country(*pair, near);
    auto places = store::find_places(session.project(), near, 10);
    // The town, not the middle of the region that is named after it.
    std::stable_partition(places.begin(), places.end(), is_settlement);
    if (places.empty())
        throw base::Error(base::ErrorKind::not_found, base::mark("there is no place called \"{0}\"", near));
    return places.front().position;
}

base::Text describe_entry(const store::HistoryEntry& entry) {
    const auto summary = nlohmann::json::parse(entry.summary, nullptr, false);
    const auto text = [&](const char* name) {
        return summary.is_object() && summary.contains(name) && summary[name].is_string()
                   ? summary[name].get<std::string>()
                   : std::string();
    };
    const auto number = [&](const char* name) {
        return summary.is_object() && summary.contains(name) && summary[name].is_number_integer()
                   ? summary[name].get<std::int64_t>()
                   : std::int64_t{0};
    };
    if (entry.action == "new") return base::mark("project made");
    if (entry.action == "undo") return base::mark("entry {0} undone", std::to_string(entry.of));
    if (entry.action == "redo") return base::mark("entry {0} done again", std::to_string(entry.of));
    if (entry.action == "import")
        return base::mark("import of {0}: {1} added, {2} changed", text("source"), number("added"), number("changed"));
    if (entry.action == "add") return base::mark("added: {0}", text("title"));
    if (entry.action == "edit") return base::mark("changed: {0}", text("title"));
    if (entry.action == "verify") return base::mark("confirmed: {0}", text("title"));
    if (entry.action == "disclose") {
        const auto decision = summary.is_object() ? summary.find("decision") : summary.end();
        if (!summary.is_object() || decision == summary.end() || !decision->is_object())
            return base::mark("disclosure changed: {0}", text("title"));
        const auto part = [&](const char* name) { return decision->value(name, std::string()); };
        if (part("by").empty() || part("approved_by").empty())
            return base::mark("disclosure of {0}: {1} from {2} to {3} ({4})", text("title"), part("group"),
                              part("from"), part("to"), part("date"));
        return base::mark("disclosure of {0}: {1} from {2} to {3}, decided by {4}, approved by {5} on {6}: {7}",
                          text("title"), part("group"), part("from"), part("to"), part("by"), part("approved_by"),
                          part("date"), part("reason"));
    }
    if (entry.action == "remove") return base::mark("removed: {0}", text("title"));
    if (entry.action == "export")
        return base::mark("export for the audience \"{0}\": {1} providers", text("audience"), number("providers"));
    return base::verbatim(entry.action);
}

}  // namespace balise::app
