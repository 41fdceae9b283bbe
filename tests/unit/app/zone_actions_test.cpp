// Risk zones drawn and reshaped by actions.
#include <gtest/gtest.h>

#include <filesystem>

#include "app/record_lookup.hpp"
#include "app/record_shape.hpp"
#include "base/error.hpp"
#include "geo/operations.hpp"
#include "unit/app/sample.hpp"
#include "unit/base/scratch.hpp"

namespace balise::app::test {
namespace {

class ZoneActions : public testing::Test {
protected:
    ZoneActions() {
        std::filesystem::copy_file(sample_file(), folder_ / "zones.balise");
        session_.emplace(Session::open(folder_ / "zones.balise", store::Access::read_write));
    }
    Outcome perform(const std::string& action, const std::vector<std::pair<std::string, std::string>>& given) {
        Arguments arguments;
        for (const auto& [name, value] : given) arguments.add(name, value);
        base::Progress progress;
        return session_->perform(action, arguments, false, progress);
    }
    model::RiskZone zone(const std::string& name) const {
        for (const auto& each : session_->project().all<model::RiskZone>())
            if (each.name_fr == name) return each;
        return {};
    }
    balise::test::ScratchFolder folder_;
    std::optional<Session> session_;
};

TEST_F(ZoneActions, AZoneIsAddedInternalWithItsArea) {
    perform("add", {{"kind", "risk-zone"},
                    {"fields", "name_fr=Zone EXEMPLE neuve"},
                    {"fields", "level=higher"},
                    {"fields", "shape=POLYGON ((-5.2 7.6, -4.9 7.6, -4.9 7.8, -5.2 7.8, -5.2 7.6))"}});
    const auto made = zone("Zone EXEMPLE neuve");
    EXPECT_EQ(made.disclosure, "internal");
    EXPECT_EQ(made.area_code, "CI11");
    EXPECT_NEAR(geo::area(made.shape).value / 1e6, 731, 5);
    EXPECT_FALSE(made.public_ref.empty());
}

TEST_F(ZoneActions, AZoneIsReshapedAndItComesBackByUndo) {
    const auto before = session_->project().all<model::RiskZone>().at(0);
    perform("edit", {{"id", before.id.text()}, {"fields", "shape=POLYGON ((-6 7, -5.5 7, -5.5 7.3, -6 7))"}});
    EXPECT_NE(zone(before.name_fr).shape, before.shape);
    base::Progress progress;
    session_->undo(false, progress);
    EXPECT_EQ(zone(before.name_fr).shape, before.shape);
}

TEST_F(ZoneActions, ShapesThatCannotBeAreRefused) {
    for (const char* shape : {"POLYGON ((-5 7, -4 8, -4 7, -5 8, -5 7))",         // crosses itself
                              "POLYGON ((7 -5, 8 -5, 8 -4, 7 -5))",               // latitude first
                              "POINT (-5 7)", "LINESTRING (-5 7, -4 7)",          // no areas
                              "POLYGON ((-5 7, -4 7, -5 7))", "POLYGON EMPTY",    // no surface
                              "POLYGON ((-50 7, -4 7, -4 8, -50 7))", "a zone"})  // elsewhere; no geometry
        EXPECT_THROW(zone_shape(shape), base::Error) << shape;
    EXPECT_THROW(perform("add", {{"kind", "risk-zone"}, {"fields", "name_fr=Sans forme"}, {"fields", "level=lower"}}),
                 base::Error);
    EXPECT_TRUE(zone("Sans forme").name_fr.empty());
}

}  // namespace
}  // namespace balise::app::test
