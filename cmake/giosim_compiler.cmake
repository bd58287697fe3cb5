# How every file is compiled: language, warnings, sanitizers, ccache.

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_OPTIMIZE_DEPENDENCIES ON)  # no folder's compiling waits for the library of another

# MUST is on in every build, so NDEBUG would change nothing of ours; leave it out.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

# Paths in MUST's messages start at the root: the same bytes on every machine. The second spelling of
# the root is the one that ccache gives to the compiler.
cmake_path(RELATIVE_PATH CMAKE_SOURCE_DIR BASE_DIRECTORY ${CMAKE_BINARY_DIR} OUTPUT_VARIABLE root)
add_compile_options(-fmacro-prefix-map=${CMAKE_SOURCE_DIR}/= -fmacro-prefix-map=${root}/=)

if(GIOSIM_SANITIZE)
  add_compile_options(-fsanitize=${GIOSIM_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${GIOSIM_SANITIZE})
endif()

# Warnings go on our own targets only, through this interface library.
add_library(giosim_warnings INTERFACE)
target_compile_options(giosim_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Woverloaded-virtual
  $<$<BOOL:${GIOSIM_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 cries wolf with these two once it optimizes or sanitizes std::string and std::variant.
  target_compile_options(giosim_warnings INTERFACE -Wno-restrict -Wno-maybe-uninitialized)
else()
  # clang lays the deprecated parts of libstdc++ 12's own std::stable_sort at our door; and its
  # -Wconversion is wider than that of g++.
  target_compile_options(giosim_warnings INTERFACE -Wno-deprecated-declarations -Wno-sign-conversion)
endif()

# Build directories, and clones of the repository, share their objects: ccache sees every path below
# the root as relative and leaves the working directory out of its hash.
find_program(GIOSIM_CCACHE ccache)
if(GIOSIM_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${GIOSIM_CCACHE})
endif()
