// error: invalid initialization of reference
// Not even a list of providers that somebody filtered.
#include "exchange/writer.hpp"

using namespace balise;

void save(const std::vector<model::Provider>& providers, const model::Vocabularies& words, base::Progress& progress) {
#ifndef EXPECT_OK
    exchange::write(providers, {}, "csv", "out.csv", words, {}, progress);
#else
    exchange::write(model::release({providers, {}, {}, {}, {}, {}}, model::Audience::everyone, {}), {}, "csv",
                    "out.csv", words, {}, progress);
#endif
}
