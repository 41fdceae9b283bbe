#pragma once
// Where the content of a sheet comes from, for its footer.
#include <string>

#include "base/text.hpp"
#include "model/release.hpp"
#include "sheet/region_sheet.hpp"

namespace balise::sheet {

// "Limites : … Localités : … Prestataires : …": the different sources that the records name, the commonest first, at
// most `most` of each kind "and others". Of providers and overlays only what was released.
std::string sources_of(const model::Released& released, const Country& country, base::Language language,
                       std::size_t most = 3);

}  // namespace balise::sheet
