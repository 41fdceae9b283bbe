#include "paint/cairo/pdf_catalogue.hpp"

#include "base/error.hpp"

namespace balise::paint::cairo {

void add_to_catalogue(std::string& content, std::string_view language) {
    constexpr std::string_view catalogue = "<< /Type /Catalog\n";
    constexpr std::string_view start = "startxref\n";
    const auto entry = content.rfind(catalogue);
    const auto table = entry == std::string::npos ? entry : content.find("\nendobj\nxref\n", entry);
    const auto pointer = table == std::string::npos ? table : content.find(start, table);
    if (pointer == std::string::npos)
        throw base::Error(base::ErrorKind::internal, base::mark("the PDF has no catalogue where it should be"));
    std::string words = "   /ViewerPreferences << /DisplayDocTitle true >>\n";
    if (!language.empty()) words += "   /Lang (" + std::string(language) + ")\n";
    // Only the table itself lies behind the catalogue, so only its own place changes.
    const auto place = table + std::string_view("\nendobj\n").size() + words.size();
    const auto digits = pointer + start.size();
    content.replace(digits, content.find('\n', digits) - digits, std::to_string(place));
    content.insert(entry + catalogue.size(), words);
}

}  // namespace balise::paint::cairo
