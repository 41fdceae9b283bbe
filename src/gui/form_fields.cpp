#include "gui/form_fields.hpp"

#include <algorithm>

#include "base/words.hpp"
#include "gui/card_parts.hpp"
#include "model/records.hpp"

namespace balise::gui {

using app::FormField;
using base::mark;

namespace {

using Choices = std::vector<std::pair<std::string, std::string>>;

bool code_field(const FormField& field, const Choices& choices, std::string& value, float width) {
    std::vector<std::string> labels{"—"};
    int chosen = 0;
    for (const auto& [code, label] : choices) {
        labels.push_back(label);
        if (code == value) chosen = static_cast<int>(labels.size()) - 1;
    }
    // A code that is no longer in the vocabulary stays until another is chosen.
    if (chosen == 0 && !value.empty()) {
        labels.push_back(value);
        chosen = static_cast<int>(labels.size()) - 1;
    }
    if (!choice(field.label + "##" + field.name, labels, chosen, width)) return false;
    const auto index = static_cast<std::size_t>(std::max(0, chosen));
    if (index == 0)
        value.clear();
    else if (index <= choices.size())
        value = choices[index - 1].first;
    return true;
}

bool codes_field(const FormField& field, std::string& value, float width) {
    const auto codes = base::split(value, ';');
    std::vector<std::string> labels, chosen_labels;
    std::vector<bool> on;
    for (const auto& [code, label] : field.choices) {
        labels.push_back(label);
        on.push_back(std::find(codes.begin(), codes.end(), code) != codes.end());
        if (on.back()) chosen_labels.push_back(label);
    }
    const auto summary = chosen_labels.empty() ? std::string("—") : base::join(chosen_labels, ", ");
    if (!choices(field.label + "##" + field.name, labels, on, summary, width)) return false;
    std::vector<std::string> kept;
    for (const auto& code : codes)  // what the vocabulary does not know stays
        if (std::none_of(field.choices.begin(), field.choices.end(),
                         [&](const auto& one) { return one.first == code; }))
            kept.push_back(code);
    std::vector<std::string> all;
    for (std::size_t i = 0; i < field.choices.size(); ++i)
        if (on[i]) all.push_back(field.choices[i].first);
    all.insert(all.end(), kept.begin(), kept.end());
    value = base::join(all, ";");
    return true;
}

int phase_index(const std::string& phase) {
    return phase == "emergency" ? 1 : phase == "medium_term" ? 2 : phase == "both" ? 3 : 0;
}

// One line of the list of services: whether it is offered, in which phase, and of "other" what it is.
bool service_line(const Shown& shown, const app::Snapshot::Coded& category, std::vector<model::Service>& services,
                  float width) {
    const auto found = std::find_if(services.begin(), services.end(),
                                    [&](const model::Service& one) { return one.category == category.code; });
    bool offered = found != services.end();
    bool changed = false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (check(short_service(shown, category.code, category.label) + "##offers " + category.code, offered)) {
        changed = true;
        if (offered) {
            model::Service service;
            service.category = category.code;
            services.push_back(service);
        } else {
            services.erase(found);
        }
        return true;
    }
    if (!offered) {
        ImGui::SetCursorScreenPos({at.x, at.y + look().px(measure::field + 2)});
        return false;
    }
    const std::vector<std::string> phases{tr(shown, mark("phase not told")), tr(shown, mark("emergency")),
                                          tr(shown, mark("medium term")), tr(shown, mark("both phases"))};
    int phase = phase_index(found->phase);
    const float phase_width = 150;
    ImGui::SetCursorScreenPos({at.x + (width - phase_width) * look().scale, at.y - look().px(3)});
    static constexpr const char* codes[] = {"", "emergency", "medium_term", "both"};
    if (choice(tr(shown, mark("Phase of {0}", category.label)), phases, phase, phase_width)) {
        found->phase = codes[std::clamp(phase, 0, 3)];
        changed = true;
    }
    if (category.code == "other") {
        ImGui::SetCursorScreenPos({at.x + look().px(130), at.y - look().px(3)});
        if (field(tr(shown, mark("Name of the other service")), found->label, width - phase_width - 140))
            changed = true;
    }
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(measure::field + 2)});
    return changed;
}

bool services_field(const Shown& shown, std::string& value, float width, const std::string& fault) {
    if (!shown.snapshot) return false;
    auto services = model::services_from_text(value);
    bool changed = false;
    space(4);
    for (const auto& category : shown.snapshot->services)
        if (!category.code.empty() && service_line(shown, category, services, width)) changed = true;
    if (changed) value = model::services_text(services);
    if (!fault.empty()) wrapped(fault, Face::small, look().colours().error);
    return changed;
}

Choices yes_no(const Shown& shown) {
    return {{"yes", tr(shown, mark("yes"))}, {"no", tr(shown, mark("no"))}, {"unknown", tr(shown, mark("not known"))}};
}

}  // namespace

bool form_field(const Shown& shown, const FormField& described, std::string& value, const std::string& fault,
                float width, bool focus) {
    text(described.label, Face::small, look().colours().second, width);
    space(1);
    if (described.name == "services") return services_field(shown, value, width, fault);
    const auto name = described.label + "##" + described.name;
    bool changed = false;
    switch (described.kind) {
        case FormField::Kind::text:
        case FormField::Kind::whole: return field(name, value, width, {}, fault, {}, focus);
        case FormField::Kind::date: return field(name, value, width, tr(shown, mark("YYYY-MM-DD")), fault, {}, focus);
        case FormField::Kind::long_text: return text_area(name, value, width, 4, fault);
        case FormField::Kind::code: changed = code_field(described, described.choices, value, width); break;
        case FormField::Kind::yes_no:
            changed =
                code_field(described, described.choices.empty() ? yes_no(shown) : described.choices, value, width);
            break;
        case FormField::Kind::codes: changed = codes_field(described, value, width); break;
    }
    if (!fault.empty()) wrapped(fault, Face::small, look().colours().error);
    return changed;
}

std::vector<FormField> form_of_new(const Shown& shown) {
    std::vector<FormField> form;
    std::string group;
    const auto add = [&](const char* name, const base::Text& label, FormField::Kind kind = FormField::Kind::text) {
        FormField field;
        field.name = name;
        field.label = tr(shown, label);
        field.kind = kind;
        field.group = group;
        form.push_back(std::move(field));
    };
    const auto choices_of = [&](const std::vector<app::Snapshot::Coded>& list) {
        for (const auto& one : list)
            if (!one.code.empty()) form.back().choices.emplace_back(one.code, one.label);
    };
    group = tr(shown, mark("Identity"));
    add("name_fr", mark("Name"));
    add("name_en", mark("English name"));
    add("type", mark("Type"), FormField::Kind::code);
    if (shown.snapshot) choices_of(shown.snapshot->types);
    add("status", mark("Status"), FormField::Kind::code);
    if (shown.snapshot) choices_of(shown.snapshot->statuses);
    form.back().value = "active";
    group = tr(shown, mark("Place"));
    add("lon", mark("Longitude"));
    add("lat", mark("Latitude"));
    add("locality", mark("Locality"));
    add("address", mark("Address"));
    add("landmark", mark("Landmark"));
    group = tr(shown, mark("Contacts"));
    add("public_phone", mark("Telephone"));
    add("hours", mark("Opening hours"));
    add("focal_name", mark("Focal point"));
    add("focal_phone", mark("Focal point's telephone"));
    group = tr(shown, mark("Services"));
    add("services", mark("Services"));
    group = tr(shown, mark("Capacity"));
    add("capacity_max", mark("Places"), FormField::Kind::whole);
    add("capacity_free", mark("Free places"), FormField::Kind::whole);
    add("capacity_date", mark("As of"), FormField::Kind::date);
    group = tr(shown, mark("Source and notes"));
    add("source", mark("Source"));
    add("notes", mark("Notes"), FormField::Kind::long_text);
    return form;
}

}  // namespace balise::gui
