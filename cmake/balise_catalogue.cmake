# The target catalogues: data/i18n/LANG.po -> BALISE_CATALOGUE_DIR/LANG/LC_MESSAGES/balise.mo, checked by msgfmt.
set(BALISE_CATALOGUE_DIR "${CMAKE_BINARY_DIR}/i18n")
find_program(BALISE_MSGFMT msgfmt REQUIRED)

file(GLOB catalogues CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/data/i18n/*.po")
set(compiled "")
foreach(catalogue IN LISTS catalogues)
  get_filename_component(language "${catalogue}" NAME_WE)
  set(folder "${BALISE_CATALOGUE_DIR}/${language}/LC_MESSAGES")
  add_custom_command(
    OUTPUT "${folder}/balise.mo"
    COMMAND ${CMAKE_COMMAND} -E make_directory "${folder}"
    COMMAND ${BALISE_MSGFMT} --check -o "${folder}/balise.mo" "${catalogue}"
    DEPENDS "${catalogue}"
    COMMENT "Compiling the catalogue ${language}"
    VERBATIM)
  list(APPEND compiled "${folder}/balise.mo")
  install(FILES "${folder}/balise.mo" DESTINATION "${CMAKE_INSTALL_LOCALEDIR}/${language}/LC_MESSAGES")
endforeach()
add_custom_target(catalogues ALL DEPENDS ${compiled})
