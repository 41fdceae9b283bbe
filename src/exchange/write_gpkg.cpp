// GeoPackage: one layer per kind and one for the administrative areas, built from nothing in a fresh file, so that no
// page, extent or statistic can remember anything that was not released. Dates stay text, because a date may be a year
// alone.
#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>
#include <string>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "exchange/gdal_errors.hpp"
#include "exchange/write_formats.hpp"

namespace balise::exchange {

namespace {

// Settings that hold for this thread while a file is written.
class Settings {
public:
    Settings() {
        auto moment = base::now_text();
        moment.replace(moment.size() - 1, 1, ".000Z");
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", moment.c_str());
        // The file is aside and is synced when it is done: a journal would only be a second copy to write.
        CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");
        CPLPushErrorHandler(CPLQuietErrorHandler);
        CPLErrorReset();
    }
    ~Settings() {
        CPLPopErrorHandler();
        CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr);
        CPLSetThreadLocalConfigOption("OGR_SQLITE_SYNCHRONOUS", nullptr);
    }
    Settings(const Settings&) = delete;
    Settings& operator=(const Settings&) = delete;
};

[[noreturn]] void fail(const std::string& shown) {
    throw base::Error(base::ErrorKind::io,
                      base::mark("cannot write {0}: {1}", shown, std::string(CPLGetLastErrorMsg())));
}

class Package {
public:
    Package(const std::filesystem::path& file, std::string shown) : shown_(std::move(shown)) {
        prepare_gdal();
        auto* driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        if (driver == nullptr)
            throw base::Error(base::ErrorKind::unsupported, base::mark("this GDAL has no GeoPackage driver"));
        std::filesystem::remove(file);  // the driver makes its file itself, and it is still empty then
        dataset_ = driver->Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
        if (dataset_ == nullptr) fail(shown_);
        keep_to_owner(file, shown_);
        wgs84_.importFromEPSG(4326);
        wgs84_.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    }
    ~Package() {
        if (dataset_ != nullptr) GDALClose(dataset_);
    }
    Package(const Package&) = delete;
    Package& operator=(const Package&) = delete;

    template <class Record>
    void write_layer(const WriteJob& job, const std::vector<Record>& records, const std::string& name,
                     const std::vector<const model::Field<Record>*>& columns) {
        job.progress.stage(base::mark("Writing {0}", name), static_cast<std::int64_t>(records.size()));
        auto* layer = dataset_->CreateLayer(
            name.c_str(), &wgs84_, model::RecordTraits<Record>::has_shape ? wkbMultiPolygon : wkbPoint, nullptr);
        if (layer == nullptr) fail(shown_);
        std::vector<const model::Field<Record>*> kept;
        for (const auto* column : columns) {
            if (is_coordinate(column->kind)) continue;  // the geometry holds them
            OGRFieldDefn definition(std::string(column->name).c_str(), type_of(column->kind));
            if (layer->CreateField(&definition) != OGRERR_NONE) fail(shown_);
            kept.push_back(column);
        }
        if (dataset_->StartTransaction() != OGRERR_NONE) fail(shown_);
        std::int64_t done = 0;
        for (const auto& record : records) {
            write_feature(*layer, record, kept, done + 1);
            if (++done % 1000 == 0) job.progress.step(done);
        }
        if (dataset_->CommitTransaction() != OGRERR_NONE) fail(shown_);
    }

    void close() {
        auto* dataset = dataset_;
        dataset_ = nullptr;
        CPLErrorReset();
        GDALClose(dataset);  // writes spatial indexes and extents; tells of failures by the last error only
        if (CPLGetLastErrorType() == CE_Failure || CPLGetLastErrorType() == CE_Fatal) fail(shown_);
    }

private:
    static OGRFieldType type_of(model::FieldKind kind) {
        if (kind == model::FieldKind::whole) return OFTInteger64;
        return kind == model::FieldKind::real ? OFTReal : OFTString;
    }

    template <class Record>
    void write_feature(OGRLayer& layer, const Record& record, const std::vector<const model::Field<Record>*>& columns,
                       std::int64_t number) {
        OGRFeature feature(layer.GetLayerDefn());
        feature.SetFID(number);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto value = columns[i]->get(record);
            const int index = static_cast<int>(i);
            if (const auto* words = std::get_if<std::string>(&value))
                feature.SetField(index, sound_utf8(*words).c_str());
            else if (const auto* whole = std::get_if<std::int64_t>(&value))
                feature.SetField(index, static_cast<GIntBig>(*whole));
            else if (const auto* real = std::get_if<double>(&value))
                feature.SetField(index, *real);
        }
        const auto geometry = model::geometry_of(record);
        if (!geo::is_empty(geometry)) {
            const auto bytes = geo::to_wkb(geometry);
            OGRGeometry* shape = nullptr;
            if (OGRGeometryFactory::createFromWkb(bytes.data(), &wgs84_, &shape, bytes.size()) != OGRERR_NONE)
                fail(shown_);
            feature.SetGeometryDirectly(shape);
        }
        if (layer.CreateFeature(&feature) != OGRERR_NONE) fail(shown_);
    }

    std::string shown_;
    GDALDataset* dataset_ = nullptr;
    OGRSpatialReference wgs84_;
};

}  // namespace

void write_gpkg(const WriteJob& job, const std::filesystem::path& target, FileBatch& batch) {
    const auto file = single_file(target, ".gpkg", batch);
    const auto aside = batch.add(file);
    const Settings settings;
    Package package(aside, file.string());
    for_each_kind(job.released, [&](const auto& records, const char* kind) {
        using Record = typename std::remove_cvref_t<decltype(records)>::value_type;
        package.write_layer(job, records, kind, job.released.template columns<Record>());
    });
    package.write_layer(job, job.released.areas(), "areas", job.released.columns<model::Area>());
    package.close();
}

}  // namespace balise::exchange
