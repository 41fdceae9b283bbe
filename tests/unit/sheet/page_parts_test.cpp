// The parts around the map as a print clerk looks at them: samples in line, sizes that can be read, words that agree.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/words.hpp"
#include "fixture.hpp"
#include "sheet/page_grid.hpp"
#include "sheet/sources.hpp"

namespace {

using namespace balise;
using namespace balise::sheet;
using balise::sheet::test::request_for;
using balise::sheet::test::sheet_of;
using balise::sheet::test::world;
using model::Audience;

const model::Released& the_public() {
    static const auto released = model::release(world().directory, Audience::everyone, {});
    return released;
}

const map::Group& group_of(const map::DisplayList& page, const std::string& name) {
    const auto found =
        std::find_if(page.groups.begin(), page.groups.end(), [&](const auto& group) { return group.name == name; });
    if (found == page.groups.end()) throw std::runtime_error("no group " + name);
    return *found;
}

std::vector<map::GlyphRun> runs_of(const map::Group& group) {
    std::vector<map::GlyphRun> runs;
    for (const auto& batch : group.batches)
        if (const auto* lettering = std::get_if<map::Lettering>(&batch))
            runs.insert(runs.end(), lettering->runs.begin(), lettering->runs.end());
    return runs;
}

std::string words_of(const map::Group& group) {
    std::string all;
    for (const auto& run : runs_of(group)) all += run.text + " ";
    return all;
}

map::Frame hull_of(const std::vector<map::Spot>& spots) {
    map::Frame box{1e9F, 1e9F, -1e9F, -1e9F};
    for (const auto& spot : spots)
        box = {std::min(box.left, spot.x), std::min(box.top, spot.y), std::max(box.right, spot.x),
               std::max(box.bottom, spot.y)};
    return box;
}

// What each sample of the legend covers.
std::vector<map::Frame> samples_of(const map::Group& legend) {
    std::vector<map::Frame> boxes;
    for (const auto& batch : legend.batches) {
        if (const auto* marks = std::get_if<map::Marks>(&batch))
            for (const auto& mark : marks->marks)
                if (mark.size > 2)
                    boxes.push_back({mark.centre.x - mark.size / 2, mark.centre.y - mark.size / 2,
                                     mark.centre.x + mark.size / 2, mark.centre.y + mark.size / 2});
        if (const auto* fill = std::get_if<map::Fill>(&batch)) boxes.push_back(hull_of(fill->rings.spots));
        if (const auto* stroke = std::get_if<map::Stroke>(&batch))
            if (const auto box = hull_of(stroke->lines.spots); box.width() < 20) boxes.push_back(box);
    }
    return boxes;
}

TEST(PageParts, SamplesOfTheLegendStandInOneColumnAndApart) {
    for (const std::string area : {"CI11", "CI01", "CI25", "CI-VB"})
        for (const auto orientation : {Orientation::portrait, Orientation::landscape}) {
            auto request = request_for(the_public(), area);
            request.orientation = orientation;
            const auto sheet = sheet_of(request);
            const auto grid = page_grid(request.paper, orientation);
            std::vector<float> axes;
            for (const auto& column : columns_of(grid.legend, grid.legend_columns, 1.5))
                axes.push_back(column.left + 2.5F);
            const auto samples = samples_of(group_of(sheet.pages[0], "legend"));
            ASSERT_GT(samples.size(), 8U);
            for (const auto& box : samples) {
                const float middle = (box.left + box.right) / 2;
                EXPECT_TRUE(std::any_of(axes.begin(), axes.end(),
                                        [&](float axis) {
                                            return std::abs(axis - middle) < 0.3F;  // hatch lines end within their box
                                        }))
                    << area << " " << middle;
                EXPECT_LE(box.width(), 5.01F);
                for (const auto& other : samples) {
                    if (std::abs((other.left + other.right) / 2 - middle) > 1) continue;
                    const float apart = std::abs((other.top + other.bottom - box.top - box.bottom) / 2);
                    // Parts of one sample lie within each other.
                    if (apart < 1) continue;
                    EXPECT_GE(apart, (box.height() + other.height()) / 2 + 0.05F) << area;
                }
            }
        }
}

TEST(PageParts, TheHeavyLineIsNamedAfterWhatItBounds) {
    const auto legend_of = [](const std::string& area) {
        auto request = request_for(the_public(), area);
        request.language = base::Language::english;
        return words_of(group_of(sheet_of(request).pages[0], "legend"));
    };
    EXPECT_NE(legend_of("CI11").find("Boundary of this region"), std::string::npos);
    EXPECT_NE(legend_of("CI-VB").find("Boundary of this district"), std::string::npos);
    const auto country = legend_of("CI");
    EXPECT_NE(country.find("National boundary"), std::string::npos);
    EXPECT_EQ(country.find("International border"), std::string::npos) << "the same line twice";
    EXPECT_EQ(country.find("region"), std::string::npos);
}

TEST(PageParts, SourcesAreWellSetAndLargeEnough) {
    for (const auto language : {base::Language::french, base::Language::english}) {
        auto request = request_for(the_public(), "CI11");
        request.language = language;
        request.imprint.sources = sources_of(the_public(), world().country, language);
        request.imprint.brief_sources = sources_of(the_public(), world().country, language, 1);
        for (const std::string wrong : {"..", "; .", ";.", "…", " ;.", ",."})
            EXPECT_EQ(request.imprint.sources.find(wrong), std::string::npos) << request.imprint.sources;
        EXPECT_EQ(request.imprint.sources.find(" ; ") == std::string::npos, language == base::Language::english);
        const auto sheet = sheet_of(request);
        EXPECT_EQ(sheet.report.cut, std::vector<std::string>{});
        const auto runs = runs_of(group_of(sheet.pages[0], "footer"));
        const auto found = std::find_if(runs.begin(), runs.end(), [](const auto& run) {
            return run.text.find("Natural Earth") != std::string::npos;
        });
        ASSERT_NE(found, runs.end());
        EXPECT_GE(static_cast<double>(found->size), map::points(6) - 1e-3);
    }
}

TEST(PageParts, AMessageOfManyGapsIsToldByNumbers) {
    auto directory = world().directory;
    for (auto& provider : directory.providers) provider.services.clear();
    const auto released = model::release(directory, Audience::everyone, {});
    auto request = request_for(released, "CI11");
    request.language = base::Language::english;
    const auto sheet = sheet_of(request);
    EXPECT_EQ(sheet.report.cut, std::vector<std::string>{});
    EXPECT_NE(words_of(group_of(sheet.pages[0], "title")).find("services 2–14"), std::string::npos);
}

TEST(PageParts, TheNoteDoesNotDenyAShelterThatThePageLists) {
    const auto note_of = [](const std::string& area) {
        auto request = request_for(the_public(), area);
        request.language = base::Language::english;
        return words_of(group_of(sheet_of(request).pages[0], "note"));
    };
    EXPECT_NE(note_of("CI11").find("on no public edition"), std::string::npos);
    // One State shelter of Abidjan has published itself.
    EXPECT_EQ(note_of("CI01").find("on no public edition"), std::string::npos);
    EXPECT_NE(note_of("CI01").find("116"), std::string::npos);
}

}  // namespace
