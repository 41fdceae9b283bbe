#include <imgui.h>

#include "gui/panels.hpp"
#include "gui/placing.hpp"
#include "gui/widgets.hpp"
#include "gui/words.hpp"

namespace balise::gui {

namespace fs = std::filesystem;
using base::mark;
using Endings = std::vector<std::string>;

namespace {

struct Question {
    base::Text title, help;
    Endings endings;
    bool to_save = false;
    std::string name;  // proposed
};

// "kept.balise" → "kept 2026-11-24.balise"
std::string name_of_copy(const Shown& shown) {
    const auto stem = shown.file.stem().string();
    return (stem.empty() ? std::string("balise") : stem) + " " + shown.today + ".balise";
}

Question question_of(const Shown& shown) {
    const Endings projects{".balise"};
    switch (shown.dialog) {
        case Dialog::save_as:
            return {mark("Save a copy"),
                    mark("A verified copy of the whole project, for instance on a USB stick. Work goes on in the file "
                         "that is open."),
                    projects, true, name_of_copy(shown)};
        case Dialog::new_project:
            return {mark("New project"),
                    mark("An empty directory with the map of the country. Choose where it is kept."), projects, true,
                    tr(shown, mark("directory.balise"))};
        case Dialog::new_sample:
            return {mark("New sample project"),
                    mark("A directory of made-up providers, to try everything without harm."), projects, true,
                    tr(shown, mark("sample.balise"))};
        case Dialog::add_layer:
            return {mark("Add a layer"),
                    mark("A file that is drawn over the map, beside the project: GeoPackage, GeoJSON, Shapefile, KML, "
                         "CSV with positions, GeoTIFF or MBTiles. The file is not copied."),
                    {".gpkg", ".geojson", ".json", ".shp", ".kml", ".kmz", ".gpx", ".csv", ".tif", ".tiff", ".mbtiles"},
                    false,
                    {}};
        default: break;
    }
    return {mark("Open a project"),
            mark("A Balise project is one file that ends in .balise; its backups end in .sqlite."),
            {".balise", ".sqlite"},
            false,
            {}};
}

Request answer_of(const Shown& shown, const fs::path& file, bool for_reading) {
    switch (shown.dialog) {
        case Dialog::save_as: return ask::SaveCopy{file, true};
        case Dialog::new_project: return ask::NewProject{file, false};
        case Dialog::new_sample: return ask::NewProject{file, true};
        case Dialog::add_layer: return ask::AddFileLayer{file};
        default: break;
    }
    return ask::OpenProject{file, for_reading};
}

}  // namespace

void open_dialog(const Shown& shown, DialogState& state, Requests& requests) {
    const auto question = question_of(shown);
    const bool opens_project = shown.dialog == Dialog::open_file;
    bool open = true;
    if (!begin_dialog(tr(shown, question.title), open, 760, 560)) {
        if (!open) requests.push(ask::ShowDialog{});
        return;
    }
    if (ImGui::IsWindowAppearing()) {
        state.browser.opened = false;
        state.browser.keeps_existing = shown.dialog == Dialog::new_project || shown.dialog == Dialog::new_sample;
        state.browser.name = question.name;
        state.choice = 0;
        state.line = 0;
    }
    wrapped(tr(shown, question.help), Face::list, look().colours().second);
    space(10);
    if (opens_project || shown.dialog == Dialog::add_layer) {
        bool all_files = state.choice == 1, for_reading = state.line == 1;
        if (check(tr(shown, mark("Show all files")), all_files)) state.choice = all_files ? 1 : 0;
        if (opens_project) {
            same_line(24);
            if (check(tr(shown, mark("Open for reading only")), for_reading)) state.line = for_reading ? 1 : 0;
        }
        space(8);
    }
    const auto endings = state.choice == 1 ? Endings{} : question.endings;
    const auto chosen = file_browser(shown, state.browser, question.to_save, endings);
    if (chosen) {
        requests.push(answer_of(shown, *chosen, state.line == 1));
        open = false;
        ImGui::CloseCurrentPopup();
    }
    end_dialog();
    if (!open) requests.push(ask::ShowDialog{});
}

}  // namespace balise::gui
