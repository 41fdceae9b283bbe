#pragma once
// What the desk's workers own. Private to desk*.cpp.
#include <optional>

#include "gui/desk.hpp"

namespace balise::gui {

// Lanes of the workers: a newer order of a lane replaces the older.
enum Lane : int {
    lane_none = 0,
    lane_view,
    lane_card,
    lane_history,
    lane_lists,
    lane_in_view,
    lane_search,
    lane_scene,
    lane_sheet,
    lane_open,
    lane_look
};

struct Desk::Reading {
    std::optional<app::Session> session;
};

struct Desk::Writing {
    std::optional<app::Session> session;  // none when the project is open for reading only
};

struct Desk::Composing {
    std::optional<app::SceneMaker> maker;
};

struct Desk::Paging {
    std::optional<app::Session> session;
    app::SheetPreviewer previewer;
};

// Lists of a snapshot for the choices that were made.
struct ListsMade {
    std::shared_ptr<const app::Rows> passing, in_view, found;
    std::shared_ptr<const app::FoundList> suggestions;
};

struct Desk::View {
    std::shared_ptr<const app::Snapshot> snapshot;
    app::ProviderFilter filter;
    ListsMade lists;
    std::optional<app::Camera> camera;  // when the map had none yet
    std::shared_ptr<const app::Scene> scene;
    std::shared_ptr<paint::gl::UploadedList> picture;
};

struct ListsWanted {
    std::shared_ptr<const app::Snapshot> snapshot;
    app::ProviderFilter filter;
    std::string today;
    std::optional<geo::Box> box;  // degrees; nothing: all
    app::ListColumn column = app::ListColumn::name;
    bool descending = false;
    std::string words;  // searched; empty: nothing
};

// Pure: in any worker.
ListsMade make_lists(const ListsWanted& wanted, base::Progress& progress);

}  // namespace balise::gui
