// Nothing of a hidden record is in any file: canaries in every field × format × audience, and files that do not change
// by a byte whatever happens to hidden records. The search here shares no code with verify_written.
#include <cpl_conv.h>
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <ogrsf_frmts.h>

#include <cstring>

#include "write_fixture.hpp"

namespace balise::exchange::test {

using model::Audience;

namespace {

constexpr std::array<Audience, 3> audiences{Audience::everyone, Audience::partners, Audience::internal};

// Stops the clock for a test.
class FixedClock {
public:
    FixedClock() { ::setenv("SOURCE_DATE_EPOCH", "1750000000", 1); }
    ~FixedClock() { ::unsetenv("SOURCE_DATE_EPOCH"); }
};

std::string encoded_xml(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string encoded_json(const std::string& text) {
    std::string out;
    for (const char c : text)
        out += c == '"' || c == '\\' ? std::string("\\") + c : c == '\n' ? std::string("\\n") : std::string(1, c);
    return out;
}

std::string encoded_utf16(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned code = static_cast<unsigned char>(text[i]);
        if (code >= 0xC0 && i + 1 < text.size())
            code = (code & 0x1FU) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU);
        out += static_cast<char>(code & 255U);
        out += static_cast<char>(code >> 8U);
    }
    return out;
}

std::string encoded_hex(const std::string& text) {
    std::string out;
    char pair[3];
    for (const char c : text) {
        std::snprintf(pair, sizeof pair, "%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += pair;
    }
    return out;
}

std::string encoded_base64(const std::string& text) {
    char* encoded = CPLBase64Encode(static_cast<int>(text.size()), reinterpret_cast<const GByte*>(text.data()));
    std::string out(encoded);
    CPLFree(encoded);
    return out.substr(0, text.size() / 3 * 4);
}

std::string digits_of(const std::string& text) {
    std::string out;
    std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c >= '0' && c <= '9'; });
    return out;
}

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

std::string bytes_of(double value, bool reversed) {
    std::string bytes(8, '\0');
    std::memcpy(bytes.data(), &value, 8);
    if (reversed) std::reverse(bytes.begin(), bytes.end());
    return bytes;
}

// All the ways a canary may be written.
std::vector<std::string> forms_of(const std::string& canary) {
    std::vector<std::string> forms{canary,
                                   encoded_xml(canary),
                                   encoded_json(canary),
                                   encoded_utf16(canary),
                                   encoded_hex(canary),
                                   encoded_base64(canary)};
    const auto digits = digits_of(canary);
    if (canary.starts_with("+225")) {
        forms.push_back(digits);
        forms.push_back(digits.substr(3));
        forms.push_back(canary.substr(5));
    }
    return forms;
}

std::string found_in(const std::map<std::string, std::string>& all, const std::string& canary) {
    for (const auto& [name, bytes] : all) {
        for (const auto& form : forms_of(canary))
            if (bytes.find(form) != std::string::npos) return name;
        if (lower(bytes).find(lower(canary)) != std::string::npos) return name;
    }
    return {};
}

std::string found_in(const std::map<std::string, std::string>& all, geo::LonLat position) {
    char text[32];
    for (const auto& [name, bytes] : all)
        for (const double axis : {position.lon, position.lat}) {
            std::snprintf(text, sizeof text, "%.5f", std::abs(axis) - 0.000005);
            if (bytes.find(text) != std::string::npos || bytes.find(bytes_of(axis, false)) != std::string::npos ||
                bytes.find(bytes_of(axis, true)) != std::string::npos)
                return name;
        }
    return {};
}

std::map<std::string, std::string> all_of(const Export& result) {
    std::map<std::string, std::string> all;
    for (const auto& file : result.files) all.merge(contents(file));
    return all;
}

// What no one but the keepers may read of any provider, and what no one but they and the partners.
const std::vector<std::string> internal_fields{"id", "assured_by", "source_id", "notes"};
const std::vector<std::string> partner_fields{"focal_name", "focal_title", "focal_phone", "focal_email",
                                              "social_workers"};

void expect_absent(const std::map<std::string, std::string>& all, const model::Provider& record,
                   const std::string& field_name, const std::string& what) {
    const auto* field = model::find_field<model::Provider>(field_name);
    ASSERT_NE(field, nullptr) << field_name;
    for (const auto& item : base::split(model::text_of(field->get(record)), ';'))
        if (item.size() >= 5) {
            EXPECT_EQ(found_in(all, item), "") << what << ": " << field_name << " = " << item;
        }
}

template <class Record>
void expect_all_absent(const std::map<std::string, std::string>& all, const Record& record, const std::string& what) {
    for (const auto& field : model::fields<Record>()) {
        using Kind = model::FieldKind;
        if (field.kind == Kind::code || field.kind == Kind::code_list || field.kind == Kind::area_code ||
            field.kind == Kind::area_list || field.kind == Kind::real || field.kind == Kind::equipment)
            continue;
        auto text = model::text_of(field.get(record));
        if (field.kind == Kind::services && text.find('=') != std::string::npos) text = text.substr(text.find('=') + 1);
        if (text.size() >= 5) {
            EXPECT_EQ(found_in(all, text), "") << what << ": " << field.name << " = " << text;
        }
    }
    if constexpr (requires { record.position; }) {
        if (record.position) {
            EXPECT_EQ(found_in(all, *record.position), "") << what << ": position";
        }
    }
}

}  // namespace

TEST(Leak, CanariesOfEveryFieldInEveryFormatForEveryAudience) {
    const auto d = directory();
    for (const auto audience : audiences)
        for (const auto& format : formats()) {
            Scratch scratch;
            const auto what = format + " " + std::string(model::audience_code(audience));
            const auto result = export_to(scratch / ("c." + format), d, audience, format);
            const auto all = all_of(result);
            if (audience == Audience::internal) {
                EXPECT_NE(found_in(all, d.providers[1].focal_email), "") << what;  // otherwise the search is blind
                EXPECT_NE(found_in(all, d.providers[1].public_ref), "") << what;
                EXPECT_TRUE(result.withheld.words.empty()) << what;
                continue;
            }
            EXPECT_NE(found_in(all, d.providers[0].name_fr), "") << what;
            for (const std::size_t hidden : {1U, 2U, 3U}) {
                auto record = d.providers[hidden];
                if (audience == Audience::partners)
                    record.public_ref.clear();  // partners may know that it exists, and where roughly
                expect_all_absent(all, record, what);
            }
            for (const auto& record : d.providers) {
                for (const auto& field : internal_fields) expect_absent(all, record, field, what);
                if (audience == Audience::everyone)
                    for (const auto& field : partner_fields) expect_absent(all, record, field, what);
            }
            expect_absent(all, d.providers[5], "address", what);
            expect_absent(all, d.providers[5], "landmark", what);
            EXPECT_EQ(found_in(all, *d.providers[5].position), "") << what;
            expect_all_absent(all, d.risk_zones[1], what);
            expect_all_absent(all, d.border_posts[1], what);
            expect_all_absent(all, d.transport_nodes[1], what);
            EXPECT_EQ(found_in(all, d.risk_zones[2].name_fr).empty(), audience == Audience::everyone) << what;
        }
}

TEST(Leak, PublicFilesDoNotDependOnHiddenRecords) {
    const FixedClock clock;
    const auto before = directory();
    std::vector<model::Directory> variants(6, before);
    variants[0].providers[1].position = geo::LonLat{-3.5, 5.1};
    variants[0].providers[2].position.reset();
    for (std::size_t i = 1; i < 4; ++i)
        variants[1].providers[i].name_fr = variants[1].providers[i].notes = "Tout autre nom";
    variants[2].providers.erase(variants[2].providers.begin() + 1, variants[2].providers.begin() + 4);
    for (int i = 60; i < 80; ++i) variants[3].providers.push_back(provider(i, "Nouveau", "shelter_state", "active"));
    std::reverse(variants[4].providers.begin(), variants[4].providers.end());
    variants[5].risk_zones.erase(variants[5].risk_zones.begin() + 1);
    variants[5].border_posts.push_back(overlay<model::BorderPost, model::BorderPostId>(39, "Autre", "internal"));
    variants[5].transport_nodes[1].position = geo::LonLat{-7, 9};
    variants[5].providers[0].notes = "autre note";
    variants[5].providers[0].focal_name = "Autre personne";
    for (const auto& format : formats()) {
        Scratch scratch;
        const auto first = all_of(export_to(scratch / ("x." + format), before, Audience::everyone, format));
        for (std::size_t i = 0; i < variants.size(); ++i)
            EXPECT_TRUE(first == all_of(export_to(scratch / ("x." + format), variants[i], Audience::everyone, format)))
                << format << " variant " << i;
    }
}

TEST(Leak, PartnersFilesDoNotDependOnWhatTheyMayNotSee) {
    const FixedClock clock;
    const auto before = directory();
    std::vector<model::Directory> variants(3, before);
    variants[0].providers[1].position = geo::LonLat{-5.2, 7.3};
    variants[0].providers[1].area_code = "CI010199";  // another sub-prefecture of the same level-2 area
    variants[1].providers[1].name_fr = variants[1].providers[1].address = variants[1].providers[1].focal_phone =
        "Tout autre";
    variants[1].providers[1].capacity_max = 3;
    variants[1].providers[0].notes = "autre";
    variants[2].risk_zones.erase(variants[2].risk_zones.begin() + 1);
    variants[2].transport_nodes[1].name = "Autre";
    for (const auto& format : formats()) {
        Scratch scratch;
        const auto first = all_of(export_to(scratch / ("x." + format), before, Audience::partners, format));
        for (std::size_t i = 0; i < variants.size(); ++i)
            EXPECT_TRUE(first == all_of(export_to(scratch / ("x." + format), variants[i], Audience::partners, format)))
                << format << " variant " << i;
    }
}

TEST(Leak, NoFileTellsWhoWroteItOrWhere) {
    for (const auto& format : formats()) {
        Scratch scratch;
        const auto all = all_of(export_to(scratch / ("w." + format), directory(), Audience::internal, format));
        for (const auto& [name, bytes] : all) {
            EXPECT_EQ(bytes.find(scratch.path().string()), std::string::npos) << name;
            const char* user = std::getenv("USER");
            if (user != nullptr && std::strlen(user) > 4) {
                EXPECT_EQ(bytes.find(user), std::string::npos) << name;
            }
        }
    }
}

}  // namespace balise::exchange::test
