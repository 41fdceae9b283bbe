#include "model/phone.hpp"

#include <gmock/gmock.h>

namespace balise::model {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Phone, TakesTenDigitsHoweverTheyAreWritten) {
    for (const char* text : {"+225 07 08 09 10 11", "0708091011", "+2250708091011", "002250708091011", "07.08.09.10.11",
                             "07-08-09-10-11", "(+225) 07 08 09 10 11", "225 0708091011",
                             "07\xC2\xA0"
                             "08\xC2\xA0"
                             "09\xC2\xA0"
                             "10\xC2\xA0"
                             "11",
                             "07/08/09/10/11", "  0708091011 "})
        EXPECT_EQ(normalise_phone(text), "+225 07 08 09 10 11") << text;
}

// ARTCI, 31 January 2021: mobiles by their second digit, land lines by their third.
TEST(Phone, MovesNumbersOfBefore2021ToTenDigits) {
    EXPECT_EQ(normalise_phone("07 08 09 10"), "+225 07 07 08 09 10");
    EXPECT_EQ(normalise_phone("48 08 09 10"), "+225 07 48 08 09 10");
    EXPECT_EQ(normalise_phone("05 08 09 10"), "+225 05 05 08 09 10");
    EXPECT_EQ(normalise_phone("44 08 09 10"), "+225 05 44 08 09 10");
    EXPECT_EQ(normalise_phone("01 08 09 10"), "+225 01 01 08 09 10");
    EXPECT_EQ(normalise_phone("42 08 09 10"), "+225 01 42 08 09 10");
    EXPECT_EQ(normalise_phone("20 21 22 23"), "+225 27 20 21 22 23");
    EXPECT_EQ(normalise_phone("22 40 10 10"), "+225 27 22 40 10 10");
    EXPECT_EQ(normalise_phone("22 50 10 10"), "+225 27 22 50 10 10");
    EXPECT_EQ(normalise_phone("21 00 10 10"), "+225 25 21 00 10 10");
    EXPECT_EQ(normalise_phone("21 80 10 10"), "+225 21 21 80 10 10");
    EXPECT_EQ(normalise_phone("+225 20 21 22 23"), "+225 27 20 21 22 23");
}

TEST(Phone, KeepsShortAndForeignNumbers) {
    EXPECT_EQ(normalise_phone("116"), "116");
    EXPECT_EQ(normalise_phone("1308"), "1308");
    EXPECT_EQ(normalise_phone("+233 30 266 1234"), "+233302661234");
    EXPECT_EQ(normalise_phone("0033 1 23 45 67 89"), "+33123456789");
}

TEST(Phone, TakesTwoNumbersForTwoAndADateForNone) {
    EXPECT_FALSE(normalise_phone("1308/1344"));
    EXPECT_FALSE(normalise_phone("25/12/2022"));
    EXPECT_EQ(normalise_phone("07/08/09/10/11"), "+225 07 08 09 10 11");
}

TEST(Phone, RefusesWhatIsNone) {
    for (const char* text : {"", "néant", "www.exemple.ci", "a@b.ci", "12", "000", "12345", "0908091011", "+225 123",
                             "07080910112233445566"})
        EXPECT_EQ(normalise_phone(text), std::nullopt) << text;
}

TEST(Phone, FindsSeveralInOneCell) {
    std::vector<std::string> left;
    EXPECT_THAT(phones_in("0708091011 / 27 20 21 22 23", left),
                ElementsAre("+225 07 08 09 10 11", "+225 27 20 21 22 23"));
    EXPECT_THAT(phones_in("0708091011 ou 0508091011", left), ElementsAre("+225 07 08 09 10 11", "+225 05 08 09 10 11"));
    EXPECT_THAT(phones_in("Tél: 07 08 09 10 11, 116", left), ElementsAre("+225 07 08 09 10 11", "116"));
    EXPECT_THAT(phones_in("07080910110508091011", left), ElementsAre("+225 07 08 09 10 11", "+225 05 08 09 10 11"));
    EXPECT_THAT(phones_in("0708091011; 0708091011", left), ElementsAre("+225 07 08 09 10 11"));
    EXPECT_THAT(left, IsEmpty());
    EXPECT_THAT(phones_in("0708091011 ; www.exemple.ci", left), ElementsAre("+225 07 08 09 10 11"));
    EXPECT_THAT(left, ElementsAre("www.exemple.ci"));
}

TEST(Phone, TellsAddressesOfOneKindFromAnother) {
    EXPECT_TRUE(is_email("point.focal@exemple.ci"));
    for (const char* text : {"www.exemple.ci", "a@b", "@b.ci", "a b@c.ci", "a@b..ci", "a@b@c.ci", ""})
        EXPECT_FALSE(is_email(text)) << text;
    for (const char* text : {"https://exemple.ci", "www.exemple.org", "exemple.ci/page"})
        EXPECT_TRUE(looks_like_url(text)) << text;
    for (const char* text : {"a@exemple.ci", "+225 07", "Centre social"}) EXPECT_FALSE(looks_like_url(text)) << text;
}

}  // namespace balise::model
