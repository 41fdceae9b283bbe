// Text tables: CSV with any separator, TSV. The parser is libcsv, fed piece by piece; rows wait in buffers that are
// used again.
#include <csv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/neutral.hpp"
#include "exchange/source_table.hpp"
#include "exchange/text_encoding.hpp"

namespace balise::exchange {

namespace {

constexpr std::size_t most_columns = 2000;
constexpr std::size_t piece = 1U << 16U;

// How often the separator occurs on each of the first lines, quoted parts left out.
std::vector<std::size_t> counts_per_line(std::string_view text, char separator) {
    std::vector<std::size_t> counts;
    std::size_t count = 0;
    bool quoted = false;
    bool filled = false;
    for (std::size_t i = 0; i < text.size() && counts.size() < 60; ++i) {
        const char c = text[i];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == separator) ++count;
        if (c != '\n' && c != '\r') {
            filled = true;
            continue;
        }
        if (filled) counts.push_back(count);
        count = 0;
        filled = false;
    }
    if (filled) counts.push_back(count);
    return counts;
}

// The separator that cuts most lines into the same number of cells.
char guess_separator(std::string_view text) {
    const auto sample = text.substr(0, 200'000);
    char best = ',';
    double best_score = 0;
    for (const char separator : {',', ';', '\t', '|'}) {
        const auto counts = counts_per_line(sample, separator);
        std::map<std::size_t, std::size_t> lines_with;
        for (const auto count : counts)
            if (count > 0) ++lines_with[count];
        for (const auto& [count, lines] : lines_with) {
            const double share = static_cast<double>(lines) / static_cast<double>(counts.size());
            const double score = share * (1 + std::log2(1 + static_cast<double>(count)) / 4);
            if (score > best_score + 1e-9) {
                best_score = score;
                best = separator;
            }
        }
    }
    return best;
}

char separator_of(const SourceOptions& options, std::string_view text) {
    if (options.delimiter.empty()) return guess_separator(text);
    if (options.delimiter == "tab" || options.delimiter == "\\t") return '\t';
    if (options.delimiter.size() != 1 || options.delimiter == "\"" || options.delimiter == "\n")
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is not a separator: give one character, or tab", options.delimiter));
    return options.delimiter[0];
}

class CsvRows final : public RawRows {
public:
    CsvRows(DecodedText decoded, const SourceOptions& options, std::string shown_name)
        : text_(std::move(decoded.text)), shown_name_(std::move(shown_name)) {
        if (csv_init(&parser_, CSV_REPALL_NL) != 0)
            throw base::Error(base::ErrorKind::internal, base::mark("the reader of tables could not be started"));
        separator_ = separator_of(options, text_);
        csv_set_delim(&parser_, static_cast<unsigned char>(separator_));
        csv_set_blk_size(&parser_, 4096);
        if (decoded.encoding != "UTF-8")
            notes_.note(
                0, {}, base::mark("the file was read in the encoding {0}", decoded.encoding),
                base::mark("if accents are wrong, name another under the key {0} of a mapping file", "\"encoding\""));
        if (decoded.is_damaged)
            notes_.warning(0, {}, base::mark("the file is UTF-8 with damaged characters"),
                           base::mark("the rows concerned are listed; correct them, or name the encoding"));
    }
    ~CsvRows() override { csv_free(&parser_); }
    CsvRows(const CsvRows&) = delete;
    CsvRows& operator=(const CsvRows&) = delete;

    std::string format() const override { return "CSV"; }
    std::optional<char> separator() const override { return separator_; }
    // As many lines as the first ones let expect: a hint need not look at everything.
    std::int64_t size_hint() const override {
        const auto sample = std::string_view(text_).substr(0, piece);
        const auto lines = static_cast<double>(std::count(sample.begin(), sample.end(), '\n'));
        const auto size = static_cast<double>(std::max<std::size_t>(sample.size(), 1));
        return static_cast<std::int64_t>(lines / size * static_cast<double>(text_.size()));
    }
    base::Problems take_notes() override { return std::exchange(notes_, {}); }

    bool next(std::vector<std::string>& cells, std::int64_t& number) override {
        while (taken_ == ready_) {
            if (is_finished_) return false;
            // A row that the last piece left open goes on at the front.
            if (is_open_ && ready_ > 0) std::swap(rows_.front(), rows_[ready_]);
            taken_ = ready_ = 0;
            feed();
        }
        auto& row = rows_[taken_++];
        number = ++number_;
        cells.resize(row.filled);
        for (std::size_t i = 0; i < row.filled; ++i) cells[i].swap(row.cells[i]);
        return true;
    }

private:
    struct Row {
        std::vector<std::string> cells;
        std::size_t filled = 0;
    };

    void feed() {
        const auto length = std::min(piece, text_.size() - position_);
        if (csv_parse(&parser_, text_.data() + position_, length, on_cell, on_row, this) != length) fail();
        position_ += length;
        if (is_too_wide_)
            throw base::Error(
                base::ErrorKind::invalid_input,
                base::mark("\"{0}\" has a row of more than {1} cells; it is no table, or its separator is another",
                           shown_name_, most_columns));
        if (position_ < text_.size()) return;
        is_finished_ = true;
        // State 2 of libcsv is a cell begun: a quotation mark was opened and the file ends.
        if (parser_.quoted != 0 && parser_.pstate == 2)
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("a quotation mark opened in row {0} of \"{1}\" is never closed: the rest of "
                                         "the file would be one cell",
                                         number_ + static_cast<std::int64_t>(ready_) + 1, shown_name_));
        if (csv_fini(&parser_, on_cell, on_row, this) != 0) fail();
    }

    [[noreturn]] void fail() {
        throw base::Error(base::ErrorKind::invalid_input, base::mark("\"{0}\" cannot be taken apart into cells: {1}",
                                                                     shown_name_, csv_strerror(csv_error(&parser_))));
    }

    Row& current() {
        if (rows_.size() == ready_) rows_.emplace_back();
        return rows_[ready_];
    }

    static void on_cell(void* bytes, std::size_t length, void* self_pointer) {
        auto* self = static_cast<CsvRows*>(self_pointer);
        auto& row = self->current();
        if (!self->is_open_) row.filled = 0;
        self->is_open_ = true;
        if (row.filled == most_columns) {
            self->is_too_wide_ = true;  // reported by feed(): nothing may be thrown through C
            return;
        }
        if (row.filled == row.cells.size()) row.cells.emplace_back();
        const std::string_view cell(static_cast<const char*>(bytes), length);
        // An apostrophe that keeps a spreadsheet from calculating is not part of the text.
        if (cell.starts_with('\''))
            row.cells[row.filled++] = plain_text(cell);
        else
            row.cells[row.filled++].assign(cell);
    }

    static void on_row(int terminator, void* self_pointer) {
        auto* self = static_cast<CsvRows*>(self_pointer);
        if (!self->is_open_) {
            // The second half of a CR LF is no row of its own; -1 is the end of the file.
            if ((terminator == '\n' && self->last_ == '\r') || terminator == -1) {
                self->last_ = terminator;
                return;
            }
            self->current().filled = 0;
        }
        self->last_ = terminator;
        self->is_open_ = false;
        ++self->ready_;
    }

    std::string text_;
    std::string shown_name_;
    csv_parser parser_{};
    char separator_ = ',';
    std::size_t position_ = 0;
    std::vector<Row> rows_;
    std::size_t ready_ = 0;
    std::size_t taken_ = 0;
    bool is_open_ = false;
    bool is_finished_ = false;
    bool is_too_wide_ = false;
    int last_ = 0;
    std::int64_t number_ = 0;
    base::Problems notes_;
};

}  // namespace

std::unique_ptr<RawRows> open_csv(std::string bytes, const std::string& shown_name, const SourceOptions& options) {
    return std::make_unique<CsvRows>(decode(std::move(bytes), options.encoding, shown_name), options, shown_name);
}

}  // namespace balise::exchange
