#include "exchange/record_rules.hpp"

#include <algorithm>
#include <initializer_list>
#include <type_traits>

#include "base/clock.hpp"
#include "base/words.hpp"

namespace balise::exchange {

namespace {

bool contains(const std::vector<std::string_view>& list, std::string_view field) {
    return std::find(list.begin(), list.end(), field) != list.end();
}

void require(bool present, const char* field, const RowFacts& facts, base::Problems& problems) {
    if (!present && facts.expects(field))
        problems.error(facts.row, field, base::mark("the field \"{0}\" is missing", field), base::mark("fill it in"));
}

template <class Record>
void require_name(const Record& record, const RowFacts& facts, base::Problems& problems) {
    bool present = false;
    bool expected = false;
    if constexpr (requires { record.name_fr; }) {
        present = !record.name_fr.empty() || !record.name_en.empty();
        expected = facts.expects("name_fr") || (facts.expects("name_en") && !facts.has_failed("name_fr"));
    } else {
        present = !record.name.empty();
        expected = facts.expects("name");
    }
    if (!present && expected)
        problems.error(facts.row, "name", base::mark("the name is missing"),
                       base::mark("fill it in, or take the row out"));
}

template <class Record>
void require_position(const Record& record, const RowFacts& facts, base::Problems& problems) {
    if (!record.position && !facts.position_refused && facts.file.tells_positions)
        problems.error(facts.row, "lon", base::mark("the position is missing"),
                       base::mark("give lon and lat in degrees"));
}

void require_shape(bool is_empty, const RowFacts& facts, base::Problems& problems) {
    if (is_empty && !facts.position_refused && facts.file.tells_positions)
        problems.error(facts.row, "geometry", base::mark("the row has no geometry"),
                       base::mark("draw it, or take the row out"));
}

// One of `fields` must be given by the file.
bool require_column(const FileFacts& file, std::initializer_list<std::string_view> fields, base::Problems& problems) {
    for (const auto field : fields)
        if (!contains(file.not_given, field)) return true;
    const std::string name(*fields.begin());
    problems.error(0, name, base::mark("no column gives the field {0}, which every record needs", name),
                   base::mark("name the column in a mapping, or give a constant there"));
    return false;
}

}  // namespace

bool RowFacts::expects(std::string_view field) const {
    return !contains(file.not_given, field) && !contains(failed, field);
}

bool RowFacts::has_failed(std::string_view field) const {
    return contains(failed, field);
}

template <class Record>
bool check_file(const FileFacts& file, base::Problems& problems) {
    using std::is_same_v;
    bool good = true;
    if constexpr (is_same_v<Record, model::Area> || is_same_v<Record, model::Neighbour> ||
                  is_same_v<Record, model::Organisation>)
        good = require_column(file, {"code"}, problems) && good;
    if constexpr (is_same_v<Record, model::BorderPost> || is_same_v<Record, model::TransportNode>)
        good = require_column(file, {"kind"}, problems) && good;
    if constexpr (is_same_v<Record, model::RiskZone>) good = require_column(file, {"level"}, problems) && good;
    if constexpr (requires(Record record) { record.name_fr; }) {
        if constexpr (!is_same_v<Record, model::Neighbour>)
            good = require_column(file, {"name_fr", "name_en"}, problems) && good;
    } else if constexpr (!is_same_v<Record, model::Road> && !is_same_v<Record, model::Water>) {
        good = require_column(file, {"name"}, problems) && good;
    }
    if constexpr (is_same_v<Record, model::Provider>)
        if (contains(file.not_given, "type"))
            problems.warning(0, "type",
                             base::mark("no column gives the type: it was left unknown, so the records stay protected"),
                             base::mark("name the column in a mapping, or give a constant there"));
    return good;
}

template bool check_file<model::Provider>(const FileFacts&, base::Problems&);
template bool check_file<model::RiskZone>(const FileFacts&, base::Problems&);
template bool check_file<model::BorderPost>(const FileFacts&, base::Problems&);
template bool check_file<model::TransportNode>(const FileFacts&, base::Problems&);
template bool check_file<model::Area>(const FileFacts&, base::Problems&);
template bool check_file<model::Place>(const FileFacts&, base::Problems&);
template bool check_file<model::Road>(const FileFacts&, base::Problems&);
template bool check_file<model::Water>(const FileFacts&, base::Problems&);
template bool check_file<model::Neighbour>(const FileFacts&, base::Problems&);
template bool check_file<model::Organisation>(const FileFacts&, base::Problems&);

bool has_no_place(const model::Provider& record) {
    return record.type == "hotline" || record.type == "mobile_app";
}

void complete(model::Provider& record, const RowFacts& facts, base::Problems& problems) {
    require_name(record, facts, problems);
    if (record.type.empty()) {
        record.type = "unknown";
        if (facts.expects("type"))
            problems.warning(facts.row, "type",
                             base::mark("the type is missing; it was left unknown, so the record stays protected"),
                             base::mark("fill it in"));
    }
    if (has_no_place(record)) {
        if (record.position)
            problems.warning(facts.row, "lon", base::mark("a hotline or mobile app has no place of its own"),
                             base::mark("remove the position"));
    } else if (!record.position && !facts.position_refused && facts.file.tells_positions &&
               !facts.file.positions_absent) {
        problems.warning(facts.row, "lon",
                         base::mark("the row has no position: it will be in the directory, but not on the map"),
                         base::mark("find its longitude and latitude"));
    }
    if (record.capacity_max && record.capacity_free && *record.capacity_free > *record.capacity_max)
        problems.error(facts.row, "capacity_free",
                       base::mark("{0} free places are more than the capacity of {1}", *record.capacity_free,
                                  *record.capacity_max),
                       base::mark("correct one of the two"));
    // A date may be a year or a month alone. Only a warning: on an old computer it may be the clock that is wrong.
    if (!record.assured_on.empty()) {
        const auto today = base::today();
        if (record.assured_on.size() <= today.size() && record.assured_on > today.substr(0, record.assured_on.size()))
            problems.warning(
                facts.row, "assured_on",
                base::mark("the date of verification {0} lies in the future", record.assured_on),
                base::mark("correct it; the date of the next check has a column of its own: {0}", "next_check"));
    }
    if (record.age_min && record.age_max && *record.age_min > *record.age_max)
        problems.error(facts.row, "age_min",
                       base::mark("the minimum age {0} is above the maximum age {1}", *record.age_min, *record.age_max),
                       base::mark("exchange them"));
}

void complete(model::RiskZone& record, const RowFacts& facts, base::Problems& problems) {
    require_name(record, facts, problems);
    require(!record.level.empty(), "level", facts, problems);
    require_shape(record.shape.empty(), facts, problems);
}

void complete(model::BorderPost& record, const RowFacts& facts, base::Problems& problems) {
    require_name(record, facts, problems);
    require(!record.kind.empty(), "kind", facts, problems);
    require_position(record, facts, problems);
}

void complete(model::TransportNode& record, const RowFacts& facts, base::Problems& problems) {
    require_name(record, facts, problems);
    require(!record.kind.empty(), "kind", facts, problems);
    require_position(record, facts, problems);
}

namespace {

// CI → 0, CI01 → 1, CI0101 → 2, CI010101 → 3; nothing for codes of another form.
std::optional<std::int64_t> level_of_code(const std::string& code) {
    if (code.size() < 2 || code.size() > 8 || code.size() % 2 != 0) return std::nullopt;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const bool is_digit = code[i] >= '0' && code[i] <= '9';
        const bool is_letter = code[i] >= 'A' && code[i] <= 'Z';
        if (i < 2 ? !is_letter : !is_digit) return std::nullopt;
    }
    return static_cast<std::int64_t>(code.size() / 2 - 1);
}

std::string legal_type_of(const model::Area& record) {
    const auto name = base::fold_to_key(record.name_fr.empty() ? record.name_en : record.name_fr);
    switch (record.level.value_or(-1)) {
        case 0: return "country";
        // The two autonomous districts stand beside the regions in the P-codes.
        case 1: return name.ends_with("abidjan") || name.ends_with("yamoussoukro") ? "autonomous_district" : "region";
        case 2: return "departement";
        case 3: return "sous_prefecture";
        default: return {};
    }
}

}  // namespace

void complete(model::Area& record, const RowFacts& facts, base::Problems& problems) {
    require(!record.code.empty(), "code", facts, problems);
    require_name(record, facts, problems);
    require_shape(record.shape.empty(), facts, problems);
    if (facts.file.level)
        record.level = facts.file.level;
    else if (!record.level && record.legal_type != "district" && record.legal_type != "commune" &&
             record.legal_type != "autonomous_district")
        record.level = level_of_code(record.code);
    if (record.legal_type.empty()) record.legal_type = legal_type_of(record);
    if (record.parent_code.empty() && record.level.value_or(0) > 0 && level_of_code(record.code) == record.level)
        record.parent_code = record.code.substr(0, record.code.size() - 2);
    if (record.accuracy.empty()) record.accuracy = "official";
    if (record.children && record.population && *record.children > *record.population)
        problems.error(
            facts.row, "children",
            base::mark("{0} children are more than the population of {1}", *record.children, *record.population),
            base::mark("correct one of the two"));
}

void complete(model::Place& record, const RowFacts& facts, base::Problems& problems) {
    require_name(record, facts, problems);
    require_position(record, facts, problems);
}

void complete(model::Road& record, const RowFacts& facts, base::Problems& problems) {
    require_shape(record.shape.paths.empty(), facts, problems);
}

void complete(model::Water& record, const RowFacts& facts, base::Problems& problems) {
    require_shape(geo::is_empty(record.shape), facts, problems);
}

void complete(model::Neighbour& record, const RowFacts& facts, base::Problems& problems) {
    require(!record.code.empty(), "code", facts, problems);
    require_shape(record.shape.empty(), facts, problems);
}

void complete(model::Organisation& record, const RowFacts& facts, base::Problems& problems) {
    require(!record.code.empty(), "code", facts, problems);
    require_name(record, facts, problems);
}

}  // namespace balise::exchange
