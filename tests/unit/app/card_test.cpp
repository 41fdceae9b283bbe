// Cards: what each audience reads of a record, and that what is withheld is not there.
#include "app/card.hpp"

#include <algorithm>
#include <map>

#include "app/listing.hpp"
#include "unit/app/fixture.hpp"
#include "unit/app/sample.hpp"

namespace balise::app::test {

namespace {

using model::Audience;

const Session& sample() {
    static const auto session = Session::open(sample_file(), store::Access::read_only);
    return session;
}

Card card(const std::string& kind, const std::string& id, Audience audience,
          base::Language language = base::Language::english) {
    return card_of(sample(), kind, id, audience, language);
}

model::Provider named(const std::string& part) {
    for (auto& provider : sample().project().all<model::Provider>())
        if (provider.name_fr.find(part) != std::string::npos) return provider;
    throw std::runtime_error("the sample has changed: " + part);
}

// Everything that the card says, in one text.
std::string text_of(const Card& card) {
    std::string all = card.ref + '\n' + card.title + '\n' + card.type + '\n' + card.area + '\n' + card.status_label +
                      '\n' + card.verified_on + card.verified_by + card.verified_how + card.capacity_on +
                      card.capacity_who;
    for (const auto* list : {&card.essentials, &card.more})
        for (const auto& field : *list) all += '\n' + field.name + '=' + field.value + '|' + field.raw;
    for (const auto& service : card.services) all += '\n' + service.category;
    for (const auto& near : card.nearest) all += '\n' + near.title;
    return all;
}

const CardField* essential(const Card& card, const std::string& name) {
    const auto at = std::find_if(card.essentials.begin(), card.essentials.end(),
                                 [&](const CardField& field) { return field.name == name; });
    return at == card.essentials.end() ? nullptr : &*at;
}

base::Text refusal(const std::string& kind, const std::string& id, Audience audience) {
    try {
        card(kind, id, audience);
    } catch (const base::Error& error) {
        EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
        return error.message();
    }
    ADD_FAILURE() << kind << ' ' << id << " has a card";
    return {};
}

}  // namespace

TEST(Card, OfAProviderAsItsKeepersSeeIt) {
    const auto record = named("Centre social de Yopougon");
    const auto shown = card("provider", record.id.text(), Audience::internal, base::Language::french);
    EXPECT_EQ(shown.id, record.id.text());
    EXPECT_EQ(shown.ref, record.public_ref);
    EXPECT_EQ(shown.title, record.name_fr);
    EXPECT_EQ(shown.type_label, "Centre social");
    EXPECT_EQ(shown.symbol, "provider/social_centre");
    EXPECT_EQ(shown.area, "District autonome d'Abidjan");
    EXPECT_EQ(shown.area_code, "CI01");
    EXPECT_EQ(shown.status_label, "En activité");
    EXPECT_TRUE(shown.sample);
    EXPECT_EQ(shown.position, record.position);
    EXPECT_EQ(shown.capacity, 10);
    EXPECT_EQ(shown.free, 3);
    EXPECT_EQ(shown.capacity_on, "30.06.2026");
    EXPECT_EQ(shown.services.size(), 15U);
    EXPECT_TRUE(shown.services_missing.empty());
    EXPECT_EQ(shown.services.front().category, "housing");
    EXPECT_TRUE(shown.services.front().emergency);
    EXPECT_FALSE(shown.services.front().medium_term);
    EXPECT_EQ(shown.services.back().label, "Médiation familiale");
    ASSERT_NE(essential(shown, "public_phone"), nullptr);
    EXPECT_NE(essential(shown, "public_phone")->value.find("+225\u00A027"), std::string::npos);
    ASSERT_NE(essential(shown, "focal_name"), nullptr);
    ASSERT_NE(essential(shown, "referral_roles"), nullptr);
    EXPECT_EQ(essential(shown, "referral_roles")->value, "identifier · orienter · prendre en charge · réintégrer");
    // Nothing is told twice.
    for (const auto& field : shown.more) {
        EXPECT_EQ(essential(shown, field.name), nullptr) << field.name;
        EXPECT_FALSE(field.value.empty()) << field.name;
    }
    EXPECT_EQ(shown.disclosure.size(), model::field_group_count);
}

TEST(Card, ThePublicReadsNoContactsOfThePersonsInside) {
    const auto record = named("Centre social d'Abobo");
    const auto open = card("provider", record.id.text(), Audience::everyone);
    EXPECT_EQ(essential(open, "focal_name"), nullptr);
    EXPECT_EQ(text_of(open).find("Mariam"), std::string::npos);
    EXPECT_TRUE(open.disclosure.empty());
    EXPECT_TRUE(open.verified_by.empty());
    EXPECT_FALSE(open.confidential);
    const auto partners = card("provider", record.id.text(), Audience::partners);
    ASSERT_NE(essential(partners, "focal_name"), nullptr);
    EXPECT_TRUE(partners.disclosure.empty());
}

TEST(Card, AHiddenShelterIsAnUnknownRecord) {
    const auto shelter = named("Le Rônier");
    const std::string unknown = "01a20b5d-0000-7000-8000-000000000000";
    for (const auto& id : {shelter.id.text(), shelter.public_ref}) {
        auto hidden = refusal("provider", id, Audience::everyone);
        auto absent = refusal("provider", unknown, Audience::everyone);
        ASSERT_EQ(hidden.arguments.size(), 1U);
        hidden.arguments.clear();
        absent.arguments.clear();
        EXPECT_EQ(hidden, absent);
    }
}

TEST(Card, PartnersReadTypeAndRegionOfAShelter) {
    const auto shelter = named("Le Rônier");
    const auto shown = card("provider", shelter.id.text(), Audience::partners);
    EXPECT_EQ(shown.title, "Private shelter");
    EXPECT_EQ(shown.area_code, "CI11");
    EXPECT_TRUE(shown.confidential);
    EXPECT_FALSE(shown.position);
    EXPECT_FALSE(shown.capacity);
    EXPECT_TRUE(shown.services.empty());
    EXPECT_TRUE(shown.services_missing.empty());  // "none of the fourteen" would be a word too much
    EXPECT_TRUE(shown.essentials.empty()) << text_of(shown);
    EXPECT_EQ(text_of(shown).find("Rônier"), std::string::npos);

    const auto internal = card("provider", shelter.id.text(), Audience::internal);
    EXPECT_TRUE(internal.confidential);
    const auto line = [&](const char* group) {
        return *std::find_if(internal.disclosure.begin(), internal.disclosure.end(),
                             [&](const CardDisclosure& one) { return one.group == group; });
    };
    EXPECT_EQ(line("existence").level, Audience::partners);
    EXPECT_EQ(line("existence").partly_partners, "type only");
    EXPECT_EQ(line("existence").partly_public, "");
    EXPECT_EQ(line("area").partly_partners, "region");
    EXPECT_EQ(line("name").level, Audience::internal);
    EXPECT_EQ(line("position").partly_partners, "");
}

TEST(Card, OverlaysGoThroughTheGate) {
    for (const auto& zone : sample().project().all<model::RiskZone>()) {
        if (zone.disclosure == "public") continue;
        refusal("risk_zone", zone.id.text(), Audience::everyone);
        EXPECT_TRUE(card("risk_zone", zone.id.text(), Audience::internal).confidential);
    }
    for (const auto& post : sample().project().all<model::BorderPost>()) {
        if (post.disclosure == "public") {
            const auto open = card("border_post", post.public_ref, Audience::everyone);
            EXPECT_EQ(open.title, post.name);
            EXPECT_EQ(open.symbol, "border/" + post.kind);
            EXPECT_EQ(text_of(open).find("bypass_tracks"), std::string::npos);
        } else {
            refusal("border_post", post.id.text(), Audience::everyone);
        }
    }
    refusal("transport_node", "no such node", Audience::internal);
    refusal("area", "CI99", Audience::internal);
    refusal("place", "nowhere", Audience::internal);
}

TEST(Card, OfAnAreaCountsWhatTheAudienceMayKnow) {
    const auto internal = card("area", "CI11", Audience::internal);
    EXPECT_EQ(internal.title, "Gbêkê");
    EXPECT_EQ(internal.type_label, "Region");
    EXPECT_EQ(internal.area_code, "CI-VB");
    const auto count = [](const Card& shown, const std::string& type) -> std::int64_t {
        for (const auto& one : shown.counts)
            if (one.type == type) return one.count;
        return -1;
    };
    EXPECT_EQ(count(internal, "transit_centre"), 1);
    EXPECT_EQ(count(internal, "shelter_private"), 1);
    EXPECT_EQ(count(card("area", "CI12", Audience::internal), "transit_centre"), 0);
    EXPECT_EQ(count(card("area", "CI11", Audience::everyone), "transit_centre"), -1);
    EXPECT_EQ(count(card("area", "CI11", Audience::everyone), "shelter_private"), -1);
    EXPECT_GT(count(card("area", "CI11", Audience::everyone), "social_centre"), 0);
}

TEST(Card, OfAnAreaNamesTheRiskZonesThatReachIntoIt) {
    const auto cavally = card("area", "CI09", Audience::internal);
    ASSERT_FALSE(cavally.zones.empty());
    EXPECT_NE(cavally.zones.front().title.find("Cavally"), std::string::npos);
    for (const auto& zone : cavally.zones) EXPECT_FALSE(zone.level_label.empty());
    // A corridor crosses several regions.
    std::map<std::string, int> regions;
    for (const auto* region : {"CI03", "CI06", "CI11", "CI12"})
        for (const auto& zone : card("area", region, Audience::internal).zones) ++regions[zone.id];
    EXPECT_TRUE(std::any_of(regions.begin(), regions.end(), [](const auto& zone) { return zone.second > 1; }));
    EXPECT_TRUE(card("risk_zone", cavally.zones.front().id, Audience::internal).zones.empty());
}

TEST(Card, NearestHousingIsWhatTheAudienceMayKnow) {
    const auto shelter = named("Le Rônier");
    const auto internal = card("area", "CI11", Audience::internal);
    ASSERT_EQ(internal.nearest.size(), 5U);
    for (std::size_t i = 1; i < internal.nearest.size(); ++i)
        EXPECT_LE(internal.nearest[i - 1].kilometres, internal.nearest[i].kilometres);
    EXPECT_TRUE(std::any_of(internal.nearest.begin(), internal.nearest.end(),
                            [&](const Card::Near& near) { return near.id == shelter.id.text(); }));
    for (const auto& near : card("area", "CI11", Audience::everyone).nearest) {
        EXPECT_NE(near.id, shelter.id.text());
        const auto record = sample().project().find_provider(near.id).value();
        const auto decisions = sample().project().decisions();
        EXPECT_EQ(model::effective_level(record, model::FieldGroup::existence, decisions), Audience::everyone);
    }
    for (const auto& near : card("area", "CI11", Audience::partners).nearest)
        EXPECT_TRUE(near.id != shelter.id.text() || near.generalised);
    const auto zones = sample().project().all<model::RiskZone>();
    EXPECT_FALSE(card("risk_zone", zones.front().id.text(), Audience::internal).nearest.empty());
}

TEST(Card, TakesTheSnapshotThatIsShown) {
    base::Progress progress;
    const auto listed = take_snapshot(sample(), Audience::partners, base::Language::english, nullptr, progress);
    const auto with = card_of(sample(), "area", "CI01", Audience::partners, base::Language::english, listed);
    const auto without = card("area", "CI01", Audience::partners);
    EXPECT_EQ(text_of(with), text_of(without));
    // One of another audience is not looked at.
    const auto open = card_of(sample(), "area", "CI01", Audience::everyone, base::Language::english, listed);
    EXPECT_EQ(text_of(open), text_of(card("area", "CI01", Audience::everyone)));
}

TEST(Card, OfAPlace) {
    const auto places = sample().project().all<model::Place>();
    const auto bouake =
        std::find_if(places.begin(), places.end(), [](const model::Place& place) { return place.name == "Bouaké"; });
    ASSERT_NE(bouake, places.end());
    const auto shown = card("place", bouake->code, Audience::everyone);
    EXPECT_EQ(shown.title, "Bouaké");
    EXPECT_EQ(shown.area_code, "CI11");
    EXPECT_EQ(shown.position, bouake->position);
    ASSERT_FALSE(shown.essentials.empty());
    EXPECT_EQ(shown.essentials.front().name, "population");
}

namespace {

class FormAndHistory : public SessionTest {};

}  // namespace

TEST_F(FormAndHistory, EveryFieldOfTheFormCanBeEdited) {
    const auto id = add_centre();
    const auto form = form_of(session_, id, base::Language::english);
    for (const auto& field : form) {
        EXPECT_FALSE(field.label.empty()) << field.name;
        EXPECT_FALSE(field.group.empty()) << field.name;
        const auto* described = model::find_field<model::Provider>(field.name);
        ASSERT_NE(described, nullptr) << field.name;
        EXPECT_FALSE(described->is_key) << field.name;
        EXPECT_FALSE(field.name.starts_with("disclosure")) << field.name;
        if (field.kind == FormField::Kind::code || field.kind == FormField::Kind::codes) {
            ASSERT_FALSE(field.choices.empty()) << field.name;
            perform("edit", {{"id", id}, {"fields", field.name + '=' + field.choices.front().first}}, true);
        }
    }
    // Every field that a person can type is there, but positions, confirmations and levels.
    for (const auto& described : model::fields<model::Provider>()) {
        const auto name = std::string(described.name);
        if (described.is_key || name.starts_with("disclosure") || name.starts_with("assured") ||
            name.starts_with("position") || name == "lon" || name == "lat")
            continue;
        EXPECT_TRUE(std::any_of(form.begin(), form.end(), [&](const FormField& field) { return field.name == name; }))
            << name;
    }
}

TEST_F(FormAndHistory, ChoicesOfServicesKeepWhatIsStored) {
    const auto id = add_centre();
    perform("edit", {{"id", id}, {"fields", "services=housing:emergency:inactive;life_skills"}});
    const auto form = form_of(session_, id, base::Language::french);
    const auto at =
        std::find_if(form.begin(), form.end(), [](const FormField& field) { return field.name == "services"; });
    ASSERT_NE(at, form.end());
    EXPECT_EQ(at->value, "housing:emergency:inactive;life_skills");
    ASSERT_EQ(at->choices.size(), 15U);
    EXPECT_EQ(at->choices.front(), (std::pair<std::string, std::string>("housing:emergency:inactive", "Hébergement")));
}

TEST_F(FormAndHistory, TheNewestComesFirst) {
    const auto id = add_centre();
    perform("edit", {{"id", id}, {"fields", "hours=24/7"}});
    auto rows = history_rows(session_, base::Language::english, 10);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_TRUE(rows[0].words.starts_with("changed: Centre social EXEMPLE")) << rows[0].words;
    EXPECT_TRUE(rows[0].is_next_undo);
    EXPECT_FALSE(rows[1].is_next_undo);
    EXPECT_EQ(history_rows(session_, base::Language::english, 1).size(), 1U);
    session_.undo(false, progress_);
    rows = history_rows(session_, base::Language::english, 10);
    ASSERT_EQ(rows.size(), 4U);
    EXPECT_TRUE(rows[1].undone);
    EXPECT_TRUE(rows[1].is_next_redo);
    EXPECT_TRUE(rows[2].is_next_undo);
}

}  // namespace balise::app::test
