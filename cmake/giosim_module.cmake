# giosim_module(NAME [COLD] [DEPENDS modules...] [LIBS targets...])
#
# The folder NAME becomes the static library giosim_NAME ("machine/cmd" becomes giosim_machine_cmd)
# of all its *.cpp files. DEPENDS are folders below it, which its users see too; LIBS are third
# parties, which they do not. A folder without a *.cpp is an INTERFACE library.
#
# With GIOSIM_SLICE = N the compiler reads N files of a folder at a time, because most of its work is
# reading the same headers again (docs/HACKING.md says what it saves). CMake's own UNITY_BUILD would
# write this checkout's path into the slices, and ccache could not serve another checkout.
#
# COLD: a folder whose code is many words about things that happen once. It is optimized less: that spares
# the compiler a quarter to a third of its work there, and costs a run 0.4 % more instructions.

# The modules that the shared library libhpuxpi.so is made of.
set(GIOSIM_IN_LIBHPUXPI base sim krs gio dlpi pi)

function(giosim_module name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "COLD" "" "DEPENDS;LIBS")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "giosim_module(${name}): what is ${arg_UNPARSED_ARGUMENTS}?")
  endif()

  giosim_target_of(${name} target)
  set(dependencies "")
  foreach(folder IN LISTS arg_DEPENDS)
    giosim_target_of(${folder} dependency)
    list(APPEND dependencies ${dependency})
  endforeach()

  set_property(GLOBAL APPEND PROPERTY GIOSIM_MODULES ${name})

  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
  if(sources)
    if(GIOSIM_SLICE)
      giosim_slices_of("${sources}" sources)
    endif()
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} PUBLIC ${dependencies} PRIVATE giosim_warnings ${arg_LIBS})
    if(name IN_LIST GIOSIM_IN_LIBHPUXPI)
      set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ON)
    endif()
    if(arg_COLD)
      target_compile_options(${target} PRIVATE $<$<CONFIG:Release>:-O1>)
    endif()
    if(GIOSIM_TIDY)
      set_target_properties(${target} PROPERTIES CXX_CLANG_TIDY "clang-tidy-19;--quiet")
    endif()
  else()
    add_library(${target} INTERFACE)
    target_include_directories(${target} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${target} INTERFACE ${dependencies} ${arg_LIBS})
  endif()
endfunction()

# giosim_target_of(FOLDER OUT): "runner/report" -> giosim_runner_report
function(giosim_target_of folder out)
  string(REPLACE "/" "_" target giosim_${folder})
  set(${out} ${target} PARENT_SCOPE)
endfunction()

# giosim_slices_of(SOURCES OUT): what to compile for these files of the current folder. The property
# GIOSIM_SLICE_OF_<file> holds the files that are compiled along with one, as paths from the root.
function(giosim_slices_of sources out)
  set(slices "")
  while(sources)
    list(SUBLIST sources 0 ${GIOSIM_SLICE} slice)
    list(REMOVE_ITEM sources ${slice})
    list(LENGTH slices number)
    list(TRANSFORM slice REPLACE "^${PROJECT_SOURCE_DIR}/" "")
    foreach(source IN LISTS slice)
      set_property(GLOBAL PROPERTY GIOSIM_SLICE_OF_${source} ${slice})
    endforeach()
    set(file ${CMAKE_CURRENT_BINARY_DIR}/slice_${number}.cpp)
    giosim_write_slice(${file} ${slice})
    list(APPEND slices ${file})
  endwhile()
  set(${out} ${slices} PARENT_SCOPE)
endfunction()

# giosim_write_slice(FILE SOURCES...): a file that includes these.
function(giosim_write_slice file)
  set(sources ${ARGN})
  list(TRANSFORM sources REPLACE "(.+)" "#include \"\\1\"\n")
  string(JOIN "" text ${sources})
  file(CONFIGURE OUTPUT ${file} CONTENT "${text}" @ONLY)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # takes a file that another one includes for a header
    set_source_files_properties(${file} PROPERTIES COMPILE_OPTIONS -Wno-subobject-linkage)
  endif()
endfunction()

# giosim_c_library(NAME SOURCES...): a shared library for programs outside, of which only the names in
# lib<NAME>.map can be seen.
function(giosim_c_library name)
  add_library(${name} SHARED ${ARGN})
  target_link_libraries(${name} PRIVATE giosim_warnings)
  set(map ${CMAKE_CURRENT_SOURCE_DIR}/lib${name}.map)
  set_target_properties(${name} PROPERTIES
    VERSION 1.0.0 SOVERSION 1
    CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
    LINK_DEPENDS ${map})
  # The map hides what visibility does not: the C++ library's templates.
  target_link_options(${name} PRIVATE -Wl,--version-script=${map})
endfunction()

# giosim_embed(MODULE FILE NAME): the bytes of FILE (a path from the root) become the array NAME of that
# module, e.g. giosim::report::kPage, and their number becomes NAMESize.
function(giosim_embed module file name)
  giosim_target_of(${module} target)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed.cmake)
  cmake_path(GET file STEM stem)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${stem}.embedded.cpp)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${PROJECT_SOURCE_DIR}/${file} -DOUT=${out} -DNAME=${name} -P ${script}
    DEPENDS ${PROJECT_SOURCE_DIR}/${file} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()

# giosim_embed_texts(MODULE PATTERN HEADER ROW FUNCTION): the texts of the files that match (a path from
# the root) become what FUNCTION() returns: rows {name, text} of the type ROW, declared in HEADER.
function(giosim_embed_texts module pattern header row function)
  giosim_target_of(${module} target)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake)
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${function}.embedded.cpp)
  file(GLOB sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${pattern})
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DIN=${PROJECT_SOURCE_DIR}/${pattern} -DOUT=${out} -DHEADER=${header}
      -DROW=${row} -DFUNCTION=${function} -P ${script}
    DEPENDS ${sources} ${script} VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
