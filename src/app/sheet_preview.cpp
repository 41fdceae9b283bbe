#include "app/sheet_preview.hpp"

#include <optional>
#include <tuple>

#include "app/print_room.hpp"
#include "base/progress.hpp"

namespace balise::app {

struct SheetPreviewer::State {
    std::tuple<std::string, std::int64_t, std::string, std::string> made_for;  // project, revision, audience, style
    std::optional<PrintRoom> room;
};

SheetPreviewer::SheetPreviewer() : state_(std::make_unique<State>()) {}
SheetPreviewer::~SheetPreviewer() = default;

PreviewedSheet SheetPreviewer::preview(const Session& session, const Arguments& arguments, base::Progress& progress) {
    const auto& project = session.project();
    const std::tuple wanted{project.project_id(), project.revision(), arguments.text("audience", "public"),
                            arguments.text("style", "paper")};
    if (!state_->room || state_->made_for != wanted) {
        state_->room.reset();
        state_->room.emplace(PrintRoom::of(project, arguments, audience_of(arguments), progress));
        state_->made_for = wanted;
    }
    progress.stage(base::mark("drawing the sheets"));
    auto request = sheet_request(project, session.vocabularies(), arguments, *state_->room);
    request.area = wanted_areas(arguments, *state_->room).front();
    PreviewedSheet preview;
    preview.area = request.area;
    preview.missing = sheet::missing_elements(request);
    if (!preview.missing.empty()) return preview;
    auto made = sheet::region_sheet(request, progress);
    preview.title = made.title;
    preview.cut = made.report.cut;
    preview.scale = made.report.scale;
    preview.pages = std::make_shared<const std::vector<map::DisplayList>>(std::move(made.pages));
    return preview;
}

}  // namespace balise::app
