#include "exchange/gdal_errors.hpp"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <ogrsf_frmts.h>

#include <mutex>

namespace balise::exchange {

void prepare_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        CPLSetConfigOption("GDAL_DRIVER_PATH", "disable");
        CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{noext}");
        CPLSetConfigOption("CPL_VSIL_CURL_NON_CACHED", "/vsicurl/");
        // Cells come as they are: header rows are found, and types decided, by our own code.
        for (const char* option : {"OGR_XLSX_HEADERS", "OGR_XLS_HEADERS", "OGR_ODS_HEADERS"})
            CPLSetConfigOption(option, "DISABLE");
        for (const char* option : {"OGR_XLSX_FIELD_TYPES", "OGR_XLS_FIELD_TYPES", "OGR_ODS_FIELD_TYPES"})
            CPLSetConfigOption(option, "STRING");
        RegisterOGRShape();
        RegisterOGRGeoPackage();
        RegisterOGRXLSX();
        RegisterOGRXLS();
        RegisterOGRODS();
        RegisterOGRLIBKML();
        RegisterOGRGPX();
    });
}

GdalErrors::GdalErrors() {
    CPLPushErrorHandlerEx(
        [](CPLErr kind, CPLErrorNum, const char* words) {
            if (kind != CE_Failure && kind != CE_Fatal) return;
            auto* self = static_cast<GdalErrors*>(CPLGetErrorHandlerUserData());
            if (self->message_.empty()) self->message_ = words == nullptr || *words == 0 ? "?" : words;
        },
        this);
    CPLErrorReset();
}

GdalErrors::~GdalErrors() {
    CPLPopErrorHandler();
    CPLErrorReset();
}

void GdalErrors::raise(base::Text fact) const {
    // What GDAL says may hold the name of the copy in memory: of no use to anybody.
    std::string words = message_;
    for (auto at = words.find("/vsimem/balise-"); at != std::string::npos; at = words.find("/vsimem/balise-")) {
        const auto end = words.find_first_of(" '\",:;)", at);
        words.replace(at, end == std::string::npos ? end : end - at, "…");
    }
    if (words.empty()) throw base::Error(base::ErrorKind::invalid_input, std::move(fact));
    throw base::Error(base::ErrorKind::invalid_input, std::move(fact))
        .in(base::mark("the reader reports: {0}", words.substr(0, 300)));
}

}  // namespace balise::exchange
