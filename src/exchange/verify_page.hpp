#pragma once
// Reopens a printed page with other code than wrote it and searches it for what was withheld.
#include <filesystem>
#include <string>
#include <vector>

#include "exchange/verify_written.hpp"

namespace balise::exchange {

// `format`: "pdf" (read by poppler: the text of every page and the document's own words), "svg" or "png" (their bytes).
// `texts`: what the page says, as it was set, as these formats hold letters as shapes. Throws internal, with `shown` as
// the file's name, when something withheld is found or the document does not open with `pages` pages.
void verify_page(const std::filesystem::path& file, const std::string& format, const std::string& shown,
                 std::size_t pages, const std::vector<std::string>& texts, const Secrets& secrets);

}  // namespace balise::exchange
