// Above the sheet: its pages, how large it is shown, saving and printing.
#include <algorithm>

#include "app/printing.hpp"
#include "base/words.hpp"
#include "gui/card_parts.hpp"
#include "gui/sheet_choices.hpp"

namespace balise::gui {

namespace fs = std::filesystem;
using base::mark;

namespace {

std::string file_name(const Shown& shown, const SheetsState& state, const std::string& format) {
    const auto areas = sheets_wanted(state);
    const auto audience = chosen_in(state, "audience", "public");
    const auto paper = chosen_in(state, "paper", "A4");
    const auto language = chosen_in(state, "language", std::string(base::language_code(shown.preferences.language)));
    if (areas.size() > 1) return base::join({audience, paper, language, format}, "-");
    return base::join({areas.front(), paper, language, audience}, "-") + "." + format;
}

void start_saving(const Shown& shown, SheetsState& state, const std::string& format) {
    state.choices["saving"] = format;
    if (state.browser.folder.empty()) state.browser.folder = shown.file.parent_path();
    state.browser.name = file_name(shown, state, format);
    state.browser.opened = false;
}

void page_tools(const Shown& shown, SheetsState& state) {
    const auto& pages = shown.sheet_preview.pages;
    const int count = pages ? static_cast<int>(pages->size()) : 0;
    state.page = std::clamp(state.page, 0, std::max(0, count - 1));
    const auto only_one = count < 2 ? tr(shown, mark("The sheet has one page")) : std::string();
    if (icon_button("icon/chevron_left", tr(shown, mark("Page before")), {}, false,
                    state.page == 0 && only_one.empty() ? tr(shown, mark("This is the first page")) : only_one))
        --state.page;
    same_line(4);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto words = tr(shown, mark("Page {0} of {1}", state.page + 1, std::max(1, count)));
    text_at({at.x, at.y + look().px(7)}, words, Face::text, look().colours().text);
    ImGui::SetCursorScreenPos({at.x + look().px(width_of(words) + 4), at.y});
    if (icon_button("icon/chevron_right", tr(shown, mark("Next page")), {}, false,
                    state.page + 1 >= count && only_one.empty() ? tr(shown, mark("This is the last page")) : only_one))
        ++state.page;
}

void zoom_tools(const Shown& shown, SheetsState& state) {
    if (icon_button("icon/fit", tr(shown, mark("Whole page")), {}, state.zoom == 0)) {
        state.zoom = 0;
        state.offset = {};
    }
    same_line(4);
    if (button("100 %##zoom", state.zoom == 1 ? Emphasis::plain : Emphasis::quiet)) {
        state.zoom = 1;
        state.offset = {};
    }
    tooltip(tr(shown, mark("As large as on paper")));
}

void save_tools(const Shown& shown, SheetsState& state, Requests& requests) {
    const auto why_not = why_no_sheet(shown);
    const auto count = static_cast<std::int64_t>(sheets_wanted(state).size());
    const auto print = tr(shown, mark("Print…"));
    const auto save = count > 1 ? tr(shown, base::mark_plural("Save {0} sheet…", "Save {0} sheets…", count))
                                : tr(shown, mark("Save PDF…"));
    const float wide = width_of(print) + 48 + 3 * 8 + width_of(save, Face::text_bold) + 48 + 2 * (width_of("PNG") + 24);
    ImGui::SetCursorPosX(std::max(ImGui::GetCursorPosX(), ImGui::GetWindowContentRegionMax().x - look().px(wide)));
    if (button("PNG##save", Emphasis::plain, {}, why_not)) start_saving(shown, state, "png");
    tooltip(tr(shown, mark("Save as a picture, 300 dots per inch")));
    same_line();
    if (button("SVG##save", Emphasis::plain, {}, why_not)) start_saving(shown, state, "svg");
    tooltip(tr(shown, mark("Save as a drawing that can be edited")));
    same_line();
    if (button(print, Emphasis::plain, "icon/print", why_not)) {
        if (app::has_print_service())
            requests.push(ask::PrintSheet{sheet_arguments(shown, state)});
        else
            start_saving(shown, state, "pdf");
    }
    tooltip(app::has_print_service()
                ? tr(shown, mark("To the default printer"))
                : tr(shown, mark("This computer has no print service: save the PDF and print that")));
    same_line();
    if (button(save, Emphasis::primary, "icon/save", why_not)) start_saving(shown, state, "pdf");
}

}  // namespace

void sheet_tools(const Shown& shown, SheetsState& state, Area area, Requests& requests) {
    if (begin_panel("sheet tools", area.min, area.max, look().colours().panel, "b", 12, 7, false)) {
        page_tools(shown, state);
        same_line(18);
        zoom_tools(shown, state);
        if (shown.sheet_preview.composing) {
            same_line(14);
            const ImVec2 at = ImGui::GetCursorScreenPos();
            text_at({at.x, at.y + look().px(7)}, tr(shown, mark("composing…")), Face::text, look().colours().second);
            ImGui::Dummy({look().px(width_of(tr(shown, mark("composing…")))), 1});
        }
        same_line(14);
        save_tools(shown, state, requests);
    }
    end_panel();
}

void sheet_saving(const Shown& shown, SheetsState& state, Requests& requests) {
    const auto format = chosen_in(state, "saving");
    if (format.empty()) return;
    const auto areas = sheets_wanted(state);
    const bool several = areas.size() > 1;
    bool open = true;
    const auto title =
        several ? tr(shown, base::mark_plural("Save {0} sheet into a folder", "Save {0} sheets into a folder",
                                              static_cast<std::int64_t>(areas.size())))
                : tr(shown, mark("Save the sheet"));
    if (!begin_dialog(title + "##sheet", open, 760, 560)) {
        if (!open) state.choices["saving"].clear();
        return;
    }
    if (several) {
        wrapped(tr(shown, mark("Name a folder; it is made when it is not there")), Face::text, look().colours().second);
        space(6);
    }
    const auto endings = several ? std::vector<std::string>{} : std::vector<std::string>{"." + format};
    if (const auto chosen = file_browser(shown, state.browser, true, endings)) {
        ask::Perform perform{"map", {}};
        const auto one = sheet_arguments(shown, state);
        for (const auto& [name, values] : one.all())
            if (name != "area")
                for (const auto& value : values) perform.arguments.add(name, value);
        for (const auto& area : areas) perform.arguments.add("area", area);
        if (several) perform.arguments.add("format", format);
        perform.arguments.add("out", chosen->string());
        requests.push(std::move(perform));
        open = false;
    }
    if (!open) {
        state.choices["saving"].clear();
        ImGui::CloseCurrentPopup();
    }
    end_dialog();
}

}  // namespace balise::gui
