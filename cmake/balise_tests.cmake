# How the tests become targets; see tests/CMakeLists.txt.

# Everything a test program of ours has: options, headers of the tests, gtest, the shared support code if there is any.
function(balise_test_program target)
  balise_target(${target})
  target_include_directories(${target} PRIVATE "${CMAKE_SOURCE_DIR}/tests")
  target_compile_definitions(${target} PRIVATE BALISE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
                                               BALISE_SHARED_DIR="${CMAKE_SOURCE_DIR}/../shared")
  target_link_libraries(${target} PRIVATE GTest::gmock GTest::gtest GTest::gtest_main nlohmann_json::nlohmann_json)
  if(TARGET balise_test_support AND NOT target STREQUAL "balise_test_support")
    target_link_libraries(${target} PRIVATE balise_test_support)
  endif()
endfunction()

# balise_discover(TARGET PREFIX LABEL SECONDS): every test of a program becomes one of ctest, named PREFIX/Suite.Name.
function(balise_discover target prefix label timeout)
  gtest_discover_tests(
    ${target}
    DISCOVERY_MODE PRE_TEST
    DISCOVERY_TIMEOUT 60
    TEST_PREFIX "${prefix}/"
    PROPERTIES LABELS ${label} TIMEOUT ${timeout}
               ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/lsan.supp:print_suppressions=0")
endfunction()
