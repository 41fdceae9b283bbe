# balise_options: what every target of ours is compiled with. Foreign targets never see it.
add_library(balise_options INTERFACE)
target_compile_features(balise_options INTERFACE cxx_std_20)
set(CMAKE_CXX_EXTENSIONS OFF)
target_include_directories(balise_options INTERFACE "${CMAKE_SOURCE_DIR}/src")

target_compile_options(
  balise_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow
            -Wconversion
            -Wsign-conversion
            -Wnon-virtual-dtor
            -Wold-style-cast
            -Wcast-align
            -Woverloaded-virtual
            -Wunused
            -Wformat=2
            -Wimplicit-fallthrough
            -Wextra-semi)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  target_compile_options(
    balise_options
    INTERFACE -Wduplicated-cond
              -Wduplicated-branches
              -Wlogical-op
              -Wno-restrict # GCC bug 105651: false alarms of GCC 12 in std::string operator+
    )
  if(BALISE_SANITIZE)
    # The instrumented code confuses the flow analysis of GCC: false alarms in optional and variant.
    target_compile_options(balise_options INTERFACE -Wno-maybe-uninitialized)
  endif()
endif()
if(BALISE_WERROR)
  target_compile_options(balise_options INTERFACE -Werror)
endif()

if(BALISE_SANITIZE)
  target_compile_options(balise_options INTERFACE -fsanitize=${BALISE_SANITIZE} -fno-sanitize-recover=undefined
                                                  -fno-omit-frame-pointer)
  target_link_options(balise_options INTERFACE -fsanitize=${BALISE_SANITIZE})
endif()
if(BALISE_COVERAGE)
  target_compile_options(balise_options INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(balise_options INTERFACE --coverage)
endif()
if(BALISE_FUZZ)
  target_compile_options(balise_options INTERFACE -fsanitize=fuzzer-no-link)
endif()

# One precompiled header for all targets, of the standard library only: a foreign library in it would go round the fences.
# The tidy and fuzz presets build without it and so notice a forgotten #include.
set(BALISE_PCH_HEADERS
    <algorithm>
    <array>
    <chrono>
    <cstddef>
    <cstdint>
    <filesystem>
    <functional>
    <map>
    <memory>
    <optional>
    <set>
    <span>
    <sstream>
    <stdexcept>
    <string>
    <string_view>
    <unordered_map>
    <utility>
    <variant>
    <vector>)
file(WRITE "${CMAKE_BINARY_DIR}/generated/balise_pch.cpp.new" "// Carries the precompiled header.\n")
file(COPY_FILE "${CMAKE_BINARY_DIR}/generated/balise_pch.cpp.new" "${CMAKE_BINARY_DIR}/generated/balise_pch.cpp"
     ONLY_IF_DIFFERENT)
add_library(balise_pch STATIC "${CMAKE_BINARY_DIR}/generated/balise_pch.cpp")
target_link_libraries(balise_pch PRIVATE balise_options)
target_precompile_headers(balise_pch PRIVATE ${BALISE_PCH_HEADERS})

# balise_target(TARGET): gives one of our targets the options and the precompiled header.
function(balise_target target)
  target_link_libraries(${target} PRIVATE balise_options)
  target_precompile_headers(${target} REUSE_FROM balise_pch)
endfunction()
