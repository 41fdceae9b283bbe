#include "exchange/header.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::exchange {

namespace {

bool is_hashtag(std::string_view cell) {
    cell = base::trim(cell);
    return cell.size() > 2 && cell[0] == '#' &&
           ((cell[1] >= 'a' && cell[1] <= 'z') || (cell[1] >= 'A' && cell[1] <= 'Z'));
}

bool is_number_like(std::string_view cell) {
    const auto digits =
        static_cast<std::size_t>(std::count_if(cell.begin(), cell.end(), [](char c) { return c >= '0' && c <= '9'; }));
    return digits * 2 > cell.size() || base::parse_number(cell).has_value();
}

struct RowLook {
    std::size_t filled = 0;
    std::size_t words = 0;     // different cells that are no numbers
    std::size_t headings = 0;  // recognised
    std::size_t hashtags = 0;
};

class Finder {
public:
    Finder(const std::vector<TableRow>& rows, const SourceOptions& options) : rows_(rows), options_(options) {
        for (const auto& row : rows) looks_.push_back(look(row));
    }

    Header find() {
        while (first_ < rows_.size() && rows_[first_].number <= options_.skip_rows) ++first_;
        if (options_.header_row) return given();
        if (const auto tags = hashtag_row()) return with_hashtags(*tags);
        return with_words();
    }

private:
    RowLook look(const TableRow& row) const {
        RowLook result;
        std::set<std::string_view> words;
        for (const auto& cell : row.cells) {
            const auto text = base::trim(cell);
            if (text.empty()) continue;
            ++result.filled;
            if (is_hashtag(text)) ++result.hashtags;
            if (!is_number_like(text)) words.insert(text);
            if (text.size() < 200 && options_.is_heading && options_.is_heading(text)) ++result.headings;
        }
        result.words = words.size();
        return result;
    }

    Header given() {
        if (*options_.header_row == 0) {
            std::size_t width = 0;
            for (const auto& row : rows_) width = std::max(width, row.cells.size());
            Header header;
            for (std::size_t i = 0; i < width; ++i) header.columns.push_back(std::to_string(i + 1));
            header.first_data_row = first_;
            return header;
        }
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (rows_[i].number == *options_.header_row) {
                const auto below = i + 1;
                if (below < rows_.size() && is_hashtag_row(below)) return built(i, below, below + 1);
                return built(i, std::nullopt, i + 1);
            }
        throw base::Error(
            base::ErrorKind::invalid_input,
            base::mark("there is no header in row {0}: the table begins elsewhere", *options_.header_row));
    }

    bool is_hashtag_row(std::size_t i) const {
        return looks_[i].hashtags > 0 && looks_[i].hashtags * 2 >= looks_[i].filled;
    }

    std::optional<std::size_t> hashtag_row() const {
        for (std::size_t i = first_; i < std::min(rows_.size(), first_ + 25); ++i)
            if (is_hashtag_row(i)) return i;
        return std::nullopt;
    }

    Header with_hashtags(std::size_t tags) {
        std::optional<std::size_t> best;
        for (std::size_t i = first_; i < tags; ++i) {
            if (looks_[i].filled == 0) continue;
            const auto rank = [&](std::size_t row) {
                return std::pair(looks_[row].headings, looks_[row].words > 1 ? 1 : 0);
            };
            if (!best || rank(i) >= rank(*best)) best = i;
        }
        return built(best.value_or(tags), tags, tags + 1);
    }

    Header with_words() {
        std::optional<std::size_t> best;
        for (std::size_t i = first_; i < std::min(rows_.size(), first_ + 25); ++i) {
            const auto& it = looks_[i];
            const bool enough = it.headings >= 2 ? it.headings * 10 >= it.filled * 3
                                                 : it.headings == 1 && it.filled == 1 && widest() == 1;
            if (enough && (!best || it.headings > looks_[*best].headings)) best = i;
        }
        if (!best) best = first_row_of_words();
        if (!best) return Header{{}, {}, rows_.size(), {}};
        std::size_t data = *best + 1;
        std::optional<std::size_t> second;
        if (data < rows_.size() && looks_[data].headings > 0 && looks_[data].headings == looks_[data].filled)
            second = data++;
        return built(*best, std::nullopt, data, second);
    }

    std::size_t widest() const {
        std::size_t width = 0;
        for (std::size_t i = first_; i < looks_.size(); ++i) width = std::max(width, looks_[i].filled);
        return width;
    }

    std::optional<std::size_t> first_row_of_words() const {
        const auto width = widest();
        for (std::size_t i = first_; i < rows_.size(); ++i)
            if (looks_[i].words >= 2 && looks_[i].filled * 2 >= width && i + 1 < rows_.size()) return past_groups(i);
        for (std::size_t i = first_; i < rows_.size(); ++i)
            if (looks_[i].words >= std::min<std::size_t>(width, 2)) return i;
        return std::nullopt;
    }

    // A row that names groups of columns has fewer cells than the row of headings below it.
    std::size_t past_groups(std::size_t row) const {
        while (row + 2 < rows_.size() && looks_[row + 1].words == looks_[row + 1].filled &&
               looks_[row + 1].words > looks_[row].words && looks_[row].filled < widest())
            ++row;
        return row;
    }

    Header built(std::size_t row, std::optional<std::size_t> tags, std::size_t data,
                 std::optional<std::size_t> second = {}) {
        Header header;
        header.first_data_row = data;
        std::size_t width = rows_[row].cells.size();
        if (tags) width = std::max(width, rows_[*tags].cells.size());
        if (second) width = std::max(width, rows_[*second].cells.size());
        header.columns.resize(width);
        for (std::size_t column = 0; column < width; ++column) {
            if (tags && row == *tags) break;
            auto words = cell(row, column);
            if (second && !cell(*second, column).empty()) words = cell(*second, column);
            if (words.empty() && options_.header_row.value_or(0) == 0) words = above(row, column);
            header.columns[column] = std::string(words);
        }
        if (tags) {
            header.hashtags.resize(width);
            for (std::size_t column = 0; column < width; ++column)
                if (const auto tag = cell(*tags, column); is_hashtag(tag)) header.hashtags[column] = std::string(tag);
        }
        note_rows_passed_over(header, row, tags, second);
        std::size_t numbers = 0;
        for (const auto& name : header.columns)
            if (!name.empty() && is_number_like(name)) ++numbers;
        if (!tags && looks_[row].headings == 0 && numbers >= 2)
            header.notes.warning(
                rows_[row].number, {}, base::mark("the first row looks like data, not like column headings"),
                base::mark("if the file has no headings, say {0} in a mapping; its columns are then called 1, 2, 3…",
                           "\"header_row\": 0"));
        return header;
    }

    std::string_view cell(std::size_t row, std::size_t column) const {
        return column < rows_[row].cells.size() ? base::trim(rows_[row].cells[column]) : std::string_view();
    }

    // The heading of a cell merged with the one above it; a title (alone in its row) is none.
    std::string_view above(std::size_t row, std::size_t column) const {
        for (std::size_t i = row; i-- > first_;)
            if (looks_[i].words >= 2 && !cell(i, column).empty()) return cell(i, column);
        return {};
    }

    void note_rows_passed_over(Header& header, std::size_t row, std::optional<std::size_t> tags,
                               std::optional<std::size_t> second) const {
        for (std::size_t i = 0; i < header.first_data_row; ++i) {
            if (i == row || (tags && i == *tags) || (second && i == *second) || looks_[i].filled == 0) continue;
            std::string words;
            for (const auto& text : rows_[i].cells)
                if (!base::is_blank(text) && words.empty()) words = std::string(base::trim(text).substr(0, 60));
            while (!words.empty() && !base::is_utf8(words)) words.pop_back();
            header.notes.note(rows_[i].number, {}, base::mark("the row \"{0}\" above the data was passed over", words));
        }
    }

    const std::vector<TableRow>& rows_;
    const SourceOptions& options_;
    std::vector<RowLook> looks_;
    std::size_t first_ = 0;
};

}  // namespace

Header find_header(const std::vector<TableRow>& rows, const SourceOptions& options) {
    return Finder(rows, options).find();
}

}  // namespace balise::exchange
