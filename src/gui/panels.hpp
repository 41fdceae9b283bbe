#pragma once
// The panels: functions of what is shown and a small state of their own. They draw into the box (real pixels of the
// window) they are given and push requests. None holds a database, a session or another panel.
#include <imgui.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gui/requests.hpp"
#include "gui/shown.hpp"

namespace balise::gui {

struct Area {
    ImVec2 min, max;
    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
};

// Top: brand, file menu, search with suggestions, tabs, undo, redo, audience, language, theme.
struct TopBarState {
    std::string words;
    int suggestion = -1;  // chosen by the arrow keys
    bool suggestions_open = false;
    bool focus_search = false;   // Ctrl+K was pressed
    bool search_active = false;  // the keyboard is in the search box
    ImVec2 search_min{}, search_max{};
};
void top_bar(const Shown& shown, TopBarState& state, Area area, Requests& requests);
// Over everything else: the list below the search box.
void suggestions(const Shown& shown, TopBarState& state, Requests& requests);

struct LayersState {
    std::map<std::string, bool> folded{{"base", true}};
    // How many of the rows that pass there are of each type; counted anew when the rows change.
    std::shared_ptr<const app::Rows> counted;
    std::vector<std::int64_t> counts;
    std::string dragged;  // group that is being moved
    float drag_from = 0;
    std::string menu_of;  // group whose menu is open
    ImVec2 menu_at{};
    bool menu_opens = false;
};
void layers_panel(const Shown& shown, LayersState& state, Area area, Requests& requests);
void filters_panel(const Shown& shown, Area area, Requests& requests);

struct TableState {
    int tab = 0;  // in view, found, selected, by region
    bool folded = false;
    std::shared_ptr<const app::Rows> rows_before;
    app::Target selected_before;
    bool keeps_selected_in_view = false;  // until the list is scrolled by hand
    bool hovering = false;                // the table said what is hovered
    // Counts of "by region", for these rows of this snapshot.
    std::shared_ptr<const app::Rows> regions_of;
    std::vector<app::AreaCount> regions;
    std::string region_type = "transit_centre";  // of "by region"; empty = all types
    bool regions_by_count = true, regions_descending = false;
};
void table_panel(const Shown& shown, TableState& state, Area area, Requests& requests);
struct StatusState {
    std::string scale;  // being typed
    bool typing = false, typing_begins = false;
};
void status_bar(const Shown& shown, StatusState& state, std::optional<geo::LonLat> cursor, Area area,
                Requests& requests);

struct CardState {
    std::string of;  // id whose card was shown, to scroll up when another comes
    bool all_fields = false;
};
void card_panel(const Shown& shown, CardState& state, Area area, Requests& requests);

struct EditState {
    std::string of;
    std::map<std::string, std::string> values;  // changed fields
    std::map<std::string, std::string> faults;
    std::string by, date, next;  // of "verify"
    int method = -1;
    int part = 0;        // group of the form that is shown
    bool focus = false;  // the first field takes the keyboard
};
// Dialog::edit and Dialog::add; Dialog::verify.
void edit_dialog(const Shown& shown, EditState& state, Requests& requests);
void verify_dialog(const Shown& shown, EditState& state, Requests& requests);
void history_panel(const Shown& shown, Area area, Requests& requests);

// The map: its picture is drawn before by the window (`picture` over the area); this handles mouse and keyboard and
// draws what lies over it (rings, tools, scale bar, north, measuring, zone being drawn).
struct MapState {
    enum class Tool { move, measure, draw_zone, edit_zone, move_provider, box_zoom } tool = Tool::move;
    std::vector<geo::Position> points;  // metres: of the measured line or the zone's ring
    std::optional<geo::LonLat> cursor;
    float free_right = 0;  // where a card that lies over the map begins (real pixels), else the map's own edge
    std::optional<geo::Position> dragged_to;  // of the provider that is being moved
    std::optional<ImVec2> box_from;
    std::vector<app::Target> several;  // identified, to choose from
    ImVec2 several_at{};
    bool menu_open = false;
    std::optional<geo::LonLat> menu_at;
    bool panning = false;

    // Of the left button while it is down: the place that was grabbed, and what lay there.
    std::optional<geo::Position> grabbed;
    ImVec2 pressed_at{};
    std::vector<app::Target> pressed_on;
    bool clicked_on_something = false;  // by the last click: a double click then does not zoom
    bool several_opens = false;
    bool hovered_here = false;  // the mouse was over the map in the frame before
    std::vector<Area> covered;  // by tools and forms in the frame before
    double wheel_at = -10;      // when the wheel was last turned
    std::vector<app::Target> menu_on;
    // Measuring, drawing.
    bool finished = false, closed = false;
    int dragged_vertex = -1;
    std::string zone_id;  // of the zone whose shape is edited; empty = a new one
    std::string zone_name, zone_fault;
    int zone_level = 0;
    // A provider being moved, and the last one that was.
    std::string moving;
    struct Moved {
        double kilometres = 0, since = 0;
        std::int64_t revision = 0;  // before it
    };
    std::optional<Moved> moved;
    int move_asked = 0;  // the last Shown::move_asked that was answered
};
// Where notices may lie over the map's picture, so that no label is put beneath them.
std::vector<Area> map_notice_places(const Shown& shown, Area map);
void map_panel(const Shown& shown, const app::MapPlane& plane, MapState& state, Area area, Requests& requests);

struct FileBrowserState {
    std::filesystem::path folder;
    std::string name;
    bool opened = false;          // false: begins anew, at `folder` when it is one
    bool keeps_existing = false;  // a file that is there cannot be replaced
    struct Entry {
        std::string name;
        bool is_folder = false;
        std::int64_t bytes = 0;
        std::string key;  // sorted by it
    };
    std::vector<Entry> entries;  // folders first
    std::string fault;
    // While a large folder is being listed, a slice each frame.
    std::shared_ptr<std::filesystem::directory_iterator> listing;
    std::vector<std::string> listed_for;  // endings
    struct Place {
        std::string label, icon;
        std::filesystem::path folder;
    };
    std::vector<Place> places;  // home, media…
    std::string typed_folder;   // of the address line
    int chosen = -1;
    bool scroll_to_chosen = false;
    std::filesystem::path sure_to_replace;  // was asked about once
};
// A browser of files inside a dialog; gives the path that was chosen. `endings` (".csv"): what is listed, the first is
// added to the name of a file to save that has none of them; empty = all files. Lists a folder once when it is entered,
// at most 8 ms a frame.
std::optional<std::filesystem::path> file_browser(const Shown& shown, FileBrowserState& state, bool to_save,
                                                  const std::vector<std::string>& endings);

struct DialogState {
    FileBrowserState browser;
    std::map<std::string, std::string> values;
    std::vector<bool> chosen;
    int choice = 0;
    std::string words;
    int line = 0;
    std::filesystem::path file;
};
void start_screen(const Shown& shown, DialogState& state, Area area, Requests& requests);
void open_dialog(const Shown& shown, DialogState& state, Requests& requests);
void import_dialog(const Shown& shown, DialogState& state, Requests& requests);
void export_dialog(const Shown& shown, DialogState& state, Requests& requests);
void settings_dialog(const Shown& shown, DialogState& state, Requests& requests);
void help_dialog(const Shown& shown, DialogState& state, Requests& requests);
void command_palette(const Shown& shown, DialogState& state, Requests& requests);
// The task "Fiches": choices at the left, the sheet's own picture at the right. Gives where the page is to be drawn;
// the window paints it.
struct SheetsState {
    std::map<std::string, std::string> choices;  // area, paper, orientation, language, audience, title, message
    int page = 0;
    float zoom = 0;  // 0 = fits
    ImVec2 offset{};
    FileBrowserState browser;
};
struct PagePlace {
    int page = 0;
    Area box;  // of the whole page, real pixels; may be larger than `clip`
    Area clip;
};
std::optional<PagePlace> sheets_panel(const Shown& shown, SheetsState& state, Area area, Requests& requests);
// Messages and jobs at the lower right, over the map.
void messages(const Shown& shown, Area area, Requests& requests);

// Every command with its shortcut; keys are looked at once a frame, before the panels.
struct Command {
    std::string id;
    base::Text title;
    std::string shortcut;  // "Ctrl+Z", "F1"; empty = none
    Request request;
    std::string why_not;  // empty = can be done now
};
std::vector<Command> commands(const Shown& shown);
void shortcuts(const Shown& shown, TopBarState& search, MapState& map, Requests& requests);

}  // namespace balise::gui
