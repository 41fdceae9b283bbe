#pragma once
// An open project with the program's vocabularies: the one door for commands and panels.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/action.hpp"
#include "base/progress.hpp"
#include "model/vocabulary.hpp"
#include "store/history.hpp"
#include "store/project.hpp"

namespace balise::app {

// The vocabularies and field labels of the program's data folder.
model::Vocabularies load_vocabularies();

// Makes a project with the bundled country data; `with_sample` adds the example directory and overlays. All or nothing.
Outcome create_project(const std::filesystem::path& file, bool with_sample, base::Progress& progress);

class Session {
public:
    static Session open(const std::filesystem::path& file, store::Access access);

    store::Project& project() { return project_; }
    const store::Project& project() const { return project_; }
    const model::Vocabularies& vocabularies() const { return vocabularies_; }

    // Checks the arguments, runs the action in one transaction with its history entry and commits; a dry run does all
    // but the commit. Throws Error (Refused with what was found); the project is then as before.
    Outcome perform(const std::string& action_id, const Arguments& arguments, bool dry_run, base::Progress& progress);
    Outcome undo(bool dry_run, base::Progress& progress);
    Outcome redo(bool dry_run, base::Progress& progress);

private:
    Session(store::Project project, model::Vocabularies vocabularies)
        : project_(std::move(project)), vocabularies_(std::move(vocabularies)) {}
    store::Project project_;
    model::Vocabularies vocabularies_;
};

}  // namespace balise::app
