// CSV (RFC 4180): one file per kind, canonical column names in the header row, codes in the cells, so that the file can
// be imported again without loss. UTF-8 with a byte-order mark, without which Excel shows "Ã©". The separator is the
// one that Excel expects where the language is spoken: ';' in French, ',' in English. Numbers keep the decimal point.
#include <string>

#include "exchange/csv_cells.hpp"
#include "exchange/neutral.hpp"
#include "exchange/write_formats.hpp"

namespace balise::exchange {

namespace {

template <class Record>
void write_kind(const WriteJob& job, const std::vector<Record>& records, const std::filesystem::path& file,
                const std::string& shown) {
    const char separator = separator_of(job.options.language);
    const auto columns = job.released.columns<Record>();
    TextFile out(file, shown);
    std::string line(byte_order_mark);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0) line += separator;
        line += columns[i]->name;
    }
    out << line << "\r\n";
    std::int64_t done = 0;
    for (const auto& record : records) {
        line.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0) line += separator;
            const auto value = columns[i]->get(record);
            if (const auto* words = std::get_if<std::string>(&value))
                append_cell(line, neutral_text(sound_utf8(*words)));
            else
                line += model::text_of(value);
        }
        out << line << "\r\n";
        if (++done % 1000 == 0) job.progress.step(done);
    }
    out.close();
}

}  // namespace

void write_csv(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch) {
    for_each_kind(job.released, [&](const auto& records, std::string_view kind) {
        job.progress.stage(base::mark("Writing {0}", std::string(kind)), static_cast<std::int64_t>(records.size()));
        const auto file = file_of_kind(target, kind, ".csv", batch);
        write_kind(job, records, batch.add(file), file.string());
    });
}

}  // namespace balise::exchange
