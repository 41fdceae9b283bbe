// The release gate. What is expected here is written out, not asked of the gate's own tables.
#include "model/release.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "base/words.hpp"

namespace balise::model {

using testing::Contains;
using testing::Not;

namespace {

constexpr FieldGroup existence = FieldGroup::existence;

Provider full(int number, const std::string& type, const std::string& status) {
    Provider p;
    for (std::size_t i = 0; i < 16; ++i)
        p.id.uuid.bytes[i] = static_cast<std::uint8_t>(number * 31 + static_cast<int>(i) * 7 + 1);
    p.public_ref = public_ref_of(p.id.uuid);
    for (const auto& field : fields<Provider>()) {
        if (field.is_key) continue;
        using Kind = FieldKind;
        const std::string word = std::string(field.name) + " of " + std::to_string(number);
        switch (field.kind) {
            case Kind::text:
            case Kind::long_text:
            case Kind::text_list: field.set(p, word); break;
            case Kind::email:
                field.set(p, std::string(field.name) + std::to_string(number) + "@example.invalid");
                break;
            case Kind::url: field.set(p, "https://example.invalid/" + std::to_string(number)); break;
            case Kind::phone: field.set(p, "+225 07 00 11 22 " + std::to_string(10 + number)); break;
            case Kind::phone_list: field.set(p, "+225 27 00 11 22 " + std::to_string(10 + number)); break;
            case Kind::whole:
            case Kind::real: field.set(p, std::int64_t{7}); break;
            case Kind::date: field.set(p, std::string("2026-01-02")); break;
            case Kind::equipment: field.set(p, std::string("computers=3")); break;
            case Kind::services:
                field.set(p, std::string("housing:emergency;other=Label " + std::to_string(number)));
                break;
            case Kind::area_code: field.set(p, std::string("CI010203")); break;
            case Kind::area_list: field.set(p, std::string("CI01;CI0203")); break;
            case Kind::code:
            case Kind::code_list:
                if (field.vocabulary != "disclosure_level") field.set(p, std::string("unknown"));
                break;
            case Kind::longitude:
            case Kind::latitude: break;
        }
    }
    p.type = type;
    p.status = status;
    p.position = geo::LonLat{-5.1 - number * 0.01, 7.2};
    return p;
}

Decision decision(const Provider& provider, FieldGroup group, Audience audience) {
    return {"1", provider.id, group, audience, "Mme A", "M. B", "2026-02-12", "reason"};
}

std::set<std::string> shown_fields(const Provider& record) {
    std::set<std::string> names;
    for (const auto& field : fields<Provider>())
        if (is_set(field.get(record))) names.insert(std::string(field.name));
    return names;
}

}  // namespace

TEST(Gate, KnowsWhichTypesFailClosed) {
    for (const char* type : {"shelter_state", "shelter_private", "transit_centre", "unknown", ""})
        EXPECT_TRUE(is_protected(type, "active")) << type;
    for (const char* status : {"unknown", ""}) EXPECT_TRUE(is_protected("social_centre", status)) << status;
    for (const char* type : {"social_centre", "socio_educational_complex", "ngo", "police_unit", "gendarmerie",
                             "labour_inspectorate", "court", "health", "school", "hotline", "mobile_app",
                             "regional_cell", "child_protection_committee", "transport_actor"})
        EXPECT_FALSE(is_protected(type, "active")) << type;
    for (const char* status : {"active", "inactive", "defunct", "temporarily_closed"})
        EXPECT_FALSE(is_protected("ngo", status)) << status;
}

TEST(Gate, FailsClosedForWordsItDoesNotKnow) {
    EXPECT_TRUE(is_protected("safe_house", "active"));
    EXPECT_TRUE(is_protected("Shelter_State", "active"));
    EXPECT_TRUE(is_protected("ngo", "not stated"));
    EXPECT_EQ(default_level("safe_house", "active", existence), Audience::partners);
    EXPECT_EQ(overlay_level(""), Audience::internal);
    EXPECT_EQ(overlay_level("Public"), Audience::internal);
    EXPECT_EQ(overlay_level("everyone"), Audience::internal);
    EXPECT_EQ(overlay_level("public"), Audience::everyone);
    EXPECT_EQ(overlay_level("partners"), Audience::partners);
}

TEST(Gate, HasTheLevelsOfTheDomain) {
    for (const auto group : field_groups) {
        const bool rough = group == existence || group == FieldGroup::area;
        EXPECT_EQ(default_level("shelter_private", "active", group), rough ? Audience::partners : Audience::internal)
            << field_group_code(group);
        EXPECT_EQ(default_level("social_centre", "active", group),
                  group == FieldGroup::notes ? Audience::internal : Audience::everyone)
            << field_group_code(group);
    }
}

TEST(Gate, ShowsNothingOfAShelterToThePublicAndItsTypeAndAreaToPartners) {
    Directory d;
    d.providers = {full(1, "shelter_state", "active"), full(2, "transit_centre", "defunct"),
                   full(3, "unknown", "active"), full(4, "court", "unknown")};
    EXPECT_TRUE(release(d, Audience::everyone, {}).providers().empty());
    const auto partners = release(d, Audience::partners, {});
    ASSERT_EQ(partners.providers().size(), 4U);
    for (const auto& record : partners.providers()) {
        EXPECT_EQ(shown_fields(record), (std::set<std::string>{"public_ref", "type", "area_code"}));
        EXPECT_EQ(record.area_code, "CI0102");
    }
    EXPECT_TRUE(partners.has_generalised_positions());
    const auto internal = release(d, Audience::internal, {});
    for (const auto& record : internal.providers())
        EXPECT_TRUE(
            std::any_of(d.providers.begin(), d.providers.end(), [&](const Provider& p) { return p == record; }));
}

TEST(Gate, KeepsSomeFieldsOfOpenRecordsBack) {
    Directory d;
    d.providers = {full(1, "social_centre", "active")};
    d.providers[0].services = services_from_text("legal_assistance;other=Label 1");
    const auto seen = shown_fields(release(d, Audience::everyone, {}).providers().at(0));
    for (const char* name :
         {"id", "focal_name", "focal_title", "focal_phone", "focal_email", "focal_changed_on", "social_workers",
          "staff_trained", "equipment_held", "equipment_needed", "assured_by", "next_check", "source_id", "notes"})
        EXPECT_THAT(seen, Not(Contains(name)));
    for (const char* name :
         {"public_ref", "name_fr", "address", "public_phone", "services", "capacity_max", "lon", "lat"})
        EXPECT_THAT(seen, Contains(name));
    const auto to_partners = shown_fields(release(d, Audience::partners, {}).providers().at(0));
    for (const char* name : {"id", "assured_by", "next_check", "source_id", "notes"})
        EXPECT_THAT(to_partners, Not(Contains(name)));
    EXPECT_THAT(to_partners, Contains("focal_phone"));
}

TEST(Gate, KeepsThePlaceOfWhatLooksLikeAShelterForPartners) {
    const auto plain = [] {
        auto p = full(1, "ngo", "active");
        p.services = services_from_text("legal_assistance");
        p.referral_roles = {"refer"};
        p.name_fr = "Association Exemple";
        p.name_en = p.short_name = "";
        p.former_names.clear();
        return p;
    };
    ASSERT_EQ(effective_level(plain(), FieldGroup::position, {}), Audience::everyone);
    std::vector<Provider> alike(7, plain());
    alike[0].services = services_from_text("legal_assistance;housing:emergency:inactive");
    alike[1].referral_roles = {"refer", "shelter"};
    alike[2].name_fr = "FOYER Sainte-Exemple";
    alike[3].name_en = "Example safe house";
    alike[4].former_names = {"Centre d’accueil Exemple"};
    alike[5].short_name = "Transit-Ex";
    alike[6].name_fr = "Maison de l'Enfant et d'accueil, maison d'accueil";
    for (const auto& p : alike) {
        for (const auto group : {FieldGroup::position, FieldGroup::address})
            EXPECT_EQ(effective_level(p, group, {}), Audience::partners) << p.name_fr;
        EXPECT_EQ(effective_level(p, existence, {}), Audience::everyone) << p.name_fr;
        Directory d;
        d.providers = {p};
        const auto released = release(d, Audience::everyone, {});
        EXPECT_FALSE(released.providers().at(0).position) << p.name_fr;
        EXPECT_EQ(released.providers().at(0).address, "");
        EXPECT_EQ(released.providers().at(0).area_code, "CI0102") << "to the department only";
        // Two people can decide otherwise; nobody else.
        auto opened = p;
        level(opened.disclosure, FieldGroup::position) = Audience::everyone;
        EXPECT_EQ(effective_level(opened, FieldGroup::position, {}), Audience::partners);
        EXPECT_EQ(
            effective_level(opened, FieldGroup::position, {decision(opened, FieldGroup::position, Audience::everyone)}),
            Audience::everyone);
        // Taking the sign away does not open it.
        auto renamed = plain();
        EXPECT_THAT(keep_closed(p, renamed, {}), Contains(FieldGroup::position));
        EXPECT_EQ(effective_level(renamed, FieldGroup::position, {}), Audience::partners);
    }
}

TEST(Gate, NarrowsAtOnceButWidensOnlyByDecision) {
    auto p = full(1, "ngo", "active");
    level(p.disclosure, FieldGroup::address) = Audience::partners;
    EXPECT_EQ(effective_level(p, FieldGroup::address, {}), Audience::partners);

    auto s = full(2, "shelter_state", "active");
    level(s.disclosure, existence) = Audience::everyone;
    const auto complete = decision(s, existence, Audience::everyone);
    EXPECT_EQ(effective_level(s, existence, {}), Audience::partners);
    EXPECT_EQ(effective_level(s, existence, {complete}), Audience::everyone);
    // A decision alone opens nothing: the record must say it too.
    auto silent = s;
    level(silent.disclosure, existence) = std::nullopt;
    EXPECT_EQ(effective_level(silent, existence, {complete}), Audience::partners);

    const auto refused = [&](auto&& spoil) {
        auto bad = complete;
        spoil(bad);
        return effective_level(s, existence, {bad}) == Audience::partners;
    };
    EXPECT_TRUE(refused([](Decision& d) { d.decided_by = " "; }));
    EXPECT_TRUE(refused([](Decision& d) { d.approved_by = ""; }));
    EXPECT_TRUE(refused([](Decision& d) { d.approved_by = "MME  Â"; }));  // the same person, written another way
    EXPECT_TRUE(refused([](Decision& d) { d.reason = "\t"; }));
    EXPECT_TRUE(refused([](Decision& d) { d.decided_on = ""; }));
    EXPECT_TRUE(refused([](Decision& d) { d.group = FieldGroup::name; }));
    EXPECT_TRUE(refused([](Decision& d) { d.audience = Audience::partners; }));
    EXPECT_TRUE(refused([&](Decision& d) { d.provider = full(9, "ngo", "active").id; }));
}

TEST(Gate, CoarsensAreasToTheSecondLevel) {
    std::vector<Area> areas(3);
    areas[0].code = "CI07";
    areas[0].level = 1;
    areas[1].code = "CIXY";
    areas[1].level = 2;
    areas[1].parent_code = "CI07";
    areas[2].code = "Kouto-Sud";
    areas[2].level = 3;
    areas[2].parent_code = "CIXY";
    EXPECT_EQ(coarsened_area("Kouto-Sud", 2, areas), "CIXY");
    EXPECT_EQ(coarsened_area("CIXY", 2, areas), "CIXY");
    EXPECT_EQ(coarsened_area("CI07", 2, areas), "CI07");
    EXPECT_EQ(coarsened_area("Kouto-Sud", 1, areas), "CI07");
    EXPECT_EQ(coarsened_area("CI010203", 2, {}), "CI0102");
    EXPECT_EQ(coarsened_area("", 2, areas), "");
}

TEST(Gate, SortsByAReferenceThatTellsNothing) {
    Directory d;
    for (int i = 1; i < 30; ++i) d.providers.push_back(full(i, "ngo", "active"));
    const auto released = release(d, Audience::everyone, {});
    EXPECT_TRUE(std::is_sorted(released.providers().begin(), released.providers().end(),
                               [](const auto& a, const auto& b) { return a.public_ref < b.public_ref; }));
    auto changed = full(5, "shelter_private", "unknown");
    changed.name_fr = "another";
    EXPECT_EQ(public_ref_of(changed.id.uuid), full(5, "ngo", "active").public_ref);
    EXPECT_EQ(full(5, "ngo", "active").public_ref.size(), 10U);
    std::set<std::string> all;
    for (const auto& p : d.providers) all.insert(p.public_ref);
    EXPECT_EQ(all.size(), d.providers.size());
}

TEST(Gate, ListsEveryTextItWithheld) {
    Directory d;
    d.providers = {full(1, "social_centre", "active"), full(2, "shelter_private", "active"), full(3, "ngo", "active")};
    level(d.providers[2].disclosure, FieldGroup::address) = Audience::internal;
    level(d.providers[2].disclosure, FieldGroup::position) = Audience::internal;
    for (const auto audience : {Audience::everyone, Audience::partners, Audience::internal}) {
        const auto released = release(d, audience, {});
        const auto withheld = withheld_from(d, released, {});
        const std::set<std::string> words(withheld.words.begin(), withheld.words.end());
        for (const auto& record : d.providers) {
            const Provider* shown = nullptr;
            for (const auto& candidate : released.providers())
                if (candidate.public_ref == record.public_ref) shown = &candidate;
            for (const auto& field : fields<Provider>()) {
                using Kind = FieldKind;
                const bool is_text = field.kind == Kind::text || field.kind == Kind::long_text ||
                                     field.kind == Kind::text_list || field.kind == Kind::phone ||
                                     field.kind == Kind::phone_list || field.kind == Kind::email ||
                                     field.kind == Kind::url;
                if (!is_text) continue;
                const auto value = field.get(record);
                const bool is_shown = shown != nullptr && field.get(*shown) == value;
                EXPECT_NE(is_shown, words.contains(text_of(value)))
                    << audience_code(audience) << " " << field.name << " " << text_of(value);
            }
            const bool position_shown = shown != nullptr && shown->position;
            EXPECT_NE(position_shown, std::find(withheld.positions.begin(), withheld.positions.end(),
                                                *record.position) != withheld.positions.end());
        }
    }
}

TEST(Gate, ShowsOverlaysWholeOrNotAtAll) {
    Directory d;
    d.border_posts.resize(4);
    const char* levels[] = {"public", "partners", "internal", ""};
    for (std::size_t i = 0; i < 4; ++i) {
        d.border_posts[i].public_ref = "R" + std::to_string(i);
        d.border_posts[i].disclosure = levels[i];
        d.border_posts[i].notes = "a note";
        d.border_posts[i].bypass_tracks = 3;
    }
    EXPECT_EQ(release(d, Audience::everyone, {}).border_posts().size(), 1U);
    const auto partners = release(d, Audience::partners, {});
    ASSERT_EQ(partners.border_posts().size(), 2U);
    for (const auto& post : partners.border_posts()) {
        EXPECT_EQ(post.notes, "");
        EXPECT_EQ(post.disclosure, "");
        EXPECT_FALSE(post.bypass_tracks);
    }
    EXPECT_EQ(release(d, Audience::internal, {}).border_posts(), d.border_posts);
}

TEST(Gate, OffersTheSameColumnsWhateverTheRecordsHold) {
    for (const auto audience : {Audience::everyone, Audience::partners, Audience::internal}) {
        const auto columns = release({}, audience, {}).columns<Provider>();
        std::set<std::string> names;
        for (const auto* column : columns) names.insert(std::string(column->name));
        EXPECT_EQ(names.contains("notes"), audience == Audience::internal);
        EXPECT_EQ(names.contains("id"), audience == Audience::internal);
        EXPECT_EQ(names.contains("disclosure_name"), audience == Audience::internal);
        EXPECT_EQ(names.contains("focal_phone"), audience != Audience::everyone);
        EXPECT_TRUE(names.contains("name_fr"));
    }
}

}  // namespace balise::model
