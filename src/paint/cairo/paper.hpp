#pragma once
// Display lists on paper: PDF, SVG and PNG by cairo.
#include <filesystem>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "map/display_list.hpp"

namespace balise::paint::cairo {

// A rectangle that leads to another page of the same document or to an address.
struct Link {
    std::size_t page = 0;  // on which it lies
    map::Frame frame;
    std::string address;  // "https://…"; or empty and
    std::size_t target_page = 0;
};

struct Page {
    map::DisplayList list;
    std::string label;     // of the page: "14"
    std::string bookmark;  // title in the document's outline, or empty
};

struct Document {
    std::string title, author, subject, keywords, language;  // "fr"
    std::string created;  // "2026-11-23T09:40:00Z"; what makes two writings of one document alike
    std::vector<Page> pages;
    std::vector<Link> links;
};

// Writes aside, syncs, renames. Text can be selected, fonts are embedded as subsets, every page is tagged. Byte for
// byte the same when made twice. Throws io (disk full, no permission), not_found (a font file that is gone), cancelled.
void write_pdf(const Document& document, const std::filesystem::path& file, base::Progress& progress);
// One page.
void write_svg(const Document& document, std::size_t page, const std::filesystem::path& file);

// Pixels of a page, row 0 on top, RGBA not premultiplied, opaque.
struct Picture {
    int columns = 0, rows = 0;
    std::vector<std::uint8_t> bytes;  // rows × columns × 4
};
Picture picture_of(const map::DisplayList& list, double dots_per_inch);
void write_png(const Picture& picture, double dots_per_inch, const std::filesystem::path& file);

}  // namespace balise::paint::cairo
