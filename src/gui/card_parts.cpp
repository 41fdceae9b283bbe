#include "gui/card_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace balise::gui {

using base::mark;

namespace {

constexpr std::size_t package_size = 14;  // service categories of the full package

// Icon of an essential field, by its canonical name.
std::string_view icon_of(std::string_view field) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 18> icons{{
        {"assured", "icon/check"},
        {"public_phone", "icon/phone"},
        {"public_contact", "icon/phone"},
        {"focal", "icon/person"},
        {"hours", "icon/clock"},
        {"referral", "icon/route"},
        {"website", "icon/external"},
        {"address", "icon/pin"},
        {"locality", "icon/pin"},
        {"position", "icon/pin"},
        {"population", "icon/person"},
        {"date", "icon/calendar"},
        {"valid", "icon/calendar"},
        {"services", "icon/list"},
        {"neighbour", "icon/border"},
        {"facing", "icon/border"},
        {"operator", "icon/bus"},
        {"staff", "icon/shield"},
    }};
    for (const auto& [begin, name] : icons)
        if (field.starts_with(begin)) return name;
    return "icon/info";
}

// Lays chips one after another over several lines.
class ChipFlow {
public:
    ChipFlow() : left_(ImGui::GetCursorScreenPos().x), right_(left_ + ImGui::GetContentRegionAvail().x) {}
    ~ChipFlow() {
        if (x_ > left_) ImGui::SetCursorScreenPos({left_, y_ + look().px(measure::chip)});
    }
    ChipFlow(const ChipFlow&) = delete;
    ChipFlow& operator=(const ChipFlow&) = delete;

    void add(std::string_view words, Tone tone, std::string_view icon_name = {}, std::string_view after = {},
             bool dashed = false) {
        float width = width_of(words, Face::list) + 16;
        if (!icon_name.empty()) width += 18;
        if (!after.empty()) width += width_of(after, Face::small) + 6;
        if (x_ < 0) {
            x_ = left_;
            y_ = ImGui::GetCursorScreenPos().y;
        } else if (x_ + look().px(width) > right_) {
            x_ = left_;
            y_ += look().px(measure::chip + 5);
        }
        ImGui::SetCursorScreenPos({x_, y_});
        chip(words, tone, icon_name, after, dashed);
        x_ += look().px(width + 5);
    }

private:
    float left_, right_, x_ = -1, y_ = 0;
};

Tone tone_of_status(const std::string& code) {
    if (code == "active" || code == "open") return Tone::good;
    if (code == "temporarily_closed") return Tone::warning;
    if (code == "inactive" || code == "defunct" || code == "closed") return Tone::error;
    return Tone::neutral;
}

void status_chips(const Shown& shown, const app::Card& card) {
    if (card.status_label.empty() && !card.confidential && !card.sample && !card.stale) return;
    space(8);
    ChipFlow flow;
    if (!card.status_label.empty()) {
        const auto tone = tone_of_status(card.status);
        flow.add(card.status_label, tone,
                 tone == Tone::good      ? "icon/check"
                 : tone == Tone::neutral ? std::string_view()
                                         : "icon/warning");
    }
    if (card.confidential) flow.add(tr(shown, mark("Confidential")), Tone::confidential, "icon/lock");
    if (card.stale) flow.add(tr(shown, mark("Not verified for 12 months")), Tone::warning, "icon/warning");
    if (card.sample) flow.add(tr(shown, mark("SAMPLE")), Tone::sample);
}

}  // namespace

float room_left() {
    return ImGui::GetContentRegionAvail().x / look().scale;
}

void text_at_right(std::string_view words, Face face, ImU32 colour) {
    const float width = width_of(words, face) * look().scale;
    const float right = ImGui::GetWindowContentRegionMax().x;
    ImGui::SameLine(std::max(0.0F, right - width));
    text(words, face, colour);
}

void part_ends() {
    space(10);
    rule();
    space(9);
}

void card_head(const Shown& shown, const app::Card& card, Requests& requests) {
    const auto& colours = look().colours();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    icon_at({at.x + look().px(15), at.y + look().px(20)}, card.symbol, 30);
    const float words_left = at.x + look().px(40);
    const float room = (right - words_left) / look().scale - 34;
    ImGui::SetCursorScreenPos({words_left, at.y + look().px(3)});
    text(card.type_label, Face::list, colours.second, room);
    std::string where = card.ref;
    if (!card.area.empty()) where += (where.empty() ? "" : " · ") + card.area;
    if (!card.area_code.empty()) where += (where.empty() ? "" : card.area.empty() ? " · " : ", ") + card.area_code;
    ImGui::SetCursorScreenPos({words_left, at.y + look().px(21)});
    text(where, Face::small, colours.second, room);
    ImGui::SetCursorScreenPos({right - look().px(24), at.y});
    if (icon_button("icon/close", tr(shown, mark("Close the card")), "Esc", false, {}, 26))
        requests.push(ask::Select{});
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(42)});
    wrapped(card.title, Face::title);
    status_chips(shown, card);
    part_ends();
}

void card_essentials(const Shown& shown, const app::Card& card, Requests& requests) {
    if (card.essentials.empty()) return;
    const auto& colours = look().colours();
    float label = 80;
    for (const auto& field : card.essentials) label = std::max(label, width_of(field.label, Face::text) + 2);
    label = std::min(label, 150.0F);
    for (const auto& field : card.essentials) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        icon_at({at.x + look().px(8), at.y + look().px(9)}, icon_of(field.name), 15, colours.second);
        ImGui::SetCursorScreenPos({at.x + look().px(24), at.y});
        text(field.label, Face::text, colours.second, label);
        ImGui::SetCursorScreenPos({at.x + look().px(label + 30), at.y});
        wrapped(field.value, Face::text, colours.text);
        const float below = std::max(ImGui::GetItemRectMax().y, at.y + look().px(18));
        ImGui::SetCursorScreenPos({at.x, below + look().px(5)});
    }
    if (card.kind == "provider" && card.position && why_not_change(shown).empty()) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        icon_at({at.x + look().px(8), at.y + look().px(9)}, "icon/arrows_move", 15, colours.second);
        ImGui::SetCursorScreenPos({at.x + look().px(24), at.y});
        if (link(tr(shown, mark("Move on the map")))) requests.push(ask::MoveSelected{});
    }
    part_ends();
}

std::string short_service(const Shown& shown, const std::string& code, const std::string& label) {
    const std::pair<std::string_view, base::Text> names[] = {
        {"housing", mark("Housing")},
        {"case_management", mark("Case management")},
        {"safety_planning", mark("Safety")},
        {"crisis_intervention", mark("Crisis intervention")},
        {"victim_advocacy", mark("Advocacy")},
        {"legal_assistance", mark("Legal aid")},
        {"physical_mental_health", mark("Care, counselling")},
        {"reintegration", mark("Family reunification")},
        {"medical_care", mark("Medical care")},
        {"dental_care", mark("Dental care")},
        {"substance_abuse", mark("Substance abuse")},
        {"education_training", mark("Training")},
        {"life_skills", mark("Life skills")},
        {"transport", mark("Transport")},
    };
    for (const auto& [name, words] : names)
        if (name == code) return tr(shown, words);
    return label;
}

void card_services(const Shown& shown, const app::Card& card) {
    if (card.services.empty() && card.services_missing.empty()) return;
    const auto& colours = look().colours();
    section_head(tr(shown, mark("Services")));
    text_at_right(tr(shown, mark("Em emergency · Mt medium term")), Face::small, colours.second);
    space(6);
    std::size_t offered = 0;
    {
        ChipFlow flow;
        for (const auto& service : card.services) {
            if (service.category != "other" && service.active) ++offered;
            std::string phase;
            if (service.emergency && service.medium_term)
                phase = tr(shown, mark("Em Mt"));
            else if (service.emergency)
                phase = tr(shown, mark("Em"));
            else if (service.medium_term)
                phase = tr(shown, mark("Mt"));
            const auto label = short_service(shown, service.category, service.label);
            flow.add(service.active ? label : tr(shown, mark("{0} (closed)", label)), Tone::neutral, {}, phase,
                     !service.active);
        }
        for (const auto& label : card.services_missing) {
            std::string words = label;
            if (shown.snapshot)
                for (const auto& known : shown.snapshot->services)
                    if (known.label == label) words = short_service(shown, known.code, label);
            flow.add(words, Tone::neutral, {}, {}, true);
        }
    }
    space(8);
    // One box for each category of the full package.
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float wide = ImGui::GetContentRegionAvail().x, gap = look().px(2);
    const float cell = (wide - gap * (package_size - 1)) / package_size;
    ImGui::Dummy({wide, look().px(6)});
    for (std::size_t i = 0; i < package_size; ++i) {
        const float x = std::round(at.x + static_cast<float>(i) * (cell + gap));
        const ImVec2 min{x, at.y}, max{std::round(x + cell), at.y + look().px(6)};
        auto& list = *ImGui::GetWindowDrawList();
        if (i < offered)
            list.AddRectFilled(min, max, colours.accent);
        else
            list.AddRect(min, max, colours.strong_line);
    }
    space(4);
    text(tr(shown, mark("Full package")), Face::list, colours.second);
    text_at_right(tr(shown, mark("{0} of {1}", offered, package_size)), Face::list_bold, colours.text);
    part_ends();
}

void card_capacity(const Shown& shown, const app::Card& card) {
    if (!card.capacity && !card.free && card.capacity_who.empty()) return;
    const auto& colours = look().colours();
    section_head(tr(shown, mark("Capacity")));
    if (!card.capacity_on.empty())
        text_at_right(tr(shown, mark("as of {0}", card.capacity_on)), Face::small, colours.second);
    space(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    float x = at.x;
    if (card.free) {
        const auto figure = shown.say->number(*card.free);
        const bool full = *card.free == 0 && card.capacity;
        text_at({x, at.y}, figure, Face::figure, full ? colours.error : colours.text);
        x += (width_of(figure, Face::figure) + 6) * look().scale;
    }
    std::string words;
    if (card.free && card.capacity)
        words = *card.free == 0 ? tr(shown, mark("free of {0} places: full", *card.capacity))
                                : tr(shown, mark("free of {0} places", *card.capacity));
    else if (card.free)
        words = tr(shown, mark("free places"));
    else if (card.capacity)
        words = tr(shown, base::mark_plural("{0} place, free ones not told", "{0} places, free ones not told",
                                            *card.capacity));
    text_at({x, at.y + look().px(6)}, words, Face::text, colours.text);
    x += (width_of(words, Face::text) + 10) * look().scale;
    if (card.free && card.capacity && *card.capacity > 0 && right - x > look().px(40)) {
        ImGui::SetCursorScreenPos({x, at.y + look().px(11)});
        const auto taken = static_cast<float>(*card.capacity - *card.free) / static_cast<float>(*card.capacity);
        bar(taken, (right - x) / look().scale, *card.free == 0 ? Tone::error : Tone::accent);
    }
    ImGui::SetCursorScreenPos({at.x, at.y});
    ImGui::Dummy({1, look().px(words.empty() ? 0 : 27)});
    if (!card.capacity_who.empty()) wrapped(card.capacity_who, Face::list, colours.second);
    part_ends();
}

}  // namespace balise::gui
