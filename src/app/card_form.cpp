// The form of a provider, and the history in words.
#include <algorithm>

#include "app/card_parts.hpp"
#include "app/record_lookup.hpp"
#include "store/history.hpp"

namespace balise::app {

using namespace model;
using base::mark;

namespace {

struct FormPart {
    base::Text label;
    std::vector<std::string_view> fields;
};

// Positions are moved on the map, levels are decided, confirmations have their own dialog.
const std::vector<FormPart>& form_parts() {
    static const std::vector<FormPart> parts{
        {mark("Identity"),
         {"name_fr", "name_en", "short_name", "former_names", "type", "ownership", "status", "supervising_ministry",
          "recognised_by", "recognition_date", "parent_organisation"}},
        {mark("Services and capacity"),
         {"services",
          "referral_roles",
          "capacity_max",
          "capacity_free",
          "capacity_date",
          "sex_served",
          "age_min",
          "age_max",
          "foreign_children",
          "disability_access",
          "languages",
          "hours",
          "cost",
          "documents_required",
          "admission_fr",
          "admission_en",
          "trauma_informed",
          "survivor_informed",
          "child_friendly_space",
          "care_checked_on",
          "social_workers",
          "staff_trained",
          "equipment_held",
          "equipment_needed"}},
        {mark("Contacts"),
         {"public_phone", "public_contact", "website", "focal_name", "focal_title", "focal_phone", "focal_email",
          "focal_changed_on"}},
        {mark("Place"), {"address", "landmark", "locality", "area_code", "areas_served"}},
        {mark("Source"), {"source", "licence", "source_id", "next_check", "notes"}}};
    return parts;
}

FormField::Kind kind_of(const FieldDescription& field) {
    if (field.vocabulary == "yes_no") return FormField::Kind::yes_no;
    switch (field.kind) {
        case FieldKind::long_text: return FormField::Kind::long_text;
        case FieldKind::code: return FormField::Kind::code;
        case FieldKind::code_list:
        case FieldKind::services: return FormField::Kind::codes;
        case FieldKind::whole: return FormField::Kind::whole;
        case FieldKind::date: return FormField::Kind::date;
        default: return FormField::Kind::text;
    }
}

// A service's code is what is stored of it, so that choosing others keeps its phase and status.
std::vector<std::pair<std::string, std::string>> service_choices(const Provider& record, const Vocabulary& vocabulary,
                                                                 base::Language language) {
    std::vector<std::pair<std::string, std::string>> choices;
    for (const auto& term : vocabulary.terms()) {
        bool is_listed = false;
        for (const auto& service : record.services)
            if (service.category == term.code) {
                choices.emplace_back(services_text({service}),
                                     service.label.empty() ? term.label(language) : service.label);
                is_listed = true;
            }
        if (!is_listed) choices.emplace_back(term.code, term.label(language));
    }
    return choices;
}

}  // namespace

std::vector<FormField> form_of(const Session& session, const std::string& id, base::Language language) {
    const auto record = find_provider(session.project(), id);
    const auto& vocabularies = session.vocabularies();
    const auto& say = base::Catalogue::of(language);
    std::vector<FormField> form;
    for (const auto& part : form_parts())
        for (const auto name : part.fields) {
            const auto* field = find_field<Provider>(name);
            FormField shown;
            shown.name = std::string(name);
            shown.label = vocabularies.field_label("provider", name, language);
            shown.value = text_of(field->get(record));
            shown.kind = kind_of(*field);
            shown.group = say(part.label);
            const auto* vocabulary = field->vocabulary.empty() ? nullptr : vocabularies.find(field->vocabulary);
            if (field->kind == FieldKind::services)
                shown.choices = service_choices(record, *vocabulary, language);
            else if (vocabulary != nullptr && shown.kind != FormField::Kind::text)
                for (const auto& term : vocabulary->terms())
                    shown.choices.emplace_back(term.code, term.label(language));
            form.push_back(std::move(shown));
        }
    return form;
}

std::vector<HistoryRow> history_rows(const Session& session, base::Language language, std::size_t limit) {
    const auto& say = base::Catalogue::of(language);
    auto entries = store::history(session.project());
    std::reverse(entries.begin(), entries.end());
    if (entries.size() > limit) entries.resize(limit);
    const auto undo = store::next_undo(session.project());
    const auto redo = store::next_redo(session.project());
    std::vector<HistoryRow> rows;
    for (const auto& entry : entries)
        rows.push_back({entry.number, entry.time, say(describe_entry(entry)), entry.author, entry.undone,
                        undo && undo->number == entry.number, redo && redo->number == entry.number});
    return rows;
}

}  // namespace balise::app
