#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/words.hpp"
#include "geo/coordinates.hpp"
#include "gui/keys.hpp"
#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets_draw.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

// Words that can be pressed; gives where they end.
float pressable_words(std::string_view name, std::string_view words, float left, float middle, std::string_view hint,
                      bool& pressed) {
    const auto& here = look();
    const float width = here.px(width_of(words, Face::small)), height = here.px(20);
    ImGui::SetCursorScreenPos({left, std::round(middle - height / 2)});
    const auto state = detail::pressable(name, {width, height});
    tooltip(hint);
    if (state.focused) detail::draw_focus(*ImGui::GetWindowDrawList(), state.min, state.max, here.px(2));
    line_at(left, middle, words, Face::small, state.hovered ? here.colours().text : here.colours().second);
    pressed = state.pressed;
    return left + width;
}

void divider(float x, float middle) {
    ImGui::GetWindowDrawList()->AddRectFilled({x, middle - look().px(7)}, {x + 1, middle + look().px(7)},
                                              look().colours().line);
}

float coordinates(const Shown& shown, std::optional<geo::LonLat> cursor, float left, float middle, float room,
                  Requests& requests) {
    if (!cursor) return left;
    const bool french = shown.preferences.language == base::Language::french;
    const auto decimal = degrees_words(shown, *cursor), sexagesimal = geo::dms_text(*cursor, french);
    const auto hint = tr(shown, mark("Click to copy"));
    bool pressed = false;
    // Where both do not fit, the decimal degrees stand alone and the others are in the tooltip.
    const bool both = look().px(width_of(decimal, Face::small) + width_of(sexagesimal, Face::small) + 18) <= room;
    const float end = pressable_words(tr(shown, mark("Coordinates")), decimal, left, middle,
                                      both ? hint : sexagesimal + "\n" + hint, pressed);
    if (pressed) {
        const auto plain = base::number_text(std::round(cursor->lat * 1e6) / 1e6) + ", " +
                           base::number_text(std::round(cursor->lon * 1e6) / 1e6);
        requests.push(ask::CopyText{plain});
    }
    if (!both) return end;
    const float next = pressable_words(tr(shown, mark("Degrees, minutes, seconds")), sexagesimal, end + look().px(18),
                                       middle, hint, pressed);
    if (pressed) requests.push(ask::CopyText{sexagesimal});
    return next;
}

float scale(const Shown& shown, StatusState& state, float left, float middle, Requests& requests) {
    const auto& here = look();
    if (!state.typing) {
        bool pressed = false;
        const float end = pressable_words(tr(shown, mark("Scale")), scale_words(shown, shown.camera.scale), left,
                                          middle, tr(shown, mark("Click to type a scale")), pressed);
        if (pressed) {
            state.typing = state.typing_begins = true;
            state.scale = scale_words(shown, shown.camera.scale);
        }
        return end;
    }
    const float width = 110;
    ImGui::SetCursorScreenPos({left - here.px(9), middle - here.px(measure::field) / 2});
    const bool begins = std::exchange(state.typing_begins, false);
    ImGui::BeginGroup();
    field(tr(shown, mark("Scale")), state.scale, width, "1:100 000", {}, {}, begins);
    ImGui::EndGroup();
    const bool active = ImGui::IsItemActive();
    if (is_pressed("Enter")) {
        if (const auto wanted = parse_scale(state.scale)) {
            auto camera = shown.camera;
            camera.scale = *wanted;
            requests.push(ask::MoveCamera{camera, true});
        }
        state.typing = false;
    } else if (is_pressed("Esc") || (!begins && !active && ImGui::IsMouseClicked(ImGuiMouseButton_Left))) {
        state.typing = false;
    }
    return left + here.px(width);
}

std::string time_left(const Shown& shown, double seconds) {
    if (seconds < 0) return {};
    if (seconds < 60) return tr(shown, mark("{0} s left", static_cast<std::int64_t>(std::ceil(seconds))));
    return tr(shown, mark("{0} min left", static_cast<std::int64_t>(std::ceil(seconds / 60))));
}

// Title, bar, share, time and ×, ending at `right`; gives where it begins.
float job(const Shown& shown, const JobRow& one, float right, float middle, bool is_short, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    float x = right;
    if (one.can_cancel) {
        x -= here.px(22);
        ImGui::SetCursorScreenPos({x, middle - here.px(11)});
        ImGui::PushID(one.number);
        if (icon_button("icon/close", tr(shown, mark("Cancel: {0}", tr(shown, one.title))), {}, false, {}, 22))
            requests.push(ask::CancelJob{one.number});
        ImGui::PopID();
        x -= here.px(4);
    }
    if (const auto left = time_left(shown, one.seconds_left); !left.empty() && !is_short)
        x = line_before(x, middle, left, Face::small, colours.second) - here.px(10);
    if (one.share >= 0) {
        const auto percent = static_cast<std::int64_t>(std::lround(one.share * 100));
        x = line_before(x, middle, tr(shown, mark("{0} %", percent)), Face::small, colours.text) - here.px(8);
    }
    const float width = here.px(is_short ? 60 : 108);
    x -= width;
    ImGui::SetCursorScreenPos({x, std::round(middle - here.px(3))});
    // Of unknown length: a part of the bar that wanders.
    if (one.share >= 0) {
        bar(static_cast<float>(one.share), width / here.scale);
    } else {
        auto& list = *ImGui::GetWindowDrawList();
        const auto along = static_cast<float>(std::fmod(shown.now, 1.6) / 1.6);
        const float top = std::round(middle - here.px(3)), from = x + (width - here.px(24)) * along;
        list.AddRectFilled({x, top}, {x + width, top + here.px(6)}, colours.line);
        list.AddRectFilled({from, top}, {from + here.px(24), top + here.px(6)}, colours.accent);
    }
    x -= here.px(8);
    const auto title = tr(shown, one.title);
    const float wanted = std::min(here.px(width_of(title, Face::small)), here.px(is_short ? 110 : 260));
    x -= wanted;
    line_at(x, middle, title, Face::small, colours.text, wanted + 1);
    return x - here.px(12);
}

float jobs(const Shown& shown, float right, float left_end, float middle, Requests& requests) {
    float x = right;
    for (const auto& one : shown.jobs) {
        if (one.quiet) continue;
        const float room = x - left_end;
        if (room < look().px(280)) break;
        x = job(shown, one, x, middle, room < look().px(520), requests);
        divider(x + look().px(4), middle);
        x -= look().px(8);
    }
    return x;
}

float saved(const Shown& shown, float right, float middle) {
    const auto& colours = look().colours();
    const auto words = shown.read_only ? tr(shown, mark("For reading only · revision {0}", shown.snapshot->revision))
                                       : tr(shown, mark("Saved · revision {0}", shown.snapshot->revision));
    const float x = line_before(right, middle, words, Face::small, shown.read_only ? colours.warning : colours.second);
    divider(x - look().px(12), middle);
    return x - look().px(24);
}

}  // namespace

void status_bar(const Shown& shown, StatusState& state, std::optional<geo::LonLat> cursor, Area area,
                Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const bool visible = begin_panel("##status", area.min, area.max, colours.panel, "t", 0, 0, false);
    const float middle = (area.min.y + area.max.y) / 2;
    if (visible && shown.snapshot) {
        const bool is_narrow = area.width() / here.scale < 1280;
        const float left_panel = area.min.x + here.px(is_narrow ? measure::left_narrow : measure::left_panel);
        const float right = saved(shown, area.max.x - here.px(14), middle);
        if (shown.task == Task::explore) {
            const float left = area.min.x + here.px(14);
            const float end = coordinates(shown, cursor, left, middle, left_panel - left - here.px(8), requests);
            float x = scale(shown, state, std::max(left_panel + here.px(12), end + here.px(24)), middle, requests);
            divider(x + here.px(12), middle);
            const auto crs = std::string("WGS 84 · EPSG:4326");
            line_at(x + here.px(24), middle, crs, Face::small, colours.second);
            x += here.px(24 + width_of(crs, Face::small));
            if (shown.snapshot->approximate_areas) {
                divider(x + here.px(12), middle);
                icon_at({x + here.px(32), middle}, "icon/warning", 13, colours.warning);
                const auto words = tr(shown, mark("Approximate boundaries"));
                line_at(x + here.px(44), middle, words, Face::small, colours.warning);
                x += here.px(44 + width_of(words, Face::small));
            }
            jobs(shown, right, x, middle, requests);
        } else {
            jobs(shown, right, area.min.x + here.px(14), middle, requests);
        }
    } else if (visible) {
        jobs(shown, area.max.x - here.px(14), area.min.x, middle, requests);
    }
    end_panel();
}

}  // namespace balise::gui
