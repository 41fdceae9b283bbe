#include "sheet/qr_code.hpp"

#include <qrencode.h>

#include <memory>

#include "base/error.hpp"
#include "sheet/page.hpp"

namespace balise::sheet {

namespace {

struct CodeDeleter {
    void operator()(QRcode* code) const { QRcode_free(code); }
};

void add(map::Fill& fill, map::Frame box) {
    const auto ring = rectangle(box);
    fill.rings.spots.insert(fill.rings.spots.end(), ring.spots.begin(), ring.spots.end());
    fill.rings.ends.push_back(static_cast<std::uint32_t>(fill.rings.spots.size()));
    fill.areas.push_back(static_cast<std::uint32_t>(fill.rings.ends.size()));
}

}  // namespace

std::optional<map::Fill> qr_code(const std::string& address, map::Frame box, map::Colour colour) {
    if (address.empty()) return std::nullopt;
    const std::unique_ptr<QRcode, CodeDeleter> code(QRcode_encodeString8bit(address.c_str(), 0, QR_ECLEVEL_M));
    if (!code)
        throw base::Error(base::ErrorKind::invalid_input,
                          base::mark("the address \"{0}\" is too long for a QR code", address));
    map::Fill fill;
    fill.colour = colour;
    const int width = code->width;
    const double module = static_cast<double>(box.width()) / width;
    const auto dark = [&](int row, int column) { return (code->data[row * width + column] & 1) != 0; };
    // Modules side by side are one shape: no hairlines between them.
    for (int row = 0; row < width; ++row)
        for (int column = 0; column < width; ++column) {
            if (!dark(row, column)) continue;
            const int first = column;
            while (column + 1 < width && dark(row, column + 1)) ++column;
            add(fill, frame(box.left + first * module, box.top + row * module, box.left + (column + 1) * module,
                            box.top + (row + 1) * module));
        }
    return fill;
}

}  // namespace balise::sheet
