#include "app/page_files.hpp"

#include <algorithm>

#include "app/in_parallel.hpp"
#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/verify_page.hpp"
#include "exchange/write_files.hpp"
#include "paint/cairo/paper.hpp"

namespace balise::app {

namespace fs = std::filesystem;
using base::mark;

namespace {

// All that a page says, run by run and joined: words may be broken over lines.
std::vector<std::string> texts_of(const map::DisplayList& page) {
    std::string joined, lines;
    for (const auto& group : page.groups)
        for (const auto& batch : group.batches)
            if (const auto* lettering = std::get_if<map::Lettering>(&batch))
                for (const auto& run : lettering->runs) {
                    joined += run.text + " ";
                    lines += run.text + "\x1F";
                }
    return {std::move(joined), std::move(lines)};
}

paint::cairo::Document document_of(const PrintedDocument& printed) {
    paint::cairo::Document document;
    document.title = printed.title;
    document.author = printed.author;
    document.subject = printed.subject;
    document.created = printed.created;
    document.language = std::string(base::language_code(printed.language));
    for (const auto& list : printed.pages) document.pages.push_back({list, {}, {}});
    return document;
}

fs::path numbered(const fs::path& target, std::size_t page) {
    if (page == 0) return target;
    auto name = target;
    name.replace_filename(target.stem().string() + "-" + std::to_string(page + 1) + target.extension().string());
    return name;
}

// One file that is to be written: all pages of a document, or one of them.
struct PageFile {
    const PageJob* job = nullptr;
    std::size_t page = 0;
    fs::path aside;
    std::string shown;
};

std::vector<PageFile> files_of(const std::vector<PageJob>& jobs, exchange::FileBatch& batch) {
    std::vector<PageFile> files;
    for (const auto& job : jobs) {
        const std::size_t count = job.format == "pdf" ? 1 : job.document->pages.size();
        for (std::size_t page = 0; page < count; ++page) {
            const auto target = numbered(job.target, page);
            files.push_back({&job, page, batch.add(target), target.filename().string()});
        }
    }
    return files;
}

void write_file(const PageFile& file, base::Progress& progress) {
    const auto& job = *file.job;
    if (job.format == "pdf") {
        paint::cairo::write_pdf(document_of(*job.document), file.aside, progress);
    } else if (job.format == "svg") {
        paint::cairo::write_svg(document_of(*job.document), file.page, file.aside);
    } else {
        const auto picture = paint::cairo::picture_of(job.document->pages[file.page], job.dots_per_inch);
        progress.check();
        paint::cairo::write_png(picture, job.dots_per_inch, file.aside);
    }
}

void search_file(const PageFile& file, const exchange::Secrets& secrets) {
    const auto& pages = file.job->document->pages;
    const bool whole = file.job->format == "pdf";
    std::vector<std::string> texts;
    for (std::size_t page = 0; page < pages.size(); ++page)
        if (whole || page == file.page)
            for (auto& text : texts_of(pages[page])) texts.push_back(std::move(text));
    exchange::verify_page(file.aside, file.job->format, file.shown, whole ? pages.size() : 1, texts, secrets);
}

}  // namespace

const std::vector<std::string>& page_formats() {
    static const std::vector<std::string> formats{"pdf", "png", "svg"};
    return formats;
}

std::string page_format_of(const fs::path& file) {
    auto ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    for (const auto& format : page_formats())
        if (ending == "." + format) return format;
    throw base::Error(base::ErrorKind::unsupported,
                      mark("\"{0}\" does not say what to write: end the name with one of: {1}",
                           file.filename().string(), ".pdf, .png, .svg"));
}

std::vector<fs::path> write_pages(const std::vector<PageJob>& jobs, const fs::path& folder,
                                  const model::Released& released, const model::Withheld& withheld,
                                  const std::vector<std::string>& own_words, base::Progress& progress) {
    exchange::FileBatch batch;
    if (!folder.empty()) batch.make_folder(folder);
    const auto files = files_of(jobs, batch);
    const exchange::Secrets secrets(released, withheld, own_words);
    progress.stage(mark("writing the files and searching them for what was withheld"),
                   static_cast<std::int64_t>(files.size()));
    in_parallel(files.size(), progress, [&](std::size_t i, base::Progress& own) {
        own.check();
        write_file(files[i], own);
        own.check();
        search_file(files[i], secrets);
    });
    progress.check();
    if (released.audience() == model::Audience::everyone) batch.open_to_all();
    batch.commit();
    return batch.targets();
}

}  // namespace balise::app
