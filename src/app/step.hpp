#pragma once
// What a running action works with.
#include <functional>

#include "app/action.hpp"
#include "base/id.hpp"
#include "model/vocabulary.hpp"
#include "store/change.hpp"
#include "store/project.hpp"

namespace balise::app {

class Step {
public:
    Step(store::Project& of_project, const model::Vocabularies& words, const Arguments& given, base::Progress& reporter,
         base::IdSource& source)
        : project(of_project), vocabularies(words), arguments(given), progress(reporter), ids(source) {}

    store::Project& project;
    const model::Vocabularies& vocabularies;
    const Arguments& arguments;
    base::Progress& progress;
    base::IdSource& ids;
    bool dry_run = false;
    // Set while run() is called on a project that can be written; null in check() and for exports of a read-only
    // project.
    store::Change* change = nullptr;
    // Called when the change is in the project, or when there is none to wait for; what waits for it takes itself back
    // otherwise.
    std::function<void()> when_committed = {};
    // What the history list will say: a JSON object of counts and names.
    std::string summary = "{}";
};

}  // namespace balise::app
