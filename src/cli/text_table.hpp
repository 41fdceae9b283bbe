#pragma once
// Text for terminals: widths, wrapping, columns.
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace balise::cli {

// Columns that a UTF-8 text takes on a terminal: combining marks none, East Asian wide characters two.
std::size_t display_width(std::string_view text);
// Text from records made safe for a terminal: control and direction-changing characters become blanks, so that no
// record can move the cursor or hide what follows. Line ends become blanks too.
std::string printable(std::string_view text);
// Cut to a width, with "…" at the end when something is missing.
std::string shortened(std::string_view text, std::size_t width);
// Broken at blanks into lines of at most `width` columns; from the second on indented.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width);
// "  words      explanation", the explanation wrapped in its column.
void append_entry(std::string& out, const std::string& words, const std::string& explanation, std::size_t column);

// Rows in aligned columns.
class TextTable {
public:
    enum class Align { left, right };
    struct Column {
        std::string heading;
        Align align = Align::left;
        bool may_shrink = false;  // is cut when the terminal is too narrow
    };

    explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}
    void add(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    // `width` 0: as wide as it takes. Columns whose cells are all empty are left out.
    void print(std::ostream& out, std::size_t width) const;

private:
    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace balise::cli
