#include "app/record_actions.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/area_finder.hpp"
#include "app/import_rows.hpp"
#include "app/record_lookup.hpp"
#include "app/record_shape.hpp"
#include "app/step.hpp"
#include "base/clock.hpp"
#include "base/words.hpp"
#include "geo/coordinates.hpp"
#include "geo/operations.hpp"
#include "model/checks.hpp"
#include "model/phone.hpp"
#include "model/release.hpp"

namespace balise::app {

using namespace model;
using base::ErrorKind;
using base::mark;

namespace {

base::Error usage(base::Text message) {
    return {ErrorKind::usage, std::move(message)};
}

// "name_fr=Centre" → field and value.
std::pair<std::string, std::string> assignment(const std::string& words) {
    const auto equals = words.find('=');
    if (equals == std::string::npos || equals == 0) throw usage(mark("\"{0}\" is not of the form field=value", words));
    return {std::string(base::trim(words.substr(0, equals))), std::string(base::trim(words.substr(equals + 1)))};
}

template <class Record>
std::string nearest_field(const std::string& name) {
    std::string best;
    std::size_t distance = 4;
    for (const auto& field : fields<Record>())
        if (const auto measured = base::edit_distance(name, field.name, 3); measured < distance) {
            distance = measured;
            best = std::string(field.name);
        }
    return best;
}

// Words of either language become the code; telephone numbers their normal form.
std::string understood(const FieldDescription& field, const std::string& value, const Vocabularies& vocabularies) {
    if (field.kind == FieldKind::code || field.kind == FieldKind::code_list) {
        const auto* vocabulary = vocabularies.find(field.vocabulary);
        std::vector<std::string> codes;
        for (const auto& item :
             field.kind == FieldKind::code ? std::vector<std::string>{value} : base::split(value, ';'))
            codes.push_back(vocabulary == nullptr ? item : vocabulary->recognise(item).value_or(item));
        return base::join(codes, ";");
    }
    if (field.kind == FieldKind::phone) return normalise_phone(value).value_or(value);
    if (field.kind == FieldKind::phone_list) {
        std::vector<std::string> rest;
        auto numbers = phones_in(value, rest);
        return rest.empty() ? base::join(numbers, ";") : value;
    }
    return value;
}

template <class Record>
void set_field(Record& record, const std::string& words, const Vocabularies& vocabularies) {
    const auto [name, value] = assignment(words);
    if constexpr (std::is_same_v<Record, RiskZone>)
        if (name == "shape") {
            record.shape = zone_shape(value);
            return;
        }
    const auto* field = find_field<Record>(name);
    if (field == nullptr) {
        const auto near = nearest_field<Record>(name);
        throw usage(near.empty() ? mark("there is no field \"{0}\"", name)
                                 : mark("there is no field \"{0}\"; did you mean \"{1}\"?", name, near));
    }
    if (field->is_key) throw usage(mark("the field \"{0}\" cannot be changed", name));
    if (name.starts_with("disclosure_")) throw usage(mark("use \"balise disclose\" to change who may see a record"));
    // Degrees, minutes and seconds are taken as in imports.
    if (field->kind == FieldKind::longitude || field->kind == FieldKind::latitude) {
        if (const auto parsed = geo::parse_coordinate(value); parsed && parsed->axis != geo::Axis::unknown) {
            if ((parsed->axis == geo::Axis::longitude) != (field->kind == FieldKind::longitude))
                throw usage(
                    mark("\"{0}\" is not a value of the field \"{1}\": its letter names the other axis", value, name));
            return field->set(record, Value{parsed->degrees});
        } else if (parsed && parsed->sexagesimal) {
            return field->set(record, Value{parsed->degrees});
        }
    }
    try {
        field->set(record, value.empty() ? Value{} : Value{understood(*field, value, vocabularies)});
    } catch (base::Error& error) {
        throw std::move(error).in(mark("field \"{0}\"", name));
    }
}

bool names_axis(const std::vector<std::string>& assignments, std::string_view axis) {
    return std::any_of(assignments.begin(), assignments.end(), [&](const std::string& words) {
        return base::trim(std::string_view(words).substr(0, words.find('='))) == axis;
    });
}

// lon and lat are given together, or there was a position before.
void require_both_axes(const std::vector<std::string>& assignments, bool had_position) {
    if (names_axis(assignments, "lon") != names_axis(assignments, "lat") && !had_position)
        throw usage(mark("give lon and lat together"));
}

template <class Record>
void require_valid(const Record& record, const Step& step, Outcome& outcome) {
    check(record, step.vocabularies, 0, outcome.problems);
    if (outcome.problems.has_errors())
        throw Refused(mark("the record is not valid; nothing was changed"), std::move(outcome));
}

// What differs, for the answer and the history.
template <class Record>
nlohmann::ordered_json differences(const Record& before, const Record& after) {
    auto changes = nlohmann::ordered_json::array();
    for (const auto& field : fields<Record>()) {
        const auto old_value = field.get(before);
        const auto new_value = field.get(after);
        if (!(old_value == new_value))
            changes.push_back(
                {{"field", std::string(field.name)}, {"from", text_of(old_value)}, {"to", text_of(new_value)}});
    }
    return changes;
}

template <class Record>
Outcome describe_change(Step& step, const Record& before, const Record& after, bool is_new) {
    Outcome outcome;
    nlohmann::ordered_json json{
        {"id", after.id.text()}, {"public_ref", after.public_ref}, {"kind", std::string(RecordTraits<Record>::code)}};
    const std::string title = title_of(after);
    json["title"] = title;
    if (!is_new) {
        json["changes"] = differences(before, after);
        for (const auto& change : json["changes"])
            outcome.lines.push_back(mark("{0}: \"{1}\" → \"{2}\"", change["field"].template get<std::string>(),
                                         change["from"].template get<std::string>(),
                                         change["to"].template get<std::string>()));
    }
    if constexpr (std::is_same_v<Record, RiskZone>)
        if (!is_new && !(before.shape == after.shape)) {
            json["changes"].push_back({{"field", "shape"},
                                       {"from", geo::to_wkt(geo::Geometry{before.shape})},
                                       {"to", geo::to_wkt(geo::Geometry{after.shape})}});
            outcome.lines.push_back(mark("the outline was changed: {0} km² instead of {1} km²",
                                         std::round(geo::area(after.shape).value / 1e4) / 100,
                                         std::round(geo::area(before.shape).value / 1e4) / 100));
        }
    outcome.lines.insert(outcome.lines.begin(), is_new ? mark("added: {0}", title) : mark("changed: {0}", title));
    if constexpr (requires { before.position; })
        if (!is_new && before.position && after.position && !(*before.position == *after.position)) {
            const auto moved = geo::distance(*before.position, *after.position);
            json["moved_metres"] = std::round(moved.value);
            outcome.lines.push_back(mark("moved by {0} m", std::round(moved.value)));
        }
    outcome.json = json.dump();
    step.summary = outcome.json;
    return outcome;
}

template <class Record>
Outcome save(Step& step, const Record& before, Record after, bool is_new) {
    Outcome checked;
    const AreaFinder finder(step.project.all<Area>());
    attach_area(after, finder, 0, checked.problems);
    bool was_kept_closed = false;
    if constexpr (!std::is_same_v<Record, Provider>)
        if (overlay_level(after.disclosure) < overlay_level(before.disclosure))
            throw base::Error(ErrorKind::invalid_input,
                              mark("the field \"disclosure\" cannot open a record; two people decide that with "
                                   "\"balise disclose\", once it is there"));
    if constexpr (std::is_same_v<Record, Provider>)
        if (!is_new) was_kept_closed = !keep_closed(before, after, step.project.decisions()).empty();
    require_valid(after, step, checked);
    note_shelter_look(after, 0, checked.problems);
    auto outcome = describe_change(step, before, after, is_new);
    if (was_kept_closed)
        outcome.lines.push_back(
            mark("what was closed stays closed; open it with \"balise disclose\" if two people have decided so"));
    outcome.problems = std::move(checked.problems);
    const std::vector<Record> records{after};
    if (is_new)
        step.change->add<Record>(records);
    else if (!(before == after))
        step.change->replace<Record>(records);
    else
        outcome.lines = {mark("nothing to change: the record is like that already")};
    return outcome;
}

template <class Record>
Outcome add_record(Step& step) {
    Record record;
    if constexpr (std::is_same_v<Record, Provider>) record.status = "active";
    if constexpr (!std::is_same_v<Record, Provider>) record.disclosure = "internal";
    const auto& assignments = step.arguments.list("fields");
    require_both_axes(assignments, false);
    for (const auto& words : assignments) set_field(record, words, step.vocabularies);
    if constexpr (std::is_same_v<Record, RiskZone>)
        if (record.shape.empty()) throw usage(mark("give the zone's outline: shape=POLYGON ((longitude latitude, …))"));
    make_identity(record, step.ids);
    return save(step, Record{}, std::move(record), true);
}

Outcome run_add(Step& step) {
    const auto kind = step.arguments.text("kind", "provider");
    if (kind == "border-post") return add_record<BorderPost>(step);
    if (kind == "transport-node") return add_record<TransportNode>(step);
    if (kind == "risk-zone") return add_record<RiskZone>(step);
    return add_record<Provider>(step);
}

Outcome run_edit(Step& step) {
    return std::visit(
        [&]<class Record>(const Record& before) {
            Record after = before;
            const auto& assignments = step.arguments.list("fields");
            if constexpr (requires { before.position; }) require_both_axes(assignments, before.position.has_value());
            for (const auto& words : assignments) set_field(after, words, step.vocabularies);
            if constexpr (requires { before.position; })
                if (!names_axis(assignments, "area_code") && after.position && !(after.position == before.position))
                    after.area_code.clear();
            if constexpr (std::is_same_v<Record, RiskZone>)
                if (!names_axis(assignments, "area_code") && !(after.shape == before.shape)) after.area_code.clear();
            return save(step, before, std::move(after), false);
        },
        find_record(step.project, step.arguments.text("id")));
}

Outcome run_verify(Step& step) {
    const auto before = find_provider(step.project, step.arguments.text("id"));
    Provider after = before;
    after.assured_on = step.arguments.text("date", base::today());
    if (!base::is_date(after.assured_on))
        throw usage(mark("\"{0}\" is not a date; write it as YYYY-MM-DD", after.assured_on));
    if (base::days_since(after.assured_on).value_or(0) < 0)
        throw usage(mark("the date {0} is in the future", after.assured_on));
    after.assured_by = step.arguments.text("by");
    after.assured_method = step.vocabularies.of("verification_method")
                               .recognise(step.arguments.text("method"))
                               .value_or(step.arguments.text("method"));
    if (step.arguments.has("next")) after.next_check = step.arguments.text("next");
    return save(step, before, std::move(after), false);
}

// Opening takes two people and a reason.
void require_decision(const Arguments& given, const std::string& what) {
    for (const char* name : {"by", "approved-by", "reason"})
        if (base::is_blank(given.text(name)))
            throw base::Error(
                ErrorKind::invalid_input,
                mark("opening \"{0}\" further needs two names and a reason: --by, --approved-by and --reason", what));
    if (base::fold(given.text("by")) == base::fold(given.text("approved-by")))
        throw base::Error(ErrorKind::invalid_input, mark("the two names must be of two different people"));
}

// What the history says of a decision: who, what, from which circle to which, why, when.
void tell_decision(Step& step, Outcome& outcome, std::string_view group, Audience from, Audience to,
                   const std::string& date) {
    const auto& given = step.arguments;
    auto json = nlohmann::ordered_json::parse(outcome.json);
    json["decision"] = {{"group", std::string(group)},
                        {"from", std::string(audience_code(from))},
                        {"to", std::string(audience_code(to))},
                        {"by", given.text("by")},
                        {"approved_by", given.text("approved-by")},
                        {"reason", given.text("reason")},
                        {"date", date}};
    outcome.json = json.dump();
    step.summary = outcome.json;
}

// An overlay is shown whole or not at all: one level, opened by the same decision as a provider's groups. The history
// is its register.
template <class Overlay>
Outcome disclose_overlay(Step& step, const Overlay& before, Audience audience, const std::string& date) {
    const auto& given = step.arguments;
    if (given.has("group") && given.text("group") != field_group_code(FieldGroup::existence))
        throw usage(mark("this record is shown whole or not at all: leave out --group"));
    const auto held = overlay_level(before.disclosure);
    if (audience < held) require_decision(given, "disclosure");
    Overlay after = before;
    after.disclosure = std::string(audience_code(audience));
    auto outcome = describe_change(step, before, after, false);
    if (before == after) return outcome;
    tell_decision(step, outcome, field_group_code(FieldGroup::existence), held, audience, date);
    step.change->replace<Overlay>(std::vector<Overlay>{after});
    if (audience < held)
        outcome.lines.push_back(
            mark("the decision of {0} and {1} is recorded", given.text("by"), given.text("approved-by")));
    return outcome;
}

Outcome disclose_provider(Step& step, const Provider& before, Audience wanted, const std::string& date) {
    const auto& given = step.arguments;
    if (!given.has("group")) throw usage(mark("the parameter \"{0}\" is missing", "group"));
    const auto group = field_group_from_code(given.text("group"));
    if (!group) throw usage(mark("\"{0}\" is not a field group", given.text("group")));
    const auto* audience = &wanted;
    Provider after = before;
    level(after.disclosure, *group) = *audience;
    // Wider than what holds now, be that the default or a narrower level chosen before.
    const auto held = effective_level(before, *group, step.project.decisions());
    const bool opens = *audience < held;
    if (opens) require_decision(given, given.text("group"));
    auto outcome = describe_change(step, before, after, false);
    if (before == after && !opens) return outcome;
    tell_decision(step, outcome, field_group_code(*group), held, *audience, date);
    // A closing is recorded too: it ends the decisions before it.
    step.change->add_decision({step.ids.next().text(), before.id, *group, *audience, given.text("by"),
                               given.text("approved-by"), date, given.text("reason")});
    if (!(before == after)) step.change->replace<Provider>(std::vector<Provider>{after});
    if (opens)
        outcome.lines.push_back(
            mark("the decision of {0} and {1} is recorded", given.text("by"), given.text("approved-by")));
    return outcome;
}

Outcome run_disclose(Step& step) {
    const auto& given = step.arguments;
    const auto audience = audience_from_code(given.text("audience"));
    if (!audience) throw usage(mark("\"{0}\" is not an audience", given.text("audience")));
    const auto date = given.text("date", base::today());
    if (!base::is_date(date)) throw usage(mark("\"{0}\" is not a date; write it as YYYY-MM-DD", date));
    if (base::days_since(date).value_or(0) < 0) throw usage(mark("the date {0} is in the future", date));
    return std::visit(
        [&]<class Record>(const Record& before) {
            if constexpr (std::is_same_v<Record, Provider>)
                return disclose_provider(step, before, *audience, date);
            else
                return disclose_overlay(step, before, *audience, date);
        },
        find_record(step.project, given.text("id")));
}

Outcome run_remove(Step& step) {
    return std::visit(
        [&]<class Record>(const Record& record) {
            step.change->remove<Record>({record.id.text()});
            Outcome outcome;
            const std::string title = title_of(record);
            const nlohmann::ordered_json json{{"id", record.id.text()},
                                              {"public_ref", record.public_ref},
                                              {"kind", std::string(RecordTraits<Record>::code)},
                                              {"title", title},
                                              {"reason", step.arguments.text("reason")}};
            outcome.json = json.dump();
            step.summary = outcome.json;
            outcome.lines.push_back(mark("removed: {0}", title));
            return outcome;
        },
        find_record(step.project, step.arguments.text("id")));
}

// The check of an action on one record: it must be there.
void check_record(const Step& step) {
    find_record(step.project, step.arguments.text("id"));
}

Parameter id_parameter() {
    return {.name = "id",
            .type = ParameterType::id,
            .help = mark("the record: identifier, public reference, or its unique beginning"),
            .required = true,
            .positional = true};
}

Parameter fields_parameter() {
    return {
        .name = "fields",
        .type = ParameterType::fields,
        .help = mark("field=value, as many as wanted; an empty value clears the field; the position is lon=… lat=…, "
                     "the outline of a risk zone shape=POLYGON ((…))"),
        .required = true,
        .positional = true,
        .repeated = true};
}

}  // namespace

Action add_action() {
    return {.id = "add",
            .title = mark("Add a record"),
            .help = mark("Adds one record; an identifier and a public reference are made for it."),
            .parameters = {fields_parameter(),
                           {.name = "kind",
                            .type = ParameterType::code,
                            .help = mark("what to add"),
                            .choices = {"provider", "border-post", "transport-node", "risk-zone"},
                            .default_value = "provider"}},
            .check = {},
            .run = run_add};
}

Action edit_action() {
    return {.id = "edit",
            .title = mark("Edit a record"),
            .help = mark("Changes fields of one record."),
            .parameters = {id_parameter(), fields_parameter()},
            .check = check_record,
            .run = run_edit};
}

Action verify_action() {
    return {.id = "verify",
            .title = mark("Confirm a record"),
            .help = mark("Records that a provider's entry was checked, by whom and how."),
            .parameters = {id_parameter(),
                           {.name = "by", .help = mark("who checked"), .required = true},
                           {.name = "method",
                            .type = ParameterType::code,
                            .help = mark("how"),
                            .required = true,
                            .vocabulary = "verification_method"},
                           {.name = "date", .type = ParameterType::date, .help = mark("when (default: today)")},
                           {.name = "next", .type = ParameterType::date, .help = mark("when to check again")}},
            .check = check_record,
            .run = run_verify};
}

Action disclose_action() {
    std::vector<std::string> groups;
    for (const auto group : field_groups) groups.emplace_back(field_group_code(group));
    return {.id = "disclose",
            .title = mark("Change who may see a record"),
            .help = mark("Sets the audience of one field group of a provider, or of a whole overlay. Opening it "
                         "further than it is needs a decision: two names and a reason."),
            .parameters = {id_parameter(),
                           {.name = "group",
                            .type = ParameterType::code,
                            .help = mark("the field group of a provider; overlays have none"),
                            .choices = groups},
                           {.name = "audience",
                            .type = ParameterType::code,
                            .help = mark("who may see it"),
                            .required = true,
                            .choices = {"public", "partners", "internal"}},
                           {.name = "by", .help = mark("who decided")},
                           {.name = "approved-by", .help = mark("who approved: another person")},
                           {.name = "reason", .help = mark("why")},
                           {.name = "date",
                            .type = ParameterType::date,
                            .help = mark("when it was decided (default: today)")}},
            .check = check_record,
            .run = run_disclose};
}

Action remove_action() {
    return {.id = "remove",
            .title = mark("Remove a record"),
            .help = mark("Removes one record. The history keeps it: it can be brought back by undo."),
            .parameters = {id_parameter(), {.name = "reason", .help = mark("why; kept in the history")}},
            .check = check_record,
            .run = run_remove};
}

}  // namespace balise::app
