#pragma once
// Finished pages to the printer of the computer, where it has a print service (CUPS).
#include <filesystem>
#include <functional>

#include "base/progress.hpp"

namespace balise::app {

// Whether there is a program that takes print jobs; looked up once.
bool has_print_service();

// Hands a PDF to the print service's default printer. Throws unsupported when there is no service, io with what the
// service says when it refuses.
void print_file(const std::filesystem::path& pdf, base::Progress& progress);

// Lets `make` write a PDF into a folder that nobody else can read, prints it and takes it away again.
void print_made(const std::function<void(const std::filesystem::path& pdf)>& make, base::Progress& progress);

}  // namespace balise::app
