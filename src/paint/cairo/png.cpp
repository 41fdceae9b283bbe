#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "base/file.hpp"
#include "paint/cairo/paper.hpp"
#include "paint/side_by_side.hpp"

namespace balise::paint::cairo {

namespace {

void add_number(std::string& text, std::uint32_t value) {
    for (const unsigned shift : {24U, 16U, 8U, 0U}) text += static_cast<char>(value >> shift & 0xffU);
}

// A chunk of a PNG: length, name, content, sum over the name and the content.
void add_chunk(std::string& png, std::string_view name, std::string_view content) {
    add_number(png, static_cast<std::uint32_t>(content.size()));
    const auto begin = png.size();
    png += name;
    png += content;
    const auto* bytes = static_cast<const Bytef*>(static_cast<const void*>(png.data() + begin));
    add_number(png, static_cast<std::uint32_t>(::crc32_z(0, bytes, png.size() - begin)));
}

// So many rows are packed in one piece, without regard to the others.
constexpr int rows_of_a_piece = 256;

// RGB rows, each after its filter's number: the difference to the row above (2), which on a map is mostly nothing.
std::string filtered(const Picture& picture, std::size_t first, std::size_t last) {
    const auto columns = static_cast<std::size_t>(picture.columns);
    std::string text((last - first) * (columns * 3 + 1), '\0');
    auto* out = text.data();
    for (auto row = first; row < last; ++row) {
        const auto* pixel = picture.bytes.data() + row * columns * 4;
        *out++ = row == 0 ? '\0' : '\2';
        if (row == 0) {
            for (std::size_t column = 0; column < columns; ++column, pixel += 4, out += 3) std::memcpy(out, pixel, 3);
            continue;
        }
        const auto* above = pixel - columns * 4;
        for (std::size_t column = 0; column < columns; ++column, pixel += 4, above += 4, out += 3)
            for (std::size_t channel = 0; channel < 3; ++channel)
                out[channel] = static_cast<char>(pixel[channel] - above[channel]);
    }
    return text;
}

// A piece of a deflate stream: such pieces one after another are one. Higher levels take half as long again for a
// tenth less.
std::string deflated(const std::string& content, bool is_last) {
    z_stream stream{};
    constexpr int level = 1, window_bits = -15, memory = 9;  // negative: without zlib's head and sum
    if (::deflateInit2(&stream, level, Z_DEFLATED, window_bits, memory, Z_DEFAULT_STRATEGY) != Z_OK)
        throw base::Error(base::ErrorKind::internal, base::mark("the picture cannot be packed"));
    constexpr std::size_t end_of_a_piece = 16;
    std::string packed(::deflateBound(&stream, content.size()) + end_of_a_piece, '\0');
    stream.next_in = static_cast<Bytef*>(static_cast<void*>(const_cast<char*>(content.data())));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(packed.data()));
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = ::deflate(&stream, is_last ? Z_FINISH : Z_SYNC_FLUSH);
    const bool worked = stream.avail_in == 0 && result == (is_last ? Z_STREAM_END : Z_OK);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (!worked) throw base::Error(base::ErrorKind::internal, base::mark("the picture cannot be packed"));
    return packed;
}

struct Piece {
    std::string chunk;  // IDAT
    uLong sum = 1;      // Adler's, of what was packed
    std::size_t length = 0;
};

// The pixels as chunks, packed side by side; the pieces are the same on every machine.
std::string pixels_of(const Picture& picture) {
    const auto rows = static_cast<std::size_t>(picture.rows);
    std::vector<Piece> pieces((rows + rows_of_a_piece - 1) / rows_of_a_piece);
    side_by_side(pieces.size(), [&](const auto& next) {
        for (std::size_t at = 0; next(at);) {
            auto& piece = pieces[at];
            const auto text = filtered(picture, at * rows_of_a_piece, std::min(rows, (at + 1) * rows_of_a_piece));
            const auto* bytes = static_cast<const Bytef*>(static_cast<const void*>(text.data()));
            piece.sum = ::adler32_z(1, bytes, text.size());
            piece.length = text.size();
            std::string head = at == 0 ? "\x78\x01" : "";  // zlib's: a window of 32 KiB, the fastest level
            add_chunk(piece.chunk, "IDAT", head + deflated(text, at + 1 == pieces.size()));
        }
    });
    std::string chunks;
    uLong sum = 1;
    for (const auto& piece : pieces) {
        chunks += piece.chunk;
        sum = ::adler32_combine(sum, piece.sum, static_cast<z_off_t>(piece.length));
    }
    std::string tail;
    add_number(tail, static_cast<std::uint32_t>(sum));
    add_chunk(chunks, "IDAT", tail);
    return chunks;
}

}  // namespace

void write_png(const Picture& picture, double dots_per_inch, const std::filesystem::path& file) {
    std::string header;
    add_number(header, static_cast<std::uint32_t>(picture.columns));
    add_number(header, static_cast<std::uint32_t>(picture.rows));
    header +=
        std::string("\x08\x02\0\0\0", 5);  // 8 bits a channel, RGB, the one packing, the one filtering, not interlaced
    std::string density;
    const auto dots_per_metre = static_cast<std::uint32_t>(std::lround(dots_per_inch / 0.0254));
    add_number(density, dots_per_metre);
    add_number(density, dots_per_metre);
    density += '\1';  // the unit is the metre
    std::string png = "\x89PNG\r\n\x1a\n";
    add_chunk(png, "IHDR", header);
    add_chunk(png, "sRGB", std::string(1, '\0'));  // perceptual
    add_chunk(png, "pHYs", density);
    png += pixels_of(picture);
    add_chunk(png, "IEND", {});
    base::write_file(file, png);
}

}  // namespace balise::paint::cairo
