// Editing a provider, or adding one: only what was changed is sent, as one action.
#include <algorithm>
#include <cmath>

#include "base/words.hpp"
#include "gui/card_parts.hpp"
#include "gui/form_checks.hpp"
#include "gui/form_fields.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float width = 780, height = 640, parts_width = 186, foot_height = 46;

struct Form {
    std::vector<app::FormField> fields;
    bool is_new = false;
    std::string title, id;
};

// Degrees to about a metre.
std::string degrees(double value) {
    auto words = std::to_string(std::round(value * 100'000) / 100'000);
    while (words.ends_with('0')) words.pop_back();
    if (words.ends_with('.')) words.pop_back();
    return words;
}

// What is being edited; nothing while it is read.
std::optional<Form> form_of(const Shown& shown) {
    Form form;
    form.is_new = shown.dialog == Dialog::add;
    if (form.is_new) {
        form.fields = form_of_new(shown);
        form.title = tr(shown, mark("New provider"));
        form.id = "new";
        if (shown.dialog_at) form.id += " " + degrees(shown.dialog_at->lon) + " " + degrees(shown.dialog_at->lat);
        return form;
    }
    if (!shown.form || !shown.card || shown.card->kind != "provider") return std::nullopt;
    form.fields = *shown.form;
    form.title = shown.card->title;
    form.id = shown.card->id;
    return form;
}

void begin(const Shown& shown, const Form& form, EditState& state) {
    state = {};
    state.of = form.id;
    state.focus = form.is_new;  // of a record that is there Esc closes at once
    if (!form.is_new || !shown.dialog_at) return;
    state.values["lon"] = degrees(shown.dialog_at->lon);
    state.values["lat"] = degrees(shown.dialog_at->lat);
}

std::string value_of(const app::FormField& field, const EditState& state) {
    const auto changed = state.values.find(field.name);
    return changed == state.values.end() ? field.value : changed->second;
}

// All faults of what was changed; of a record that was faulty before, only what is touched is told.
void check_form(const Shown& shown, const Form& form, EditState& state) {
    state.faults.clear();
    std::map<std::string, std::string> values;
    for (const auto& field : form.fields) values[field.name] = value_of(field, state);
    for (const auto& [name, value] : state.values)
        if (const auto fault = fault_of(name, value); !fault.empty()) state.faults[name] = tr(shown, fault);
    for (const auto& [name, fault] : contradictions(values)) state.faults.try_emplace(name, tr(shown, fault));
    if (form.is_new && values["type"].empty()) state.faults["type"] = tr(shown, fault_of("type", ""));
}

std::vector<std::string> parts_of(const Form& form) {
    std::vector<std::string> parts;
    for (const auto& field : form.fields)
        if (std::find(parts.begin(), parts.end(), field.group) == parts.end()) parts.push_back(field.group);
    return parts;
}

void parts_list(const Form& form, const std::vector<std::string>& parts, EditState& state) {
    const auto& colours = look().colours();
    ImGui::BeginChild("parts", {look().px(parts_width), -look().px(foot_height)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const bool chosen = static_cast<int>(i) == state.part;
        if (row(parts[i] + "##part", 30, chosen)) state.part = static_cast<int>(i);
        text_at({at.x + look().px(10), at.y + look().px(7)}, parts[i], chosen ? Face::text_bold : Face::text,
                colours.text, parts_width - 40);
        bool faulty = false, changed = false;
        for (const auto& field : form.fields) {
            if (field.group != parts[i]) continue;
            faulty = faulty || state.faults.contains(field.name);
            changed = changed || state.values.contains(field.name);
        }
        const ImVec2 sign{at.x + look().px(parts_width - 16), at.y + look().px(15)};
        if (faulty)
            icon_at(sign, "icon/error", 14, colours.error);
        else if (changed)
            icon_at(sign, "icon/pencil", 13, colours.accent);
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void part_fields(const Shown& shown, const Form& form, const std::string& part, EditState& state) {
    ImGui::BeginChild("fields", {0, -look().px(foot_height)});
    const float wide = room_left() - 12;
    for (const auto& described : form.fields) {
        if (described.group != part) continue;
        auto value = value_of(described, state);
        const auto fault = state.faults.find(described.name);
        if (form_field(shown, described, value, fault == state.faults.end() ? std::string() : fault->second, wide,
                       std::exchange(state.focus, false))) {
            if (value == described.value && !form.is_new)
                state.values.erase(described.name);
            else
                state.values[described.name] = value;
        }
        space(9);
    }
    ImGui::EndChild();
}

void save(const Form& form, const EditState& state, Requests& requests) {
    ask::Perform perform;
    perform.action = form.is_new ? "add" : "edit";
    if (!form.is_new) perform.arguments.add("id", form.id);
    for (const auto& field : form.fields) {
        const auto changed = state.values.find(field.name);
        if (changed != state.values.end())
            perform.arguments.add("fields", field.name + "=" + changed->second);
        else if (form.is_new && !field.value.empty())
            perform.arguments.add("fields", field.name + "=" + field.value);
    }
    requests.push(perform);
}

// True when the dialog is to be closed.
bool foot(const Shown& shown, const Form& form, EditState& state, Requests& requests) {
    std::string why_not = why_not_change(shown);
    if (why_not.empty() && state.values.empty()) why_not = tr(shown, mark("Nothing has been changed yet"));
    if (why_not.empty() && !state.faults.empty())
        why_not = tr(shown, base::mark_plural("{0} field has a fault", "{0} fields have a fault",
                                              static_cast<std::int64_t>(state.faults.size())));
    const ImGuiIO& io = ImGui::GetIO();
    const bool by_key = io.KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter));
    const auto changed = static_cast<std::int64_t>(state.values.size());
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (!form.is_new)
        text_at({at.x, at.y + look().px(20)},
                tr(shown, base::mark_plural("{0} field changed", "{0} fields changed", changed)), Face::small,
                look().colours().second);
    const auto cancel = tr(shown, mark("Cancel")), accept = tr(shown, form.is_new ? mark("Add") : mark("Save"));
    const float buttons = width_of(cancel, Face::text) + width_of(accept, Face::text_bold) + 82;
    ImGui::SetCursorScreenPos(
        {at.x + ImGui::GetContentRegionAvail().x - look().px(buttons), at.y + look().px(foot_height - 32)});
    if (button(cancel)) {
        state = {};
        return true;
    }
    same_line();
    const bool pressed = button(accept, Emphasis::primary, "icon/check", why_not);
    tooltip("Ctrl+Enter");
    if ((pressed || by_key) && why_not.empty()) {
        save(form, state, requests);
        // What was typed is kept until the project holds it: should saving fail, it is there again.
        if (form.is_new) state = {};
        return true;
    }
    return false;
}

}  // namespace

void edit_dialog(const Shown& shown, EditState& state, Requests& requests) {
    if (shown.dialog != Dialog::edit && shown.dialog != Dialog::add) return;
    const auto form = form_of(shown);
    bool open = true;
    const auto title = form ? form->title : tr(shown, mark("Reading…"));
    if (!begin_dialog(title + "##edit", open, width, height)) {
        if (!open) requests.push(ask::ShowDialog{Dialog::none});
        return;
    }
    if (form) {
        if (state.of != form->id) begin(shown, *form, state);
        for (const auto& field : form->fields)
            if (const auto typed = state.values.find(field.name);
                typed != state.values.end() && typed->second == field.value && !form->is_new)
                state.values.erase(typed);
        check_form(shown, *form, state);
        const auto parts = parts_of(*form);
        state.part = std::clamp(state.part, 0, std::max(0, static_cast<int>(parts.size()) - 1));
        parts_list(*form, parts, state);
        same_line(16);
        if (!parts.empty()) part_fields(shown, *form, parts[static_cast<std::size_t>(state.part)], state);
        if (foot(shown, *form, state, requests)) open = false;
    }
    if (!open) {
        ImGui::CloseCurrentPopup();
        requests.push(ask::ShowDialog{Dialog::none});
    }
    end_dialog();
}

}  // namespace balise::gui
