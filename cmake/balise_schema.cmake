# balise_schema(OUT): turns data/schema/NNNN_name.sql into one C++ source that defines balise::store::schema_scripts
# (declared in src/store/schema_scripts.hpp); its path is put into the variable OUT.
function(balise_schema out)
  file(GLOB scripts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/data/schema/*.sql")
  set(generated "${CMAKE_BINARY_DIR}/generated/store/schema_sql.cpp")
  add_custom_command(
    OUTPUT "${generated}"
    COMMAND ${CMAKE_COMMAND} "-DOUT=${generated}" "-DSCRIPTS=${scripts}" -P
            "${CMAKE_SOURCE_DIR}/cmake/embed_schema.cmake"
    DEPENDS ${scripts} "${CMAKE_SOURCE_DIR}/cmake/embed_schema.cmake"
    COMMENT "Embedding the schema"
    VERBATIM)
  set(${out}
      "${generated}"
      PARENT_SCOPE)
endfunction()
