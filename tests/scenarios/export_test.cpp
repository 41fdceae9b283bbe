// What leaves: formats, round trips, and that nothing hidden changes what the public gets.
#include <algorithm>
#include <regex>

#include "scenarios/balise_run.hpp"

namespace balise::scenario {
namespace {

using testing::HasSubstr;

class Exports : public Scenario {
protected:
    std::string project;
    void SetUp() override {
        Scenario::SetUp();
        project = sample_project();
    }
    Answer write(const std::string& from, const std::string& audience, const std::string& format,
                 const std::string& target, const Words& more = {}) const {
        Words words{"export", from, "--audience", audience, "--format", format, "--out", target};
        words.insert(words.end(), more.begin(), more.end());
        return balise(words);
    }
    // Every public file of a project, as one text: names and bytes.
    std::string public_files(const std::string& from, const std::string& name) const {
        const fs::path target = folder / name;
        fs::create_directories(target);
        for (const std::string format : {"geojson", "csv", "gpkg", "xlsx"})
            EXPECT_CODE(write(from, "public", format, (target / ("annuaire." + format)).string()), 0);
        std::vector<fs::path> files;
        for (const auto& entry : fs::recursive_directory_iterator(target))
            if (entry.is_regular_file()) files.push_back(entry.path());
        std::sort(files.begin(), files.end());
        std::string all;
        for (const auto& each : files) all += fs::relative(each, target).string() + "\n" + read_text(each);
        EXPECT_GT(all.size(), 50000U);
        return all;
    }
    // The provider lines of a dump without what belongs to the file itself (ids, references).
    std::vector<std::string> provider_lines(const std::string& from) const {
        std::vector<std::string> lines;
        std::istringstream text(dump(from));
        static const std::regex own("\\b(id|public_ref)=[^\t]*");
        for (std::string line; std::getline(text, line);) {
            if (!line.starts_with("provider\t")) continue;
            const auto second = line.find('\t', 9);
            lines.push_back(std::regex_replace(line.substr(second + 1), own, ""));
        }
        std::sort(lines.begin(), lines.end());
        return lines;
    }
};

TEST_F(Exports, EveryFormatForEveryAudienceSaysWhatItWrote) {
    for (const std::string audience : {"public", "partners", "internal"})
        for (const std::string format : {"geojson", "csv", "gpkg", "xlsx"}) {
            SCOPED_TRACE(audience + " " + format);
            const auto target = path(audience + "." + format);
            const auto answer = write(project, audience, format, target, {"--json"});
            ASSERT_CODE(answer, 0);
            const auto report = answer.json();
            EXPECT_THAT(keys(report), testing::IsSupersetOf({"audience", "providers", "risk_zones", "border_posts",
                                                             "transport", "files"}));
            EXPECT_FALSE(report["files"].empty());
            for (const auto& each : report["files"]) EXPECT_TRUE(fs::exists(each["file"].get<std::string>()));
            if (audience == "internal")
                EXPECT_EQ(report["providers"], 401);
            else
                EXPECT_LT(report["providers"], 401);
        }
}

TEST_F(Exports, SeveralFormatsGoToAFolder) {
    EXPECT_CODE(balise({"export", project, "--audience", "public", "--format", "geojson", "--format", "csv", "--out",
                        path("all")}),
                0);
    EXPECT_TRUE(fs::exists(path("all/balise.geojson")));
    EXPECT_CODE(balise({"export", project, "--audience", "public", "--format", "pdf", "--out", path("x.pdf")}), 7);
    EXPECT_FALSE(fs::exists(path("x.pdf")));
    EXPECT_CODE(balise({"export", project, "--audience", "everyone", "--format", "csv", "--out", path("x.csv")}), 2);
}

TEST_F(Exports, AreReproducible) {
    EXPECT_TRUE(public_files(project, "one") == public_files(project, "two"));
}

TEST_F(Exports, FollowTheLanguage) {
    ASSERT_CODE(write(project, "public", "xlsx", path("fr.xlsx"), {"--lang", "fr"}), 0);
    ASSERT_CODE(write(project, "public", "xlsx", path("en.xlsx"), {"--lang", "en"}), 0);
    EXPECT_FALSE(read_text(path("fr.xlsx")) == read_text(path("en.xlsx")));
}

TEST_F(Exports, PublicFilesDoNotChangeWithHiddenRecords) {
    const auto before = public_files(project, "before");
    const auto shelter = find_id(project, {"--type", "shelter_private", "--disclosure", "internal"});
    const auto shelter2 = find_id(project, {"--type", "transit_centre"});
    ASSERT_CODE(balise({"edit", project, shelter, "lon=-5.2", "lat=7.1", "name_fr=Refuge déplacé"}), 0);
    EXPECT_TRUE(public_files(project, "moved") == before) << "moving and renaming a hidden record shows";
    ASSERT_CODE(balise({"remove", project, shelter2}), 0);
    EXPECT_TRUE(public_files(project, "removed") == before) << "removing a hidden record shows";
    ASSERT_CODE(balise({"add", project, "name_fr=Refuge nouveau", "type=shelter_private", "status=active", "lon=-4.0",
                        "lat=5.4", "capacity_max=20", "services=housing"}),
                0);
    EXPECT_TRUE(public_files(project, "added") == before) << "adding a hidden record shows";
}

TEST_F(Exports, HiddenWordsAreInNoPublicFile) {
    ASSERT_CODE(balise({"add", project, "name_fr=Refuge Zanzibarine", "type=shelter_private", "status=active",
                        "lon=-4.0123456789", "lat=5.4321012345", "address=Rue Quetzalcoatl"}),
                0);
    const auto files = public_files(project, "out");
    for (const std::string word : {"Zanzibarine", "Quetzalcoatl", "4.012345678", "5.432101234"})
        EXPECT_EQ(files.find(word), std::string::npos) << word;
}

TEST_F(Exports, InternalFilesComeBackAsTheSameProviders) {
    const auto wanted = provider_lines(project);
    ASSERT_EQ(wanted.size(), 401U);
    for (const std::string format : {"geojson", "csv", "gpkg", "xlsx"}) {
        SCOPED_TRACE(format);
        const auto target = path("all." + format);
        ASSERT_CODE(write(project, "internal", format, target), 0);
        const auto fresh = new_project("fresh-" + format + ".balise");
        Words words{"import", fresh, target, "--as", "providers", "--json"};
        if (format == "xlsx")
            words.insert(words.end(), {"--layer", "Providers"});  // the first sheet tells what the file is
        const auto answer = balise(words);
        ASSERT_CODE(answer, 0);
        EXPECT_EQ(answer.json()["added"], 401);
        const auto came_back = provider_lines(fresh);
        ASSERT_EQ(came_back.size(), wanted.size());
        std::size_t different = 0;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (wanted[i] != came_back[i] && ++different <= 2)
                ADD_FAILURE() << "was  " << wanted[i] << "\nis   " << came_back[i];
        EXPECT_EQ(different, 0U);
    }
}

TEST_F(Exports, AreInTheHistory) {
    ASSERT_CODE(write(project, "public", "csv", path("a.csv")), 0);
    const auto last = balise({"history", project, "--limit", "1", "--json"}).json()["entries"][0];
    EXPECT_EQ(last["action"], "export");
    EXPECT_EQ(last["can_undo"], false);
}

TEST_F(Exports, ToAPlaceThatCannotBeWrittenIsCode6AndLeavesNothing) {
    const auto answer = write(project, "public", "geojson", path("no/such/folder/a.geojson"));
    EXPECT_THAT(answer.code, testing::AnyOf(4, 6)) << answer.err;
    EXPECT_THAT(answer.err, HasSubstr("folder"));
    EXPECT_FALSE(fs::exists(path("no")));
}

}  // namespace
}  // namespace balise::scenario
