// Cells as people fill them: dates, numbers, words of lists, telephone numbers, damage.
#include "exchange/dates.hpp"
#include "read_fixture.hpp"

namespace balise::exchange::test {
namespace {

class ReadCellsTest : public ReadTest {
protected:
    // One provider with one more column.
    Parsed<model::Provider> one(const std::string& column, const std::string& cell) {
        std::string quoted = "\"";
        for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
        auto rows = providers("name_fr,type,lon,lat," + column + "\nA,social_centre,-4.1,5.35," + quoted + "\"\n");
        EXPECT_EQ(rows.size(), 1U);
        return rows.empty() ? Parsed<model::Provider>{} : rows[0];
    }
};

TEST(Dates, AreReadDayFirst) {
    const std::vector<std::pair<std::string, std::string>> cases{{"2024-03-12", "2024-03-12"},
                                                                 {"2024/03/12", "2024-03-12"},
                                                                 {"2024/03/12 00:00:00", "2024-03-12"},
                                                                 {"2018-04-24T08:37:13Z", "2018-04-24"},
                                                                 {"12/03/2024", "2024-03-12"},
                                                                 {"12-03-2024", "2024-03-12"},
                                                                 {"12.3.2024", "2024-03-12"},
                                                                 {"12/03/24", "2024-03-12"},
                                                                 {"01/02/99", "1999-02-01"},
                                                                 {"12 mars 2024", "2024-03-12"},
                                                                 {"1er août 2023", "2023-08-01"},
                                                                 {"Mardi 12 mars 2024", "2024-03-12"},
                                                                 {"12 févr. 2024", "2024-02-12"},
                                                                 {"12-Mar-2024", "2024-03-12"},
                                                                 {"March 12, 2024", "2024-03-12"},
                                                                 {"1 March 2015", "2015-03-01"},
                                                                 {"mars 2024", "2024-03"},
                                                                 {"03/2024", "2024-03"},
                                                                 {"2024-03", "2024-03"},
                                                                 {"2024", "2024"},
                                                                 {"20240312", "2024-03-12"},
                                                                 {"45363", "2024-03-12"},
                                                                 {"45363.5", "2024-03-12"},
                                                                 {"2021-01-27 11:37:23", "2021-01-27"}};
    for (const auto& [text, expected] : cases) {
        const auto read = read_date(text);
        ASSERT_TRUE(read) << text;
        EXPECT_EQ(read->iso, expected) << text;
        EXPECT_FALSE(read->is_month_first) << text;
    }
    EXPECT_EQ(read_date("03-18-14").value().iso, "2014-03-18");
    EXPECT_TRUE(read_date("03-18-14").value().is_month_first);
    for (const auto* text : {"31/02/2024", "32/01/2024", "2024-13-01", "mars", "hier", "12/2024/03", "0", "7",
                             "00/00/0000", "-45363", "2024-02-30", "12 mats 2024"})
        EXPECT_FALSE(read_date(text)) << text;
}

TEST(Numbers, AreReadWithBlanksCommasAndUnits) {
    EXPECT_EQ(read_whole("1 200"), 1200);
    EXPECT_EQ(read_whole("1\u00a0200"), 1200);
    EXPECT_EQ(read_whole("1\u202f200"), 1200);
    EXPECT_EQ(read_whole("1.200"), 1200);
    EXPECT_EQ(read_whole("1,200"), 1200);
    EXPECT_EQ(read_whole("12,0"), 12);
    EXPECT_EQ(read_whole("12.0"), 12);
    EXPECT_EQ(read_whole("25 places"), 25);
    EXPECT_EQ(read_whole("-3"), -3);
    for (const auto* text : {"12,5", "environ 20", "20-30", "vingt", "1e3x", "", "12 34", "2 0000", "100+"})
        EXPECT_FALSE(read_whole(text)) << text;
    EXPECT_EQ(read_real("12,5"), 12.5);
    EXPECT_EQ(read_real("1 200,5"), 1200.5);
    EXPECT_EQ(read_real("1,200.5"), 1200.5);
    EXPECT_EQ(read_real("1.200,5"), 1200.5);
    EXPECT_EQ(read_real("5 m"), 5);
    EXPECT_FALSE(read_real("nan"));
    EXPECT_FALSE(read_real("inf"));
}

TEST_F(ReadCellsTest, NumbersOutOfRangeAndWordsAreErrors) {
    EXPECT_EQ(one("capacité", "1 200").record.capacity_max, 1200);
    EXPECT_EQ(one("capacité", "25 lits").record.capacity_max, 25);
    EXPECT_FALSE(one("capacité", "environ vingt").usable);
    EXPECT_TRUE(has(said(2), "environ vingt")) << said();
    EXPECT_FALSE(one("capacité", "-5").usable);
    EXPECT_FALSE(one("âge max", "400").usable);
    EXPECT_TRUE(one("capacité", "N/A").usable);
}

TEST_F(ReadCellsTest, FormulaErrorsAreNeverData) {
    for (const auto* error : {"#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NOM?", "#VALEUR!"}) {
        for (const auto* column : {"capacité", "adresse", "statut", "téléphone"}) {
            EXPECT_FALSE(one(column, error).usable) << column << error;
            EXPECT_TRUE(has(said(2), error)) << said();
        }
    }
    EXPECT_FALSE(providers("name_fr,type,lon,lat\nA,court,#REF!,5.3\n").at(0).usable);
    EXPECT_TRUE(has(said(2), "formula error")) << said();
}

TEST_F(ReadCellsTest, CodesAreRecognisedByLabelAndAlias) {
    EXPECT_EQ(one("statut", "En activité").record.status, "active");
    EXPECT_EQ(one("statut", "FERME").record.status, "defunct");
    EXPECT_EQ(one("accès handicapés", "x").record.disability_access, "yes");
    EXPECT_EQ(one("accès handicapés", "0").record.disability_access, "no");
    EXPECT_EQ(one("langues", "Français, dioula et baoulé").record.languages, (model::TextList{"fra", "dyu", "bci"}));
    EXPECT_TRUE(one("statut", "actif-").usable);
    EXPECT_FALSE(one("statut", "ouvrt").usable);
    EXPECT_TRUE(has(said(2), "active")) << said();
    EXPECT_FALSE(one("langues", "fra;klingon").usable);
    EXPECT_TRUE(has(said(2), "klingon"));
}

TEST_F(ReadCellsTest, AnUnknownTypeStaysProtected) {
    const auto rows = providers("name_fr,type,lon,lat\nA,Centre de loisirs,-4,5.5\nB,,-4,5.6\n");
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_EQ(rows[0].record.type, "unknown");
    EXPECT_TRUE(has(said(2), "Centre de loisirs"));
    EXPECT_EQ(rows[1].record.type, "unknown");
    EXPECT_TRUE(has(said(3), "type is missing"));
}

TEST_F(ReadCellsTest, ServicesComeInWordsAndInOurOwnForm) {
    EXPECT_EQ(model::services_text(
                  one("services", "Hébergement (urgence), assistance juridique ; transport").record.services),
              "housing:emergency;legal_assistance;transport");
    EXPECT_EQ(
        model::services_text(one("services", "housing:emergency;other:medium_term=Médiation, jeux").record.services),
        "housing:emergency;other:medium_term=Médiation, jeux");
    EXPECT_EQ(model::services_text(one("services", "other=Jeux\\; sport;transport").record.services),
              "other=Jeux\\; sport;transport");
    EXPECT_EQ(model::services_text(one("services", "hébergement;HEBERGEMENT;housing").record.services), "housing");
    EXPECT_FALSE(one("services", "hébergement;voyance").usable);
    EXPECT_TRUE(has(said(2), "voyance")) << said();
    EXPECT_FALSE(one("services", "other").usable);
    EXPECT_TRUE(has(said(2), "free-text label"));
}

TEST_F(ReadCellsTest, EquipmentIsCounted) {
    EXPECT_EQ(one("équipements", "2 motos, Ordinateurs (3)").record.equipment_held,
              (model::TextList{"motorcycles=2", "computers=3"}));
    EXPECT_EQ(one("équipements", "motorcycles=2;furniture").record.equipment_held,
              (model::TextList{"motorcycles=2", "furniture"}));
}

TEST_F(ReadCellsTest, TelephoneNumbersAreNormalised) {
    using List = model::TextList;
    EXPECT_EQ(one("tel", "0708091011").record.public_phone, (List{"+225 07 08 09 10 11"}));
    EXPECT_EQ(one("tel", "(+225) 07 08 09 10 11 / 27 22 44 55 66").record.public_phone,
              (List{"+225 07 08 09 10 11", "+225 27 22 44 55 66"}));
    EXPECT_EQ(one("tel", "116").record.public_phone, (List{"116"}));
    EXPECT_EQ(one("tel", "708091011").record.public_phone, (List{"+225 07 08 09 10 11"}));
    EXPECT_TRUE(has(said(2), "lacks its first zero")) << said();
    const auto bad = one("tel", "0708091011 / 12345 poste B");
    EXPECT_TRUE(bad.usable);
    EXPECT_EQ(bad.record.public_phone, (List{"+225 07 08 09 10 11"}));
    EXPECT_TRUE(has(bad.record.notes, "12345")) << bad.record.notes;
    EXPECT_TRUE(has(said(2), "kept in the notes"));
    EXPECT_EQ(one("tel", "néant").record.public_phone, List{});
    EXPECT_EQ(one("téléphone du point focal", "0708091011/0102030405").record.focal_phone, "+225 07 08 09 10 11");
}

TEST_F(ReadCellsTest, AWebAddressInTheEmailColumnIsMoved) {
    auto row = one("e-mail", "www.exemple.ci");
    EXPECT_TRUE(row.usable);
    EXPECT_EQ(row.record.website, "www.exemple.ci");
    EXPECT_EQ(row.record.focal_email, "");
    row = one("e-mail", "mailto:a@exemple.ci; b@exemple.ci");
    EXPECT_EQ(row.record.focal_email, "a@exemple.ci");
    EXPECT_TRUE(has(row.record.notes, "b@exemple.ci"));
    row = one("e-mail", "pas encore");
    EXPECT_EQ(row.record.focal_email, "");
    EXPECT_TRUE(has(row.record.notes, "pas encore"));
}

TEST_F(ReadCellsTest, DamagedTextIsReported) {
    EXPECT_TRUE(one("adresse", std::string("rue\x01 5")).usable);
    EXPECT_TRUE(has(said(2), "control characters"));
    EXPECT_FALSE(one("adresse", std::string(10'001, 'a')).usable);
    EXPECT_TRUE(has(said(2), "too long"));
    std::string csv = "name_fr,type,lon,lat,address\n";
    for (int i = 0; i < 20; ++i) csv += "Centre é,court,-4,5.5,Quartier résidentiel\n";
    const auto rows = providers(csv + "B,court,-4,5.5,cass\xE9\n");
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_FALSE(rows.at(20).usable);
    EXPECT_TRUE(has(said(22), "damaged characters")) << said();
    // Decomposed accents are composed.
    EXPECT_EQ(one("adresse", "cafe\u0301").record.address, "caf\u00e9");
}

TEST_F(ReadCellsTest, ContradictionsInsideARecord) {
    const auto rows = providers(
        "name_fr,type,lon,lat,capacity_max,capacity_free,age_min,age_max\nA,court,-4,5.5,10,11,,\nB,court,-4,5.5,,,18,"
        "5\n,court,-4,5.5,,,,\nD,hotline,,,,,,\n");
    EXPECT_FALSE(rows.at(0).usable);
    EXPECT_FALSE(rows.at(1).usable);
    EXPECT_FALSE(rows.at(2).usable);
    EXPECT_TRUE(has(said(4), "name is missing"));
    EXPECT_TRUE(rows.at(3).usable);
    EXPECT_EQ(said(5), "");
}

TEST_F(ReadCellsTest, KeysStandOnce) {
    const auto rows =
        providers("source_id,name_fr,type,lon,lat\nX1,A,court,-4,5.5\nX2,B,court,-4,5.5\nX1,C,court,-4,5.5\n");
    EXPECT_TRUE(rows.at(0).usable);
    EXPECT_FALSE(rows.at(2).usable);
    EXPECT_TRUE(has(said(4), "row 2")) << said();
}

TEST_F(ReadCellsTest, EquipmentWithSeveralNumbersIsAProblem) {
    EXPECT_EQ(one("equipment_held", "2 ordinateurs").record.equipment_held, (std::vector<std::string>{"computers=2"}));
    const auto row = one("equipment_held", "2 ordinateurs (2019)");
    EXPECT_FALSE(row.usable);
    EXPECT_TRUE(has(said(), "several numbers")) << said();
    EXPECT_TRUE(row.record.equipment_held.empty());
}

TEST_F(ReadCellsTest, FurtherAddressesAndAreasAreKept) {
    auto row = one("focal_email", "a@exemple.ci; b@exemple");
    EXPECT_EQ(row.record.focal_email, "a@exemple.ci");
    EXPECT_TRUE(has(row.record.notes, "b@exemple")) << row.record.notes;
    EXPECT_TRUE(has(said(), "kept in the notes")) << said();
    row = one("area_code", "CI0101; CI0102");
    EXPECT_EQ(row.record.area_code, "CI0101");
    EXPECT_TRUE(has(row.record.notes, "CI0102")) << row.record.notes;
    EXPECT_TRUE(has(said(), "2 area codes")) << said();
}

}  // namespace
}  // namespace balise::exchange::test
