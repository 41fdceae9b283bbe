#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

using base::mark;

namespace {

constexpr float column_width = 620;

// One way to begin: a large line with what it is good for below.
bool way(const Shown& shown, std::string_view icon_name, const base::Text& title, const base::Text& help) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto at = ImGui::GetCursorScreenPos();
    const float height = 56, width = ImGui::GetContentRegionAvail().x;
    const ImVec2 max{at.x + width, at.y + here.px(height)};
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, max, colours.raised, here.px(measure::corner));
    const bool pressed = row(tr(shown, title), height, false);
    list.AddRect(at, max, colours.line, here.px(measure::corner));
    icon_at({at.x + here.px(28), at.y + here.px(height / 2)}, icon_name, 20, colours.accent);
    line_at(at.x + here.px(56), at.y + here.px(19), tr(shown, title), Face::text_bold, colours.text,
            width - here.px(70));
    line_at(at.x + here.px(56), at.y + here.px(38), tr(shown, help), Face::list, colours.second, width - here.px(70));
    space(8);
    return pressed;
}

void failure(const Shown& shown, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const auto at = ImGui::GetCursorScreenPos();
    auto& list = *ImGui::GetWindowDrawList();
    // The box is as high as its words turn out to be: drawn behind them afterwards.
    list.ChannelsSplit(2);
    list.ChannelsSetCurrent(1);
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::BeginGroup();
    space(12);
    ImGui::Indent(here.px(16));
    icon("icon/error", 18, colours.error);
    same_line(8);
    text(shown.file.empty() ? tr(shown, mark("The project could not be opened"))
                            : tr(shown, mark("{0} could not be opened", shown.file.filename().string())),
         Face::text_bold, colours.error, column_width - 60);
    space(4);
    ImGui::PushItemWidth(width);
    wrapped(tr(shown, shown.open_failure));
    if (!shown.open_remedy.empty()) {
        space(4);
        wrapped(tr(shown, shown.open_remedy), Face::text, colours.second);
    }
    ImGui::PopItemWidth();
    space(10);
    if (!shown.file.empty()) {
        if (button(tr(shown, mark("Open for reading")))) requests.push(ask::OpenProject{shown.file, true});
        same_line(8);
    }
    if (button(tr(shown, mark("Choose another file")), Emphasis::plain, "icon/folder"))
        requests.push(ask::ShowDialog{Dialog::open_file});
    same_line(8);
    if (button(tr(shown, mark("Open a backup")), Emphasis::plain, "icon/history"))
        requests.push(ask::ShowDialog{Dialog::open_file});
    ImGui::Unindent(here.px(16));
    space(14);
    ImGui::EndGroup();
    const ImVec2 max{at.x + width, ImGui::GetItemRectMax().y};
    list.ChannelsSetCurrent(0);
    list.AddRectFilled(at, max, colours.error_soft, here.px(measure::corner));
    list.AddRect(at, max, colours.error, here.px(measure::corner));
    list.ChannelsMerge();
    space(14);
}

void recent_files(const Shown& shown, Requests& requests) {
    if (shown.preferences.recent.empty()) return;
    const auto& here = look();
    const auto& colours = here.colours();
    space(10);
    section_head(tr(shown, mark("Recent")));
    space(6);
    int count = 0;
    for (const auto& file : shown.preferences.recent) {
        if (++count > 6) break;
        const auto at = ImGui::GetCursorScreenPos();
        const float middle = at.y + here.px(15), width = ImGui::GetContentRegionAvail().x;
        ImGui::PushID(count);
        const auto name = file.filename().string();
        if (row(name, 30, false)) requests.push(ask::OpenProject{file});
        tooltip(file.string());
        ImGui::PopID();
        icon_at({at.x + here.px(14), middle}, "icon/file", 15, colours.second);
        line_at(at.x + here.px(32), middle, name, Face::text, colours.text, width * 0.45F);
        const float left = at.x + here.px(48) + std::min(width * 0.45F, here.px(width_of(name)));
        line_at(left, middle, file.parent_path().string(), Face::small, colours.second, at.x + width - left);
    }
}

void opening(const Shown& shown) {
    const auto& here = look();
    space(8);
    text(shown.file.empty() ? tr(shown, mark("Opening the project…"))
                            : tr(shown, mark("Opening {0}…", shown.file.filename().string())),
         Face::text_bold);
    space(8);
    for (const auto& job : shown.jobs)
        if (job.share >= 0) {
            bar(static_cast<float>(job.share), column_width);
            text(tr(shown, job.stage), Face::small, here.colours().second);
            return;
        }
    // How long it takes is not known: a part of the bar that wanders.
    const auto at = ImGui::GetCursorScreenPos();
    const float width = here.px(column_width), part = width / 5;
    const auto along = static_cast<float>(std::fmod(shown.now, 1.6) / 1.6);
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + here.px(6)}, here.colours().line);
    list.AddRectFilled({at.x + (width - part) * along, at.y}, {at.x + (width - part) * along + part, at.y + here.px(6)},
                       here.colours().accent);
    space(14);
}

}  // namespace

void start_screen(const Shown& shown, DialogState&, Area area, Requests& requests) {
    const auto& here = look();
    const auto& colours = here.colours();
    const float width = std::min(here.px(column_width), area.width() - here.px(48));
    const float left = std::round((area.min.x + area.max.x - width) / 2);
    const bool visible = begin_panel("##start", area.min, area.max, colours.window, "", 0, 0, true);
    if (visible) {
        ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y + std::max(here.px(24), area.height() * 0.12F)});
        ImGui::BeginChild("##start-column", {width, std::max(area.height() * 0.84F, here.px(480))}, false,
                          ImGuiWindowFlags_NoBackground);
        ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
        const auto at = ImGui::GetCursorScreenPos();
        icon_at({at.x + here.px(26), at.y + here.px(26)}, "balise", 32);
        text_at({at.x + here.px(60), at.y + here.px(4)}, "Balise", Face::title, colours.text);
        text_at({at.x + here.px(60), at.y + here.px(30)},
                tr(shown, mark("Directory and map of child-protection services")), Face::text, colours.second);
        space(72);
        if (shown.opening) {
            opening(shown);
        } else {
            if (!shown.open_failure.empty()) failure(shown, requests);
            if (way(shown, "icon/play", mark("Try with a sample project"),
                    mark("Made-up providers all over the country: look around, change, print, nothing can go wrong")))
                requests.push(ask::ShowDialog{Dialog::new_sample});
            if (way(shown, "icon/plus", mark("Begin a new project"),
                    mark("An empty directory with the map of the country, to be filled by hand or from your files")))
                requests.push(ask::ShowDialog{Dialog::new_project});
            if (way(shown, "icon/folder", mark("Open a project"),
                    mark("A file that ends in .balise: from this computer, the network or a USB stick")))
                requests.push(ask::ShowDialog{Dialog::open_file});
            recent_files(shown, requests);
            space(14);
            if (link(tr(shown, mark("Help")))) requests.push(ask::ShowDialog{Dialog::help});
        }
        ImGui::PopStyleVar();
        ImGui::EndChild();
    }
    end_panel();
}

}  // namespace balise::gui
