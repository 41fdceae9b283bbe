#include "exchange/verify_page.hpp"

#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <memory>
#include <mutex>

#include "base/error.hpp"
#include "base/file.hpp"

namespace balise::exchange {

namespace {

using base::ErrorKind;
using base::mark;

void search(std::string_view bytes, Secrets::Kind kind, const std::string& shown, const Secrets& secrets) {
    if (const auto form = secrets.find(bytes, kind))
        throw base::Error(
            ErrorKind::internal,
            mark("something withheld from this audience was found in {0}, as {1}; nothing was written", shown, *form));
}

std::string utf8(const poppler::ustring& text) {
    const auto bytes = text.to_utf8();
    return {bytes.begin(), bytes.end()};
}

void search_document(const std::filesystem::path& file, const std::string& shown, std::size_t pages,
                     const Secrets& secrets) {
    static std::once_flag quiet;
    std::call_once(quiet, [] { poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr); });
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_file(file.string()));
    if (!document || document->is_locked() || document->pages() != static_cast<int>(pages))
        throw base::Error(ErrorKind::internal, mark("{0} does not open again as it was written", shown));
    if (secrets.empty()) return;
    std::string words;
    for (const auto& key : document->info_keys()) words += utf8(document->info_key(key)) + "\n";
    words += utf8(document->metadata()) + "\n";
    search(words, Secrets::Kind::text, shown, secrets);
    for (int number = 0; number < document->pages(); ++number) {
        const std::unique_ptr<poppler::page> page(document->create_page(number));
        if (!page) throw base::Error(ErrorKind::internal, mark("{0} does not open again as it was written", shown));
        // In the order of the content: lines broken within a column stay together.
        search(utf8(page->text({}, poppler::page::raw_order_layout)), Secrets::Kind::text, shown, secrets);
    }
}

// The outlines of shapes and letters are thousands of numbers, in millimetres or points: among them some look like any
// position. Words and other attributes are left as they are.
std::string without_outlines(std::string svg) {
    constexpr std::string_view begins = " d=\"";
    for (auto at = svg.find(begins); at != std::string::npos; at = svg.find(begins, at)) {
        at += begins.size();
        const auto end = svg.find('"', at);
        if (end == std::string::npos) break;
        for (; at < end; ++at) {
            const char c = svg[at];
            // What no outline is made of stays: words have no place in it and are to be found.
            if ((c >= '0' && c <= '9') || c == '.' || c == '-') svg[at] = ' ';
        }
    }
    return svg;
}

}  // namespace

void verify_page(const std::filesystem::path& file, const std::string& format, const std::string& shown,
                 std::size_t pages, const std::vector<std::string>& texts, const Secrets& secrets) {
    for (const auto& text : texts) search(text, Secrets::Kind::text, shown, secrets);
    if (format == "pdf") search_document(file, shown, pages, secrets);
    if (secrets.empty()) return;
    if (format == "svg")
        search(without_outlines(base::read_file(file)), Secrets::Kind::text, shown, secrets);
    else
        search(base::read_file(file), Secrets::Kind::binary, shown, secrets);
}

}  // namespace balise::exchange
