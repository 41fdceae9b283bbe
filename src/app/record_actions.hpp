#pragma once
// Actions on one record.
#include "app/action.hpp"

namespace balise::app {

Action add_action();
Action edit_action();
Action verify_action();
Action disclose_action();
Action remove_action();

}  // namespace balise::app
