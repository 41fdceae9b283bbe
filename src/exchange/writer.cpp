#include "exchange/writer.hpp"

#include <algorithm>
#include <system_error>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/verify_written.hpp"
#include "exchange/write_formats.hpp"

namespace balise::exchange {

namespace fs = std::filesystem;

namespace {

bool is_folder(const fs::path& target) {
    std::error_code ignored;
    return fs::is_directory(target, ignored) || !target.has_filename() || !target.has_extension();
}

void write_format(const WriteJob& job, const std::string& format, const fs::path& target, FileBatch& batch) {
    if (format == "geojson") return write_geojson(job, target, batch);
    if (format == "csv") return write_csv(job, target, batch);
    if (format == "gpkg") return write_gpkg(job, target, batch);
    if (format == "xlsx") return write_xlsx(job, target, batch);
    throw base::Error(base::ErrorKind::unsupported, base::mark("the format \"{0}\" cannot be written; known are: {1}",
                                                               format, base::join(formats(), ", ")));
}

}  // namespace

const std::vector<std::string>& formats() {
    static const std::vector<std::string> names{"geojson", "csv", "gpkg", "xlsx"};
    return names;
}

std::string title_of(const WriteJob& job) {
    if (!base::is_blank(job.options.title)) return job.options.title;
    return base::Catalogue::of(job.options.language)(base::mark("Directory of child-protection services"));
}

std::string audience_label(const WriteJob& job) {
    const auto& words = base::Catalogue::of(job.options.language);
    switch (job.released.audience()) {
        case model::Audience::everyone: return words(base::mark("PUBLIC"));
        case model::Audience::partners: return words(base::mark("PARTNERS"));
        case model::Audience::internal: return words(base::mark("INTERNAL"));
    }
    return {};
}

std::vector<std::string> notices(const WriteJob& job) {
    const auto& words = base::Catalogue::of(job.options.language);
    std::vector<std::string> lines;
    const auto audience = job.released.audience();
    if (audience == model::Audience::partners)
        lines.push_back(words(base::mark("For the named recipient only; not to be passed on")));
    if (audience == model::Audience::internal)
        lines.push_back(words(base::mark("For the keepers of the directory only; not to be passed on")));
    if (job.released.has_generalised_positions())
        lines.push_back(
            words(base::mark("Positions generalised: providers without coordinates are given by their area only")));
    lines.push_back(words(base::mark("Boundaries and names shown do not imply any official endorsement")));
    return lines;
}

std::vector<std::string> own_words(const WriteJob& job) {
    // Not the title and the edition of the project: people write them, and they do not come through the gate.
    auto words = notices(job);
    for (const auto& [name, vocabulary] : job.vocabularies.all())
        for (const auto& term : vocabulary.terms())
            for (const auto* text : {&term.code, &term.fr, &term.en}) words.push_back(*text);
    for (const auto& field : job.vocabularies.fields())
        for (const auto* text : {&field.field, &field.fr, &field.en}) words.push_back(*text);
    return words;
}

std::string sound_utf8(std::string_view text) {
    if (base::is_utf8(text)) return std::string(text);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t length = 1;
        while (length <= 4 && at + length <= text.size() && !base::is_utf8(text.substr(at, length))) ++length;
        if (length <= 4 && at + length <= text.size()) {
            out += text.substr(at, length);
            at += length;
        } else {
            out += "\xEF\xBF\xBD";
            ++at;
        }
    }
    return out;
}

fs::path file_of_kind(const fs::path& target, std::string_view kind, std::string_view extension, FileBatch& batch) {
    if (is_folder(target)) {
        batch.make_folder(target);
        return target / (std::string(kind) + std::string(extension));
    }
    if (kind == "providers") return target;
    return target.parent_path() / (target.stem().string() + "_" + std::string(kind) + target.extension().string());
}

fs::path single_file(const fs::path& target, std::string_view extension, FileBatch& batch) {
    if (!is_folder(target)) return target;
    batch.make_folder(target);
    return target / ("directory" + std::string(extension));
}

WrittenFiles::WrittenFiles(std::unique_ptr<FileBatch> batch) : batch_(std::move(batch)) {}
WrittenFiles::~WrittenFiles() = default;
WrittenFiles::WrittenFiles(WrittenFiles&&) noexcept = default;
WrittenFiles& WrittenFiles::operator=(WrittenFiles&&) noexcept = default;

void WrittenFiles::keep() {
    batch_->keep();
}

WrittenFiles write_all(const model::Released& released, const model::Withheld& withheld,
                       const std::vector<WriteTarget>& targets, const model::Vocabularies& vocabularies,
                       const WriteOptions& options, base::Progress& progress) {
    const WriteJob job{released, vocabularies, options, progress};
    auto owned = std::make_unique<FileBatch>();
    auto& batch = *owned;
    WrittenFiles written(std::move(owned));
    for (const auto& [format, target] : targets) {
        progress.stage(base::mark("writing {0}", format));
        if (targets.size() > 1) batch.make_folder(target.parent_path());
        write_format(job, format, target, batch);
        while (written.files.size() < batch.targets().size())
            written.files.emplace_back(format, batch.targets()[written.files.size()]);
    }
    progress.stage(base::mark("Searching the files for what was withheld"));
    const Secrets secrets(released, withheld, own_words(job));
    for (std::size_t i = 0; i < batch.targets().size(); ++i) {
        progress.check();
        verify_written(batch.written(i), written.files[i].first, batch.targets()[i].filename().string(), released,
                       secrets);
    }
    progress.check();
    if (released.audience() == model::Audience::everyone) batch.open_to_all();
    batch.put_in_place();
    return written;
}

std::vector<fs::path> write(const model::Released& released, const model::Withheld& withheld, const std::string& format,
                            const fs::path& target, const model::Vocabularies& vocabularies,
                            const WriteOptions& options, base::Progress& progress) {
    auto written = write_all(released, withheld, {{format, target}}, vocabularies, options, progress);
    written.keep();
    std::vector<fs::path> files;
    for (auto& [of_format, file] : written.files) files.push_back(std::move(file));
    return files;
}

}  // namespace balise::exchange
