#include "app/sheet_preview.hpp"

#include <cstdlib>

#include "app/page_files.hpp"
#include "app/print_room.hpp"
#include "base/file.hpp"
#include "unit/app/fixture.hpp"

namespace balise::app::test {

class SheetPreview : public SessionTest {
protected:
    void SetUp() override {
        ::setenv("SOURCE_DATE_EPOCH", "1764000000", 1);
        add_centre();
        perform("settings", {{"fields", "producer=Direction EXEMPLE"}});
    }
    void TearDown() override { ::unsetenv("SOURCE_DATE_EPOCH"); }

    static Arguments wanted(const Words& words) {
        Arguments arguments;
        for (const auto& [name, value] : words) arguments.add(name, value);
        return arguments;
    }
    PreviewedSheet preview(const Words& words) { return previewer_.preview(session_, wanted(words), progress_); }

    SheetPreviewer previewer_;
};

TEST_F(SheetPreview, IsTheVeryListThatIsPrinted) {
    const Words words{{"area", "CI01"}, {"audience", "public"}, {"orientation", "landscape"}, {"title", "Abidjan"}};
    auto with_file = words;
    const auto printed = scratch_ / "printed.svg";
    with_file.emplace_back("out", printed.string());
    perform("map", with_file);

    const auto shown = preview(words);
    ASSERT_NE(shown.pages, nullptr);
    ASSERT_FALSE(shown.pages->empty());
    EXPECT_EQ(shown.title, "Abidjan");
    const auto room = PrintRoom::of(session_.project(), wanted(words), model::Audience::everyone, progress_);
    const auto request = sheet_request(session_.project(), session_.vocabularies(), wanted(words), room);
    const auto document = std::make_shared<const PrintedDocument>(PrintedDocument{
        shown.title, request.imprint.producer, {}, request.imprint.created, request.language, *shown.pages});
    const auto from_preview = scratch_ / "preview.svg";
    write_pages({{document, from_preview, "svg"}}, {}, room.released, {}, {}, progress_);
    EXPECT_EQ(base::read_file(from_preview), base::read_file(printed));
}

TEST_F(SheetPreview, AnotherTitleIsAnotherPageFromTheSameRoom) {
    const auto first = preview({{"area", "CI01"}});
    const auto second = preview({{"area", "CI01"}, {"title", "Autre titre"}});
    EXPECT_EQ(second.title, "Autre titre");
    EXPECT_FALSE(*first.pages == *second.pages);
    EXPECT_TRUE(*preview({{"area", "CI01"}}).pages == *first.pages);
}

TEST_F(SheetPreview, WhatChangedInTheProjectIsSeen) {
    const auto before = preview({{"area", "CI01"}});
    add_centre("lon=-4.2 lat=5.7");
    EXPECT_FALSE(*preview({{"area", "CI01"}}).pages == *before.pages);
}

TEST_F(SheetPreview, TellsTheMissingMandatoryElements) {
    perform("settings", {{"fields", "producer="}});
    const auto shown = preview({{"area", "CI01"}});
    EXPECT_EQ(shown.pages, nullptr);
    ASSERT_EQ(shown.missing.size(), 1U);
    EXPECT_EQ(shown.missing.front(), base::mark("the producer"));
}

TEST_F(SheetPreview, AnUnknownAreaIsSaid) {
    EXPECT_THROW(preview({{"area", "Nulle part"}}), base::Error);
}

}  // namespace balise::app::test
