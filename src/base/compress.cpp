#include "base/compress.hpp"

#include <zstd.h>

#include <memory>

#include "base/error.hpp"

namespace balise::base {

namespace {

// The work space of the library, made once a thread: it is larger than most of what is compressed.
struct Freeing {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string compress(std::string_view bytes) {
    // Level 1: the change-set of an import is repetitive, higher levels cost time and gain little.
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    thread_local const std::unique_ptr<ZSTD_CCtx, Freeing> context(ZSTD_createCCtx());
    if (!context) throw Error(ErrorKind::internal, mark("compression failed: {0}", "ZSTD_createCCtx"));
    const auto size = ZSTD_compressCCtx(context.get(), out.data(), out.size(), bytes.data(), bytes.size(), 1);
    if (ZSTD_isError(size) != 0)
        throw Error(ErrorKind::internal, mark("compression failed: {0}", ZSTD_getErrorName(size)));
    out.resize(size);
    out.shrink_to_fit();
    return out;
}

std::string decompress(std::string_view bytes, std::size_t limit) {
    const auto announced = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (announced == ZSTD_CONTENTSIZE_ERROR || announced == ZSTD_CONTENTSIZE_UNKNOWN || announced > limit)
        throw Error(ErrorKind::invalid_input, mark("compressed content is damaged"));
    std::string out(static_cast<std::size_t>(announced), '\0');
    const auto size = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0 || size != out.size())
        throw Error(ErrorKind::invalid_input, mark("compressed content is damaged"));
    return out;
}

}  // namespace balise::base
