// The same seeded queries on a file that ogr2ogr made (plain SQL, R*Tree, FTS5, KNN) and on a project file, in turn.
//
//     bench_queries PEER.sqlite PROJECT.balise
//
// One line per case, tab-separated: case, queries, then median ms, p95 ms and mean rows of the peer and of ours. The
// peer's file holds the table "prov" and the FTS5 table "pf" (tests/bench/run.py makes both).
#include <sqlite3.h>
#include <spatialite.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "store/project.hpp"
#include "store/search.hpp"

namespace {

using balise::geo::Box;
using balise::geo::LonLat;
using balise::store::ProviderQuery;

constexpr int queries = 60;
constexpr std::int64_t no_limit = 10'000'000;
constexpr double half_100_km = 0.45;  // degrees, as wide as high near the equator
constexpr double half_10_km = 0.045;

class Peer {
public:
    explicit Peer(const char* file) {
        if (sqlite3_open_v2(file, &handle_, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) fail();
        cache_ = spatialite_alloc_connection();
        spatialite_init_ex(handle_, cache_, 0);
    }
    Peer(const Peer&) = delete;
    Peer& operator=(const Peer&) = delete;
    ~Peer() {
        sqlite3_close(handle_);
        spatialite_cleanup_ex(cache_);
    }
    sqlite3* handle() const { return handle_; }
    [[noreturn]] void fail() const { throw std::runtime_error(sqlite3_errmsg(handle_)); }

private:
    sqlite3* handle_ = nullptr;
    void* cache_ = nullptr;
};

class Statement {
public:
    Statement(const Peer& peer, const std::string& sql) : peer_(peer) {
        if (sqlite3_prepare_v2(peer.handle(), sql.c_str(), -1, &handle_, nullptr) != SQLITE_OK) peer.fail();
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement() { sqlite3_finalize(handle_); }

    void bind(int parameter, double value) { sqlite3_bind_double(handle_, parameter, value); }
    void bind(int parameter, const std::string& text) {
        sqlite3_bind_text(handle_, parameter, text.c_str(), -1, SQLITE_TRANSIENT);
    }
    void bind(int parameter, const Box& box) {
        bind(parameter, box.max_x);
        bind(parameter + 1, box.min_x);
        bind(parameter + 2, box.max_y);
        bind(parameter + 3, box.min_y);
    }
    // Takes every column of every row, as a caller would.
    std::size_t rows() {
        std::vector<std::string> kept;
        int code = SQLITE_OK;
        std::size_t count = 0;
        while ((code = sqlite3_step(handle_)) == SQLITE_ROW) {
            ++count;
            for (int i = 0; i < sqlite3_column_count(handle_); ++i) {
                if (sqlite3_column_type(handle_, i) != SQLITE_TEXT) continue;
                const auto* text = sqlite3_column_text(handle_, i);
                kept.emplace_back(text, text + sqlite3_column_bytes(handle_, i));
            }
        }
        if (code != SQLITE_DONE) peer_.fail();
        sqlite3_reset(handle_);
        return count;
    }

private:
    const Peer& peer_;
    sqlite3_stmt* handle_ = nullptr;
};

double milliseconds_of(const std::function<std::size_t()>& query, std::size_t& rows) {
    const auto start = std::chrono::steady_clock::now();
    rows += query();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

struct Side {
    std::vector<double> times;
    std::size_t rows = 0;
    double quantile(double share) const {
        return times[static_cast<std::size_t>(share * static_cast<double>(times.size()))];
    }
};

using Query = std::function<std::size_t(int)>;

// Peer and ours in turn, and in turn first; a few of each before that to warm the caches.
void compare(const std::string& name, const Query& peer, const Query& ours) {
    for (int i = 0; i < 3; ++i) {
        peer(i);
        ours(i);
    }
    Side sides[2];
    for (int i = 0; i < queries; ++i)
        for (int turn = 0; turn < 2; ++turn) {
            const int side = (i + turn) % 2;
            sides[side].times.push_back(
                milliseconds_of([&] { return side == 0 ? peer(i) : ours(i); }, sides[side].rows));
        }
    std::printf("%s\t%d", name.c_str(), queries);
    for (auto& side : sides) {
        std::sort(side.times.begin(), side.times.end());
        std::printf("\t%.3f\t%.3f\t%.1f", side.quantile(0.5), side.quantile(0.95),
                    static_cast<double>(side.rows) / queries);
    }
    std::printf("\n");
    std::fflush(stdout);
}

// Points, words and beginnings of words that all sides get.
struct Questions {
    std::vector<LonLat> points;
    std::vector<std::string> words, beginnings;
    std::vector<std::string> common{"hospital", "clinic", "dispensary", "pharmacy"};

    explicit Questions(const Peer& peer) {
        const char* seed = std::getenv("BENCH_SEED");
        std::mt19937_64 random(seed == nullptr ? 1 : std::strtoull(seed, nullptr, 10));
        const auto between = [&](double low, double high) {
            return low + (high - low) * static_cast<double>(random() >> 11) / 9007199254740992.0;
        };
        for (int i = 0; i < queries; ++i) {
            const double lon = between(-8.2, -3.0);
            points.push_back({lon, between(5.5, 10.0)});
        }
        sqlite3_stmt* raw = nullptr;
        sqlite3_prepare_v2(peer.handle(), "select name from prov limit 400", -1, &raw, nullptr);
        while (sqlite3_step(raw) == SQLITE_ROW && words.size() < queries) {
            const std::string name = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
            words.push_back(name.substr(name.rfind(' ') + 1));
            beginnings.push_back(beginning(words.back()));
        }
        sqlite3_finalize(raw);
        if (words.size() < queries) throw std::runtime_error("the peer's file has too few rows");
    }
    // `shift` (degrees) to the east and south.
    Box box(int i, double half, double shift = 0) const {
        const auto& point = points[static_cast<std::size_t>(i)];
        return {point.lon + shift - half, point.lat - shift - half, point.lon + shift + half, point.lat - shift + half};
    }

private:
    // Three letters.
    static std::string beginning(const std::string& word) {
        std::size_t end = 0;
        for (int letters = 0; end < word.size(); ++end)
            if ((static_cast<unsigned char>(word[end]) & 0xC0) != 0x80 && ++letters == 4) break;
        return word.substr(0, end);
    }
};

std::string geometry_column(const Peer& peer) {
    sqlite3_stmt* raw = nullptr;
    sqlite3_prepare_v2(peer.handle(),
                       "select lower(f_geometry_column) from geometry_columns where f_table_name = 'prov'", -1, &raw,
                       nullptr);
    if (sqlite3_step(raw) != SQLITE_ROW)
        throw std::runtime_error("the peer's file has no geometry column of the table prov");
    const std::string column = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    sqlite3_finalize(raw);
    return column;
}

class Comparison {
public:
    Comparison(const char* peer, const char* project)
        : peer_(peer),
          plain_(project),
          project_(balise::store::Project::open(project, balise::store::Access::read_only)),
          ask_(peer_),
          geometry_(geometry_column(peer_)),
          in_box_("(select pkid from idx_prov_" + geometry_ +
                  " where xmin <= ? and xmax >= ? and ymin <= ? and ymax >= ?)"),
          columns_("p.ogc_fid, p.name, st_x(p." + geometry_ + "), st_y(p." + geometry_ + ")") {}

    void run() {
        boxes("just opened, box of 10 km elsewhere: id, name, place", columns_, "", half_10_km, 0.2);
        look_around();
        boxes("box of 10 km: id, name, place", columns_, "", half_10_km);
        boxes("box of 100 km: id, name, place", columns_, "", half_100_km);
        boxes("box of 100 km: a list row of each, by name", columns_ + ", p.kind, p.services, p.address, p.updated",
              " order by p.name", half_100_km);
        first_of_box();
        plain_boxes();
        words();
        word_in_box();
        nearest();
    }

private:
    std::size_t found(const ProviderQuery& query) const {
        return balise::store::find_providers(project_, query).rows.size();
    }

    // Both sides have been used for a while: they have answered other boxes all over the country.
    void look_around() {
        Statement sql(peer_, "select " + columns_ + " from prov p where rowid in " + in_box_);
        for (int i = 0; i < queries; ++i)
            for (const double shift : {-0.3, 0.3}) {
                ProviderQuery query;
                query.box = ask_.box(i, half_100_km, shift);
                query.limit = no_limit;
                sql.bind(1, *query.box);
                sql.rows();
                found(query);
            }
    }

    // Ours gives whole list rows, sorted, in every case.
    void boxes(const std::string& name, const std::string& columns, const std::string& order, double half,
               double shift = 0) {
        Statement sql(peer_, "select " + columns + " from prov p where rowid in " + in_box_ + order);
        compare(
            name,
            [&](int i) {
                sql.bind(1, ask_.box(i, half, shift));
                return sql.rows();
            },
            [&](int i) {
                ProviderQuery query;
                query.box = ask_.box(i, half, shift);
                query.limit = no_limit;
                return found(query);
            });
    }

    // What a list on the screen needs: the first by name, and how many there are.
    void first_of_box() {
        Statement first(peer_,
                        "select " + columns_ + " from prov p where rowid in " + in_box_ + " order by p.name limit 50");
        Statement total(peer_, "select count(*) from " + in_box_);
        compare(
            "box of 100 km, first 50 by name and the total",
            [&](int i) {
                first.bind(1, ask_.box(i, half_100_km));
                total.bind(1, ask_.box(i, half_100_km));
                total.rows();
                return first.rows();
            },
            [&](int i) {
                ProviderQuery query;
                query.box = ask_.box(i, half_100_km);
                query.limit = 50;
                return found(query);
            });
    }

    // What QGIS or a script does: the same SQL on both files.
    void plain_boxes() {
        Statement sql(peer_, "select " + columns_ + " from prov p where rowid in " + in_box_);
        Statement same(plain_,
                       "select fid, name_fr, st_x(geom), st_y(geom) from provider where rowid in (select pkid from "
                       "idx_provider_geom "
                       "where xmin <= ? and xmax >= ? and ymin <= ? and ymax >= ?)");
        const auto of = [this](Statement& statement) {
            return [this, &statement](int i) {
                statement.bind(1, ask_.box(i, half_100_km));
                return statement.rows();
            };
        };
        compare("box of 100 km, the same SQL on both files", of(sql), of(same));
    }

    void words() {
        Statement sql(peer_,
                      "select " + columns_ +
                          " from (select rowid from pf where pf match ? order by rank limit 20) f join prov p on "
                          "p.ogc_fid = f.rowid");
        const auto both = [&](const std::string& name, const std::vector<std::string>& asked,
                              const std::string& behind) {
            const auto word = [&](int i) { return asked[static_cast<std::size_t>(i) % asked.size()]; };
            compare(
                name,
                [&](int i) {
                    sql.bind(1, '"' + word(i) + '"' + behind);
                    return sql.rows();
                },
                [&](int i) {
                    ProviderQuery query;
                    query.words = word(i);
                    query.limit = 20;
                    return found(query);
                });
        };
        both("word of a name, best 20", ask_.words, "");
        both("common word, best 20", ask_.common, "");
        both("beginning of a word, best 20", ask_.beginnings, "*");
    }

    void word_in_box() {
        Statement sql(peer_, "select " + columns_ +
                                 " from prov p join pf on pf.rowid = p.ogc_fid where pf match ? and p.ogc_fid in " +
                                 in_box_ + " limit 50");
        compare(
            "common word in a box of 100 km, 50",
            [&](int i) {
                sql.bind(1, ask_.common[static_cast<std::size_t>(i) % ask_.common.size()]);
                sql.bind(2, ask_.box(i, half_100_km));
                return sql.rows();
            },
            [&](int i) {
                ProviderQuery query;
                query.words = ask_.common[static_cast<std::size_t>(i) % ask_.common.size()];
                query.box = ask_.box(i, half_100_km);
                query.limit = 50;
                return found(query);
            });
    }

    void nearest() {
        Statement sql(
            peer_,
            "select " + columns_ +
                ", k.distance from (select fid, distance from KNN where f_table_name = 'prov' and ref_geometry = "
                "MakePoint(?, ?, 4326) and max_items = 10) k join prov p on p.ogc_fid = k.fid");
        compare(
            "nearest 10",
            [&](int i) {
                sql.bind(1, ask_.points[static_cast<std::size_t>(i)].lon);
                sql.bind(2, ask_.points[static_cast<std::size_t>(i)].lat);
                return sql.rows();
            },
            [&](int i) {
                ProviderQuery query;
                query.near = ask_.points[static_cast<std::size_t>(i)];
                query.limit = 10;
                return found(query);
            });
    }

    Peer peer_, plain_;
    balise::store::Project project_;
    Questions ask_;
    std::string geometry_, in_box_, columns_;
};

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::fprintf(stderr, "usage: bench_queries PEER.sqlite PROJECT.balise\n");
        return 2;
    }
    try {
        Comparison(words[1], words[2]).run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_queries: %s\n", error.what());
        return 1;
    }
    return 0;
}
