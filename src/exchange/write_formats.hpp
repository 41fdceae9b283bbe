#pragma once
// What the writers of the formats have in common.
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/progress.hpp"
#include "exchange/write_files.hpp"
#include "exchange/writer.hpp"
#include "model/fields.hpp"
#include "model/release.hpp"

namespace balise::exchange {

// Everything one export is made from.
struct WriteJob {
    const model::Released& released;
    const model::Vocabularies& vocabularies;
    const WriteOptions& options;
    base::Progress& progress;
};

// Calls f(records, name) for the four kinds that leave: "providers", "risk_zones", "border_posts", "transport_nodes".
template <class Function>
void for_each_kind(const model::Released& released, Function&& function) {
    function(released.providers(), "providers");
    function(released.risk_zones(), "risk_zones");
    function(released.border_posts(), "border_posts");
    function(released.transport_nodes(), "transport_nodes");
}

// Lines for the reader of a file, in the language of the export: what it is, for whom, what was left out, the
// disclaimer.
std::vector<std::string> notices(const WriteJob& job);
std::string title_of(const WriteJob& job);
// Labels, headings and notices: words that a file may hold whatever the records say.
std::vector<std::string> own_words(const WriteJob& job);
// "Public", "Partners", "Internal" in the language of the export.
std::string audience_label(const WriteJob& job);

inline bool is_coordinate(model::FieldKind kind) {
    return kind == model::FieldKind::longitude || kind == model::FieldKind::latitude;
}
inline bool is_number(model::FieldKind kind) {
    return is_coordinate(kind) || kind == model::FieldKind::whole || kind == model::FieldKind::real;
}
// The text with whatever is not UTF-8 replaced, so that one damaged name does not make a file unreadable.
std::string sound_utf8(std::string_view text);

// The writers. Each fills the files it adds to the batch; none puts anything in place.
void write_geojson(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch);
void write_csv(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch);
void write_gpkg(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch);
void write_xlsx(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch);

// The file of one kind: TARGET itself for providers and STEM_kind.ext for the others, or kind.ext in a folder.
std::filesystem::path file_of_kind(const std::filesystem::path& target, std::string_view kind,
                                   std::string_view extension, FileBatch& batch);
// TARGET, or directory.ext in a folder.
std::filesystem::path single_file(const std::filesystem::path& target, std::string_view extension, FileBatch& batch);

}  // namespace balise::exchange
