#pragma once
// Finished pages into files: PDF of all, PNG and SVG of each; searched before they count, all in place or none.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "base/text.hpp"
#include "map/display_list.hpp"
#include "model/release.hpp"

namespace balise::app {

// One document of one or more pages.
struct PrintedDocument {
    std::string title, author, subject, created;
    base::Language language = base::Language::french;
    std::vector<map::DisplayList> pages;
};

// "pdf", "png", "svg".
const std::vector<std::string>& page_formats();
// From the name's ending; throws unsupported, naming the formats.
std::string page_format_of(const std::filesystem::path& file);

struct PageJob {
    std::shared_ptr<const PrintedDocument> document;
    std::filesystem::path target;
    std::string format;
    double dots_per_inch = 300;  // png
};

// Further pages of PNG and SVG get "-2", "-3"… before the ending. Returns the files written. Throws io, internal
// (something withheld was found), cancelled; nothing is left behind then.
// `folder` is made when it is not there; empty: none is needed.
std::vector<std::filesystem::path> write_pages(const std::vector<PageJob>& jobs, const std::filesystem::path& folder,
                                               const model::Released& released, const model::Withheld& withheld,
                                               const std::vector<std::string>& own_words, base::Progress& progress);

}  // namespace balise::app
