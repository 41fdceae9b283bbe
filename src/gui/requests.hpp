#pragma once
// What panels ask for. They push requests while the frame is drawn; desk.cpp carries them out after it. A panel never
// changes the project, opens a file or waits.
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/action.hpp"
#include "app/listing.hpp"
#include "app/scene.hpp"
#include "base/text.hpp"
#include "model/disclosure.hpp"

namespace balise::gui {

enum class Task { explore, sheets, distribution };  // the tabs; a task that is not built has none
enum class Dialog {
    none,
    open_file,
    save_as,
    import,
    export_files,
    print,
    help,
    palette,
    history,
    edit,
    settings,
    about,
    new_project,  // these three ask for a file name: open_dialog
    new_sample,
    add_layer,
    verify,  // edit_dialog.cpp: the selected provider is confirmed
    add      // edit_dialog.cpp: a new provider at Shown::dialog_at
};
enum class Theme { light, dark };

namespace ask {
// Of the project.
struct Perform {  // an action by its id; told in the messages when done
    std::string action;
    app::Arguments arguments;
};
struct Undo {};
struct Redo {};
struct OpenProject {
    std::filesystem::path file;
    bool for_reading = false;  // do not even try to write
};
struct NewProject {
    std::filesystem::path file;
    bool sample = false;
};
struct SaveCopy {  // a verified copy (backup); a file that is there is replaced when `replace`
    std::filesystem::path file;
    bool replace = false;
};
struct CloseProject {};
struct Import {  // dry: only tells what would become of every row (Desk::import_preview)
    app::Arguments arguments;
    bool dry = true;
};
struct AddFileLayer {
    std::filesystem::path file;
};
struct CancelJob {
    int job = 0;
};
// Of what is shown.
struct Select {
    app::Target target;
    bool fly = false;  // bring it into view
};
struct Hover {
    app::Target target;
};
struct MoveSelected {};  // the map lets the selected provider be dragged to another place
struct FlyTo {
    geo::Box degrees;
};
struct MoveCamera {
    app::Camera camera;
    bool remember = true;  // for "back"
};
struct Back {};
struct Forward {};
struct WholeCountry {};
struct SetFilter {
    app::ProviderFilter filter;
};
struct SetLayers {
    std::vector<app::LayerGroup> layers;
};
struct Search {
    std::string words;
};
struct SortBy {
    app::ListColumn column = app::ListColumn::name;
    bool descending = false;
};
struct FollowMap {  // whether the table's first list is what is in view, or all that passes the filters
    bool on = true;
};
struct SetAudience {
    model::Audience audience = model::Audience::internal;
};
struct SetLanguage {
    base::Language language = base::Language::french;
};
struct SetTheme {
    Theme theme = Theme::light;
};
struct SetTextScale {
    float scale = 1;
};
struct ShowTask {
    Task task = Task::explore;
};
struct ShowDialog {
    Dialog dialog = Dialog::none;
    std::optional<geo::LonLat> at = std::nullopt;  // of Dialog::add: where on the map (Shown::dialog_at)
};
struct CopyText {
    std::string text;
};
struct OpenFolder {
    std::filesystem::path folder;
};
struct DismissMessage {
    int message = 0;
};
struct PreviewSheet {  // composed in a job: Desk::sheet_preview
    app::Arguments arguments;
};
struct PrintSheet {  // the action "map" with these arguments into a file of its own, then app::print_file
    app::Arguments arguments;
};
struct Quit {};
}  // namespace ask

using Request =
    std::variant<ask::Perform, ask::Undo, ask::Redo, ask::OpenProject, ask::NewProject, ask::SaveCopy,
                 ask::CloseProject, ask::Import, ask::AddFileLayer, ask::CancelJob, ask::Select, ask::Hover,
                 ask::MoveSelected, ask::FlyTo, ask::MoveCamera, ask::Back, ask::Forward, ask::WholeCountry,
                 ask::SetFilter, ask::SetLayers, ask::Search, ask::SortBy, ask::FollowMap, ask::SetAudience,
                 ask::SetLanguage, ask::SetTheme, ask::SetTextScale, ask::ShowTask, ask::ShowDialog, ask::CopyText,
                 ask::OpenFolder, ask::DismissMessage, ask::PreviewSheet, ask::PrintSheet, ask::Quit>;

class Requests {
public:
    void push(Request request) { waiting_.push_back(std::move(request)); }
    std::vector<Request> take() { return std::exchange(waiting_, {}); }
    bool empty() const { return waiting_.empty(); }

private:
    std::vector<Request> waiting_;
};

}  // namespace balise::gui
