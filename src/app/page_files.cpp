#include "app/page_files.hpp"

#include <algorithm>

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

struct WrittenPage {
    std::string format;
    std::size_t pages = 1;
    std::vector<std::string> texts;
};

class PageWriter {
public:
    PageWriter(exchange::FileBatch& batch, base::Progress& progress) : batch_(batch), progress_(progress) {}

    void write(const PageJob& job) {
        const auto document = document_of(job.document);
        if (job.format == "pdf") {
            std::vector<std::string> texts;
            for (const auto& page : job.document.pages)
                for (auto& text : texts_of(page)) texts.push_back(std::move(text));
            paint::cairo::write_pdf(document, batch_.add(job.target), progress_);
            written_.push_back({job.format, document.pages.size(), std::move(texts)});
            return;
        }
        for (std::size_t page = 0; page < document.pages.size(); ++page) {
            progress_.check();
            const auto file = batch_.add(numbered(job.target, page));
            if (job.format == "svg")
                paint::cairo::write_svg(document, page, file);
            else
                paint::cairo::write_png(paint::cairo::picture_of(document.pages[page].list, job.dots_per_inch),
                                        job.dots_per_inch, file);
            written_.push_back({job.format, 1, texts_of(document.pages[page].list)});
        }
    }

    const std::vector<WrittenPage>& written() const { return written_; }

private:
    exchange::FileBatch& batch_;
    base::Progress& progress_;
    std::vector<WrittenPage> written_;
};

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
    PageWriter writer(batch, progress);
    for (const auto& job : jobs) {
        progress.check();
        writer.write(job);
    }
    progress.stage(mark("Searching the files for what was withheld"));
    const exchange::Secrets secrets(released, withheld, own_words);
    for (std::size_t i = 0; i < batch.targets().size(); ++i) {
        progress.check();
        const auto& page = writer.written()[i];
        exchange::verify_page(batch.written(i), page.format, batch.targets()[i].filename().string(), page.pages,
                              page.texts, secrets);
    }
    progress.check();
    if (released.audience() == model::Audience::everyone) batch.open_to_all();
    batch.commit();
    return batch.targets();
}

}  // namespace balise::app
