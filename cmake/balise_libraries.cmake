# Every foreign library is found here, once, and gets an imported target. Which module may use which is written in
# tools/layers.txt; a module names the ones it links in its own CMakeLists.txt.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(Boost 1.74 REQUIRED COMPONENTS locale)
find_package(OpenSSL REQUIRED)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)

find_package(PROJ CONFIG REQUIRED)
find_package(GEOS CONFIG REQUIRED)

pkg_check_modules(sqlite3 REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(spatialite REQUIRED IMPORTED_TARGET spatialite)

find_package(GDAL CONFIG REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_package(BZip2 REQUIRED)
find_package(EXPAT REQUIRED)
pkg_check_modules(poppler REQUIRED IMPORTED_TARGET poppler-cpp)
pkg_check_modules(xlsxwriter REQUIRED IMPORTED_TARGET xlsxwriter)
pkg_check_modules(uchardet REQUIRED IMPORTED_TARGET uchardet)
find_path(LIBCSV_INCLUDE csv.h REQUIRED)
find_library(LIBCSV_LIBRARY csv REQUIRED)
add_library(libcsv::libcsv UNKNOWN IMPORTED)
set_target_properties(libcsv::libcsv PROPERTIES IMPORTED_LOCATION "${LIBCSV_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES
                                                                                     "${LIBCSV_INCLUDE}")

# libosmium is headers only; these are what its readers need.
find_path(LIBOSMIUM_INCLUDE osmium/version.hpp REQUIRED)
add_library(libosmium::libosmium INTERFACE IMPORTED)
target_include_directories(libosmium::libosmium SYSTEM INTERFACE "${LIBOSMIUM_INCLUDE}")
target_link_libraries(libosmium::libosmium INTERFACE EXPAT::EXPAT BZip2::BZip2 ZLIB::ZLIB Threads::Threads)

# Text and pictures.
find_package(Freetype REQUIRED)
pkg_check_modules(pangoft2 REQUIRED IMPORTED_TARGET pangoft2 fontconfig harfbuzz)
pkg_check_modules(cairo REQUIRED IMPORTED_TARGET cairo cairo-ft cairo-pdf cairo-svg cairo-png)
pkg_check_modules(epoxy REQUIRED IMPORTED_TARGET epoxy)
pkg_check_modules(qrencode REQUIRED IMPORTED_TARGET libqrencode)
# They ask for -pthread, which only changes macros and would make the precompiled header useless.
foreach(library pangoft2 cairo)
  set_property(TARGET PkgConfig::${library} PROPERTY INTERFACE_COMPILE_OPTIONS "")
endforeach()
find_package(OpenGL REQUIRED COMPONENTS EGL)

find_package(CLI11 REQUIRED)

# The window. Debian's imgui is a static library whose .pc file leaves out what it needs itself.
find_package(glfw3 3.3 REQUIRED)
find_path(IMGUI_INCLUDE imgui.h PATH_SUFFIXES imgui REQUIRED)
find_library(IMGUI_LIBRARY imgui REQUIRED)
add_library(imgui::imgui STATIC IMPORTED)
set_target_properties(imgui::imgui PROPERTIES IMPORTED_LOCATION "${IMGUI_LIBRARY}")
target_include_directories(imgui::imgui SYSTEM INTERFACE "${IMGUI_INCLUDE}")
target_link_libraries(imgui::imgui INTERFACE stb glfw Freetype::Freetype ${CMAKE_DL_LIBS})

# An allocator that is quick when one thread frees what another has made, as in imports; not under the sanitizers, which
# bring their own. Without it everything works, slower.
find_library(TCMALLOC_LIBRARY tcmalloc_minimal)
