#include "analysis/step_costs.hpp"

#include <algorithm>
#include <numbers>

namespace balise::analysis {

namespace {

StepLengths lengths_of(double across, double down) {
    return {static_cast<float>(across / 2), static_cast<float>(down / 2),
            static_cast<float>(std::hypot(across, down) / 2), static_cast<float>(std::hypot(2 * across, down) / 4),
            static_cast<float>(std::hypot(across, 2 * down) / 4)};
}

// Metres of one degree of longitude and of latitude on the WGS 84 ellipsoid.
std::pair<double, double> metres_of_a_degree(double latitude) {
    constexpr double axis = 6378137, flattening = 1 / 298.257223563, e2 = flattening * (2 - flattening);
    constexpr double degree = std::numbers::pi / 180;
    const double sine = std::sin(latitude * degree), root = std::sqrt(1 - e2 * sine * sine);
    return {axis / root * std::cos(latitude * degree) * degree, axis * (1 - e2) / (root * root * root) * degree};
}

}  // namespace

LengthTable::LengthTable(const geo::GridFrame& frame) {
    if (!frame.is_geographic) {
        lengths_.push_back(lengths_of(frame.cell_width, frame.cell_height));
        shortest_ = std::min(frame.cell_width, frame.cell_height);
        return;
    }
    stride_ = 1;
    shortest_ = 1e30;
    for (std::size_t place = 0; place < 2 * frame.rows + 4; ++place) {
        // The latitude of the middle of the step.
        const double latitude = frame.top - (static_cast<double>(place) - 2 + 1) / 2 * frame.cell_height;
        const auto [across, down] = metres_of_a_degree(std::clamp(latitude, -89.9, 89.9));
        lengths_.push_back(lengths_of(across * frame.cell_width, down * frame.cell_height));
        shortest_ = std::min({shortest_, across * frame.cell_width, down * frame.cell_height});
    }
}

SlopeTable::SlopeTable() : factors_{} {
    for (std::size_t cell = 0; cell <= cells; ++cell) {
        const double slope = -reach + static_cast<double>(cell) * (2.0 * reach / cells);
        factors_[cell] = static_cast<float>(std::exp(3.5 * (std::abs(slope + 0.05) - 0.05)));
    }
}

}  // namespace balise::analysis
