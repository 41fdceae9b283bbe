#include "exchange/sniff.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>

#include "base/error.hpp"
#include "base/words.hpp"

namespace balise::exchange {

using namespace std::string_view_literals;

std::string_view format_name(FileFormat format) {
    switch (format) {
        case FileFormat::text_table: return "CSV";
        case FileFormat::json: return "JSON";
        case FileFormat::xlsx: return "XLSX";
        case FileFormat::xls: return "XLS";
        case FileFormat::ods: return "ODS";
        case FileFormat::shapefile: return "Shapefile";
        case FileFormat::geopackage: return "GeoPackage";
        case FileFormat::kml: return "KML";
        case FileFormat::kmz: return "KMZ";
        case FileFormat::gpx: return "GPX";
        case FileFormat::zip: return "ZIP";
    }
    return {};
}

namespace {

[[noreturn]] void refuse(const std::string& name, base::Text what) {
    throw base::Error(base::ErrorKind::invalid_input,
                      base::mark("\"{0}\" is {1}, which cannot be imported; save the table or layer as .csv, .xlsx, "
                                 ".ods, .geojson, .gpkg or .shp",
                                 name, std::move(what)));
}

// Formats that are met by mistake, by their first bytes.
void refuse_known_strangers(std::string_view head, const std::string& name) {
    if (head.starts_with("%PDF")) refuse(name, base::mark("a PDF document"));
    for (const auto magic : {"\xFF\xD8\xFF"sv, "\x89PNG"sv, "GIF8"sv, "BM"sv, "RIFF"sv})
        if (head.starts_with(magic) && head.find('\0') != std::string_view::npos) refuse(name, base::mark("a picture"));
    if (head.starts_with("\xFF\xD8\xFF"sv)) refuse(name, base::mark("a picture"));
    for (const auto magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv})
        if (head.starts_with(magic)) refuse(name, base::mark("a picture or grid (TIFF)"));
    for (const auto magic : {"\x1F\x8B"sv, "7z\xBC\xAF"sv, "Rar!"sv, "BZh"sv,
                             "\xFD"
                             "7zXZ"sv})
        if (head.starts_with(magic) && head.find('\0') != std::string_view::npos)
            refuse(name, base::mark("a packed archive that is not .zip"));
    if (head.starts_with("\x7F"
                         "ELF"sv) ||
        (head.starts_with("MZ") && head.find('\0') != std::string_view::npos))
        refuse(name, base::mark("a program"));
    if (head.starts_with("{\\rtf")) refuse(name, base::mark("a text document (RTF)"));
}

FileFormat office_of_1997(std::string_view bytes, const std::string& name) {
    const auto holds = [&](std::string_view word) {
        std::string wide;
        for (const char c : word) wide += {c, '\0'};
        return bytes.find(wide) != std::string_view::npos;
    };
    if (holds("EncryptedPackage")) refuse(name, base::mark("a document protected by a password"));
    if (holds("Workbook") || holds("Book")) return FileFormat::xls;
    refuse(name, base::mark("an Office document that is not a spreadsheet"));
}

// The names of the members of a zip stand in the bytes as they are.
FileFormat zipped(std::string_view bytes, const std::string& name) {
    const auto holds = [&](std::string_view word) { return bytes.find(word) != std::string_view::npos; };
    if (holds("xl/workbook.xml") || holds("xl/worksheets/")) return FileFormat::xlsx;
    if (bytes.substr(0, 200).find("opendocument.spreadsheet") != std::string_view::npos) return FileFormat::ods;
    if (holds("word/document.xml") || bytes.substr(0, 200).find("opendocument.text") != std::string_view::npos)
        refuse(name, base::mark("a text document"));
    if (holds("ppt/presentation.xml") ||
        bytes.substr(0, 200).find("opendocument.presentation") != std::string_view::npos)
        refuse(name, base::mark("a presentation"));
    if (holds(".kml") && !holds(".shp")) return FileFormat::kmz;
    return FileFormat::zip;
}

FileFormat database(std::string_view bytes, const std::string& name) {
    if (bytes.size() < 100 || (bytes.substr(68, 2) != "GP" && bytes.find("gpkg_contents") == std::string_view::npos))
        refuse(name, base::mark("an SQLite database that is not a GeoPackage"));
    return FileFormat::geopackage;
}

FileFormat marked_up(std::string_view text, const std::string& name) {
    const auto folded = base::fold(text.substr(0, 4000));
    const auto holds = [&](std::string_view word) { return folded.find(word) != std::string::npos; };
    if (holds("<ogrvrt") || holds("<vrtdataset"))
        refuse(name, base::mark("a virtual layer (VRT) that points to other files"));
    if (text.find("<!ENTITY") != std::string_view::npos || text.find("<!entity") != std::string_view::npos)
        refuse(name, base::mark("an XML document with entities of its own"));
    if (holds("<kml")) return FileFormat::kml;
    if (holds("<gpx")) return FileFormat::gpx;
    if (holds("<html") || holds("<!doctype html") || holds("<table") || holds("<body") || holds("<p>"))
        refuse(name, base::mark("a web page (HTML), even if its name says otherwise"));
    if (holds("urn:schemas-microsoft-com:office:spreadsheet"))
        refuse(name, base::mark("a spreadsheet in the XML format of 2003"));
    refuse(name, base::mark("an XML document"));
}

bool is_utf16(std::string_view head) {
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) return true;
    std::array<std::size_t, 2> zeros{};
    for (std::size_t i = 0; i < head.size(); ++i)
        if (head[i] == '\0') ++zeros[i % 2];
    const auto half = head.size() / 2;
    return half > 4 && std::max(zeros[0], zeros[1]) > half * 7 / 10 && std::min(zeros[0], zeros[1]) < half / 10;
}

}  // namespace

FileFormat recognise_format(std::string_view bytes, const std::string& name) {
    if (base::is_blank(bytes.substr(0, 100'000)) && bytes.size() < 100'000)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is empty; export it again from where it was made", name));
    refuse_known_strangers(bytes.substr(0, 4096), name);
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return zipped(bytes, name);
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return office_of_1997(bytes, name);
    if (bytes.starts_with("SQLite format 3\0"sv)) return database(bytes, name);
    if (bytes.starts_with("\x00\x00\x27\x0A"sv)) return FileFormat::shapefile;
    const auto head = bytes.substr(0, 4096);
    if (is_utf16(head)) return FileFormat::text_table;
    if (head.find('\0') != std::string_view::npos) refuse(name, base::mark("a file of no known format"));
    const auto text = base::trim(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
    if (text.starts_with('<')) return marked_up(text, name);
    if (text.starts_with('{') || text.starts_with('[')) return FileFormat::json;
    return FileFormat::text_table;
}

std::string head_of(const std::filesystem::path& file, std::size_t most) {
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (!std::filesystem::exists(status))
        throw base::Error(base::ErrorKind::not_found, base::mark("the file \"{0}\" does not exist", file.string()));
    if (std::filesystem::is_directory(status))
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" is a folder; name the file in it", file.string()));
    if (!std::filesystem::is_regular_file(status))
        throw base::Error(base::ErrorKind::invalid_input, base::mark("\"{0}\" is not an ordinary file", file.string()));
    std::ifstream stream(file, std::ios::binary);
    std::string head(most, '\0');
    stream.read(head.data(), static_cast<std::streamsize>(most));
    if (stream.bad() || (!stream && !stream.eof()))
        throw base::Error(base::ErrorKind::io, base::mark("the file \"{0}\" cannot be read", file.string()));
    head.resize(static_cast<std::size_t>(stream.gcount()));
    return head;
}

}  // namespace balise::exchange
