#pragma once
// Finished pages to the printer of the computer, where it has a print service (CUPS).
#include <filesystem>

#include "base/progress.hpp"

namespace balise::app {

// Whether there is a program that takes print jobs; looked up once.
bool has_print_service();

// Hands a PDF to the print service's default printer. Throws unsupported when there is no service, io with what the
// service says when it refuses.
void print_file(const std::filesystem::path& pdf, base::Progress& progress);

}  // namespace balise::app
