#include <algorithm>
#include <unordered_map>

#include "app/area_finder.hpp"
#include "app/file_actions.hpp"
#include "app/import_rows.hpp"
#include "app/queries.hpp"
#include "app/quoted_report.hpp"
#include "base/clock.hpp"
#include "model/checks.hpp"
#include "model/fields.hpp"
#include "model/release.hpp"

namespace balise::app {

using namespace model;
using base::mark;

namespace {

constexpr std::int64_t fresh_days = 365;

class Inspector {
public:
    Inspector(const Session& session, QualityReport& report)
        : session_(session),
          report_(report),
          finder_(session.project().all<Area>()),
          decisions_(session.project().decisions()) {
        for (const auto& decision : decisions_) decided_[decision.provider].push_back(decision);
    }

    template <class Record>
    void overlays() {
        for (const auto& record : session_.project().all<Record>()) faults(record, title_of(record));
    }

    void provider(const Provider& record) {
        const auto title = title_of(record);
        ++report_.providers;
        faults(record, title);
        if (!record.position && record.type != "hotline" && record.type != "mobile_app") {
            ++report_.without_position;
            add(title, "lon", base::Severity::warning, mark("has no position"),
                mark("give lon and lat: it is missing on maps and in distances"));
        }
        verification(record, title);
        if (record.status == "inactive" || record.status == "defunct" || record.status == "temporarily_closed")
            ++report_.closed;
        if (record.status.empty() || record.status == "unknown") {
            ++report_.unknown_status;
            add(title, "status", base::Severity::warning, mark("its status is unknown: it is shown to nobody outside"),
                mark("set the status"));
        }
        contradictions(record, title);
        openings(record, title);
        base::Problems looks;
        note_shelter_look(record, 0, looks);
        report_.shelter_look_alikes += static_cast<std::int64_t>(looks.size());
        for (const auto& problem : looks)
            add(title, problem.field, problem.severity, problem.message, problem.suggestion);
    }

private:
    template <class Record>
    static std::string title_of(const Record& record) {
        if constexpr (requires { record.name; })
            return record.public_ref + " " + record.name;
        else
            return record.public_ref + " " + record.name_fr;
    }

    void add(const std::string& title, const std::string& field, base::Severity severity, base::Text message,
             base::Text suggestion) {
        report_.problems.add({severity, 0, title + ", " + field, std::move(message), std::move(suggestion)});
    }

    template <class Record>
    void faults(const Record& record, const std::string& title) {
        base::Problems found;
        check(record, session_.vocabularies(), 0, found);
        for (const auto& problem : found)
            add(title, problem.field, problem.severity, problem.message, problem.suggestion);
    }

    void verification(const Provider& record, const std::string& title) {
        if (record.assured_on.empty()) {
            ++report_.never_verified;
            add(title, "assured_on", base::Severity::note, mark("was never confirmed"),
                mark("confirm it with \"balise verify\""));
        } else if (base::days_since(record.assured_on).value_or(fresh_days + 1) > fresh_days) {
            ++report_.stale;
            add(title, "assured_on", base::Severity::note,
                mark("was last confirmed on {0}, more than 12 months ago", record.assured_on),
                mark("confirm it again"));
        }
    }

    void contradictions(const Provider& record, const std::string& title) {
        if (record.area_code.empty()) return;
        if (finder_.area(record.area_code) == nullptr) {
            add(title, "area_code", base::Severity::warning, mark("its area {0} does not exist", record.area_code),
                mark("correct the area or import the areas"));
            return;
        }
        if (!record.position) return;
        const auto found = finder_.at(*record.position);
        if (found && !finder_.related(found->code, record.area_code))
            add(title, "area_code", base::Severity::warning,
                mark("the position lies in {0}, but the record names {1}", finder_.describe(found->code),
                     finder_.describe(record.area_code)),
                mark("check the position"));
    }

    // A level that is wider than the default and that no decision covers: the gate keeps it closed, and the keeper
    // should know.
    void openings(const Provider& record, const std::string& title) {
        const auto found = decided_.find(record.id);
        const auto& decisions = found == decided_.end() ? none_ : found->second;
        for (const auto group : field_groups) {
            const auto& wanted = level(record.disclosure, group);
            if (!wanted || *wanted >= effective_level(record, group, decisions)) continue;
            ++report_.undecided_openings;
            add(title, "disclosure_" + std::string(field_group_code(group)), base::Severity::warning,
                mark("is marked as open, but no decision of two people covers it; it stays closed"),
                mark("record the decision with \"balise disclose\""));
        }
    }

    const Session& session_;
    QualityReport& report_;
    AreaFinder finder_;
    std::vector<Decision> decisions_;
    std::unordered_map<ProviderId, std::vector<Decision>> decided_;
    std::vector<Decision> none_;
};

// Exports to an audience are refused while a released text repeats what is withheld from it.
void quoted_values(const Session& session, base::Progress& progress, QualityReport& report) {
    progress.stage(mark("looking for withheld values in released texts"));
    const auto directory = load_directory(session.project());
    const auto decisions = session.project().decisions();
    for (const auto audience : {Audience::everyone, Audience::partners}) {
        const auto found =
            quotations(directory, release(directory, audience, decisions), decisions, session.vocabularies());
        report.quotations += static_cast<std::int64_t>(found.size());
        add_quotations(found, audience, base::Severity::warning, report.problems);
    }
}

}  // namespace

QualityReport check_project(const Session& session, base::Progress& progress) {
    QualityReport report;
    progress.stage(mark("checking the file"));
    report.integrity = session.project().check_integrity();
    Inspector inspector(session, report);
    const auto providers = session.project().all<Provider>();
    progress.stage(mark("checking the records"), static_cast<std::int64_t>(providers.size()));
    std::int64_t done = 0;
    for (const auto& record : providers) {
        inspector.provider(record);
        progress.step(++done);
    }
    inspector.overlays<RiskZone>();
    inspector.overlays<BorderPost>();
    inspector.overlays<TransportNode>();
    quoted_values(session, progress, report);
    return report;
}

}  // namespace balise::app
