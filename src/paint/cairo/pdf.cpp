#include <cairo/cairo-pdf.h>

#include <charconv>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "paint/cairo/canvas.hpp"
#include "paint/cairo/memory_stream.hpp"
#include "paint/cairo/paper.hpp"
#include "paint/cairo/pdf_catalogue.hpp"
#include "paint/cairo/pdf_content.hpp"

namespace balise::paint::cairo {

namespace {

constexpr double points_per_millimetre = 72 / 25.4;

// A name within the attributes of cairo's tags.
std::string attribute(std::string_view words) {
    std::string text = "'";
    for (const char letter : words) {
        if (letter == '\'' || letter == '\\') text += '\\';
        text += letter;
    }
    return text + "'";
}

// With a point whatever the locale.
std::string number(double value) {
    char digits[32];
    const auto result = std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::fixed, 3);
    return {digits, result.ptr};
}

std::string page_name(std::size_t page) {
    return "page " + std::to_string(page + 1);
}

void set_metadata(cairo_surface_t* surface, const Document& document) {
    const auto set = [surface](cairo_pdf_metadata_t field, const std::string& words) {
        if (!words.empty()) cairo_pdf_surface_set_metadata(surface, field, words.c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, document.title);
    set(CAIRO_PDF_METADATA_AUTHOR, document.author);
    set(CAIRO_PDF_METADATA_SUBJECT, document.subject);
    set(CAIRO_PDF_METADATA_KEYWORDS, document.keywords);
    set(CAIRO_PDF_METADATA_CREATOR, "Balise");
    set(CAIRO_PDF_METADATA_CREATE_DATE, document.created);
    set(CAIRO_PDF_METADATA_MOD_DATE, document.created);
}

void add_bookmarks(cairo_surface_t* surface, const Document& document) {
    for (std::size_t page = 0; page < document.pages.size(); ++page) {
        const auto& title = document.pages[page].bookmark;
        if (title.empty()) continue;
        const auto target = "page=" + std::to_string(page + 1) + " pos=[0 0]";
        cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, title.c_str(), target.c_str(), {});
    }
}

void add_links(cairo_t* context, const Document& document, std::size_t page) {
    for (const auto& link : document.links) {
        if (link.page != page) continue;
        const auto& frame = link.frame;
        std::string attributes = "rect=[" + number(frame.left * points_per_millimetre) + " " +
                                 number(frame.top * points_per_millimetre) + " " +
                                 number(frame.width() * points_per_millimetre) + " " +
                                 number(frame.height() * points_per_millimetre) + "] ";
        // By names: cairo writes links to later pages without a destination when they are told by number.
        attributes +=
            link.address.empty() ? "dest=" + attribute(page_name(link.target_page)) : "uri=" + attribute(link.address);
        cairo_tag_begin(context, CAIRO_TAG_LINK, attributes.c_str());
        cairo_tag_end(context, CAIRO_TAG_LINK);
    }
}

std::set<std::size_t> link_targets(const Document& document) {
    std::set<std::size_t> targets;
    for (const auto& link : document.links) {
        if (!link.address.empty()) continue;
        if (link.target_page >= document.pages.size())
            throw base::Error(base::ErrorKind::internal,
                              base::mark("a link leads to page {0}, which the document has not", link.target_page + 1));
        targets.insert(link.target_page);
    }
    return targets;
}

// Gives the pieces of content that cairo has left places for.
std::vector<std::vector<std::string>> draw_pages(cairo_surface_t* surface, const Document& document,
                                                 base::Progress& progress) {
    const auto targets = link_targets(document);
    std::vector<std::vector<std::string>> pieces;
    Stock stock;
    progress.stage(base::mark("writing pages"), static_cast<std::int64_t>(document.pages.size()));
    for (std::size_t index = 0; index < document.pages.size(); ++index) {
        progress.step(static_cast<std::int64_t>(index));
        const auto& page = document.pages[index];
        cairo_pdf_surface_set_size(surface, page.list.width * points_per_millimetre,
                                   page.list.height * points_per_millimetre);
        if (!page.label.empty()) cairo_pdf_surface_set_page_label(surface, page.label.c_str());
        const Context context(cairo_create(surface));
        // Links without a structure about them leave the file damaged.
        cairo_tag_begin(context.get(), "Sect", nullptr);
        if (targets.contains(index)) {
            const auto attributes = "name=" + attribute(page_name(index)) + " x=0 y=0";
            cairo_tag_begin(context.get(), CAIRO_TAG_DEST, attributes.c_str());
            cairo_tag_end(context.get(), CAIRO_TAG_DEST);
        }
        PdfPaths paths(stock.typefaces);
        Canvas canvas(context.get(), Medium::paper, points_per_millimetre, stock, {}, &paths);
        canvas.draw(page.list, progress);
        pieces.push_back(paths.pieces());
        add_links(context.get(), document, index);
        cairo_tag_end(context.get(), "Sect");
        cairo_show_page(context.get());
        check(cairo_status(context.get()));
    }
    progress.step(static_cast<std::int64_t>(document.pages.size()));
    return pieces;
}

}  // namespace

void write_pdf(const Document& document, const std::filesystem::path& file, base::Progress& progress) {
    if (document.pages.empty()) throw base::Error(base::ErrorKind::invalid_input, base::mark("there is no page"));
    std::string content;
    const auto& first = document.pages.front().list;
    const Surface surface(cairo_pdf_surface_create_for_stream(
        append_to_string, &content, first.width * points_per_millimetre, first.height * points_per_millimetre));
    check(cairo_surface_status(surface.get()));
    set_metadata(surface.get(), document);
    const auto pieces = draw_pages(surface.get(), document, progress);
    add_bookmarks(surface.get(), document);
    cairo_surface_finish(surface.get());
    check(cairo_surface_status(surface.get()));
    add_to_catalogue(content, document.language);
    base::write_file(file, with_pieces(content, pieces));
}

}  // namespace balise::paint::cairo
