#include "gui/help_pages.hpp"

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/error.hpp"
#include "base/paths.hpp"
#include "base/words.hpp"

namespace balise::gui {

namespace {

// "| {provider/ngo} Word | meaning |"
HelpLine meaning_of(const std::string& line) {
    HelpLine result{HelpLine::Kind::meaning, {}, {}, {}};
    const auto cells = base::split(line, '|');
    if (!cells.empty()) result.word = cells[0];
    if (cells.size() > 1) result.words = cells[1];
    if (const auto end = result.word.find('}'); result.word.starts_with("{") && end != std::string::npos) {
        result.symbol = result.word.substr(1, end - 1);
        result.word = base::trim(result.word.substr(end + 1));
    }
    return result;
}

std::vector<HelpPage> read_help(base::Language language) {
    try {
        const auto file = base::data_folder() / "help" / (std::string(base::language_code(language)) + ".md");
        std::ifstream in(file, std::ios::binary);
        return parse_help({std::istreambuf_iterator<char>(in), {}});
    } catch (const base::Error&) {
        return {};  // no data folder: the list of shortcuts is still shown
    }
}

}  // namespace

std::vector<HelpPage> parse_help(const std::string& text) {
    std::vector<HelpPage> pages;
    std::istringstream lines(text);
    bool continues = false;  // the line before was words: this one belongs to the same paragraph
    for (std::string line; std::getline(lines, line);) {
        const std::string words(base::trim(line));
        if (words.empty()) {
            continues = false;
            continue;
        }
        if (words.starts_with("# ")) {
            pages.push_back({words.substr(2), {}});
            continues = false;
            continue;
        }
        if (pages.empty()) continue;
        auto& page = pages.back().lines;
        if (words.starts_with("## ")) {
            page.push_back({HelpLine::Kind::head, words.substr(3), {}, {}});
            continues = false;
        } else if (words.starts_with("- ")) {
            page.push_back({HelpLine::Kind::point, words.substr(2), {}, {}});
            continues = true;
        } else if (words.starts_with("|")) {
            page.push_back(meaning_of(words));
            continues = false;
        } else if (continues) {
            page.back().words += " " + words;
        } else {
            page.push_back({HelpLine::Kind::words, words, {}, {}});
            continues = true;
        }
    }
    return pages;
}

const std::vector<HelpPage>& help_pages(base::Language language) {
    static const auto french = read_help(base::Language::french);
    static const auto english = read_help(base::Language::english);
    return language == base::Language::french ? french : english;
}

}  // namespace balise::gui
