#pragma once
// The actions that print, and the words that are printed on every page.
#include "app/action.hpp"

namespace balise::app {

Action map_action();
Action settings_action();

// What can be set for a project: title, producer, ministry, hotline, edition, address.
const std::vector<std::string>& setting_names();

}  // namespace balise::app
