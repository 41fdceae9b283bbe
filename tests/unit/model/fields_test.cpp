#include "model/fields.hpp"

#include <gmock/gmock.h>

#include <set>

#include "base/error.hpp"

namespace balise::model {

namespace {

// A value that fits the field, different from an empty one.
Value sample(const FieldDescription& field) {
    using Kind = FieldKind;
    switch (field.kind) {
        case Kind::whole: return std::int64_t{3};
        case Kind::real: return 2.5;
        case Kind::longitude: return -5.25;
        case Kind::latitude: return 7.5;
        case Kind::date: return std::string("2026-02-03");
        case Kind::services: return std::string("housing:emergency;other:medium_term:inactive=Médiation");
        case Kind::equipment: return std::string("computers=2;motorcycles=1");
        case Kind::text_list:
        case Kind::code_list:
        case Kind::area_list:
        case Kind::phone_list: return std::string("un;deux");
        default: return std::string(field.vocabulary == "disclosure_level" ? "partners" : "Œuvre d'essai");
    }
}

template <class Record>
class FieldTable : public testing::Test {};

using Records =
    testing::Types<Provider, RiskZone, BorderPost, TransportNode, Area, Place, Road, Water, Neighbour, Organisation>;
TYPED_TEST_SUITE(FieldTable, Records);

}  // namespace

TYPED_TEST(FieldTable, SetsAndGetsEveryField) {
    std::set<std::string_view> names;
    for (const auto& field : fields<TypeParam>()) {
        SCOPED_TRACE(std::string(RecordTraits<TypeParam>::code) + "." + std::string(field.name));
        EXPECT_TRUE(names.insert(field.name).second);
        EXPECT_EQ(find_field<TypeParam>(field.name), &field);
        TypeParam record;
        EXPECT_FALSE(is_set(field.get(record)));
        const Value wanted =
            field.name == "id" ? Value{std::string("0190f3a1-0000-7000-8000-0123456789ab")} : sample(field);
        field.set(record, wanted);
        EXPECT_EQ(field.get(record), wanted);
        // The same from text, as a file has it.
        TypeParam from_text;
        field.set(from_text, Value{text_of(wanted)});
        EXPECT_TRUE(from_text == record);
        field.set(record, Value{});
        EXPECT_FALSE(is_set(field.get(record)));
        EXPECT_TRUE(record == TypeParam{});
    }
}

TYPED_TEST(FieldTable, RefusesWhatIsNoNumber) {
    for (const auto& field : fields<TypeParam>()) {
        using Kind = FieldKind;
        if (field.kind != Kind::whole && field.kind != Kind::real && field.kind != Kind::longitude &&
            field.kind != Kind::latitude)
            continue;
        SCOPED_TRACE(std::string(field.name));
        for (const std::string text : {"abc", "12 places", "nan", "inf", "0x10"}) {
            TypeParam record;
            try {
                field.set(record, Value{text});
                ADD_FAILURE() << text;
            } catch (const base::Error& error) {
                EXPECT_EQ(error.kind(), base::ErrorKind::invalid_input);
            }
        }
        if (field.kind == Kind::whole) {
            TypeParam record;
            EXPECT_THROW(field.set(record, Value{2.5}), base::Error);
        }
    }
}

TEST(Fields, RefuseACoordinateOutsideTheGlobeAndACodeThatIsNoLevel) {
    Provider record;
    EXPECT_THROW(find_field<Provider>("lat")->set(record, Value{90.5}), base::Error);
    EXPECT_THROW(find_field<Provider>("lon")->set(record, Value{std::string("181")}), base::Error);
    EXPECT_THROW(find_field<Provider>("disclosure_name")->set(record, Value{std::string("everyone")}), base::Error);
    EXPECT_THROW(find_field<Provider>("id")->set(record, Value{std::string("not an id")}), base::Error);
    EXPECT_EQ(find_field<Provider>("victim_name"), nullptr);
}

TEST(Services, SurviveTheTripThroughACell) {
    const std::vector<Service> services{{"housing", "emergency", "", ""},
                                        {"legal_assistance", "", "", ""},
                                        {"other", "medium_term", "", "Médiation familiale"},
                                        {"other", "", "inactive", "a;b \\ c=d:e"},
                                        {"transport", "both", "temporarily_closed", ""}};
    EXPECT_EQ(services_text({services[0], services[1], services[2]}),
              "housing:emergency;legal_assistance;other:medium_term=Médiation familiale");
    EXPECT_EQ(services_from_text(services_text(services)), services);
    EXPECT_EQ(services_from_text(" housing : emergency ;; transport "),
              (std::vector<Service>{{"housing", "emergency", "", ""}, {"transport", "", "", ""}}));
    EXPECT_TRUE(services_from_text("").empty());
}

}  // namespace balise::model
