#pragma once
// Released records into files for others. There is no way to write a record that is not in a `Released`.
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/progress.hpp"
#include "base/text.hpp"
#include "model/release.hpp"
#include "model/vocabulary.hpp"

namespace balise::exchange {

struct WriteOptions {
    base::Language language = base::Language::french;  // of headings, labels and notices
    std::string title;                                 // of the project; a word of the title block
    std::string edition;                               // text; may be empty
};

// Formats this program writes: "geojson", "csv", "gpkg", "xlsx".
const std::vector<std::string>& formats();

// Writes `released` to `target` (a file; for csv a folder gets one file per kind, a file name gets providers beside
// others). Built empty, aside, synced, reopened with other code and searched for `withheld`; only then renamed. Throws
// internal and leaves nothing when something withheld is found, unsupported for an unknown format, io. Returns the
// files written.
std::vector<std::filesystem::path> write(const model::Released& released, const model::Withheld& withheld,
                                         const std::string& format, const std::filesystem::path& target,
                                         const model::Vocabularies& vocabularies, const WriteOptions& options,
                                         base::Progress& progress);

struct WriteTarget {
    std::string format;
    std::filesystem::path target;
};

class FileBatch;

// Files of one export that are in place but not settled: unless keep() is called they go, and what stood there before
// comes back. So the files and the register of exports change together or not at all.
class WrittenFiles {
public:
    explicit WrittenFiles(std::unique_ptr<FileBatch> batch);
    ~WrittenFiles();
    WrittenFiles(WrittenFiles&&) noexcept;
    WrittenFiles& operator=(WrittenFiles&&) noexcept;

    std::vector<std::pair<std::string, std::filesystem::path>> files;  // format and file
    void keep();

private:
    std::unique_ptr<FileBatch> batch_;
};

// Several formats as one: all are written aside and searched before the first is put in place. Throws as write does.
WrittenFiles write_all(const model::Released& released, const model::Withheld& withheld,
                       const std::vector<WriteTarget>& targets, const model::Vocabularies& vocabularies,
                       const WriteOptions& options, base::Progress& progress);

}  // namespace balise::exchange
