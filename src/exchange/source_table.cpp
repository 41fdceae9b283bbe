#include "exchange/source_table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::exchange {

namespace {

class TableSource final : public Source {
public:
    TableSource(std::unique_ptr<RawRows> rows, const SourceOptions& options) : rows_(std::move(rows)) {
        std::vector<TableRow> top;
        TableRow row;
        while (top.size() < header_depth +
                                static_cast<std::size_t>(std::max(options.skip_rows, options.header_row.value_or(0))) &&
               rows_->next(row.cells, row.number))
            top.push_back(row);
        header_ = find_header(top, options);
        for (std::size_t i = header_.first_data_row; i < top.size(); ++i) waiting_.push_back(std::move(top[i]));
        notes_.append(rows_->take_notes());
        notes_.append(header_.notes);
        if (header_.columns.empty())
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("no table was found: there is no row of column headings with data below it; "
                                         "if the file has no headings, say {0} in a mapping",
                                         "\"header_row\": 0"));
    }

    std::string format() const override { return rows_->format(); }
    const std::vector<std::string>& columns() const override { return header_.columns; }
    const std::vector<std::string>& hashtags() const override { return header_.hashtags; }
    bool has_geometry() const override { return false; }
    std::string crs() const override { return {}; }
    const base::Problems& notes() const override { return notes_; }
    std::int64_t size_hint() const override { return rows_->size_hint(); }
    std::optional<char> separator() const override { return rows_->separator(); }

    bool next(SourceRow& row) override {
        row.geometry = {};
        while (true) {
            if (!waiting_.empty()) {
                row.number = waiting_.front().number;
                row.cells.swap(waiting_.front().cells);
                waiting_.pop_front();
            } else if (!rows_->next(row.cells, row.number)) {
                notes_.append(rows_->take_notes());
                return false;
            }
            if (is_empty(row) || is_header_again(row)) continue;
            fit(row);
            return true;
        }
    }

private:
    static bool is_empty(const SourceRow& row) {
        return std::all_of(row.cells.begin(), row.cells.end(),
                           [](const std::string& cell) { return cell.empty() || base::is_blank(cell); });
    }

    // Lists printed on several pages repeat their headings.
    bool is_header_again(const SourceRow& row) {
        if (row.cells.size() < 2 || row.cells.size() > header_.columns.size()) return false;
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            if (base::trim(row.cells[i]) != header_.columns[i]) return false;
        notes_.note(row.number, {}, base::mark("the row repeats the column headings and was passed over"));
        return true;
    }

    void fit(SourceRow& row) {
        const auto width = header_.columns.size();
        if (row.cells.size() > width) {
            const bool has_more = std::any_of(row.cells.begin() + static_cast<std::ptrdiff_t>(width), row.cells.end(),
                                              [](const std::string& cell) { return !base::is_blank(cell); });
            if (has_more)
                notes_.warning(row.number, {},
                               base::mark("the row has {0} cells, the header {1}: what is beyond was left out",
                                          row.cells.size(), width),
                               base::mark("look for a separator or a quotation mark inside a cell"));
        }
        row.cells.resize(width);
    }

    std::unique_ptr<RawRows> rows_;
    Header header_;
    std::deque<TableRow> waiting_;
    base::Problems notes_;
};

}  // namespace

std::unique_ptr<Source> make_table_source(std::unique_ptr<RawRows> rows, const SourceOptions& options) {
    return std::make_unique<TableSource>(std::move(rows), options);
}

}  // namespace balise::exchange
