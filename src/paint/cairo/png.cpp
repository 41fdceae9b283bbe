#include <zlib.h>

#include <cmath>
#include <cstring>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "paint/cairo/paper.hpp"

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

// RGB rows, each after its filter's number: the difference to the row above (2), which on a map is mostly nothing.
std::string filtered(const Picture& picture) {
    const auto columns = static_cast<std::size_t>(picture.columns);
    const auto rows = static_cast<std::size_t>(picture.rows);
    std::string text(rows * (columns * 3 + 1), '\0');
    auto* out = text.data();
    for (std::size_t row = 0; row < rows; ++row) {
        const auto* pixel = picture.bytes.data() + row * columns * 4;
        *out++ = row == 0 ? '\0' : '\2';
        const auto* above = pixel - columns * 4;
        for (std::size_t column = 0; column < columns; ++column, pixel += 4, above += 4, out += 3)
            for (std::size_t channel = 0; channel < 3; ++channel)
                out[channel] = static_cast<char>(row == 0 ? pixel[channel] : pixel[channel] - above[channel]);
    }
    return text;
}

// By runs only: on maps as small as a search for repetitions makes it, and half the work.
std::string deflated(const std::string& content) {
    z_stream stream{};
    constexpr int level = 1, window_bits = 15, memory = 9;
    if (::deflateInit2(&stream, level, Z_DEFLATED, window_bits, memory, Z_RLE) != Z_OK)
        throw base::Error(base::ErrorKind::internal, base::mark("the picture cannot be packed"));
    std::string packed(::deflateBound(&stream, content.size()), '\0');
    stream.next_in = static_cast<Bytef*>(static_cast<void*>(const_cast<char*>(content.data())));
    stream.avail_in = static_cast<uInt>(content.size());
    stream.next_out = static_cast<Bytef*>(static_cast<void*>(packed.data()));
    stream.avail_out = static_cast<uInt>(packed.size());
    const int result = ::deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    ::deflateEnd(&stream);
    if (result != Z_STREAM_END)
        throw base::Error(base::ErrorKind::internal, base::mark("the picture cannot be packed"));
    return packed;
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
    add_chunk(png, "IDAT", deflated(filtered(picture)));
    add_chunk(png, "IEND", {});
    base::write_file(file, png);
}

}  // namespace balise::paint::cairo
