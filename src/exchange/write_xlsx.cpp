// XLSX for people: a sheet that says what the file is, then one sheet per kind with headings and values in words, a
// second row of HXL hashtags for programs, no hidden sheet or column, nothing but strings and numbers (a string cell is
// never evaluated).
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <set>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/write_formats.hpp"

namespace balise::exchange {

namespace {

class Workbook {
public:
    Workbook(const std::filesystem::path& file, std::string shown)
        : shown_(std::move(shown)), book_(workbook_new(file.c_str())) {
        if (book_ == nullptr) fail(LXW_ERROR_MEMORY_MALLOC_FAILED);
        heading_ = workbook_add_format(book_);
        format_set_bold(heading_);
        format_set_bg_color(heading_, 0xDDE6EE);
        format_set_text_wrap(heading_);
        format_set_align(heading_, LXW_ALIGN_VERTICAL_TOP);
        format_set_bottom(heading_, LXW_BORDER_THIN);
        tag_ = workbook_add_format(book_);
        format_set_font_color(tag_, 0x777777);
        format_set_font_size(tag_, 8);
        title_ = workbook_add_format(book_);
        format_set_bold(title_);
        format_set_font_size(title_, 16);
        wrapped_ = workbook_add_format(book_);
        format_set_text_wrap(wrapped_);
        format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    }
    ~Workbook() {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    lxw_worksheet* add_sheet(const std::string& name) {
        auto* sheet = workbook_add_worksheet(book_, name.c_str());
        if (sheet == nullptr) fail(LXW_ERROR_MEMORY_MALLOC_FAILED);
        return sheet;
    }
    void write(lxw_worksheet* sheet, std::size_t row, std::size_t column, const std::string& text,
               lxw_format* format = nullptr) {
        check(worksheet_write_string(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), text.c_str(),
                                     format));
    }
    void write(lxw_worksheet* sheet, std::size_t row, std::size_t column, double number) {
        check(worksheet_write_number(sheet, static_cast<lxw_row_t>(row), static_cast<lxw_col_t>(column), number,
                                     nullptr));
    }
    // Nothing about who, where or when, but the time of the edition.
    void set_properties(const std::string& title) {
        std::string kept = title;
        lxw_doc_properties properties{};
        properties.title = kept.data();
        properties.created = static_cast<time_t>(base::now_seconds());
        check(workbook_set_properties(book_, &properties));
    }
    void close() {
        auto* book = book_;
        book_ = nullptr;
        errno = 0;
        check(workbook_close(book));
    }
    void check(lxw_error code) const {
        if (code != LXW_NO_ERROR) fail(code);
    }

    lxw_format* heading() const { return heading_; }
    lxw_format* tag() const { return tag_; }
    lxw_format* title() const { return title_; }
    lxw_format* wrapped() const { return wrapped_; }

private:
    [[noreturn]] void fail(lxw_error code) const {
        if (code == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED || code == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
            throw base::Error(base::ErrorKind::unsupported,
                              base::mark("cannot write {0}: {1}", shown_, std::string(lxw_strerror(code))));
        if (errno != 0) fail_to_write(shown_, errno);
        throw base::Error(base::ErrorKind::io,
                          base::mark("cannot write {0}: {1}", shown_, std::string(lxw_strerror(code))));
    }

    std::string shown_;
    lxw_workbook* book_ = nullptr;
    lxw_format* heading_ = nullptr;
    lxw_format* tag_ = nullptr;
    lxw_format* title_ = nullptr;
    lxw_format* wrapped_ = nullptr;
};

// The label of a code if the importer finds the code again from it, else the code.
std::string words_of_code(const WriteJob& job, std::string_view vocabulary, const std::string& code) {
    const auto* terms = job.vocabularies.find(vocabulary);
    if (terms == nullptr) return code;
    const auto label = job.vocabularies.label(vocabulary, code, job.options.language);
    return terms->recognise(label) == code && label.find(';') == std::string::npos ? label : code;
}

std::string words_of(const WriteJob& job, const model::FieldDescription& field, const std::string& text) {
    if (field.kind == model::FieldKind::code) return words_of_code(job, field.vocabulary, text);
    if (field.kind != model::FieldKind::code_list) return text;
    auto codes = base::split(text, ';');
    for (auto& code : codes) code = words_of_code(job, field.vocabulary, code);
    return base::join(codes, "; ");
}

double width_of(const model::FieldDescription& field) {
    using Kind = model::FieldKind;
    switch (field.kind) {
        case Kind::long_text:
        case Kind::services: return 48;
        case Kind::text:
        case Kind::text_list:
        case Kind::email:
        case Kind::url:
        case Kind::code_list: return 28;
        case Kind::phone:
        case Kind::phone_list:
        case Kind::code:
        case Kind::equipment: return 20;
        default: return 12;
    }
}

// The HXL hashtag of a column, each used once in a sheet; a field without one keeps its canonical name.
std::string tag_of(const WriteJob& job, std::string_view record, const model::FieldDescription& field,
                   std::set<std::string>& used) {
    const auto* term = job.vocabularies.field(record, field.name);
    if (term != nullptr)
        for (const auto& tag : term->hxl)
            if (!tag.empty() && used.insert(tag).second) return tag;
    return "#meta+" + std::string(field.name);
}

std::string sheet_name(const WriteJob& job, std::string_view kind) {
    const auto& words = base::Catalogue::of(job.options.language);
    if (kind == "providers") return words(base::mark("Providers"));
    if (kind == "risk_zones") return words(base::mark("Risk zones"));
    if (kind == "border_posts") return words(base::mark("Border posts"));
    return words(base::mark("Transport nodes"));
}

template <class Record>
void write_sheet(const WriteJob& job, Workbook& book, const std::vector<Record>& records, std::string_view kind) {
    auto* sheet = book.add_sheet(sheet_name(job, kind));
    const auto columns = job.released.columns<Record>();
    const auto record_name = model::RecordTraits<Record>::code;
    std::set<std::string> used;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& field = *columns[i];
        book.check(worksheet_set_column(sheet, static_cast<lxw_col_t>(i), static_cast<lxw_col_t>(i), width_of(field),
                                        nullptr));
        book.write(sheet, 0, i, job.vocabularies.field_label(record_name, field.name, job.options.language),
                   book.heading());
        book.write(sheet, 1, i, tag_of(job, record_name, field, used), book.tag());
    }
    std::size_t row = 2;
    for (const auto& record : records) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto value = columns[i]->get(record);
            if (const auto* words = std::get_if<std::string>(&value))
                book.write(sheet, row, i, words_of(job, *columns[i], sound_utf8(*words)));
            else if (const auto* whole = std::get_if<std::int64_t>(&value))
                book.write(sheet, row, i, static_cast<double>(*whole));
            else if (const auto* real = std::get_if<double>(&value))
                book.write(sheet, row, i, *real);
        }
        ++row;
        if (row % 1000 == 0) job.progress.step(static_cast<std::int64_t>(row));
    }
    worksheet_freeze_panes(sheet, 2, 1);
    if (!columns.empty())
        book.check(worksheet_autofilter(sheet, 1, 0, static_cast<lxw_row_t>(std::max<std::size_t>(row, 3) - 1),
                                        static_cast<lxw_col_t>(columns.size() - 1)));
}

// Where the released records come from, each source once.
std::vector<std::string> sources_of(const model::Released& released) {
    std::set<std::string> sources;
    constexpr std::size_t most = 30;
    const auto add = [&](const auto& records) {
        for (const auto& record : records)
            if (!record.source.empty() && sources.size() < most) sources.insert(record.source);
    };
    add(released.providers());
    add(released.risk_zones());
    add(released.border_posts());
    add(released.transport_nodes());
    return {sources.begin(), sources.end()};
}

void write_first_sheet(const WriteJob& job, Workbook& book) {
    const auto& words = base::Catalogue::of(job.options.language);
    auto* sheet = book.add_sheet(words(base::mark("Read me")));
    book.check(worksheet_set_column(sheet, 0, 0, 100, nullptr));
    std::size_t row = 0;
    book.write(sheet, row++, 0, sound_utf8(title_of(job)), book.title());
    book.write(sheet, row++, 0, words(base::mark("Audience: {0}", audience_label(job))), book.wrapped());
    if (!job.options.edition.empty())
        book.write(sheet, row++, 0, words(base::mark("Edition: {0}", sound_utf8(job.options.edition))), book.wrapped());
    book.write(sheet, row++, 0, words(base::mark("Date: {0}", base::today())), book.wrapped());
    book.write(sheet, row++, 0, words(base::mark("Language: English")), book.wrapped());
    for (const auto& line : notices(job)) book.write(sheet, row++, 0, line, book.wrapped());
    for (const auto& source : sources_of(job.released))
        book.write(sheet, row++, 0, words(base::mark("Source: {0}", sound_utf8(source))), book.wrapped());
}

}  // namespace

void write_xlsx(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch) {
    const auto file = single_file(target, ".xlsx", batch);
    Workbook book(batch.add(file), file.string());
    book.set_properties(sound_utf8(title_of(job)));
    write_first_sheet(job, book);
    for_each_kind(job.released, [&](const auto& records, std::string_view kind) {
        job.progress.stage(base::mark("Writing {0}", std::string(kind)), static_cast<std::int64_t>(records.size()));
        write_sheet(job, book, records, kind);
    });
    job.progress.check();
    book.close();
}

}  // namespace balise::exchange
