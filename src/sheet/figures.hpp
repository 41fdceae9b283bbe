#pragma once
// The sentences at the head of a sheet, made from its figures.
#include <string>

#include "sheet/listing.hpp"

namespace balise::sheet {

struct Message {
    std::string head;    // "16 providers open to the public, 9 of them in Bouaké."
    std::string second;  // what is missing
    std::string brief;   // the same in few words, for where `second` has no room
};

// The request's own key message, or one made from the listing.
Message message_of(const SheetRequest& request, const std::string& area_name, const Listing& listing,
                   const base::Catalogue& say);

}  // namespace balise::sheet
