// Opening a foreign file: what it is, is told from its content; then the one reader for it is given the bytes.
#include "exchange/source.hpp"

#include <array>
#include <bit>
#include <system_error>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/archive.hpp"
#include "exchange/corrected_source.hpp"
#include "exchange/memory_files.hpp"
#include "exchange/sniff.hpp"
#include "exchange/source_gdal.hpp"
#include "exchange/source_json.hpp"
#include "exchange/source_table.hpp"

namespace balise::exchange {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 500ULL << 20U;
constexpr std::uintmax_t most_json = 200ULL << 20U;
constexpr std::uintmax_t most_markup = 100ULL << 20U;
constexpr std::array shapefile_parts{".shp", ".dbf", ".shx", ".prj", ".cpg"};

std::uint32_t big_endian_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i)
        value = (value << 8U) | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

[[noreturn]] void cut_short(const std::string& name, std::uintmax_t expected, std::uintmax_t found) {
    throw base::Error(base::ErrorKind::invalid_input,
                      base::mark("\"{0}\" is cut short: {1} of its {2} bytes are there; get it again from its author",
                                 name, found, expected));
}

// "EFILE" of the ESRI white paper of 1998: the length in 16-bit words stands at byte 24.
void check_shapefile(std::string_view bytes, const std::string& name) {
    const auto expected = std::uintmax_t{big_endian_at(bytes, 24)} * 2;
    if (bytes.size() < 100 || bytes.size() < expected)
        cut_short(name, std::max<std::uintmax_t>(expected, 100), bytes.size());
}

// A write-ahead log beside a database holds its latest changes, which are not read: the file is opened as it stands.
void refuse_open_database(const fs::path& file, const std::string& name) {
    auto log = file;
    log += "-wal";
    std::error_code failure;
    const auto size = fs::file_size(log, failure);
    if (!failure && size > 0)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is still open in another program, and its latest changes are not in it "
                                     "yet; close that program (QGIS, for instance) and import again",
                                     name));
}

// SQLite file format, 1.3.2 and 1.3.8: page size and number of pages.
void check_database(std::string_view head, std::uintmax_t size, const std::string& name) {
    auto page = big_endian_at(head, 14) & 0xFFFFU;
    if (page == 1) page = 65536;
    const auto pages = big_endian_at(head, 28);
    const bool is_stated = big_endian_at(head, 24) == big_endian_at(head, 92);
    if (is_stated && std::uintmax_t{page} * pages > size) cut_short(name, std::uintmax_t{page} * pages, size);
}

void refuse_above(std::size_t size, std::uintmax_t most, const std::string& name) {
    if (size > most)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" has {1} MB, more than the {2} MB that are read; split it", name,
                                     size >> 20U, most >> 20U));
}

// A part of a shapefile beside it, whatever the case of its extension; only an ordinary file in the same folder.
std::optional<std::string> sibling(const fs::path& file, std::string extension) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        auto beside = file;
        beside.replace_extension(extension);
        std::error_code failure;
        if (fs::is_regular_file(fs::symlink_status(beside, failure))) return read_capped(beside, most_bytes);
        for (auto& c : extension)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return std::nullopt;
}

std::unique_ptr<Source> open_bytes(FileFormat format, std::string bytes, const std::string& name,
                                   const SourceOptions& options) {
    switch (format) {
        case FileFormat::text_table: return make_table_source(open_csv(std::move(bytes), name, options), options);
        case FileFormat::json:
            refuse_above(bytes.size(), most_json, name);
            return open_json(std::move(bytes), name, options);
        case FileFormat::kml:
        case FileFormat::gpx: refuse_above(bytes.size(), most_markup, name); break;
        default: break;
    }
    static constexpr std::array extensions{"",      "",     ".xlsx", ".xls", ".ods", ".shp",
                                           ".gpkg", ".kml", ".kml",  ".gpx", ""};
    auto memory = std::make_unique<MemoryFiles>();
    const auto path =
        memory->add(std::string("layer") + extensions[static_cast<std::size_t>(format)], std::move(bytes));
    return open_with_gdal(format, path, std::move(memory), name, options);
}

// A shapefile in an archive: its parts are unpacked side by side.
std::unique_ptr<Source> open_zipped_shapefile(const Archive& archive, const std::string& member,
                                              const std::string& name, const SourceOptions& options) {
    auto memory = std::make_unique<MemoryFiles>();
    const auto stem = base::fold(member.substr(0, member.size() - 4));
    std::string path;
    for (const auto* part : shapefile_parts)
        for (const auto& candidate : archive.members()) {
            if (base::fold(candidate.name) != stem + part) continue;
            auto bytes = archive.read(candidate.name);
            if (path.empty()) check_shapefile(bytes, candidate.name);
            const auto added = memory->add(std::string("layer") + part, std::move(bytes));
            if (path.empty()) path = added;
        }
    return open_with_gdal(FileFormat::shapefile, path, std::move(memory), name, options);
}

std::unique_ptr<Source> open_archive(const Archive& archive, const std::string& name, SourceOptions options) {
    std::vector<std::string> readable;
    for (const auto* extension :
         {".shp", ".gpkg", ".geojson", ".kml", ".xlsx", ".ods", ".xls", ".csv", ".tsv", ".json", ".txt"})
        for (auto& member : archive.members_ending(extension)) readable.push_back(std::move(member));
    if (readable.empty())
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the archive \"{0}\" holds no table and no map layer", name));
    auto chosen = readable.front();
    if (readable.size() > 1) {
        const auto wanted = std::find_if(readable.begin(), readable.end(), [&](const std::string& member) {
            return member == options.layer || fs::path(member).filename() == options.layer ||
                   fs::path(member).stem() == options.layer;
        });
        if (wanted == readable.end())
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("the archive \"{0}\" holds several layers; choose one with --layer: {1}", name,
                                         base::join(readable, ", ")));
        chosen = *wanted;
        options.layer.clear();
    }
    if (base::fold(chosen).ends_with(".shp")) return open_zipped_shapefile(archive, chosen, name, options);
    auto bytes = archive.read(chosen);
    const auto format = recognise_format(bytes, chosen);
    if (Archive::looks_like_one(bytes)) Archive(bytes, chosen).verify();
    if (format == FileFormat::xls)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("an .xls file in an archive cannot be read; unpack \"{0}\" first", name));
    if (format == FileFormat::zip || format == FileFormat::kmz)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the archive \"{0}\" holds another archive; unpack it first", name));
    if (format == FileFormat::geopackage) check_database(std::string_view(bytes).substr(0, 100), bytes.size(), chosen);
    return open_bytes(format, std::move(bytes), name, options);
}

std::unique_ptr<Source> open_shapefile(const fs::path& file, const std::string& name, const SourceOptions& options) {
    if (base::fold(file.extension().string()) == ".shx")
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is only the index of a shapefile; name the .shp file beside it", name));
    auto bytes = read_capped(file, most_bytes);
    check_shapefile(bytes, name);
    auto memory = std::make_unique<MemoryFiles>();
    const auto path = memory->add("layer.shp", std::move(bytes));
    for (const auto* part : shapefile_parts) {
        if (std::string_view(part) == ".shp") continue;
        if (auto beside = sibling(file, part)) memory->add(std::string("layer") + part, std::move(*beside));
    }
    return open_with_gdal(FileFormat::shapefile, path, std::move(memory), name, options);
}

std::unique_ptr<Source> open_file(const fs::path& file, const std::string& name, const SourceOptions& options) {
    const auto head = head_of(file, 65'536);
    if (head.starts_with(std::string_view("SQLite format 3\0", 16))) {
        recognise_format(head, name);
        check_database(head, fs::file_size(file), name);
        refuse_open_database(file, name);
        return open_with_gdal(FileFormat::geopackage, fs::absolute(file).string(), nullptr, name, options);
    }
    if (head.starts_with(std::string_view("\x00\x00\x27\x0A", 4))) return open_shapefile(file, name, options);
    auto bytes = read_capped(file, most_bytes);
    const auto format = recognise_format(bytes, name);
    // The library for .xls reads nothing but files on the disk.
    if (format == FileFormat::xls) return open_with_gdal(format, fs::absolute(file).string(), nullptr, name, options);
    if (!Archive::looks_like_one(bytes)) return open_bytes(format, std::move(bytes), name, options);
    Archive archive(std::move(bytes), name);
    if (format == FileFormat::zip) return open_archive(archive, name, options);
    if (format == FileFormat::kmz) {
        const auto documents = archive.members_ending(".kml");
        if (documents.empty())
            throw base::Error(base::ErrorKind::invalid_input,
                              base::mark("the archive \"{0}\" holds no table and no map layer", name));
        auto text = archive.read(archive.holds("doc.kml") ? "doc.kml" : documents.front());
        recognise_format(text, name);
        return open_bytes(FileFormat::kmz, std::move(text), name, options);
    }
    archive.verify();
    return open_bytes(format, std::move(archive).take_bytes(), name, options);
}

}  // namespace

std::unique_ptr<Source> Source::open(const fs::path& file, const SourceOptions& options, base::Progress& progress) {
    progress.check();
    auto source = open_file(file, file.filename().string(), options);
    if (options.corrections.empty()) return source;
    return with_corrections(std::move(source), options.corrections);
}

}  // namespace balise::exchange
