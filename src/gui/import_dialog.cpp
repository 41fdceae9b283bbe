// Importing a file: what it is, what would become of every row, and only then the import.
#include <algorithm>

#include "base/paths.hpp"
#include "base/words.hpp"
#include "gui/card_parts.hpp"
#include "gui/import_parts.hpp"

namespace balise::gui {

namespace fs = std::filesystem;
using base::mark;

namespace {

constexpr float width = 1060, height = 700;

const std::vector<std::string>& readable_endings() {
    static const std::vector<std::string> endings{".csv",     ".tsv", ".txt",  ".xlsx", ".xls", ".ods", ".json",
                                                  ".geojson", ".shp", ".gpkg", ".kml",  ".kmz", ".zip"};
    return endings;
}

std::vector<std::pair<std::string, std::string>> kinds(const Shown& shown) {
    return {{"providers", tr(shown, mark("Providers"))},
            {"risk-zones", tr(shown, mark("Risk zones"))},
            {"border-posts", tr(shown, mark("Border posts"))},
            {"transport", tr(shown, mark("Transport nodes"))},
            {"areas", tr(shown, mark("Administrative areas"))},
            {"places", tr(shown, mark("Places"))},
            {"roads", tr(shown, mark("Roads"))},
            {"waters", tr(shown, mark("Waters"))}};
}

// The mappings that come with the program, looked up once while the dialog opens.
std::string mapping_files() {
    std::vector<std::string> files;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(base::data_folder() / "mappings", ignored))
        if (entry.path().extension() == ".json") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return base::join(files, "\n");
}

void begin(DialogState& state, const fs::path& file) {
    const auto browser = state.browser;
    state = {};
    state.browser = browser;
    state.file = file;
    state.values["mappings"] = mapping_files();
}

void ask_again(const Shown& shown, const DialogState& state, Requests& requests) {
    requests.push(ask::Import{import_arguments(shown, state), true});
}

void choose_file(const Shown& shown, DialogState& state, Requests& requests) {
    wrapped(tr(shown, mark("Tables (CSV, XLSX, XLS, ODS), JSON, GeoJSON, shapefiles, GeoPackages, KML. The file itself "
                           "is never changed")),
            Face::text, look().colours().second);
    space(8);
    if (const auto chosen = file_browser(shown, state.browser, false, readable_endings())) {
        begin(state, *chosen);
        ask_again(shown, state, requests);
    }
}

void label_above(const Shown& shown, ImVec2 at, const base::Text& words) {
    text_at(at, tr(shown, words), Face::small, look().colours().second);
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(17)});
}

// What the file is; true when something was chosen otherwise.
bool choices_line(const Shown& shown, DialogState& state) {
    const auto& preview = shown.import_preview;
    bool changed = false;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    float x = at.x;
    const auto column = [&](float wide, const base::Text& words) {
        label_above(shown, {x, at.y}, words);
        x += look().px(wide + 12);
    };
    std::vector<std::string> labels;
    int chosen = -1;
    const auto as = state.values.contains("as") ? state.values["as"] : preview.arguments.text("as");
    const auto all = kinds(shown);
    for (std::size_t i = 0; i < all.size(); ++i) {
        labels.push_back(all[i].second);
        if (all[i].first == as) chosen = static_cast<int>(i);
    }
    column(200, mark("What the rows are"));
    if (choice(tr(shown, mark("What the rows are")), labels, chosen, 200) && chosen >= 0) {
        state.values["as"] = all[static_cast<std::size_t>(chosen)].first;
        changed = true;
    }
    column(260, mark("How the columns are read"));
    const auto files = base::split(state.values["mappings"], '\n');
    std::vector<std::string> mappings{tr(shown, mark("by their headings"))};
    int mapping = 0;
    for (const auto& file : files) {
        mappings.push_back(fs::path(file).stem().string());
        if (file == state.values["mapping"]) mapping = static_cast<int>(mappings.size()) - 1;
    }
    if (choice(tr(shown, mark("How the columns are read")), mappings, mapping, 260)) {
        state.values["mapping"] = mapping < 1 ? std::string() : files[static_cast<std::size_t>(mapping - 1)];
        changed = true;
    }
    column(180, mark("Sheet or layer"));
    field(tr(shown, mark("Sheet or layer")), state.values["layer"], 180, tr(shown, mark("the first with data")));
    if (ImGui::IsItemDeactivatedAfterEdit()) changed = true;
    ImGui::SetCursorScreenPos({x, at.y + look().px(17)});
    if (button(tr(shown, mark("Another file…")), Emphasis::plain, "icon/folder")) {
        begin(state, {});
        state.choice = 1;  // choosing
    }
    ImGui::SetCursorScreenPos({at.x, at.y + look().px(17 + measure::button + 10)});
    return changed;
}

void tell_failure(const Shown& shown) {
    const auto& colours = look().colours();
    space(8);
    icon("icon/error", 18, colours.error);
    same_line();
    text(tr(shown, mark("This file cannot be imported")), Face::text_bold, colours.error);
    space(4);
    wrapped(tr(shown, shown.import_preview.failure));
    space(8);
    wrapped(tr(shown, mark("Choose what the rows are, another sheet or another file")), Face::text, colours.second);
}

void counts_line(const Shown& shown) {
    const auto& preview = shown.import_preview;
    const auto part = [&](std::int64_t count, const base::Text& words, Tone tone, std::string_view icon_name) {
        if (count == 0) return;
        chip(tr(shown, words), tone, icon_name);
        same_line(6);
    };
    text(tr(shown, base::mark_plural("{0} row read:", "{0} rows read:", preview.read)), Face::text);
    same_line(10);
    part(preview.added, base::mark_plural("{0} new", "{0} new", preview.added), Tone::good, "icon/plus");
    part(preview.changed, base::mark_plural("{0} changed", "{0} changed", preview.changed), Tone::accent,
         "icon/pencil");
    part(preview.same, base::mark_plural("{0} the same", "{0} the same", preview.same), Tone::neutral, {});
    part(preview.refused, base::mark_plural("{0} refused", "{0} refused", preview.refused), Tone::error, "icon/error");
    std::int64_t remarks = 0, before = 0;  // problems are in the order of their rows
    for (const auto& problem : preview.problems)
        if (problem.severity == base::Severity::warning && problem.row > 0 && problem.row != before) {
            ++remarks;
            before = problem.row;
        }
    part(remarks, base::mark_plural("{0} row with remarks", "{0} rows with remarks", remarks), Tone::warning,
         "icon/warning");
    ImGui::NewLine();
}

void tabs(const Shown& shown, DialogState& state) {
    const auto& preview = shown.import_preview;
    ImGui::BeginChild("import tabs", {0, look().px(measure::table_folded)});
    const std::pair<base::Text, std::int64_t> all[] = {
        {mark("First rows"), static_cast<std::int64_t>(preview.rows.size())},
        {mark("Refused rows"), preview.refused},
        {mark("All remarks"), static_cast<std::int64_t>(preview.problems.size())}};
    for (int i = 0; i < 3; ++i) {
        if (i > 0) same_line(22);
        if (tab(tr(shown, all[i].first), state.choice == i + 2, shown.say->number(all[i].second))) state.choice = i + 2;
    }
    ImGui::EndChild();
    rule();
}

// True when what stands in the middle asks for another check.
bool middle(const Shown& shown, DialogState& state, float room) {
    const auto& preview = shown.import_preview;
    if (state.choice < 2) state.choice = preview.refused > 0 ? 3 : 2;
    // The last refused row was corrected: on to the rows there are remarks on.
    if (state.choice == 3 && preview.refused == 0 && corrected_cells(state) > 0) {
        state.choice = 2;
        const auto next = std::find_if(preview.problems.begin(), preview.problems.end(), [](const auto& problem) {
            return problem.row > 0 && problem.severity != base::Severity::note;
        });
        if (next != preview.problems.end()) state.line = static_cast<int>(next->row);
    }
    counts_line(shown);
    space(2);
    tabs(shown, state);
    const float rest = room - 24 - 2 - measure::table_folded - 16;
    if (state.choice == 4) {
        import_problems(shown, state, rest);
        return false;
    }
    import_rows(shown, state, rest);
    return import_row_editor(shown, state, rest);
}

// Files that a map can show; what they hold need not be providers.
bool is_map_file(const fs::path& file) {
    const auto ending = base::fold(file.extension().string());
    for (const char* one : {".geojson", ".json", ".gpkg", ".shp", ".kml", ".kmz", ".gpx", ".csv"})
        if (ending == one) return true;
    return false;
}

std::string refused_file(const fs::path& source) {
    return (source.parent_path() / (source.stem().string() + "-refused.csv")).string();
}

// Why the import cannot be done now; empty when it can.
std::string why_not_import(const Shown& shown, const DialogState& state) {
    const auto& preview = shown.import_preview;
    if (const auto why_not = why_not_change(shown); !why_not.empty()) return why_not;
    if (!preview.ready) return tr(shown, mark("The file is still being read"));
    if (!preview.failure.empty()) return tr(shown, mark("This file cannot be imported"));
    if (preview.added + preview.changed == 0)
        return tr(shown, mark("There is nothing to import: no row is new or changed"));
    const auto problems = state.values.find("problems");
    if (preview.refused > 0 && (problems == state.values.end() || problems->second.empty()))
        return tr(shown, mark("Some rows are refused: correct them, or take the good rows only"));
    return {};
}

// True when the dialog is to be closed.
bool foot(const Shown& shown, DialogState& state, Requests& requests) {
    const auto& preview = shown.import_preview;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (preview.ready && preview.refused > 0) {
        bool partly = !state.values["problems"].empty();
        if (check(tr(shown, mark("Take the good rows, write the refused ones to")), partly))
            state.values["problems"] = partly ? refused_file(state.file) : std::string();
        if (partly) {
            same_line();
            field(tr(shown, mark("File of the refused rows")), state.values["problems"], 330);
        }
    }
    const auto cancel = tr(shown, mark("Cancel"));
    const auto count = preview.added + preview.changed;
    const auto accept = count > 0 ? tr(shown, base::mark_plural("Import {0} row", "Import {0} rows", count))
                                  : tr(shown, mark("Import"));
    const float buttons = width_of(cancel, Face::text) + width_of(accept, Face::text_bold) + 82;
    ImGui::SetCursorScreenPos({at.x, at.y});
    const float right = at.x + ImGui::GetContentRegionAvail().x;
    ImGui::SetCursorScreenPos({right - look().px(buttons), at.y});
    const auto as_layer = tr(shown, mark("Show as a layer instead"));
    if (is_map_file(state.file) && preview.ready && preview.added + preview.changed == 0) {
        ImGui::SetCursorScreenPos({right - look().px(buttons + width_of(as_layer) + 56), at.y});
        if (button(as_layer, Emphasis::plain, "icon/layers")) {
            requests.push(ask::AddFileLayer{state.file});
            return true;
        }
        same_line();
    }
    if (button(cancel)) return true;
    same_line();
    const auto why_not = why_not_import(shown, state);
    const bool by_key = ImGui::GetIO().KeyCtrl && ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter));
    if ((button(accept, Emphasis::primary, "icon/import", why_not) || by_key) && why_not.empty()) {
        auto arguments = import_arguments(shown, state);
        if (preview.refused > 0 && !state.values["problems"].empty()) {
            arguments.add("accept-partial", "true");
            arguments.add("problems", state.values["problems"]);
        }
        requests.push(ask::Import{std::move(arguments), false});
        return true;
    }
    return false;
}

}  // namespace

app::Arguments import_arguments(const Shown& shown, const DialogState& state) {
    app::Arguments arguments;
    arguments.add("source", state.file.string());
    const auto given = [&](const std::string& name) {
        const auto found = state.values.find(name);
        return found == state.values.end() ? std::string() : std::string(base::trim(found->second));
    };
    // What was guessed stays when another sheet or a corrected cell is looked at.
    auto as = given("as");
    if (as.empty() && shown.import_preview.file == state.file) as = shown.import_preview.arguments.text("as");
    if (!as.empty()) arguments.add("as", as);
    for (const auto* name : {"mapping", "layer"})
        if (const auto value = given(name); !value.empty()) arguments.add(name, value);
    for (const auto& [name, value] : state.values)
        if (name.starts_with("cell ")) arguments.add("correct", name.substr(5) + "=" + value);
    arguments.add("language", std::string(base::language_code(shown.preferences.language)));
    return arguments;
}

void import_dialog(const Shown& shown, DialogState& state, Requests& requests) {
    if (shown.dialog != Dialog::import) return;
    bool open = true;
    const auto& preview = shown.import_preview;
    // A file that was dropped; not the one that was looked at before the dialog was closed.
    const bool is_old = preview.ready && state.words == preview.file.string();
    if (state.choice != 1 && !preview.file.empty() && state.file != preview.file && !is_old) begin(state, preview.file);
    const bool choosing = state.file.empty();
    const auto title =
        choosing ? tr(shown, mark("Import a file")) : tr(shown, mark("Import of {0}", state.file.filename().string()));
    if (!begin_dialog(title + "##import", open, width, height)) {
        if (!open) requests.push(ask::ShowDialog{Dialog::none});
        return;
    }
    if (choosing) {
        choose_file(shown, state, requests);
    } else {
        if (choices_line(shown, state) && !state.file.empty()) {
            std::erase_if(state.values, [](const auto& one) { return one.first.starts_with("cell "); });
            ask_again(shown, state, requests);
        }
        const float room = ImGui::GetContentRegionAvail().y / look().scale - 46;
        const float below = ImGui::GetCursorScreenPos().y + look().px(room + 16);
        const float left = ImGui::GetCursorScreenPos().x;
        if (!preview.ready)
            text(tr(shown, mark("Reading…")), Face::text, look().colours().second);
        else if (!preview.failure.empty())
            tell_failure(shown);
        else if (middle(shown, state, room))
            ask_again(shown, state, requests);
        ImGui::SetCursorScreenPos({left, below});
        if (foot(shown, state, requests)) open = false;
    }
    if (!open) {
        const auto looked_at = state.file.string();
        begin(state, {});
        state.words = looked_at;
        ImGui::CloseCurrentPopup();
        requests.push(ask::ShowDialog{Dialog::none});
    }
    end_dialog();
}

}  // namespace balise::gui
