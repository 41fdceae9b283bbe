#pragma once
// Actions that read and write foreign files.
#include "app/action.hpp"
#include "model/release.hpp"
#include "store/project.hpp"

namespace balise::app {

Action import_action();
Action export_action();

// Everything of a project that the release gate is asked about.
model::Directory load_directory(const store::Project& project);

}  // namespace balise::app
