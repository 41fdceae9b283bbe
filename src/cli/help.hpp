#pragma once
// Help in the reader's language, made from the table of commands.
#include <string>

#include "cli/command.hpp"

namespace balise::cli {

// The list of commands with a few words each.
std::string general_help(const base::Catalogue& say);
// Usage, parameters and examples of one command.
std::string command_help(const Command& command, const base::Catalogue& say);
// "balise find FILE [WORDS…] [options]".
std::string usage_line(const Command& command, const base::Catalogue& say);
// "--near PLACE", or "FILE" for a positional one.
std::string parameter_words(const app::Parameter& parameter, const base::Catalogue& say);

}  // namespace balise::cli
