#include "exchange/grid_file.hpp"

#include <cpl_conv.h>
#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <ogr_spatialref.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>

#include "base/error.hpp"
#include "base/file.hpp"
#include "exchange/gdal_errors.hpp"

namespace balise::exchange {

using base::Error;
using base::ErrorKind;
using base::mark;

namespace {

struct DatasetClose {
    void operator()(GDALDataset* dataset) const {
        GdalErrors quiet;
        GDALClose(dataset);
    }
};
using Dataset = std::unique_ptr<GDALDataset, DatasetClose>;

void prepare_grids() {
    prepare_gdal();
    static std::once_flag once;
    std::call_once(once, [] {
        GDALRegister_GTiff();
        GDALRegister_AAIGrid();
        // The grids themselves are in our memory: GDAL's share is for the blocks that are being packed or unpacked.
        GDALSetCacheMax64(std::int64_t{64} << 20);
    });
}

std::string wkt_of(const OGRSpatialReference& system) {
    char* words = nullptr;
    const char* options[] = {"FORMAT=WKT2_2019", nullptr};
    system.exportToWkt(&words, options);
    std::string wkt = words == nullptr ? "" : words;
    CPLFree(words);
    return wkt;
}

geo::GridFrame frame_of(GDALDataset& dataset, const std::string& name, bool needs_system) {
    geo::GridFrame frame;
    frame.columns = static_cast<std::size_t>(dataset.GetRasterXSize());
    frame.rows = static_cast<std::size_t>(dataset.GetRasterYSize());
    if (frame.cells() > most_cells)
        throw Error(ErrorKind::invalid_input,
                    mark("\"{0}\" has {1} cells; at most {2} can be used: cut it to the country or take larger cells",
                         name, frame.cells(), most_cells));
    double where[6] = {};
    if (dataset.GetGeoTransform(where) != CE_None)
        throw Error(ErrorKind::invalid_input,
                    mark("\"{0}\" does not say where it lies: export it again with its georeference", name));
    if (where[2] != 0 || where[4] != 0 || !(where[1] > 0) || !(where[5] < 0))
        throw Error(ErrorKind::invalid_input,
                    mark("\"{0}\" is turned or mirrored: export it again with north up", name));
    frame.left = where[0];
    frame.top = where[3];
    frame.cell_width = where[1];
    frame.cell_height = -where[5];
    if (const auto* system = dataset.GetSpatialRef(); system != nullptr && !system->IsEmpty()) {
        frame.system = wkt_of(*system);
        frame.is_geographic = system->IsGeographic() != 0;
        // Cells in feet or kilometres would give times that are wrong without looking so.
        if (!frame.is_geographic && std::abs(system->GetLinearUnits() - 1) > 1e-9)
            throw Error(
                ErrorKind::unsupported,
                mark("\"{0}\" is not in metres: reproject it to a system in metres, for instance EPSG:32630", name));
    } else if (needs_system) {
        throw Error(ErrorKind::invalid_input,
                    mark("\"{0}\" does not state its reference system: export it again with it", name));
    }
    return frame;
}

// What a band says is no data becomes NaN. A value that says so for floats is compared as a float.
void blank_no_data(GDALRasterBand& band, std::vector<float>& values) {
    int has = 0;
    const double stated = band.GetNoDataValue(&has);
    constexpr float blank = std::numeric_limits<float>::quiet_NaN();
    const auto none = static_cast<float>(stated);
    const bool compare = has != 0 && !std::isnan(stated);
    for (auto& value : values)
        if ((compare && value == none) || std::isinf(value)) value = blank;
}

}  // namespace

GridFile read_grid(const std::filesystem::path& file, int band, bool needs_system, base::Progress& progress) {
    prepare_grids();
    const std::string name = file.filename().string();
    std::error_code fault;
    if (!std::filesystem::is_regular_file(file, fault))
        throw Error(ErrorKind::not_found, mark("there is no file {0}", file.string()));
    GdalErrors errors;
    const char* drivers[] = {"GTiff", "AAIGrid", nullptr};
    const char* options[] = {"NUM_THREADS=ALL_CPUS", nullptr};
    // The second driver does not know the option; it says so and goes on.
    const Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers, options));
    if (!dataset) errors.raise(mark("\"{0}\" cannot be opened as a grid: a GeoTIFF or an ASCII grid is needed", name));
    GridFile grid;
    grid.frame = frame_of(*dataset, name, needs_system);
    grid.bands = dataset->GetRasterCount();
    if (band < 1 || band > grid.bands)
        throw Error(ErrorKind::usage, mark("\"{0}\" has {1} bands; there is no band {2}", name, grid.bands, band));
    auto& from = *dataset->GetRasterBand(band);
    const auto columns = grid.frame.columns, rows = grid.frame.rows;
    grid.values.resize(grid.frame.cells());
    progress.stage(mark("reading {0}", name), static_cast<std::int64_t>(rows));
    // In slices, for progress and cancelling; each many blocks high, so that several threads can unpack it.
    const std::size_t slice = std::max<std::size_t>(64, 8'000'000 / std::max<std::size_t>(columns, 1) / 64 * 64);
    for (std::size_t row = 0; row < rows; row += slice) {
        progress.step(static_cast<std::int64_t>(row));
        const auto height = std::min(slice, rows - row);
        if (from.RasterIO(GF_Read, 0, static_cast<int>(row), static_cast<int>(columns), static_cast<int>(height),
                          grid.values.data() + row * columns, static_cast<int>(columns), static_cast<int>(height),
                          GDT_Float32, 0, 0, nullptr) != CE_None)
            errors.raise(mark("\"{0}\" is damaged or cut short: get it again from its author", name));
    }
    blank_no_data(from, grid.values);
    return grid;
}

void write_grid(const std::filesystem::path& file, const GridToWrite& grid, base::Progress& progress) {
    prepare_grids();
    const std::string name = file.filename().string();
    base::Aside aside(file);
    GdalErrors errors;
    auto* driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    const char* options[] = {"TILED=YES",      "BLOCKXSIZE=256",
                             "BLOCKYSIZE=256", "COMPRESS=DEFLATE",
                             "ZLEVEL=1",       "NUM_THREADS=ALL_CPUS",
                             "PREDICTOR=1",    "BIGTIFF=IF_SAFER",
                             "SPARSE_OK=NO",   nullptr};
    const bool whole = grid.cells == GridCells::whole_numbers;
    const auto& frame = grid.frame;
    const auto columns = static_cast<int>(frame.columns);
    Dataset dataset(driver->Create(aside.path().c_str(), columns, static_cast<int>(frame.rows), 1,
                                   whole ? GDT_UInt32 : GDT_Float32, const_cast<char**>(options)));
    const auto fail = [&] {
        throw Error(ErrorKind::io, mark("\"{0}\" cannot be written: {1}", name, errors.message()));
    };
    if (!dataset) fail();
    double where[6] = {frame.left, frame.cell_width, 0, frame.top, 0, -frame.cell_height};
    dataset->SetGeoTransform(where);
    if (!frame.system.empty()) {
        OGRSpatialReference system;
        system.SetFromUserInput(frame.system.c_str(), OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get());
        dataset->SetSpatialRef(&system);
    }
    auto& band = *dataset->GetRasterBand(1);
    band.SetNoDataValue(whole ? static_cast<double>(std::numeric_limits<std::uint32_t>::max())
                              : std::numeric_limits<double>::quiet_NaN());
    band.SetDescription(grid.description.c_str());
    progress.stage(mark("writing {0}", name), static_cast<std::int64_t>(frame.rows));
    constexpr std::size_t slice = 256;
    std::vector<float> values;
    std::vector<std::uint32_t> wholes;
    for (std::size_t row = 0; row < frame.rows; row += slice) {
        progress.step(static_cast<std::int64_t>(row));
        const auto height = std::min(slice, frame.rows - row);
        void* cells = nullptr;
        if (whole) {
            wholes.resize(height * frame.columns);
            for (std::size_t i = 0; i < height; ++i) grid.whole_row(row + i, wholes.data() + i * frame.columns);
            cells = wholes.data();
        } else {
            values.resize(height * frame.columns);
            for (std::size_t i = 0; i < height; ++i) grid.row(row + i, values.data() + i * frame.columns);
            cells = values.data();
        }
        if (band.RasterIO(GF_Write, 0, static_cast<int>(row), columns, static_cast<int>(height), cells, columns,
                          static_cast<int>(height), whole ? GDT_UInt32 : GDT_Float32, 0, 0, nullptr) != CE_None)
            fail();
    }
    // What the disk has no room for shows when the last blocks are written.
    dataset->FlushCache();
    if (errors.failed()) fail();
    dataset.reset();
    if (errors.failed()) fail();
    aside.commit();
}

}  // namespace balise::exchange
