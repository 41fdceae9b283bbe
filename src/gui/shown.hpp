#pragma once
// What panels read while a frame is drawn: values made by jobs and the choices made so far. Panels never change it.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/card.hpp"
#include "app/listing.hpp"
#include "app/scene.hpp"
#include "app/snapshot.hpp"
#include "base/problems.hpp"
#include "base/text.hpp"
#include "gui/requests.hpp"

namespace balise::gui {

// Work that is under way in another thread.
struct JobRow {
    int number = 0;
    base::Text title;  // "Import of centres.xlsx"
    base::Text stage;
    double share = -1;         // 0 to 1; -1 = not known
    double seconds_left = -1;  // -1 = not known
    bool can_cancel = true;
    bool quiet = false;  // too short or too frequent to be shown (composing, searching)
};

// Something to be told: done, refused, failed. Stays until dismissed or, when done, some seconds.
struct Message {
    enum class Kind { done, note, warning, error };
    int number = 0;
    Kind kind = Kind::done;
    base::Text text;
    std::vector<base::Text> details;
    base::Problems problems;
    std::filesystem::path folder;  // "open folder", or empty
    double since = 0;              // seconds of the program
};

// What the import of a file would do (app::preview_import), or why not.
struct ImportPreview {
    std::filesystem::path file;
    app::Arguments arguments;
    bool ready = false;  // false: still reading
    base::Text failure;  // nothing could be read; else empty
    std::int64_t read = 0, added = 0, changed = 0, same = 0, refused = 0;
    base::Problems problems;  // with rows
    std::vector<std::string> headings;
    std::vector<std::string> fields;  // for each heading the label of the field it was understood as; empty = not
    std::vector<std::string> names;   // the same as the field's own name, which problems may use
    struct Row {
        std::int64_t number = 0;
        enum class Verdict { added, changed, same, refused } verdict = Verdict::added;
        std::vector<std::string> cells;
        std::string why;
    };
    std::vector<Row> rows;  // as far as read for the preview
};

// The sheet that the arguments of the last ask::PreviewSheet give (app::SheetPreviewer).
struct SheetPreview {
    std::shared_ptr<const std::vector<map::DisplayList>> pages;  // null while none is ready
    std::string title;
    base::Text failure;               // why there is none; else empty
    std::vector<base::Text> missing;  // mandatory elements that are empty
    bool composing = false;
};

struct Preferences {
    base::Language language = base::Language::french;
    Theme theme = Theme::light;
    float text_scale = 1;
    std::vector<std::filesystem::path> recent;  // newest first
};

struct Shown {
    const base::Catalogue* say = nullptr;  // never null while drawing
    Preferences preferences;
    std::string today;

    // The project; no snapshot while none is open (start screen) or while it is being read (`opening`).
    std::filesystem::path file;
    std::shared_ptr<const app::Snapshot> snapshot;
    bool opening = false, read_only = false;
    base::Text open_failure, open_remedy;  // why the last one could not be opened, and what to do; empty else
    bool can_undo = false, can_redo = false;
    std::string undo_words, redo_words;
    model::Audience audience = model::Audience::internal;

    Task task = Task::explore;
    Dialog dialog = Dialog::none;
    std::optional<geo::LonLat> dialog_at;  // that came with it

    // Lists.
    app::ProviderFilter filter;
    std::vector<app::LayerGroup> layers;
    std::shared_ptr<const app::Rows> passing;  // providers that pass the filters
    bool follows_map = true;
    std::shared_ptr<const app::Rows> in_view;  // of these in the map's picture (all, unless it follows the map), sorted
    std::shared_ptr<const app::Rows> found;    // by the last search, sorted
    app::ListColumn sort_column = app::ListColumn::name;
    bool sort_descending = false;
    std::string search_words;  // to which `suggestions` answer
    std::shared_ptr<const app::FoundList> suggestions;

    // The map.
    app::Camera camera;
    std::shared_ptr<const app::Scene> scene;
    bool can_go_back = false, can_go_forward = false;
    app::Target selected, hovered;
    int move_asked = 0;                     // how often ask::MoveSelected was asked for
    std::shared_ptr<const app::Card> card;  // of `selected`; null while it is read or when nothing is selected
    std::vector<std::shared_ptr<const app::FileLayer>> files;

    std::shared_ptr<const std::vector<app::HistoryRow>> history;
    std::shared_ptr<const std::vector<app::FormField>> form;  // of the selected provider
    std::vector<JobRow> jobs;
    std::vector<Message> messages;
    ImportPreview import_preview;
    SheetPreview sheet_preview;
    double now = 0;  // seconds since the program started
};

// The words of a mark in the window's language.
inline std::string tr(const Shown& shown, const base::Text& text) {
    return shown.say->translate(text);
}

}  // namespace balise::gui
