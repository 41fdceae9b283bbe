#include "base/compress.hpp"

#include <zstd.h>

#include <algorithm>
#include <memory>

#include "base/error.hpp"

namespace balise::base {

namespace {

// The work space of the library, made once a thread: it is larger than most of what is compressed.
struct Freeing {
    void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

constexpr std::size_t most_kept = 4U << 20U;

// Level 1: the change-set of an import is repetitive, higher levels cost time and gain little. With a table that fits
// into the processor's nearest cache the same size takes a seventh less time.
std::unique_ptr<ZSTD_CCtx, Freeing> quick_context() {
    std::unique_ptr<ZSTD_CCtx, Freeing> context(ZSTD_createCCtx());
    if (!context) throw Error(ErrorKind::internal, mark("compression failed: {0}", "ZSTD_createCCtx"));
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_hashLog, 12);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_minMatch, 6);
    return context;
}

}  // namespace

std::string compress(std::string_view bytes) {
    thread_local std::string room;  // what is compressed one after another is of similar size
    thread_local const auto context = quick_context();
    room.resize(std::max(room.size(), ZSTD_compressBound(bytes.size())));
    const auto size = ZSTD_compress2(context.get(), room.data(), room.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(size) != 0)
        throw Error(ErrorKind::internal, mark("compression failed: {0}", ZSTD_getErrorName(size)));
    std::string out(room, 0, size);
    if (room.size() > most_kept) std::string().swap(room);
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
