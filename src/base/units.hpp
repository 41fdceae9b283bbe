#pragma once
// Strong units: quantities that cross modules are never bare doubles.
#include <compare>

namespace balise::base {

template <class Tag>
struct Quantity {
    double value = 0;

    constexpr Quantity() = default;
    constexpr explicit Quantity(double amount) : value(amount) {}
    constexpr auto operator<=>(const Quantity&) const = default;
    constexpr Quantity operator+(Quantity other) const { return Quantity(value + other.value); }
    constexpr Quantity operator-(Quantity other) const { return Quantity(value - other.value); }
    constexpr Quantity operator*(double factor) const { return Quantity(value * factor); }
    constexpr Quantity operator/(double divisor) const { return Quantity(value / divisor); }
    constexpr double operator/(Quantity other) const { return value / other.value; }
};

using Metres = Quantity<struct MetresTag>;
using SquareMetres = Quantity<struct SquareMetresTag>;
using Millimetres = Quantity<struct MillimetresTag>;
using Minutes = Quantity<struct MinutesTag>;
using Seconds = Quantity<struct SecondsTag>;
using Degrees = Quantity<struct DegreesTag>;
using ScaleDenominator = Quantity<struct ScaleDenominatorTag>;

}  // namespace balise::base
