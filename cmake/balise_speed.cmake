# What makes building faster and changes nothing in the result: ccache and mold, where they are installed.
find_program(BALISE_CCACHE ccache)
if(BALISE_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The base directory makes several build directories of one source tree share their results; the sloppiness is what
  # ccache asks for before it will keep anything that uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      "${CMAKE_COMMAND};-E;env;CCACHE_BASEDIR=${CMAKE_SOURCE_DIR};CCACHE_NOHASHDIR=1;CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime;${BALISE_CCACHE}"
  )
  set(CMAKE_C_COMPILER_LAUNCHER "${BALISE_CCACHE}")
endif()

find_program(BALISE_MOLD mold)
if(BALISE_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
