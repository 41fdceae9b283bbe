#pragma once
// What cairo does not write into the catalogue of a PDF.
#include <string>
#include <string_view>

namespace balise::paint::cairo {

// Adds the language ("fr", may be empty), and that windows show the title and not the file's name. `content` is a PDF
// as cairo 1.16 writes it: the catalogue is the last object before the table of objects. Throws internal when it is
// not.
void add_to_catalogue(std::string& content, std::string_view language);

}  // namespace balise::paint::cairo
