// The rows of an import with their verdicts, what is wrong with them, and the editor that corrects a refused one.
#include <algorithm>

#include "gui/card_parts.hpp"
#include "gui/import_parts.hpp"

namespace balise::gui {

using base::mark;
using Row = ImportPreview::Row;

namespace {

constexpr float editor_width = 330, number_width = 54, verdict_width = 96, column_width = 140;

struct VerdictLook {
    base::Text words;
    ImU32 colour;
    std::string_view icon_name;
};

VerdictLook look_of(Row::Verdict verdict) {
    const auto& colours = look().colours();
    switch (verdict) {
        case Row::Verdict::added: return {mark("new"), colours.good, "icon/plus"};
        case Row::Verdict::changed: return {mark("changed"), colours.accent, "icon/pencil"};
        case Row::Verdict::same: return {mark("the same"), colours.second, "icon/check"};
        case Row::Verdict::refused: return {mark("refused"), colours.error, "icon/error"};
    }
    return {mark("new"), colours.good, "icon/plus"};
}

const Row* chosen_row(const ImportPreview& preview, std::int64_t number) {
    for (const auto& line : preview.rows)
        if (line.number == number) return &line;
    return nullptr;
}

// Something is wrong with the row, though it may be taken all the same.
bool is_remarked(const ImportPreview& preview, std::int64_t row_number) {
    const auto [first, second] = problems_of_row(preview, row_number);
    for (std::size_t i = first; i < second; ++i)
        if (preview.problems[i].severity != base::Severity::note) return true;
    return false;
}

bool can_correct(const ImportPreview& preview, const Row& line) {
    return line.verdict == Row::Verdict::refused || is_remarked(preview, line.number);
}

bool has_editor(const Shown& shown, const DialogState& state) {
    const auto* line = chosen_row(shown.import_preview, state.line);
    return line != nullptr && can_correct(shown.import_preview, *line);
}

// A position is wrong as a whole: both its columns are told.
bool is_same_field(const std::string& problem, const std::string& name) {
    return problem == name || (problem == "lon" && name == "lat") || (problem == "lat" && name == "lon");
}

// The heading of the column that a problem names by its field.
std::string heading_of(const ImportPreview& preview, const std::string& field) {
    for (std::size_t i = 0; i < std::min(preview.names.size(), preview.headings.size()); ++i)
        if (preview.names[i] == field) return preview.headings[i];
    return field;
}

std::string cell_of(const DialogState& state, const Row& line, std::size_t column) {
    const auto typed = state.values.find(cell_key(line.number, column));
    if (typed != state.values.end()) return typed->second;
    return column < line.cells.size() ? line.cells[column] : std::string();
}

// True when a problem of the row names this column.
bool is_faulty(const ImportPreview& preview, std::int64_t row_number, std::size_t column) {
    const auto [first, second] = problems_of_row(preview, row_number);
    for (std::size_t i = first; i < second; ++i) {
        const auto& problem = preview.problems[i];
        if (problem.severity == base::Severity::note) continue;
        if (problem.field == preview.headings[column]) return true;
        if (column < preview.names.size() && !problem.field.empty() &&
            is_same_field(problem.field, preview.names[column]))
            return true;
    }
    return false;
}

void head_line(const ImportPreview& preview, const Shown& shown, ImVec2 at) {
    const auto& colours = look().colours();
    const float height = look().px(38);
    const float wide =
        look().px(number_width + verdict_width + column_width * static_cast<float>(preview.headings.size()));
    auto& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + std::max(wide, ImGui::GetContentRegionAvail().x), at.y + height}, colours.window);
    text_at({at.x + look().px(8), at.y + look().px(11)}, tr(shown, mark("Row")), Face::small, colours.second);
    text_at({at.x + look().px(number_width), at.y + look().px(11)}, tr(shown, mark("Verdict")), Face::small,
            colours.second);
    for (std::size_t i = 0; i < preview.headings.size(); ++i) {
        const float x = at.x + look().px(number_width + verdict_width + column_width * static_cast<float>(i));
        if (!ImGui::IsRectVisible({x, at.y}, {x + look().px(column_width), at.y + height})) continue;
        text_at({x, at.y + look().px(3)}, preview.headings[i], Face::list_bold, colours.text, column_width - 10);
        const bool known = i < preview.fields.size() && !preview.fields[i].empty();
        text_at({x, at.y + look().px(20)}, known ? preview.fields[i] : tr(shown, mark("not taken")), Face::small,
                known ? colours.accent : colours.disabled, column_width - 10);
    }
}

void line_of(const Shown& shown, DialogState& state, const Row& line) {
    const auto& colours = look().colours();
    const auto& preview = shown.import_preview;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto name = tr(shown, mark("Row {0}", std::to_string(line.number)));
    if (row(name + "##import row", measure::table_row, state.line == line.number))
        state.line = static_cast<int>(line.number);
    if (!line.why.empty()) tooltip(line.why);
    const float y = at.y + look().px(4);
    text_at({at.x + look().px(8), y}, std::to_string(line.number), Face::list, colours.second);
    const auto verdict = look_of(line.verdict);
    icon_at({at.x + look().px(number_width + 7), at.y + look().px(measure::table_row / 2)}, verdict.icon_name, 13,
            verdict.colour);
    text_at({at.x + look().px(number_width + 20), y}, tr(shown, verdict.words), Face::list, verdict.colour,
            verdict_width - 26);
    const bool refused = line.verdict == Row::Verdict::refused;
    const bool remarked = !refused && is_remarked(preview, line.number);
    if (remarked)
        icon_at({at.x + look().px(number_width + verdict_width - 14), at.y + look().px(measure::table_row / 2)},
                "icon/warning", 13, colours.warning);
    for (std::size_t i = 0; i < preview.headings.size(); ++i) {
        const float x = at.x + look().px(number_width + verdict_width + column_width * static_cast<float>(i));
        const ImVec2 end{x + look().px(column_width), at.y + look().px(measure::table_row)};
        if (!ImGui::IsRectVisible({x, at.y}, end)) continue;
        const bool corrected = state.values.contains(cell_key(line.number, i));
        const bool faulty = (refused || remarked) && is_faulty(preview, line.number, i);
        if (faulty || corrected)
            ImGui::GetWindowDrawList()->AddRectFilled({x - look().px(4), at.y + 1}, {end.x - look().px(6), end.y - 1},
                                                      corrected ? colours.accent_soft
                                                      : refused ? colours.error_soft
                                                                : colours.warning_soft);
        const auto words = cell_of(state, line, i);
        if (!words.empty()) text_at({x, y}, words, Face::list, colours.text, column_width - 12);
    }
    ImGui::GetWindowDrawList()->AddLine(
        {at.x, at.y + look().px(measure::table_row)},
        {at.x + ImGui::GetWindowWidth() + ImGui::GetScrollX(), at.y + look().px(measure::table_row)}, colours.line);
}

}  // namespace

std::string cell_key(std::int64_t row_number, std::size_t column) {
    return "cell " + std::to_string(row_number) + ":" + std::to_string(column + 1);
}

std::size_t corrected_cells(const DialogState& state) {
    return static_cast<std::size_t>(std::count_if(state.values.begin(), state.values.end(),
                                                  [](const auto& one) { return one.first.starts_with("cell "); }));
}

std::pair<std::size_t, std::size_t> problems_of_row(const ImportPreview& preview, std::int64_t row_number) {
    const auto& all = preview.problems;
    const auto first = std::lower_bound(all.begin(), all.end(), row_number,
                                        [](const base::Problem& one, std::int64_t number) { return one.row < number; });
    auto last = first;
    while (last != all.end() && last->row == row_number) ++last;
    return {static_cast<std::size_t>(first - all.begin()), static_cast<std::size_t>(last - all.begin())};
}

void import_rows(const Shown& shown, DialogState& state, float height) {
    const auto& preview = shown.import_preview;
    const bool only_refused = state.choice == 3;
    std::vector<const Row*> lines;
    for (const auto& line : preview.rows)
        if (!only_refused || line.verdict == Row::Verdict::refused) lines.push_back(&line);
    if (only_refused && !has_editor(shown, state) && !lines.empty())
        state.line = static_cast<int>(lines.front()->number);
    const float editor = has_editor(shown, state) ? editor_width + 12 : 0;
    ImGui::BeginChild("import rows", {look().px(room_left() - editor), look().px(height)}, false,
                      ImGuiWindowFlags_HorizontalScrollbar);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    const float wide = number_width + verdict_width + column_width * static_cast<float>(preview.headings.size());
    const ImVec2 top = ImGui::GetCursorScreenPos();
    ImGui::Dummy({look().px(wide), look().px(38)});
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(lines.size()), look().px(measure::table_row));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            line_of(shown, state, *lines[static_cast<std::size_t>(i)]);
    // Over the rows: the headings stay while the rows scroll.
    head_line(preview, shown, {top.x, ImGui::GetWindowPos().y});
    ImGui::PopStyleVar();
    if (lines.empty())
        wrapped(tr(shown, preview.read == 0 ? mark("There is no row below the headings: is this a table?")
                                            : mark("No row is refused")),
                Face::text, look().colours().second);
    ImGui::EndChild();
}

void import_problems(const Shown& shown, DialogState& state, float height) {
    const auto& colours = look().colours();
    const auto& problems = shown.import_preview.problems;
    ImGui::BeginChild("import problems", {0, look().px(height)});
    if (problems.empty()) text(tr(shown, mark("There is nothing to remark")), Face::text, colours.second);
    constexpr float line_height = 42;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(problems.size()), look().px(line_height));
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const auto& problem = problems[static_cast<std::size_t>(i)];
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const auto fact = tr(shown, problem.message);
            if (row(std::to_string(i) + " " + fact, line_height, false) && problem.row > 0) {
                state.line = static_cast<int>(problem.row);
                state.choice = problem.severity == base::Severity::error ? 3 : 2;
            }
            const bool is_error = problem.severity == base::Severity::error;
            const bool is_note = problem.severity == base::Severity::note;
            icon_at({at.x + look().px(14), at.y + look().px(13)},
                    is_error  ? "icon/error"
                    : is_note ? "icon/info"
                              : "icon/warning",
                    15,
                    is_error  ? colours.error
                    : is_note ? colours.second
                              : colours.warning);
            auto where = problem.row == 0 ? tr(shown, mark("whole file"))
                                          : tr(shown, mark("row {0}", std::to_string(problem.row)));
            text_at({at.x + look().px(30), at.y + look().px(4)}, where, Face::list, colours.second, 80);
            text_at({at.x + look().px(116), at.y + look().px(4)}, heading_of(shown.import_preview, problem.field),
                    Face::list_bold, colours.text, 150);
            const float rest = room_left() - 280;
            text_at({at.x + look().px(274), at.y + look().px(4)}, fact, Face::list, colours.text, rest);
            text_at({at.x + look().px(274), at.y + look().px(22)}, tr(shown, problem.suggestion), Face::small,
                    colours.second, rest);
        }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

bool import_row_editor(const Shown& shown, DialogState& state, float height) {
    const auto& preview = shown.import_preview;
    const auto* line = chosen_row(preview, state.line);
    if (line == nullptr || !can_correct(preview, *line)) return false;
    const auto& colours = look().colours();
    bool again = false;
    same_line(12);
    ImGui::BeginChild("import editor", {0, look().px(height)});
    text(tr(shown, mark("Row {0}", std::to_string(line->number))), Face::text_bold);
    const auto [first, second] = problems_of_row(preview, line->number);
    const float foot = 40;
    ImGui::BeginChild("import cells", {0, -look().px(foot)});
    for (std::size_t i = first; i < second; ++i) {
        const auto& problem = preview.problems[i];
        if (problem.severity == base::Severity::note) continue;
        wrapped(base::describe(
                    {problem.severity, 0, heading_of(preview, problem.field), problem.message, problem.suggestion},
                    *shown.say),
                Face::list, problem.severity == base::Severity::error ? colours.error : colours.warning);
        space(3);
    }
    space(6);
    // The cells that are told first, then the others.
    for (const bool faulty : {true, false})
        for (std::size_t i = 0; i < preview.headings.size(); ++i) {
            if (is_faulty(preview, line->number, i) != faulty) continue;
            auto value = cell_of(state, *line, i);
            text(preview.headings[i], Face::small, faulty ? colours.error : colours.second, editor_width - 20);
            space(1);
            if (field(preview.headings[i] + "##cell " + std::to_string(i), value, editor_width - 20)) {
                if (i < line->cells.size() && value == line->cells[i] &&
                    !state.values.contains(cell_key(line->number, i)))
                    continue;
                state.values[cell_key(line->number, i)] = value;
            }
            if (ImGui::IsItemDeactivatedAfterEdit() && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter)))
                again = true;
            space(5);
        }
    ImGui::EndChild();
    const auto count = corrected_cells(state);
    if (button(tr(shown, mark("Check again")), Emphasis::plain, "icon/check",
               count == 0 ? tr(shown, mark("Correct a cell first: the file itself is not changed")) : std::string()))
        again = true;
    if (count > 0) {
        same_line();
        text(
            tr(shown, base::mark_plural("{0} cell corrected", "{0} cells corrected", static_cast<std::int64_t>(count))),
            Face::small, colours.second);
    }
    ImGui::EndChild();
    return again;
}

}  // namespace balise::gui
