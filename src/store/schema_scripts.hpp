#pragma once

#include <span>
#include <string_view>

namespace balise::store {

/// One numbered step of the project file's schema: the text of data/schema/NNNN_name.sql.
struct SchemaScript {
    int number;             ///< user_version of the file once the script has run
    std::string_view name;  ///< the part of the file name between the number and .sql
    std::string_view sql;
};

/// All steps, numbers rising. Built in by cmake/embed_schema.cmake, so that the program and its schema cannot part.
extern const std::span<const SchemaScript> schema_scripts;

}  // namespace balise::store
