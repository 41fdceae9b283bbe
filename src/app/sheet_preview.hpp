#pragma once
// The sheet on the screen: the very display lists that the action "map" prints.
#include <memory>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "map/display_list.hpp"

namespace balise::app {

struct PreviewedSheet {
    std::shared_ptr<const std::vector<map::DisplayList>> pages;  // null while a mandatory element is missing
    std::string title;
    std::string area;                 // P-code
    std::vector<base::Text> missing;  // mandatory elements that are empty: nothing can be printed before
    std::vector<std::string> cut;     // words that found no room: it would not be printed either
    double scale = 0;                 // denominator
};

// Makes previews one after another, in one thread; keeps what was read of the project until the revision, the audience
// or the style changes, so that another title costs no reading.
class SheetPreviewer {
public:
    SheetPreviewer();
    ~SheetPreviewer();
    // `arguments` as of the action "map" ("out" and "format" do not count); of several areas the first. `session` may
    // be read-only. Throws not_found, invalid_input, cancelled.
    PreviewedSheet preview(const Session& session, const Arguments& arguments, base::Progress& progress);

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace balise::app
