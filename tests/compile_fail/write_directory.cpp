// error: invalid initialization of reference
// The writers take what was released, not what is in the project.
#include "exchange/writer.hpp"

using namespace balise;

void save(const model::Directory& directory, const model::Vocabularies& words, base::Progress& progress) {
#ifndef EXPECT_OK
    exchange::write(directory, {}, "csv", "out.csv", words, {}, progress);
#else
    exchange::write(model::release(directory, model::Audience::everyone, {}), {}, "csv", "out.csv", words, {},
                    progress);
#endif
}
