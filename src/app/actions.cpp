#include "app/file_actions.hpp"
#include "app/record_actions.hpp"
#include "app/sheet_actions.hpp"

namespace balise::app {

const std::vector<Action>& actions() {
    static const std::vector<Action> table{import_action(), add_action(),      edit_action(),
                                           verify_action(), disclose_action(), remove_action(),
                                           export_action(), map_action(),      settings_action()};
    return table;
}

const Action& action(std::string_view id) {
    for (const auto& candidate : actions())
        if (candidate.id == id) return candidate;
    throw base::Error(base::ErrorKind::usage, base::mark("there is no action \"{0}\"", std::string(id)));
}

}  // namespace balise::app
