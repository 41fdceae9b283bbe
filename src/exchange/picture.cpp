#include "exchange/picture.hpp"

#include <gdal_alg.h>
#include <gdal_frmts.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <mutex>

#include "base/error.hpp"
#include "base/words.hpp"
#include "exchange/gdal_errors.hpp"
#include "exchange/sniff.hpp"

namespace balise::exchange {

namespace {

using base::mark;

struct Close {
    void operator()(GDALDataset* dataset) const {
        GdalErrors quiet;
        GDALClose(dataset);
    }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

void prepare_pictures() {
    prepare_gdal();
    static std::once_flag once;
    std::call_once(once, [] {
        GDALRegister_MEM();
        GDALRegister_VRT();
        GDALRegister_GTiff();
        GDALRegister_PNG();   // tiles
        GDALRegister_JPEG();  // tiles
        GDALRegister_MBTiles();
    });
}

bool is_tiff(std::string_view head) {
    using namespace std::string_view_literals;
    return head.starts_with("II*\0"sv) || head.starts_with("MM\0*"sv) || head.starts_with("II+\0"sv) ||
           head.starts_with("MM\0+"sv);
}

Dataset opened(const std::filesystem::path& file, const std::string& name) {
    GdalErrors errors;
    const char* drivers[] = {"GTiff", "MBTiles", nullptr};
    Dataset dataset(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY, drivers));
    if (!dataset || dataset->GetRasterCount() == 0)
        errors.raise(
            mark("\"{0}\" cannot be opened as a picture: it is damaged or cut short, or holds no picture; get "
                 "it again from its author",
                 name));
    double transform[6];
    if (dataset->GetSpatialRef() == nullptr || dataset->GetGeoTransform(transform) != CE_None)
        throw base::Error(base::ErrorKind::invalid_input,
                          mark("\"{0}\" does not say where on the earth it lies; give it a place first (in QGIS: "
                               "Georeferencer)",
                               name));
    return dataset;
}

// A colour table is made into colours before pixels are blended.
Dataset with_plain_colours(Dataset dataset) {
    if (dataset->GetRasterBand(1)->GetColorTable() == nullptr) return dataset;
    GdalErrors quiet;
    const char* words[] = {"-of", "VRT", "-expand", "rgba", nullptr};
    auto* options = GDALTranslateOptionsNew(const_cast<char**>(words), nullptr);
    Dataset plain(GDALDataset::FromHandle(GDALTranslate("", GDALDataset::ToHandle(dataset.get()), options, nullptr)));
    GDALTranslateOptionsFree(options);
    if (!plain) return dataset;
    dataset.release()->Release();  // the virtual one keeps it
    return plain;
}

struct Grid {
    geo::Box box;
    int columns = 0, rows = 0;
};

// Where the picture comes to lie and how many pixels it has there.
Grid grid_on_plane(GDALDataset& dataset, const std::string& system, const geo::Box& most, std::size_t most_pixels,
                   const std::string& name) {
    GdalErrors errors;
    OGRSpatialReference target;
    target.SetFromUserInput(system.c_str());
    char* words = nullptr;
    target.exportToWkt(&words);
    const std::string definition = words == nullptr ? "" : words;
    CPLFree(words);
    void* transformer =
        GDALCreateGenImgProjTransformer(GDALDataset::ToHandle(&dataset), nullptr, nullptr, definition.c_str(), 1, 0, 0);
    double place[6] = {}, edges[4] = {};
    int columns = 0, rows = 0;
    const bool known =
        transformer != nullptr && GDALSuggestedWarpOutput2(GDALDataset::ToHandle(&dataset), GDALGenImgProjTransform,
                                                           transformer, place, &columns, &rows, edges, 0) == CE_None;
    GDALDestroyGenImgProjTransformer(transformer);
    if (!known || !(place[1] > 0))
        errors.raise(mark("\"{0}\" cannot be brought onto the map: its reference system is not understood", name));
    Grid grid;
    grid.box = {std::max(edges[0], most.min_x), std::max(edges[1], most.min_y), std::min(edges[2], most.max_x),
                std::min(edges[3], most.max_y)};
    if (!(grid.box.min_x < grid.box.max_x) || !(grid.box.min_y < grid.box.max_y))
        throw base::Error(base::ErrorKind::invalid_input,
                          mark("\"{0}\" shows another part of the world than the map", name));
    double across = (grid.box.max_x - grid.box.min_x) / place[1];
    double down = (grid.box.max_y - grid.box.min_y) / place[1];
    const double shrink = std::min(1.0, std::sqrt(static_cast<double>(most_pixels) / (across * down)));
    across = std::max(1.0, std::floor(across * shrink));
    down = std::max(1.0, std::floor(down * shrink));
    grid.columns = static_cast<int>(across);
    grid.rows = static_cast<int>(down);
    return grid;
}

int CPL_STDCALL report(double share, const char*, void* given) {
    auto& progress = *static_cast<base::Progress*>(given);
    if (progress.stop_requested()) return 0;
    progress.step(static_cast<std::int64_t>(share * 100));
    return 1;
}

Dataset warped(GDALDataset& dataset, const Grid& grid, const std::string& system, bool bytes, const std::string& name,
               base::Progress& progress) {
    const auto number = [](double value) { return base::number_text(value); };
    std::vector<std::string> words{"-of",
                                   "MEM",
                                   "-t_srs",
                                   system,
                                   "-te",
                                   number(grid.box.min_x),
                                   number(grid.box.min_y),
                                   number(grid.box.max_x),
                                   number(grid.box.max_y),
                                   "-ts",
                                   std::to_string(grid.columns),
                                   std::to_string(grid.rows),
                                   "-r",
                                   bytes ? "cubic" : "bilinear",
                                   "-wm",
                                   "64"};
    if (bytes)
        words.emplace_back("-dstalpha");
    else
        words.insert(words.end(), {"-ot", "Float32", "-dstnodata", "nan"});
    std::vector<char*> given;
    for (auto& word : words) given.push_back(word.data());
    given.push_back(nullptr);
    GdalErrors errors;
    auto* options = GDALWarpAppOptionsNew(given.data(), nullptr);
    GDALWarpAppOptionsSetProgress(options, report, &progress);
    auto* source = GDALDataset::ToHandle(&dataset);
    Dataset made(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &source, options, nullptr)));
    GDALWarpAppOptionsFree(options);
    progress.check();
    if (!made) errors.raise(mark("\"{0}\" cannot be read to its end: it is damaged or cut short", name));
    return made;
}

template <class Value>
std::vector<Value> band_of(GDALDataset& dataset, int band, GDALDataType type, const std::string& name) {
    GdalErrors errors;
    const int columns = dataset.GetRasterXSize(), rows = dataset.GetRasterYSize();
    std::vector<Value> values(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    if (dataset.GetRasterBand(band)->RasterIO(GF_Read, 0, 0, columns, rows, values.data(), columns, rows, type, 0, 0,
                                              nullptr) != CE_None)
        errors.raise(mark("\"{0}\" cannot be read to its end: it is damaged or cut short", name));
    return values;
}

// Red, green, blue and alpha, or grey and alpha.
std::vector<std::uint8_t> colours_of(GDALDataset& dataset, const std::string& name) {
    const int bands = dataset.GetRasterCount();
    const bool grey = bands < 4;
    std::vector<std::uint8_t> pixels;
    for (int channel = 0; channel < 4; ++channel) {
        const int band = channel == 3 ? bands : (grey ? 1 : channel + 1);
        const auto values = band_of<std::uint8_t>(dataset, band, GDT_Byte, name);
        pixels.resize(values.size() * 4);
        for (std::size_t i = 0; i < values.size(); ++i) pixels[i * 4 + static_cast<std::size_t>(channel)] = values[i];
    }
    return pixels;
}

// Measured values as grey.
std::vector<std::uint8_t> greys_of(GDALDataset& dataset, const std::string& name) {
    const auto values = band_of<float>(dataset, 1, GDT_Float32, name);
    std::vector<float> known;
    const std::size_t step = std::max<std::size_t>(1, values.size() / 100000);
    for (std::size_t i = 0; i < values.size(); i += step)
        if (std::isfinite(values[i])) known.push_back(values[i]);
    std::sort(known.begin(), known.end());
    const float low = known.empty() ? 0 : known[known.size() * 2 / 100];
    const float high = known.empty() ? 1 : known[known.size() * 98 / 100];
    std::vector<std::uint8_t> pixels(values.size() * 4, 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) continue;
        const float share = high > low ? std::clamp((values[i] - low) / (high - low), 0.0F, 1.0F) : 0.5F;
        const auto grey = static_cast<std::uint8_t>(std::lround(share * 255));
        pixels[i * 4] = pixels[i * 4 + 1] = pixels[i * 4 + 2] = grey;
        pixels[i * 4 + 3] = 255;
    }
    return pixels;
}

}  // namespace

bool is_picture(const std::filesystem::path& file) {
    const auto head = head_of(file, 16);
    if (is_tiff(head)) return true;
    return head.starts_with("SQLite format 3") && base::lower_case(file.extension().string()) == ".mbtiles";
}

Picture read_picture(const std::filesystem::path& file, const std::string& system, const geo::Box& most,
                     std::size_t most_pixels, base::Progress& progress) {
    prepare_pictures();
    const auto name = file.filename().string();
    progress.stage(mark("reading {0}", name), 100);
    auto dataset = opened(file, name);
    Picture picture;
    picture.format = dataset->GetDriverName();
    dataset = with_plain_colours(std::move(dataset));
    const bool bytes = dataset->GetRasterBand(1)->GetRasterDataType() == GDT_Byte;
    const auto grid = grid_on_plane(*dataset, system, most, most_pixels, name);
    const auto made = warped(*dataset, grid, system, bytes, name, progress);
    picture.box = grid.box;
    picture.columns = static_cast<std::uint32_t>(grid.columns);
    picture.rows = static_cast<std::uint32_t>(grid.rows);
    picture.rgba = bytes ? colours_of(*made, name) : greys_of(*made, name);
    return picture;
}

}  // namespace balise::exchange
