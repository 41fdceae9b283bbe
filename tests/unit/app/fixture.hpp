#pragma once
// A project with three made-up regions, made anew for every test, and short ways to perform actions on it.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "app/session.hpp"
#include "store/change.hpp"
#include "unit/base/scratch.hpp"

namespace balise::app::test {

inline model::Area region(std::string code, std::string name_fr, std::string name_en, double min_x, double min_y,
                          double max_x, double max_y) {
    model::Area area;
    area.code = std::move(code);
    area.parent_code = "CI";
    area.level = 1;
    area.legal_type = "region";
    area.name_fr = std::move(name_fr);
    area.name_en = std::move(name_en);
    area.accuracy = "approximate";
    area.source = "EXEMPLE";
    area.shape = {{{{{{min_x, min_y}, {max_x, min_y}, {max_x, max_y}, {min_x, max_y}, {min_x, min_y}}}}}};
    return area;
}

// Two neighbours and one apart; a department inside the first.
inline std::vector<model::Area> made_up_areas() {
    std::vector<model::Area> areas{
        region("CI01", "District autonome d'Abidjan", "Abidjan Autonomous District", -5, 5, -4, 6),
        region("CI11", "Région du Gbêkê", "Gbêkê", -4, 5, -3, 6),
        region("CI24", "Région de la Mé", "La Mé", -5, 8, -4, 9)};
    auto department = region("CI0101", "Département d'Abidjan", "", -4.6, 5.2, -4.4, 5.4);
    department.parent_code = "CI01";
    department.level = 2;
    department.legal_type = "departement";
    areas.push_back(department);
    return areas;
}

using Words = std::vector<std::pair<std::string, std::string>>;

class SessionTest : public testing::Test {
protected:
    SessionTest() : session_(make()) {}

    Outcome perform(const std::string& action, const Words& words, bool dry_run = false) {
        Arguments arguments;
        for (const auto& [name, value] : words) arguments.add(name, value);
        return session_.perform(action, arguments, dry_run, progress_);
    }
    // The kind of error that an action ends with; nothing may have changed then.
    base::ErrorKind refusal(const std::string& action, const Words& words) {
        const auto before = dump();
        const auto revision = session_.project().revision();
        base::ErrorKind kind = base::ErrorKind::internal;
        try {
            perform(action, words);
            ADD_FAILURE() << action << " was not refused";
        } catch (const base::Error& error) {
            kind = error.kind();
        }
        EXPECT_EQ(dump(), before);
        EXPECT_EQ(session_.project().revision(), revision);
        return kind;
    }
    std::string add_centre(const std::string& position = "lon=-4.5 lat=5.3") {
        Words words{{"fields", "name_fr=Centre social EXEMPLE"}, {"fields", "type=social_centre"}};
        std::istringstream parts(position);
        for (std::string part; parts >> part;) words.emplace_back("fields", part);
        return json(perform("add", words)).at("id");
    }
    std::string dump() const {
        std::ostringstream out;
        session_.project().dump(out);
        return out.str();
    }
    model::Provider provider(const std::string& id) const { return session_.project().find_provider(id).value(); }
    static nlohmann::json json(const Outcome& outcome) { return nlohmann::json::parse(outcome.json); }

    // Performs, undoes and does again: the content must be as before, and as after.
    Outcome there_and_back(const std::string& action, const Words& words) {
        const auto before = dump();
        auto outcome = perform(action, words);
        const auto after = dump();
        EXPECT_NE(before, after) << action << " changed nothing";
        session_.undo(false, progress_);
        EXPECT_EQ(dump(), before) << "undo of " << action;
        session_.redo(false, progress_);
        EXPECT_EQ(dump(), after) << "redo of " << action;
        EXPECT_TRUE(session_.project().check_integrity().empty());
        return outcome;
    }

    balise::test::ScratchFolder scratch_;
    base::Progress progress_;
    Session session_;

private:
    Session make() {
        const auto file = scratch_ / "test.balise";
        store::Project::create(file);
        auto session = Session::open(file, store::Access::read_write);
        store::Change change(session.project(), progress_);
        change.set_vocabularies(session.vocabularies());
        const auto areas = made_up_areas();
        change.add<model::Area>(areas);
        change.commit({"new", "{}", "{}", "", false});
        return session;
    }
};

}  // namespace balise::app::test
