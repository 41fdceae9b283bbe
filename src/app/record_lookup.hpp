#pragma once
// Finds a record of any kind by what a person types.
#include <optional>
#include <string>
#include <variant>

#include "base/words.hpp"
#include "model/records.hpp"
#include "store/project.hpp"

namespace balise::app {

using AnyRecord = std::variant<model::Provider, model::RiskZone, model::BorderPost, model::TransportNode>;

// By id, public reference, source id (providers) or a unique beginning of 4 characters or more. Throws not_found or
// conflict.
AnyRecord find_record(const store::Project& project, const std::string& id);
// The provider, or not_found when it is none.
model::Provider find_provider(const store::Project& project, const std::string& id);
std::string title_of(const AnyRecord& record);

}  // namespace balise::app
