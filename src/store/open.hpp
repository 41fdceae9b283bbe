#pragma once
// Creating and opening with given schema scripts. For project.cpp and for tests of migrations.
#include <filesystem>
#include <memory>
#include <span>

#include "store/connection.hpp"
#include "store/project.hpp"
#include "store/schema_scripts.hpp"

namespace balise::store {

void create_with(const std::filesystem::path& file, std::span<const SchemaScript> scripts);
std::unique_ptr<Connection> open_with(const std::filesystem::path& file, Access access,
                                      std::span<const SchemaScript> scripts);

}  // namespace balise::store
