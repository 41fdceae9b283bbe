#pragma once
// One field of a form as the control that fits its kind. Private to the dialogs that edit records.
#include <map>
#include <string>

#include "gui/panels.hpp"

namespace balise::gui {

// Draws label, control and what is wrong; true when the value changed.
bool form_field(const Shown& shown, const app::FormField& field, std::string& value, const std::string& fault,
                float width, bool focus);

// The form of a record that is not there yet: what has to be said of a provider, and what is worth saying at once.
std::vector<app::FormField> form_of_new(const Shown& shown);

}  // namespace balise::gui
