#pragma once
// Words of the command line into a command and its arguments (CLI11).
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace balise::cli {

// What must be known before anything is read, so that even a wrong command line is answered as wished.
struct Manners {
    base::Language language = base::Language::french;
    bool wants_json = false;
    bool wants_help = false;
    bool wants_version = false;
    std::string wrong_language;       // what --lang named, when it is neither fr nor en
    std::string command;              // first word that is no option; may be empty
    std::vector<std::string> others;  // all words but the command
};
Manners read_manners(const std::vector<std::string>& words);

// The arguments of a command, checked by type: numbers are numbers, codes are codes of the vocabulary (labels and
// aliases in both languages are understood). Throws usage with what is wrong and the nearest right word.
app::Arguments parse_arguments(const Command& command, const std::vector<std::string>& words,
                               const base::Catalogue& say);

// " Did you mean …" for a mistyped word; empty when nothing is near.
std::string nearest(const std::string& word, const std::vector<std::string>& candidates);

// The error for a command that does not exist.
base::Error unknown_command(const std::string& word);

}  // namespace balise::cli
