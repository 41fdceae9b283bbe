#pragma once
// The guide: data/help/fr.md and en.md, read once. A small part of Markdown: # page, ## head, - point, | word | meaning
// |.
#include <string>
#include <vector>

#include "base/text.hpp"

namespace balise::gui {

struct HelpLine {
    enum class Kind { head, words, point, meaning } kind = Kind::words;
    std::string words;
    std::string word;    // of a meaning: what is explained
    std::string symbol;  // drawn before it, or empty
};

struct HelpPage {
    std::string title;
    std::vector<HelpLine> lines;
};

std::vector<HelpPage> parse_help(const std::string& text);

// Of the language; empty when the file is not there.
const std::vector<HelpPage>& help_pages(base::Language language);

}  // namespace balise::gui
