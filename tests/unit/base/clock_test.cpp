// The clock, checksums and compression.
#include "base/clock.hpp"

#include <gtest/gtest.h>

#include "base/compress.hpp"
#include "base/digest.hpp"
#include "base/error.hpp"
#include "unit/base/scratch.hpp"

namespace {

using namespace balise::base;
using balise::test::EnvironmentVariable;
using balise::test::ScratchFolder;

TEST(Clock, DatesOfTheCalendar) {
    for (const char* date : {"2026-11-23", "2024-02-29", "2000-02-29", "1900-02-28", "0001-01-01", "9999-12-31"})
        EXPECT_TRUE(is_date(date)) << date;
    for (const char* date : {"2026-02-29", "1900-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31",
                             "2026-04-00", "2026-4-1", "26-04-01", "2026/04/01", "2026-04-01T00:00", " 2026-04-01",
                             "2026--1-01", "-026-04-01", "2026-0a-01", "", "01-04-2026"})
        EXPECT_FALSE(is_date(date)) << date;
}

TEST(Clock, SecondsBecomeDates) {
    EXPECT_EQ(date_text(0), "1970-01-01");
    EXPECT_EQ(date_text(86399), "1970-01-01");
    EXPECT_EQ(date_text(-1), "1969-12-31");
    EXPECT_EQ(date_text(-86400), "1969-12-31");
    EXPECT_EQ(date_text(-86401), "1969-12-30");
    EXPECT_EQ(date_text(951782400), "2000-02-29");
    EXPECT_EQ(date_text(253402300799), "9999-12-31");
}

TEST(Clock, StandsStillUnderSourceDateEpoch) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", "1795377422");
    EXPECT_EQ(now_seconds(), 1795377422);
    EXPECT_EQ(now_milliseconds(), 1795377422000);
    EXPECT_EQ(now_text(), "2026-11-22T19:57:02Z");
    EXPECT_EQ(today(), "2026-11-22");
    EXPECT_EQ(days_since("2026-11-22"), 0);
    EXPECT_EQ(days_since("2026-11-20"), 2);
    EXPECT_EQ(days_since("2026-11-23"), -1);
    EXPECT_EQ(days_since("2024-02-29"), 997);
    EXPECT_EQ(days_since("yesterday"), std::nullopt);
}

TEST(Clock, BeforeTheEpoch) {
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", "-1");
    EXPECT_EQ(now_text(), "1969-12-31T23:59:59Z");
}

TEST(Clock, SourceDateEpochMustBeAWholeNumberOfOurAge) {
    for (const char* words : {"", "x", "12x", " 12", "1.5", "9223372036854775807", "-9223372036854775808",
                              "99999999999999999999", "253402300800"}) {
        const EnvironmentVariable clock("SOURCE_DATE_EPOCH", words);
        EXPECT_EQ(source_date_epoch(), std::nullopt) << words;
        EXPECT_GT(now_seconds(), 1'700'000'000) << words;
    }
    const EnvironmentVariable clock("SOURCE_DATE_EPOCH", "253402300799");
    EXPECT_EQ(now_text(), "9999-12-31T23:59:59Z");
}

TEST(Digest, KnownAnswersOfFips180) {
    EXPECT_EQ(hex(sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hex(sha256(std::string(1'000'000, 'a'))),
              "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Digest, PiecesGiveTheSameSum) {
    Sha256 sum;
    for (int i = 0; i < 1000; ++i) sum.add(std::string(1000, 'a'));
    EXPECT_EQ(sum.finish(), sha256(std::string(1'000'000, 'a')));
}

TEST(Digest, OfFiles) {
    const ScratchFolder scratch;
    EXPECT_EQ(sha256_of_file(scratch.put("abc", "abc")),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256_of_file(scratch.put("empty", "")), hex(sha256("")));
    EXPECT_EQ(sha256_of_file(scratch.put("large", std::string(1'000'000, 'a'))),
              hex(sha256(std::string(1'000'000, 'a'))));
    EXPECT_THROW(sha256_of_file(scratch / "missing"), Error);
    EXPECT_THROW(sha256_of_file(scratch.path()), Error) << "a folder has no checksum, not that of nothing";
}

TEST(Compress, ReadsBackWhatItWrote) {
    std::string noise;
    std::uint32_t state = 1;
    for (int i = 0; i < 100'000; ++i) noise += static_cast<char>((state = state * 1664525U + 1013904223U) >> 24U);
    for (const std::string& bytes :
         {std::string(), std::string("a"), std::string(1'000'000, 'x'), noise, std::string(3, '\0')})
        EXPECT_EQ(decompress(compress(bytes), bytes.size()), bytes);
    EXPECT_LT(compress(std::string(1'000'000, 'x')).size(), 1000U);
}

TEST(Compress, DamagedBytesAreRefused) {
    const std::string whole = compress("the whole content, the whole content, the whole content");
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_THROW(decompress(whole.substr(0, length), 1000), Error) << length;
    for (std::size_t at = 0; at < whole.size(); ++at) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ 0x41);
        try {
            EXPECT_LE(decompress(changed, 1000).size(), 1000U);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::invalid_input);
        }
    }
}

TEST(Compress, StaysBelowTheLimit) {
    const std::string bomb = compress(std::string(10'000'000, '\0'));
    EXPECT_THROW(decompress(bomb, 9'999'999), Error);
    EXPECT_EQ(decompress(bomb, 10'000'000).size(), 10'000'000U);
    // Two frames, of which only the first announces its size.
    EXPECT_THROW(decompress(compress("ab") + compress("cd"), 1000), Error);
}

}  // namespace
