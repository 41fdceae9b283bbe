#include "exchange/verify_written.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <memory>
#include <set>

#include "base/error.hpp"
#include "exchange/gdal_errors.hpp"
#include "model/fields.hpp"

namespace balise::exchange {

namespace {

constexpr std::size_t piece_size = std::size_t{1} << 20U;

[[noreturn]] void cannot_reopen(const std::string& file) {
    throw base::Error(base::ErrorKind::io, base::mark("cannot read {0} again after writing it", file));
}

[[noreturn]] void unexpected(base::Text what) {
    throw base::Error(
        base::ErrorKind::internal,
        base::mark("the written file is not as it should be ({0}); nothing was written", std::move(what)));
}

// Every byte of a file (or of an entry of an archive), in pieces that overlap by the longest secret.
class Stream {
public:
    explicit Stream(const std::string& path) : path_(path), handle_(VSIFOpenL(path.c_str(), "rb")) {
        if (handle_ == nullptr) cannot_reopen(path);
    }
    ~Stream() { VSIFCloseL(handle_); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;

    // Calls visit(piece) until it returns false.
    template <class Visit>
    void for_each_piece(std::size_t overlap, Visit&& visit) {
        std::string piece;
        for (;;) {
            const std::size_t kept = piece.size();
            piece.resize(kept + piece_size);
            const auto count = VSIFReadL(piece.data() + kept, 1, piece_size, handle_);
            piece.resize(kept + count);
            if (count == 0) {
                if (VSIFEofL(handle_) == 0) cannot_reopen(path_);
                return;
            }
            if (!visit(std::string_view(piece))) return;
            piece.erase(0, piece.size() - std::min(overlap, piece.size()));
        }
    }

private:
    std::string path_;
    VSILFILE* handle_;
};

std::optional<Finding> search_bytes(const std::string& path, const std::string& place, const Secrets& secrets,
                                    Secrets::Kind kind) {
    std::optional<Finding> finding;
    // An escaped character takes up to six bytes.
    const std::size_t overlap = std::min<std::size_t>(secrets.longest() * 6 + 256, 65536);
    Stream(path).for_each_piece(overlap, [&](std::string_view piece) {
        if (const auto form = secrets.find(piece, kind)) finding = Finding{*form, place};
        return !finding;
    });
    return finding;
}

// XLSX: the archive as it is, then every entry unpacked.
std::optional<Finding> search_workbook(const std::string& file, const Secrets& secrets) {
    if (auto finding = search_bytes(file, {}, secrets, Secrets::Kind::binary)) return finding;
    const std::string archive = "/vsizip/{" + file + "}";
    const CPLStringList entries(VSIReadDirRecursive(archive.c_str()));
    if (entries.Count() == 0) cannot_reopen(file);
    for (int i = 0; i < entries.Count(); ++i) {
        const std::string entry = entries[i];
        if (entry.ends_with('/')) continue;
        const std::string path = archive + "/" + entry;
        const auto kind =
            entry.ends_with(".xml") || entry.ends_with(".rels") ? Secrets::Kind::text : Secrets::Kind::binary;
        if (auto finding = search_bytes(path, entry, secrets, kind)) return finding;
        const bool has_layout = entry == "xl/workbook.xml" || entry.starts_with("xl/worksheets/");
        if (!has_layout) continue;
        Stream(path).for_each_piece(256, [&](std::string_view piece) {
            for (const std::string_view mark :
                 {"state=\"hidden\"", "state=\"veryHidden\"", " hidden=\"1\"", "<f>", "<definedName "}) {
                // The filter of each sheet is a defined name that the library itself marks as hidden.
                if (entry == "xl/workbook.xml" && (mark == " hidden=\"1\"" || mark == "<definedName ")) continue;
                if (piece.find(mark) != std::string_view::npos)
                    unexpected(base::mark("hidden parts or formulas in {0}", entry));
            }
            return true;
        });
    }
    return std::nullopt;
}

template <class Record>
void allow_columns(const model::Released& released, std::set<std::string>& names) {
    for (const auto* column : released.columns<Record>()) names.insert(std::string(column->name));
}

// Tables with exactly the columns this audience may have, as many rows as were released, and no page left over from
// anything.
void check_package(GDALDataset& dataset, const model::Released& released) {
    struct Expected {
        std::set<std::string> columns;
        std::size_t rows = 0;
    };
    std::map<std::string, Expected> layers;
    allow_columns<model::Provider>(released, layers["providers"].columns);
    allow_columns<model::RiskZone>(released, layers["risk_zones"].columns);
    allow_columns<model::BorderPost>(released, layers["border_posts"].columns);
    allow_columns<model::TransportNode>(released, layers["transport_nodes"].columns);
    allow_columns<model::Area>(released, layers["areas"].columns);
    layers["providers"].rows = released.providers().size();
    layers["risk_zones"].rows = released.risk_zones().size();
    layers["border_posts"].rows = released.border_posts().size();
    layers["transport_nodes"].rows = released.transport_nodes().size();
    layers["areas"].rows = released.areas().size();
    for (int i = 0; i < dataset.GetLayerCount(); ++i) {
        auto* layer = dataset.GetLayer(i);
        const auto expected = layers.find(layer->GetName());
        if (expected == layers.end()) unexpected(base::mark("a layer named \"{0}\"", layer->GetName()));
        auto* definition = layer->GetLayerDefn();
        for (int f = 0; f < definition->GetFieldCount(); ++f)
            if (!expected->second.columns.contains(definition->GetFieldDefn(f)->GetNameRef()))
                unexpected(base::mark("a column named \"{0}\"", definition->GetFieldDefn(f)->GetNameRef()));
        if (layer->GetFeatureCount() != static_cast<GIntBig>(expected->second.rows))
            unexpected(base::mark("the number of rows of \"{0}\"", layer->GetName()));
        layers.erase(expected);
    }
    if (!layers.empty()) unexpected(base::mark("no layer named \"{0}\"", layers.begin()->first));
}

// Runs a query and calls visit(feature) for each row.
template <class Visit>
void query(GDALDataset& dataset, const std::string& sql, Visit&& visit) {
    const auto release = [&](OGRLayer* rows) { dataset.ReleaseResultSet(rows); };
    const std::unique_ptr<OGRLayer, decltype(release)> rows(dataset.ExecuteSQL(sql.c_str(), nullptr, nullptr), release);
    if (!rows) return;  // an empty result, or a module's table that cannot be read: its bytes are searched anyway
    while (const auto feature = std::unique_ptr<OGRFeature>(rows->GetNextFeature())) visit(*feature);
}

std::string quoted(const std::string& name) {
    std::string out = "\"";
    for (const char c : name) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

std::optional<Finding> search_table(GDALDataset& dataset, const std::string& table, const Secrets& secrets) {
    std::optional<Finding> finding;
    std::string values;
    const auto search = [&] {
        if (!finding)
            if (const auto form = secrets.find(values, Secrets::Kind::text)) finding = Finding{*form, table};
        values.clear();
    };
    query(dataset, "SELECT * FROM " + quoted(table), [&](OGRFeature& row) {
        for (int i = 0; i < row.GetFieldCount(); ++i) {
            if (!row.IsFieldSetAndNotNull(i)) continue;
            values += row.GetFieldAsString(i);
            values += '\x1F';
        }
        if (values.size() > piece_size) search();
    });
    search();
    return finding;
}

std::optional<Finding> search_package(const std::string& file, const model::Released& released,
                                      const Secrets& secrets) {
    if (auto finding = search_bytes(file, {}, secrets, Secrets::Kind::binary)) return finding;
    prepare_gdal();
    const char* const drivers[] = {"GPKG", nullptr};
    const char* const options[] = {"LIST_ALL_TABLES=NO", nullptr};
    const std::unique_ptr<GDALDataset> dataset(
        GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options));
    if (!dataset) cannot_reopen(file);
    check_package(*dataset, released);
    query(*dataset, "PRAGMA freelist_count", [&](OGRFeature& row) {
        if (row.GetFieldAsInteger64(0) != 0) unexpected(base::mark("free pages"));
    });
    if (secrets.empty()) return std::nullopt;
    std::vector<std::string> tables{"sqlite_master"};
    query(*dataset, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')",
          [&](OGRFeature& row) { tables.emplace_back(row.GetFieldAsString(0)); });
    for (const auto& table : tables) {
        // An index holds the layers' coordinates rounded to floats, which as decimals look like others; its bytes were
        // searched.
        if (table.starts_with("rtree_")) continue;
        if (auto finding = search_table(*dataset, table, secrets)) return finding;
    }
    return std::nullopt;
}

}  // namespace

std::optional<Finding> find_withheld(const std::filesystem::path& file, const std::string& format,
                                     const model::Released& released, const Secrets& secrets) {
    const CPLErrorHandlerPusher quiet(CPLQuietErrorHandler);
    if (format == "xlsx") return search_workbook(file.string(), secrets);
    if (format == "gpkg") return search_package(file.string(), released, secrets);
    if (secrets.empty()) return std::nullopt;
    return search_bytes(file.string(), {}, secrets, Secrets::Kind::text);
}

void verify_written(const std::filesystem::path& file, const std::string& format, const std::string& shown,
                    const model::Released& released, const Secrets& secrets) {
    const auto finding = find_withheld(file, format, released, secrets);
    if (!finding) return;
    const auto place = finding->place.empty() ? shown : shown + " (" + finding->place + ")";
    throw base::Error(base::ErrorKind::internal,
                      base::mark("something withheld from this audience was found in {0}, as {1}; nothing was written",
                                 place, finding->form));
}

}  // namespace balise::exchange
