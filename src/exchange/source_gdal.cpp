#include "exchange/source_gdal.hpp"

#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/gdal_errors.hpp"
#include "exchange/gdal_geometry.hpp"
#include "exchange/source_table.hpp"
#include "exchange/text_encoding.hpp"

namespace balise::exchange {

namespace {

struct DatasetClose {
    void operator()(GDALDataset* dataset) const {
        GdalErrors quiet;
        GDALClose(dataset);
    }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetClose>;
using Feature = OGRFeatureUniquePtr;

const char* driver_of(FileFormat format) {
    switch (format) {
        case FileFormat::xlsx: return "XLSX";
        case FileFormat::xls: return "XLS";
        case FileFormat::ods: return "ODS";
        case FileFormat::shapefile: return "ESRI Shapefile";
        case FileFormat::geopackage: return "GPKG";
        case FileFormat::kml:
        case FileFormat::kmz: return "LIBKML";
        case FileFormat::gpx: return "GPX";
        default: return "";
    }
}

Dataset open_dataset(FileFormat format, const std::string& path, const std::string& shown_name) {
    prepare_gdal();
    GdalErrors errors;
    const char* drivers[] = {driver_of(format), nullptr};
    const char* immutable[] = {"IMMUTABLE=YES", "LIST_ALL_TABLES=NO", nullptr};
    const char* as_bytes[] = {"ENCODING=", nullptr};
    const char* const* options = format == FileFormat::geopackage  ? immutable
                                 : format == FileFormat::shapefile ? as_bytes
                                                                   : nullptr;
    // An index that is missing beside a shapefile is made anew, in memory.
    CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", "YES");
    Dataset dataset(GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options));
    CPLSetThreadLocalConfigOption("SHAPE_RESTORE_SHX", nullptr);
    if (!dataset || dataset->GetLayerCount() == 0)
        errors.raise(
            base::mark("\"{0}\" cannot be opened as {1}: it is damaged or cut short; get it again from its author",
                       shown_name, std::string(format_name(format))));
    return dataset;
}

std::string joined_names(GDALDataset& dataset) {
    std::vector<std::string> names;
    for (auto* layer : dataset.GetLayers()) names.emplace_back(layer->GetName());
    return base::join(names, ", ");
}

// How many headings of a layer are known: names of its columns, or, in a sheet, the cells of its best row near the top.
std::size_t known_headings(OGRLayer& layer, const SourceOptions& options) {
    if (!options.is_heading) return 0;
    std::size_t best = 0;
    auto* columns = layer.GetLayerDefn();
    for (int i = 0; i < columns->GetFieldCount(); ++i)
        if (options.is_heading(columns->GetFieldDefn(i)->GetNameRef())) ++best;
    layer.ResetReading();
    for (int row = 0; row < 30; ++row) {
        const Feature feature(layer.GetNextFeature());
        if (!feature) break;
        std::size_t known = 0;
        for (int i = 0; i < feature->GetFieldCount(); ++i)
            if (feature->IsFieldSetAndNotNull(i) && options.is_heading(feature->GetFieldAsString(i))) ++known;
        best = std::max(best, known);
    }
    layer.ResetReading();
    return best;
}

// The layer asked for, or those that hold data: all of them in a KML, whose folders are called layers, else the one
// most of whose headings are known (a "read me" sheet in front has none), else the first.
std::vector<OGRLayer*> choose_layers(GDALDataset& dataset, FileFormat format, const SourceOptions& options,
                                     const std::string& shown_name, base::Problems& notes) {
    if (!options.layer.empty()) {
        for (auto* layer : dataset.GetLayers())
            if (base::fold(layer->GetName()) == base::fold(options.layer)) return {layer};
        const auto number = base::parse_whole(options.layer).value_or(0);
        if (number >= 1 && number <= dataset.GetLayerCount()) return {dataset.GetLayer(static_cast<int>(number - 1))};
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" has no layer or sheet called \"{1}\"; it has: {2}", shown_name,
                                     options.layer, joined_names(dataset)));
    }
    std::vector<OGRLayer*> filled;
    for (auto* layer : dataset.GetLayers())
        if (layer->GetFeatureCount() > 0) filled.push_back(layer);
    if (filled.empty())
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("\"{0}\" holds no data; export it again from where it was made", shown_name));
    if (filled.size() > 1 && format != FileFormat::kml && format != FileFormat::kmz) {
        const auto known = [&](OGRLayer* layer) { return known_headings(*layer, options); };
        std::vector<std::size_t> scores(filled.size());
        std::transform(filled.begin(), filled.end(), scores.begin(), known);
        const auto best = std::max_element(scores.begin(), scores.end()) - scores.begin();
        std::rotate(filled.begin(), filled.begin() + best, filled.begin() + best + 1);
        std::vector<std::string> others;
        for (std::size_t i = 1; i < filled.size(); ++i) others.emplace_back(filled[i]->GetName());
        notes.note(
            0, {},
            base::mark("\"{0}\" was read; there are also: {1}", filled.front()->GetName(), base::join(others, ", ")),
            base::mark("choose another with --layer"));
        filled.resize(1);
    }
    return filled;
}

// Rows of a sheet. The number of a feature is the number of its row: GDAL keeps blank rows when it looks for no header.
class SheetRows final : public RawRows {
public:
    SheetRows(Dataset dataset, std::unique_ptr<MemoryFiles> memory, OGRLayer& layer, FileFormat format,
              std::string shown_name, base::Problems notes)
        : memory_(std::move(memory)),
          dataset_(std::move(dataset)),
          layer_(layer),
          format_(format),
          shown_name_(std::move(shown_name)),
          notes_(std::move(notes)) {
        layer_.ResetReading();
    }
    std::string format() const override { return std::string(format_name(format_)); }
    std::int64_t size_hint() const override { return layer_.GetFeatureCount(); }
    base::Problems take_notes() override { return std::exchange(notes_, {}); }
    bool next(std::vector<std::string>& cells, std::int64_t& number) override {
        GdalErrors errors;
        const Feature feature(layer_.GetNextFeature());
        if (!feature) {
            errors.raise_if_failed(
                base::mark("\"{0}\" cannot be read to its end: it is damaged or cut short", shown_name_));
            return false;
        }
        const int count = feature->GetFieldCount();
        cells.resize(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i)
            cells[static_cast<std::size_t>(i)].assign(feature->IsFieldSetAndNotNull(i) ? feature->GetFieldAsString(i)
                                                                                       : "");
        number = feature->GetFID();
        return true;
    }

private:
    std::unique_ptr<MemoryFiles> memory_;
    Dataset dataset_;
    OGRLayer& layer_;
    FileFormat format_;
    std::string shown_name_;
    base::Problems notes_;
};

std::string crs_of(OGRLayer& layer) {
    const auto* system = layer.GetSpatialRef();
    if (system == nullptr) return {};
    const char* name = system->GetName();
    if (name != nullptr && base::fold(name).starts_with("undefined")) return {};
    const char* authority = system->GetAuthorityName(nullptr);
    const char* code = system->GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
    char* words = nullptr;
    const char* options[] = {"FORMAT=WKT2_2019", nullptr};
    system->exportToWkt(&words, options);
    const std::string definition = words == nullptr ? "" : words;
    CPLFree(words);
    return definition;
}

// The encoding that the .cpg file beside a shapefile states; SOURCE_ENCODING is empty where GDAL is told to hand out
// bytes. The mark in the .dbf file is often wrong, and what claims to be UTF-8 or Latin 1 is Windows' Latin if it is
// not.
std::string stated_encoding(OGRLayer& layer) {
    const char* stated = layer.GetMetadataItem("ENCODING_FROM_CPG", "SHAPEFILE");
    if (stated == nullptr) return {};
    const auto key = base::fold_to_key(stated);
    return key == "utf8" || key == "iso88591" ? std::string() : std::string(stated);
}

class LayerSource final : public Source {
public:
    LayerSource(Dataset dataset, std::unique_ptr<MemoryFiles> memory, std::vector<OGRLayer*> layers, FileFormat format,
                std::string shown_name, base::Problems notes)
        : memory_(std::move(memory)),
          dataset_(std::move(dataset)),
          layers_(std::move(layers)),
          format_(format),
          shown_name_(std::move(shown_name)),
          notes_(std::move(notes)) {
        encoding_ = stated_encoding(*layers_.front());  // before the names of the columns are decoded
        std::map<std::string, std::size_t> index;
        for (auto* layer : layers_) {
            auto& places = places_.emplace_back();
            const auto* definition = layer->GetLayerDefn();
            for (int i = 0; i < definition->GetFieldCount(); ++i) {
                const std::string name = decode_cell(definition->GetFieldDefn(i)->GetNameRef(), encoding_);
                const auto [found, is_new] = index.emplace(name, columns_.size());
                if (is_new) columns_.push_back(name);
                places.push_back(found->second);
            }
            size_ += layer->GetFeatureCount();
            has_geometry_ = has_geometry_ || layer->GetGeomType() != wkbNone;
            layer->ResetReading();
        }
        crs_ = crs_of(*layers_.front());
    }

    std::string format() const override { return std::string(format_name(format_)); }
    const std::vector<std::string>& columns() const override { return columns_; }
    const std::vector<std::string>& hashtags() const override { return no_hashtags_; }
    bool has_geometry() const override { return has_geometry_; }
    std::string crs() const override { return crs_; }
    const base::Problems& notes() const override { return notes_; }
    std::int64_t size_hint() const override { return size_; }

    bool next(SourceRow& row) override {
        while (at_ < layers_.size()) {
            GdalErrors errors;
            const Feature feature(layers_[at_]->GetNextFeature());
            if (!feature) {
                errors.raise_if_failed(
                    base::mark("\"{0}\" cannot be read to its end: it is damaged or cut short", shown_name_));
                ++at_;
                continue;
            }
            row.number = ++number_;
            row.geometry = {};
            take_cells(*feature, row);
            take_geometry(*feature, row);
            const bool is_blank = std::all_of(row.cells.begin(), row.cells.end(),
                                              [](const std::string& cell) { return base::is_blank(cell); });
            if (!is_blank || !geo::is_empty(row.geometry)) return true;
        }
        return false;
    }

private:
    void take_cells(const OGRFeature& feature, SourceRow& row) const {
        row.cells.assign(columns_.size(), {});
        for (int i = 0; i < feature.GetFieldCount(); ++i) {
            if (!feature.IsFieldSetAndNotNull(i)) continue;
            auto& cell = row.cells[places_[at_][static_cast<std::size_t>(i)]];
            const auto type = feature.GetFieldDefnRef(i)->GetType();
            if (type == OFTReal)
                cell = base::number_text(feature.GetFieldAsDouble(i));
            else if (type == OFTStringList)
                cell = list_text(feature.GetFieldAsStringList(i));
            else if (type != OFTBinary)
                cell = decode_cell(feature.GetFieldAsString(i), encoding_);
        }
    }

    static std::string list_text(const char* const* items) {
        std::vector<std::string> parts;
        for (; items != nullptr && *items != nullptr; ++items) parts.emplace_back(*items);
        return base::join(parts, ";");
    }

    void take_geometry(const OGRFeature& feature, SourceRow& row) {
        const auto* geometry = feature.GetGeometryRef();
        if (geometry == nullptr) return;
        try {
            row.geometry = geometry_from_ogr(*geometry);
        } catch (const base::Error& failure) {
            notes_.error(row.number, "geometry", failure.message(),
                         base::mark("mend it in a map program and export again"));
        }
    }

    std::unique_ptr<MemoryFiles> memory_;
    Dataset dataset_;
    std::vector<OGRLayer*> layers_;
    FileFormat format_;
    std::string shown_name_;
    base::Problems notes_;
    std::vector<std::string> columns_;
    std::vector<std::string> no_hashtags_;
    std::vector<std::vector<std::size_t>> places_;  // per layer: field → column
    std::string encoding_;
    std::string crs_;
    bool has_geometry_ = false;
    std::int64_t size_ = 0;
    std::int64_t number_ = 0;
    std::size_t at_ = 0;
};

}  // namespace

std::unique_ptr<Source> open_with_gdal(FileFormat format, const std::string& path, std::unique_ptr<MemoryFiles> memory,
                                       const std::string& shown_name, const SourceOptions& options) {
    auto dataset = open_dataset(format, path, shown_name);
    base::Problems notes;
    GdalErrors errors;
    const auto layers = choose_layers(*dataset, format, options, shown_name, notes);
    errors.raise_if_failed(
        base::mark("\"{0}\" cannot be opened as {1}: it is damaged or cut short; get it again from its author",
                   shown_name, std::string(format_name(format))));
    if (format == FileFormat::xlsx || format == FileFormat::xls || format == FileFormat::ods)
        return make_table_source(std::make_unique<SheetRows>(std::move(dataset), std::move(memory), *layers.front(),
                                                             format, shown_name, std::move(notes)),
                                 options);
    return std::make_unique<LayerSource>(std::move(dataset), std::move(memory), layers, format, shown_name,
                                         std::move(notes));
}

}  // namespace balise::exchange
