#include "app/import.hpp"

#include <algorithm>
#include <future>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>
#include <type_traits>
#include <unordered_set>

#include "app/area_import.hpp"
#include "app/batch_queue.hpp"
#include "app/import_preview.hpp"
#include "app/import_rows.hpp"
#include "app/problem_file.hpp"
#include "model/release.hpp"
#include "store/bulk_addition.hpp"

namespace balise::app {

using namespace model;

namespace {

constexpr std::size_t batch_rows = 1024;

// "provider" → "providers", as written after --as.
std::string import_word(const std::string& kind) {
    for (const auto& [word, record_kind] : import_kinds())
        if (record_kind == kind) return word;
    return kind;
}

// Some rows of the file, ready to be written.
template <class Record>
struct Batch {
    std::vector<exchange::Parsed<Record>> rows;  // as read; for providers `chosen` points into them
    std::vector<const Record*> chosen;
    std::vector<Record> added;
    std::vector<Record> changed;
    store::BulkAddition::Batch encoded;  // instead of `added` when there are very many
    std::size_t added_count = 0;         // in `encoded`
    bool at_end = false;
    std::int64_t same = 0, refused = 0, closed = 0;
    base::Problems problems;
    std::int64_t read = 0;
};

template <class Record>
class Importer {
public:
    Importer(Step& step, const ImportRequest& request)
        : step_(step),
          request_(request),
          quiet_(step.progress.stop_token()),
          opening_(std::async(std::launch::async, [this] { return open_reader(); })),
          finder_(needs_areas ? step.project.all<Area>() : std::vector<Area>()),
          reader_(opening_.get()) {
        for (const auto& verdict : reader_->columns()) add_mapped(verdict.field);
        for (const auto& [field, value] : request.read.mapping.constants)
            if (const auto* found = find_field<Record>(field)) constants_.push_back(found);
        if constexpr (is_provider) decisions_ = step.project.decisions();
    }

    Outcome run() {
        if (request_.replace) remove_present();
        if (!request_.replace && !std::is_same_v<Record, Area>)
            existing_ = Existing<Record>(step_.project.template all<Record>());
        // The first rows tell whether there are enough for three threads: one reads, one encodes, one inserts.
        auto first = next_batch();
        if (first.at_end) {
            begin_bulk(first.chosen.size());
            encode(first);
            write(first);
        } else {
            write_all(std::move(first));
        }
        if (bulk_) bulk_->finish();
        if constexpr (std::is_same_v<Record, Area>)
            replace_areas(step_, std::move(collected_), request_.replace, counts_, problems_);
        return finish();
    }

private:
    static constexpr bool needs_areas = !std::is_same_v<Record, Area> && !std::is_same_v<Record, Road> &&
                                        !std::is_same_v<Record, Water> && !std::is_same_v<Record, Neighbour>;

    std::unique_ptr<exchange::Reader<Record>> open_reader() {
        return std::make_unique<exchange::Reader<Record>>(request_.read, step_.vocabularies, quiet_);
    }

    void add_mapped(const std::string& field) {
        if (const auto* found = find_field<Record>(field);
            found != nullptr && std::find(mapped_.begin(), mapped_.end(), found) == mapped_.end())
            mapped_.push_back(found);
    }

    static constexpr bool is_provider = std::is_same_v<Record, Provider>;

    // Records that were closed by hand would come back open: they cannot be replaced wholesale.
    void remove_present() {
        if constexpr (is_provider) {
            std::int64_t closed = 0;
            for (const auto& provider : step_.project.all<Provider>())
                if (provider.disclosure != Disclosure{}) ++closed;
            if (closed > 0)
                throw base::Error(base::ErrorKind::conflict,
                                  base::mark_plural("{0} provider has disclosure levels of its own, which replacing "
                                                    "would lose; import without --replace",
                                                    "{0} providers have disclosure levels of their own, which "
                                                    "replacing would lose; import without --replace",
                                                    closed));
        }
        if constexpr (!std::is_same_v<Record, Area>) {
            removed_ = static_cast<std::int64_t>(step_.project.template all<Record>().size());
            step_.change->template remove_all<Record>();
        }
    }

    void begin_bulk(std::size_t records) {
        if constexpr (is_provider)
            if (records >= store::worth_bulk) bulk_.emplace(*step_.change);
    }

    void write_all(Batch<Record> first) {
        BatchQueue<Batch<Record>> read(4);
        BatchQueue<Batch<Record>> encoded(4);
        const auto records = first.chosen.size();
        read.push(std::move(first));
        std::jthread reader([&] { in_thread(read, [&] { read_into(read); }); });
        std::jthread encoder;
        try {
            begin_bulk(records);  // waits for the disk, while the next rows are read
            encoder = std::jthread([&] { in_thread(encoded, [&] { encode_into(read, encoded); }); });
            while (auto batch = encoded.pop()) write(*batch);
        } catch (...) {
            read.abandon();
            encoded.abandon();
            throw;
        }
    }

    // Closes the queue that a thread fills when the thread ends, with its failure if there is one.
    template <class Work>
    static void in_thread(BatchQueue<Batch<Record>>& filled, Work&& work) {
        std::exception_ptr failure;
        try {
            work();
        } catch (...) {
            failure = std::current_exception();
        }
        filled.close(failure);
    }

    // Reading, checking, attaching to areas and matching.
    void read_into(BatchQueue<Batch<Record>>& read) {
        bool at_end = false;
        while (!at_end) {
            auto batch = next_batch();
            at_end = batch.at_end;
            if (!read.push(std::move(batch))) break;
        }
    }

    void encode_into(BatchQueue<Batch<Record>>& read, BatchQueue<Batch<Record>>& encoded) {
        while (auto batch = read.pop()) {
            encode(*batch);
            if (encoded.push(std::move(*batch))) continue;
            read.abandon();
            break;
        }
    }

    // Providers are large: in bulk they are encoded where they were read.
    void encode(Batch<Record>& batch) {
        if constexpr (is_provider) {
            if (bulk_ && !batch.chosen.empty()) {
                batch.encoded = bulk_->encode(batch.chosen);
                batch.added_count = batch.chosen.size();
            } else {
                for (const auto* record : batch.chosen) batch.added.push_back(*record);
            }
            batch.chosen.clear();
            spare_.give(std::move(batch.rows));
        }
    }

    Batch<Record> next_batch() {
        Batch<Record> batch;
        auto rows = spare_.take();
        reader_->next(batch_rows, batch.problems, rows);
        batch.read = reader_->rows_read();
        batch.at_end = rows.empty();
        if constexpr (is_provider)
            batch.chosen.reserve(rows.size());
        else
            batch.added.reserve(rows.size());
        for (auto& parsed : rows) sort_in(parsed, batch);
        if constexpr (is_provider)
            batch.rows = std::move(rows);
        else
            spare_.give(std::move(rows));
        return batch;
    }

    void sort_in(exchange::Parsed<Record>& parsed, Batch<Record>& batch) {
        if (!parsed.usable) {
            ++batch.refused;
            return note(parsed.row, RowVerdict::refused);
        }
        auto& record = parsed.record;
        attach_area(record, finder_, parsed.row, batch.problems);
        // The base geography says where it comes from: at least the name of the file. A file's name is not for others
        // to know where it may tell of a shelter, so records of the directory keep what they say.
        if constexpr (!requires { record.id; })
            if (record.source.empty()) record.source = file_name_;
        if constexpr (std::is_same_v<Record, Area>) {
            batch.added.push_back(std::move(record));
            return note(parsed.row, RowVerdict::added);
        }
        if (!make_code(record)) {
            ++batch.same;
            batch.problems.note(parsed.row, "geometry",
                                base::mark("the row repeats an earlier one and was passed over"));
            return note(parsed.row, RowVerdict::same);
        }
        if (auto* present = existing_.match(record)) {
            update(*present, record, parsed.row, batch);
            return;
        }
        note(parsed.row, RowVerdict::added);
        make_identity(record, step_.ids);
        if (close_unless_stated(record)) ++batch.closed;
        note_shelter_look(record, parsed.row, batch.problems);
        if constexpr (is_provider)
            batch.chosen.push_back(&record);
        else
            batch.added.push_back(std::move(record));
    }

    // Only the thread that reads calls this.
    void note(std::int64_t row, RowVerdict verdict) {
        if (request_.trace != nullptr) request_.trace->note(row, verdict);
    }

    void update(Record& present, const Record& found, std::int64_t row, Batch<Record>& batch) {
        const Record before = present;
        bool changed = take_over(present, found, mapped_, constants_);
        if constexpr (is_provider) {
            if (changed && !keep_closed(before, present, decisions_).empty())
                batch.problems.warning(
                    row, "type",
                    base::mark("the row would show more of \"{0}\" to others than before; what was closed stays closed",
                               before.name_fr),
                    base::mark("open it with \"balise disclose\" if two people have decided so"));
        } else if constexpr (requires { present.disclosure; }) {
            if (overlay_level(present.disclosure) < overlay_level(before.disclosure)) {
                present.disclosure = before.disclosure;
                batch.problems.warning(
                    row, "disclosure",
                    base::mark("the row would show the record to more people than before; its level was kept"),
                    base::mark("open it with \"balise disclose\" if two people have decided so"));
            }
        }
        changed = changed && !(present == before);
        note(row, changed ? RowVerdict::changed : RowVerdict::same);
        if (changed)
            batch.changed.push_back(present);
        else
            ++batch.same;
    }

    void write(Batch<Record>& batch) {
        counts_.read = batch.read;
        counts_.same += batch.same;
        counts_.refused += batch.refused;
        closed_ += batch.closed;
        problems_.append(std::move(batch.problems));
        step_.progress.step(counts_.read);
        if constexpr (std::is_same_v<Record, Area>) {
            std::move(batch.added.begin(), batch.added.end(), std::back_inserter(collected_));
        } else {
            counts_.added += static_cast<std::int64_t>(batch.added.size() + batch.added_count);
            counts_.changed += static_cast<std::int64_t>(batch.changed.size());
            if (will_refuse()) return;  // the rest is only read for its problems
            if (batch.added_count > 0) bulk_->add(std::move(batch.encoded));
            if (!batch.added.empty()) step_.change->template add<Record>(batch.added);
            if (!batch.changed.empty()) step_.change->template replace<Record>(batch.changed);
        }
    }

    // Records that are known by a code need one before they can be matched. False when the same content came before.
    bool make_code(Record& record) {
        if constexpr (requires { record.code; }) {
            const bool derived = record.code.empty();
            make_identity(record, step_.ids);
            return !derived || codes_.insert(record.code).second;
        }
        return true;
    }

    // What nobody stated stays closed: an unknown status, an overlay without a level.
    static bool close_unless_stated(Record& record) {
        if constexpr (std::is_same_v<Record, Provider>) {
            if (record.status.empty()) record.status = "unknown";
            return record.status == "unknown";
        } else if constexpr (requires { record.disclosure; }) {
            if (!record.disclosure.empty()) return false;
            record.disclosure = "internal";
            return true;
        } else {
            return false;
        }
    }

    void note_closed() {
        if (closed_ == 0) return;
        if constexpr (std::is_same_v<Record, Provider>)
            problems_.note(
                0, "status",
                base::mark_plural("{0} new record has an unknown status and is shown to nobody outside",
                                  "{0} new records have an unknown status and are shown to nobody outside", closed_),
                base::mark("give the status in the file, or for all rows with --set status=active"));
        else
            problems_.note(0, "disclosure",
                           base::mark_plural("{0} new record has no disclosure level and stays internal",
                                             "{0} new records have no disclosure level and stay internal", closed_),
                           base::mark("give the level in the file, or for all rows with --set disclosure=public"));
    }

    bool will_refuse() const { return (counts_.refused > 0 || problems_.has_errors()) && !request_.accept_partial; }

    Outcome finish() {
        note_closed();
        problems_.sort();
        if (request_.trace != nullptr) {
            request_.trace->counts = counts_;
            request_.trace->columns = reader_->columns();
            request_.trace->read_cells(*reader_->reopened(step_.vocabularies, step_.progress));
        }
        const bool refuse = will_refuse();
        if (refuse) counts_.added = counts_.changed = counts_.same = 0;
        Outcome outcome;
        const nlohmann::ordered_json counts{
            {"kind", import_word(request_.kind)}, {"read", counts_.read}, {"added", counts_.added},
            {"changed", counts_.changed},         {"same", counts_.same}, {"refused", counts_.refused}};
        outcome.json = counts.dump();
        auto summary = counts;
        summary["source"] = request_.read.file.filename().string();
        step_.summary = summary.dump();
        if (!request_.problems_file.empty())
            write_problem_rows(request_.problems_file, *reader_->reopened(step_.vocabularies, step_.progress),
                               problems_, language_of(step_.arguments));
        outcome.lines.push_back(base::mark_plural("{0} row read from {1} ({2})", "{0} rows read from {1} ({2})",
                                                  counts_.read, request_.read.file.filename().string(),
                                                  reader_->format()));
        outcome.lines.push_back(base::mark("{0} added, {1} changed, {2} the same, {3} refused", counts_.added,
                                           counts_.changed, counts_.same, counts_.refused));
        if (request_.replace && removed_ > 0 && !refuse)
            outcome.lines.push_back(base::mark_plural("{0} record that was there before was removed (--replace)",
                                                      "{0} records that were there before were removed (--replace)",
                                                      removed_));
        outcome.problems = std::move(problems_);
        if (counts_.read == 0)
            throw Refused(base::mark("{0} holds no rows: nothing was imported", file_name_), std::move(outcome));
        const bool nothing_came_in = counts_.read > 0 && counts_.refused == counts_.read;
        if (!refuse && !nothing_came_in) return outcome;
        throw Refused(
            base::mark_plural(
                "nothing was imported: {0} row has errors; mend it, or take the good rows with --accept-partial",
                "nothing was imported: {0} rows have errors; mend them, or take the good rows with --accept-partial",
                std::max<std::int64_t>(counts_.refused, 1)),
            std::move(outcome));
    }

    Step& step_;
    const ImportRequest& request_;
    // The reading thread does not report: one thread at a time tells how far the work is.
    base::Progress quiet_;
    // The file is opened while the areas are read from the project.
    std::future<std::unique_ptr<exchange::Reader<Record>>> opening_;
    AreaFinder finder_;
    std::unique_ptr<exchange::Reader<Record>> reader_;
    Spares<std::vector<exchange::Parsed<Record>>> spare_;
    Existing<Record> existing_{{}};
    std::optional<store::BulkAddition> bulk_;
    std::vector<Decision> decisions_;
    std::unordered_set<std::string> codes_;  // derived from content
    std::vector<const Field<Record>*> mapped_;
    std::vector<const Field<Record>*> constants_;
    std::vector<Area> collected_;
    ImportCounts counts_;
    std::int64_t closed_ = 0;
    std::int64_t removed_ = 0;  // by --replace
    std::string file_name_ = request_.read.file.filename().string();
    base::Problems problems_;
};

template <class Record>
Outcome import_as(Step& step, const ImportRequest& request) {
    return Importer<Record>(step, request).run();
}

}  // namespace

const std::vector<std::pair<std::string, std::string>>& import_kinds() {
    static const std::vector<std::pair<std::string, std::string>> kinds{{"providers", "provider"},
                                                                        {"areas", "area"},
                                                                        {"places", "place"},
                                                                        {"risk-zones", "risk_zone"},
                                                                        {"border-posts", "border_post"},
                                                                        {"transport", "transport_node"},
                                                                        {"roads", "road"},
                                                                        {"waters", "water"}};
    return kinds;
}

Outcome import_file(Step& step, const ImportRequest& request) {
    step.progress.stage(base::mark("reading {0}", request.read.file.filename().string()));
    if (request.kind == "provider") return import_as<Provider>(step, request);
    if (request.kind == "area") return import_as<Area>(step, request);
    if (request.kind == "place") return import_as<Place>(step, request);
    if (request.kind == "risk_zone") return import_as<RiskZone>(step, request);
    if (request.kind == "border_post") return import_as<BorderPost>(step, request);
    if (request.kind == "transport_node") return import_as<TransportNode>(step, request);
    if (request.kind == "road") return import_as<Road>(step, request);
    if (request.kind == "water") return import_as<Water>(step, request);
    if (request.kind == "neighbour") return import_as<Neighbour>(step, request);
    throw base::Error(base::ErrorKind::usage,
                      base::mark("\"{0}\" is not a kind of record that can be imported", request.kind));
}

}  // namespace balise::app
